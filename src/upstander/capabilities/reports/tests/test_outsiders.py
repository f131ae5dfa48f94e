"""Whoever has no business with a report, comes too late, or sends spoilt things."""

import pytest
from django.urls import reverse

from upstander.capabilities.reports.changes import following, handing, triage
from upstander.capabilities.reports.changes.moving import NotNow, move
from upstander.capabilities.reports.changes.receiving import Source
from upstander.capabilities.reports.changes.triage import Meanwhile, seen
from upstander.capabilities.reports.models import Report, Stage
from upstander.capabilities.reports.models.stages import MOVES, OPEN
from upstander.capabilities.reports.tests.factories import told
from upstander.capabilities.reports.views.answers import said
from upstander.kernel.audit.record import events_for
from upstander.kernel.errors import Refused
from upstander.kernel.links.models import Handover
from upstander.kernel.reference.load import load_reference
from upstander.kernel.subjects.models import Consent
from upstander.kernel.testing.people import organisation, person
from upstander.kernel.vault.retention.rules import load_rules

DECISION = {"kind": "crime", "risk": "high", "reason": "Threats.", "summary": "Threats"}


@pytest.fixture(autouse=True)
def reference(db):
    load_reference()
    load_rules()


@pytest.fixture
def worker():
    return person("caseworker", name="Jo Lindqvist")


@pytest.fixture
def colleague(worker):
    return person("caseworker", worker.memberships.get().organisation, name="Ayo Brandt")


@pytest.fixture
def report(worker):
    return triage.decide(told(), by=worker, **DECISION)


def page(step, report):
    return reverse(f"reports:{step}", args=[report.pk])


# ---- every move of every stage, on the page and by hand ------------------------------------------


@pytest.mark.parametrize("start", Stage.values)
def test_the_page_offers_no_step_that_may_not_follow(client, worker, report, start):
    Report.objects.filter(pk=report.pk).update(stage=start)
    client.force_login(worker)
    offered = client.get(page("move", report)).context["form"].fields["to"].choices

    assert {code for code, _ in offered} <= set(MOVES[start])
    for to in set(Stage.values) - {code for code, _ in offered}:
        client.post(page("move", report), {"to": to})
    assert Report.objects.get(pk=report.pk).stage == start


@pytest.mark.parametrize("stage", sorted(set(Stage.values) - set(OPEN)))
def test_what_has_ended_is_neither_read_nor_decided_anew_nor_handed_over(worker, report, stage):
    Report.objects.filter(pk=report.pk).update(stage=stage)
    report = Report.objects.get(pk=report.pk)

    for change in (
        lambda: triage.take(report, by=worker),
        lambda: triage.decide(report, by=worker, **DECISION),
        lambda: handing.hand_over(
            report,
            body="police",
            to=organisation("A force", sector="police"),
            said=said,
            by=worker,
        ),
    ):
        with pytest.raises(Refused):
            change()
    assert Report.objects.get(pk=report.pk).stage == stage


@pytest.mark.parametrize(
    ("stage", "outcome"), [("withdrawn", "withdrawn"), ("out_of_area", "out_of_area")]
)
def test_what_leaves_says_what_became_of_it(worker, report, stage, outcome):
    move(report, to=stage, by=worker)

    kept = Report.objects.get(pk=report.pk)
    assert (kept.outcome, kept.closed_on is not None) == (outcome, True)


def test_what_is_opened_again_has_come_to_nothing_yet(worker, report):
    move(report, to="out_of_area", by=worker)

    move(report, to="acting", by=worker)

    kept = Report.objects.get(pk=report.pk)
    assert (kept.outcome, kept.closed_on, kept.is_open) == ("", None, True)


def test_nobody_is_told_by_moving_a_report_to_told(client, worker, report):
    client.force_login(worker)

    client.post(page("move", report), {"to": "fed_back"})

    assert Report.objects.get(pk=report.pk).fed_back_at is None


def test_the_team_that_notes_a_withdrawal_takes_the_agreements_back(client, worker, report):
    client.force_login(worker)

    client.post(page("move", report), {"to": "withdrawn"})

    assert not any(handing.may_hand(report, body) for body in ("police", "support", "landlord"))
    assert Consent.objects.filter(step="withdrawn").last().by_name == "Jo Lindqvist"


# ---- two at once ---------------------------------------------------------------------------------


def test_two_who_decide_at_once_do_not_undo_each_other(client, worker, colleague):
    report = told()
    client.force_login(worker)
    stood = client.get(page("decide", report)).context["form"]["stood"].value()
    triage.decide(report, by=colleague, **DECISION)

    fields = {**DECISION, "kind": "non_crime", "risk": "standard", "stood": stood}
    late = client.post(page("decide", report), fields)

    assert "Somebody else has worked on" in late.content.decode()
    assert Report.objects.get(pk=report.pk).kind == "crime"


def test_who_takes_what_a_colleague_has_taken_is_told_who_has_it(client, worker, colleague):
    report = told()
    stood = seen(report)
    triage.take(report, by=colleague)

    with pytest.raises(Meanwhile, match="Ayo Brandt"):
        triage.take(report, by=worker, stood=stood)

    assert Report.objects.get(pk=report.pk).holder == colleague


def test_a_colleague_may_take_over_what_they_see_is_with_another(worker, colleague):
    report = told()
    triage.take(report, by=colleague)
    first = Report.objects.get(pk=report.pk).read_at

    triage.take(report, by=worker, stood=seen(report))

    kept = Report.objects.get(pk=report.pk)
    assert (kept.holder, kept.read_at) == (worker, first)


