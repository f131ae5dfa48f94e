"""What the team does with a report."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from upstander.capabilities.reports.changes import following, handing, triage
from upstander.capabilities.reports.changes.moving import NotNow, move
from upstander.capabilities.reports.changes.triage import ReasonMissing
from upstander.capabilities.reports.models import Alleged, Report, Stage
from upstander.capabilities.reports.models.stages import MOVES
from upstander.capabilities.reports.reading import connected
from upstander.capabilities.reports.tests.factories import told
from upstander.capabilities.reports.views.answers import said
from upstander.kernel import clock
from upstander.kernel.audit.reading import reads_of
from upstander.kernel.errors import Refused
from upstander.kernel.reference.deciding import (
    Signs,
    rule_on,
    suggest_kind,
    suggest_risk,
)
from upstander.kernel.reference.load import load_reference
from upstander.kernel.reference.working_days import answer_by
from upstander.kernel.subjects.changes import NotShared
from upstander.kernel.subjects.models import Disclosure
from upstander.kernel.testing.people import organisation, person
from upstander.kernel.vault.retention.changes import dispose_of_short_lived
from upstander.kernel.vault.retention.rules import load_rules

FRIDAY = datetime(2024, 11, 15, 16, tzinfo=UTC)


@pytest.fixture(autouse=True)
def reference(db):
    load_reference()
    load_rules()


@pytest.fixture
def worker():
    return person("caseworker", name="Jo Lindqvist")


@pytest.fixture
def police():
    return organisation("Metropolitan Police", sector="police", email="hate@police.example")


def triaged(report, worker, **more):
    fields = {"kind": "crime", "risk": "medium", "reason": "Threats.", "summary": "Threats"} | more
    return triage.decide(report, by=worker, **fields)


def test_what_comes_in_on_a_friday_is_answered_by_monday_at_five():
    with clock.set_to(FRIDAY):
        report = told()

    assert report.answer_by == datetime(2024, 11, 18, 17, tzinfo=UTC)


def test_a_day_off_is_no_working_day():
    christmas = {date(2024, 12, 25), date(2024, 12, 26)}

    due = answer_by(datetime(2024, 12, 24, 20, tzinfo=UTC), christmas.__contains__)

    assert due.date() == date(2024, 12, 27)


def test_a_decision_needs_its_reason(worker):
    with pytest.raises(ReasonMissing):
        triaged(told(), worker, reason=" ")


def test_a_decision_keeps_the_rule_of_its_day(worker):
    with clock.set_to(FRIDAY):
        report = triaged(told(), worker)

    assert report.kind_rule == "nchi-code-2023"
    assert report.stage == Stage.TRIAGED
    assert rule_on(date(2026, 10, 1)).code == "review-2026"


@pytest.mark.parametrize(("start", "allowed"), MOVES.items())
def test_a_report_takes_only_steps_that_may_follow(worker, start, allowed):
    for to in Stage.values:
        report = told()
        Report.objects.filter(pk=report.pk).update(stage=start)
        if to in allowed:
            assert move(report, to=to, by=worker).stage == to
        else:
            with pytest.raises(NotNow):
                move(report, to=to, by=worker)


def test_the_subject_of_what_is_no_crime_is_destroyed_after_fourteen_days(worker):
    with clock.set_to(FRIDAY):
        report = triaged(told(), worker, kind="non_crime")
    with clock.set_to(FRIDAY + timedelta(days=13)):
        dispose_of_short_lived()
        assert Alleged.objects.get().vault_erased_at is None

    with clock.set_to(FRIDAY + timedelta(days=15)):
        dispose_of_short_lived()

    assert Alleged.objects.get().vault_erased_at is not None
    assert Report.objects.get(pk=report.pk).vault_erased_at is None


def test_a_decision_with_reasons_keeps_the_subject(worker):
    with clock.set_to(FRIDAY):
        triaged(told(), worker, kind="non_crime")
        alleged = Alleged.objects.get()
        triage.keep_subject(alleged, until=date(2025, 2, 1), reason="He said it again.", by=worker)

    with clock.set_to(FRIDAY + timedelta(days=20)):
        dispose_of_short_lived()

    assert Alleged.objects.get().vault_erased_at is None


def test_keeping_a_subject_needs_reasons_and_a_day_to_look_again(worker):
    told()
    alleged = Alleged.objects.get()

    with pytest.raises(ReasonMissing):
        triage.keep_subject(alleged, until=date(2099, 1, 1), reason="", by=worker)
    with pytest.raises(Refused):
        triage.keep_subject(alleged, until=date(2020, 1, 1), reason="Because.", by=worker)


def test_nothing_goes_to_the_police_without_agreement(worker, police):
    report = triaged(told(police="no"), worker)

    with pytest.raises(NotShared):
        handing.hand_over(report, body="police", to=police, said=said, by=worker)

    assert Disclosure.objects.count() == 0
    assert report.handed.count() == 0


def test_the_sheet_says_who_the_person_is_only_where_they_agreed(worker):
    report = told(police="police_without_details", saw="Ask Amara Zebra")

    full = handing.sheet_for(report, "police", said=said, by=worker).as_json()
    bare = handing.sheet_for(report, "police_without_details", said=said, by=worker).as_json()

    assert "Amara" in full
    assert "07700 900123" in full
    for secret in ("Amara", "Zebra", "07700", "900123"):
        assert secret not in bare
    assert "shouted at by her neighbour" in bare
    assert json.loads(bare)["strands"] == "Race"


def test_a_sheet_no_longer_comes_out_once_the_person_takes_it_back(client, worker, police):
    report = triaged(told(), worker)
    handed = handing.hand_over(report, body="police", to=police, said=said, by=worker)
    address = reverse("reports:sheet", args=[report.pk, handed.pk, "json"])
    client.force_login(worker)
    assert client.get(address).json()["name"] == "Amara Zebra"

    done = following.change_agreements(report, {"police": "police_without_details"}, "en")

    assert len(done[0].already_sent) == 1
    refused = client.get(address)
    assert refused.status_code == 400
    assert "Amara" not in refused.content.decode()


@pytest.mark.slow
@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_the_sheet_is_a_document_too(client, worker, police, form):
    report = triaged(told(), worker)
    handed = handing.hand_over(report, body="police", to=police, said=said, by=worker)
    client.force_login(worker)

    answer = client.get(reverse("reports:sheet", args=[report.pk, handed.pk, form]))

    assert answer.content[:4] in (b"PK\x03\x04", b"%PDF")


def test_a_decision_without_agreement_is_on_record(worker, police):
    report = triaged(told(police="no"), worker)

    handing.hand_over_without_agreement(
        report, body="police", to=police, gateway="vital_interests", why="A knife.",
        told="Told by phone.", said=said, by=worker,
    )  # fmt: skip

    assert Disclosure.objects.get().ground.startswith("Without agreement")
    assert report.stage == Stage.ACTING


def test_nobody_is_closed_who_was_not_told(worker):
    report = triaged(told(), worker)

    with pytest.raises(Refused, match="Tell the person"):
        triage.close(report, outcome="advice", reason="Done.", by=worker)

    triage.feed_back(report, text="We spoke with him.", by=worker)
    assert triage.close(report, outcome="advice", reason="Done.", by=worker).stage == Stage.CLOSED


def test_reports_of_one_person_and_of_one_place_find_each_other(worker):
    first = told()
    by_phone = told(phone="+44 7700 900123", where="Elsewhere SW19 1AA")
    at_place = told(reach="no", where="sm45dx london road")

    assert {other for other, _ in connected(first, worker)} == {by_phone, at_place}


def test_codes_of_person_and_place_say_nothing():
    report = told()

    assert "900123" not in report.person_code + report.place_code
    assert len(report.person_code) == 64


@pytest.mark.parametrize(
    ("forms", "kind"),
    [(["threats"], "crime"), (["verbal"], ""), (["refused"], "non_crime"), ([], "")],
)
def test_crime_is_suggested_and_never_decided(forms, kind):
    assert suggest_kind(forms)[0] == kind
    assert told(forms=forms).kind == ""


def test_words_of_self_harm_are_high_risk_whatever_else():
    assert suggest_risk(Signs(needs=frozenset({"self_harm"})))[0] == "high"
    assert suggest_risk(Signs())[0] == "standard"


def test_opening_a_report_is_a_row_in_the_trail(client, worker):
    report = told()
    client.force_login(worker)

    client.get(reverse("reports:detail", args=[report.pk]))
    page = client.get(reverse("reports:detail", args=[report.pk]), {"show": "person"})

    pages = sorted(row.facts["page"] for row in reads_of(report))
    assert pages == ["detail", "detail", "person"]
    assert [row.facts["page"] for row in reads_of(report.subject)] == pages[::-1]
    assert "Amara Zebra" in page.content.decode()


def test_a_page_shows_who_the_person_is_only_when_asked(client, worker):
    report = told(story="She was shouted at.")
    client.force_login(worker)

    page = client.get(reverse("reports:detail", args=[report.pk])).content.decode()

    assert "Zebra" not in page
    assert "900123" not in page


def test_the_queue_names_no_person(client, worker):
    triaged(told(), worker)
    client.force_login(worker)

    page = client.get(reverse("reports:list")).content.decode()

    assert "Threats" in page
    assert "Amara" not in page
    assert "Nil Example" not in page


def test_the_lead_sees_the_queue_and_opens_nothing(client):
    report = told()
    client.force_login(person("strategic_lead"))

    assert client.get(reverse("reports:list")).status_code == 200
    assert client.get(reverse("reports:detail", args=[report.pk])).status_code == 403


def test_each_step_of_the_team_has_a_page_that_works(client, worker, police):
    report = told()
    client.force_login(worker)

    def post(step, **fields):
        answer = client.post(reverse(f"reports:{step}", args=[report.pk]), fields)
        assert answer.status_code == 302, answer.content.decode()

    post("take")
    post("decide", kind="crime", risk="high", reason="Threats.", summary="Threats at the door")
    post("write", text="Thank you for telling us.")
    post("hand", to=f"police:{police.pk}")
    post("answered", handed=report.handed.get().pk, state="accepted")
    post("feed_back", text="The police spoke with him.")
    post("close", outcome="police_crime", reason="Charged.")

    report.refresh_from_db()
    assert report.stage == Stage.CLOSED
    assert report.read_at is not None


def test_who_lost_their_words_gets_new_ones_over_their_safe_contact(client, worker):
    report, before = told(), Report.objects.get().code
    client.force_login(worker)

    page = client.post(reverse("reports:new_words", args=[report.pk])).content.decode()

    report.refresh_from_db()
    assert "Your seven words" in page
    assert report.code != before


def test_an_anonymous_report_gets_no_new_words(client, worker):
    report = told(reach="no")
    client.force_login(worker)

    answer = client.post(reverse("reports:new_words", args=[report.pk]))

    assert answer.status_code == 400
    assert Report.objects.get().code == report.code
