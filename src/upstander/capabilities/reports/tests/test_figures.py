"""Each figure is that of a count by hand, and opens the list that proves it."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from upstander.capabilities.reports.changes import following, handing, triage
from upstander.capabilities.reports.changes.receiving import Source
from upstander.capabilities.reports.dues import due_from_reports
from upstander.capabilities.reports.measures import MEASURES
from upstander.capabilities.reports.models import Report
from upstander.capabilities.reports.tests.factories import told
from upstander.capabilities.reports.views.answers import said
from upstander.kernel import clock
from upstander.kernel.figures import Period
from upstander.kernel.links.changes import answer
from upstander.kernel.reference.load import load_reference
from upstander.kernel.reference.models import Ward
from upstander.kernel.testing.people import organisation, person
from upstander.kernel.vault.retention.rules import load_rules

YEAR = Period(date(2024, 4, 1), date(2025, 3, 31))
TODAY = datetime(2024, 11, 14, 12, tzinfo=UTC)
OF = {measure.code: measure for measure in MEASURES}
# eight reports, and what each is counted in, by hand:
# days ago, way, read after so many days, told, police, ward, counted
STORY = [
    (100, "public", 1, True, "done", True, True),
    (90, "public", 4, True, "declined", False, True),
    (80, "centre", 1, False, None, True, True),
    (70, "poster", 1, True, "accepted", False, False),  # does not want to be counted
    (60, "public", 9, False, "sent", False, True),
    (20, "centre", 1, True, None, True, True),  # told, and not due to be told yet
    (3, "public", 1, False, None, False, True),
    (0, "public", None, False, None, False, True),  # not due to be read yet
]
BY_HAND = {  # done, due
    "reports.read_in_time": (4, 6),
    "reports.through_places": (2, 7),
    "reports.through_form": (5, 7),
    "reports.fed_back": (2, 4),
    "reports.police_accepted": (1, 3),
    "reports.ward_known": (3, 7),
}


@pytest.fixture
def year(db):
    load_reference()
    load_rules()
    with clock.set_to(TODAY - timedelta(days=200)):
        worker = person("caseworker")
    force = organisation("A force", sector="police")
    centre, ward = organisation("Fade and Friends"), Ward.objects.all()[0]
    ways = {"public": Source(), "centre": Source("centre", centre), "poster": Source(place="p")}
    for days, way, read, is_told, police, known, counted in STORY:
        moment = TODAY - timedelta(days=days)
        with clock.set_to(moment):
            report = told(source=ways[way])
        Report.objects.filter(pk=report.pk).update(ward=ward if known else None)
        report.refresh_from_db()
        if read is None:
            continue
        with clock.set_to(moment + timedelta(days=read)):
            fields = {"kind": "crime", "risk": "high", "reason": "A.", "summary": "B"}
            triage.decide(report, by=worker, **fields)
            if police:
                handed = handing.hand_over(report, body="police", to=force, said=said, by=worker)
                if police != "sent":
                    answer(handed, state=police, by=worker)
            if is_told:
                triage.feed_back(report, text="Done.", by=worker)
            if not counted:
                following.change_agreements(report, {"statistics": "no"}, "en")
    return worker


@pytest.mark.parametrize("code", sorted(BY_HAND))
def test_a_figure_is_what_a_count_by_hand_gives_and_its_list_proves_it(client, year, code):
    client.force_login(year)
    with clock.set_to(TODAY):
        value = OF[code].value(YEAR)
        listed = client.get(
            f"{reverse(value.evidence.page)}?{urlencode(value.evidence.filters, doseq=True)}"
        )

    assert (value.numerator, value.denominator) == BY_HAND[code]
    assert len(listed.context["rows"]) == BY_HAND[code][0]


def test_every_measure_is_counted_by_hand_here():
    assert set(BY_HAND) == set(OF)


def test_what_waits_is_due_to_whoever_works_on_it_and_names_nobody(year):
    with clock.set_to(TODAY):
        items = due_from_reports(year, TODAY.date())
        strangers = due_from_reports(person("caseworker", organisation("Elsewhere")), TODAY.date())

    titles = [item.title for item in items]
    assert len([each for each in titles if each.startswith("Report ")]) == 1
    assert titles.count("A force") == 1  # the one that has not answered
    assert strangers == []
    assert "Amara" not in str(items)