def test_a_second_click_on_each_step_does_nothing_twice(client, worker, report):
    force = organisation("A force", sector="police")
    client.force_login(worker)
    for step, fields in (
        ("hand", {"to": f"police:{force.pk}"}),
        ("feed_back", {"text": "Done."}),
        ("close", {"outcome": "advice", "reason": "Told."}),
    ):
        client.post(page(step, report), fields)
        client.post(page(step, report), fields)

    assert Handover.objects.count() == 1
    assert report.moves.filter(to_stage="closed").count() == 1
    assert report.moves.filter(to_stage="fed_back").count() == 1


# ---- not theirs ----------------------------------------------------------------------------------

STEPS = ("take", "decide", "write", "feed_back", "move", "close", "hand", "override", "answered",
         "agreed", "take_back", "keep_subject", "forget_subject")  # fmt: skip


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("role", ["caseworker", "centre_worker", "strategic_lead", "analyst"])
def test_another_organisation_does_nothing_to_a_report(client, report, step, role):
    before = len(events_for(report))
    client.force_login(person(role, organisation("Elsewhere")))

    for ask in (client.get, client.post):
        assert ask(page(step, report)).status_code in (403, 404)

    assert len(events_for(report)) == before


@pytest.mark.parametrize("form", ["json", "docx", "pdf"])
def test_a_sheet_opens_to_the_team_alone_and_only_of_its_own_report(client, worker, report, form):
    force = organisation("A force", sector="police")
    handed = handing.hand_over(report, body="police", to=force, said=said, by=worker)
    other = triage.decide(told(), by=worker, **DECISION)
    client.force_login(person("caseworker", organisation("Elsewhere")))
    mine = reverse("reports:sheet", args=[report.pk, handed.pk, form])

    assert client.get(mine).status_code == 404
    client.force_login(worker)
    assert client.get(reverse("reports:sheet", args=[other.pk, handed.pk, form])).status_code == 404
    assert client.get(reverse("reports:sheet", args=[report.pk, handed.pk, "exe"])).status_code in (
        404,
    )


@pytest.mark.parametrize("spoilt", ["0", "-1", "9" * 30, "1%00", "1 OR 1=1", "..%2f1", "é"])
def test_spoilt_numbers_find_nothing(client, worker, report, spoilt):
    client.force_login(worker)

    for address in (f"/reports/{spoilt}/", f"/reports/{spoilt}/hand/",
                    f"/reports/{report.pk}/sheet/{spoilt}/json/",
                    f"/reports/{report.pk}/files/{spoilt}/"):  # fmt: skip
        assert client.get(address).status_code in (301, 404), address


@pytest.mark.parametrize("query", ["flag=x", "ward=999", "strand=%00", "stage=nonsense",
                                   "since_day=99", "flag=in_time&ward=a", "sort=%27"])  # fmt: skip
def test_spoilt_filters_are_answered_in_words(client, worker, query):
    client.force_login(worker)

    assert client.get(f"/reports/?{query}").status_code in (200, 404)


def test_a_centre_worker_who_left_sees_nothing_more(client):
    centre = organisation("Fade and Friends")
    barber = person("centre_worker", centre)
    told(source=Source("centre", centre))
    client.force_login(barber)
    assert "1 report" in client.get(reverse("reports:sent_list")).content.decode()

    barber.memberships.update(ends_on=barber.memberships.get().starts_on)

    assert client.get(reverse("reports:sent_list")).status_code == 403


def test_a_centre_worker_does_not_see_what_their_other_organisation_is_told(client):
    centre, other = organisation("Fade and Friends"), organisation("Other club")
    told(source=Source("centre", other))
    client.force_login(person("centre_worker", centre))

    assert "ME-" not in client.get(reverse("reports:sent_list")).content.decode()


# ---- counted or not ------------------------------------------------------------------------------


def test_that_it_is_counted_stands_in_the_ledger_and_can_be_taken_back(report):
    assert Consent.objects.get(subject=report.subject, purpose="statistics").step == "given"
    assert list(Report.objects.counted()) == [report]

    following.change_agreements(report, {"statistics": "no"}, "en")

    assert not Report.objects.counted().exists()
    assert following.agreed(report.subject)["statistics"] == "no"
    following.change_agreements(report, {"statistics": "yes"}, "en")
    assert list(Report.objects.counted()) == [report]


def test_what_the_team_had_asked_stands_on_the_persons_page_in_words(client, worker, report):
    triage.note_agreement(report, purpose="prevent", by=worker)
    galop = organisation("Galop", sector="voluntary")
    report.subject.consents.filter(purpose="support")
    following.change_agreements(report, {"support": "no"}, "en")
    triage.note_agreement(report, purpose="support", recipient=galop, by=worker)
    secret = triage.renew_words(report, by=worker)
    client.post(reverse("tell:come_back"), {"words": secret.digits})

    for name in ("follow", "agreements"):
        shown = client.get(reverse(f"tell:{name}")).content.decode()
        assert "Prevent" in shown
        assert "Galop" in shown


def test_who_says_no_to_the_police_says_no_to_all_of_it(worker, report):
    triage.note_agreement(report, purpose="police_without_details", by=worker)

    following.change_agreements(report, {"police": "no"}, "en")

    assert not handing.may_hand(report, "police")
    assert not handing.may_hand(report, "police_without_details")


def test_a_step_back_in_time_is_refused_in_words(report, worker):
    with pytest.raises(NotNow, match="triaged"):
        move(report, to="received", by=worker)
