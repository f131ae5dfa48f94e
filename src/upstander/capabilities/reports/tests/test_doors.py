"""Reports open to the team whose they are, to nobody else, and each look is on record."""

import pytest
from django.urls import reverse

from upstander.capabilities.reports.changes.team import settle_teams
from upstander.capabilities.reports.changes.triage import decide
from upstander.capabilities.reports.models import Alleged, Report
from upstander.capabilities.reports.tests.factories import told
from upstander.kernel.access.changes.records import bar
from upstander.kernel.access.changes.urgent import break_glass
from upstander.kernel.audit.reading import reads_of
from upstander.kernel.clock import today
from upstander.kernel.people.models import Membership
from upstander.kernel.reference.load import load_reference
from upstander.kernel.subjects.models import Subject
from upstander.kernel.subjects.search import find_subjects
from upstander.kernel.testing.people import SYSTEM, organisation, person

STATED = {
    "danger": "life",
    "gateway": "vital_interests",
    "reason": "He is at her door tonight, and she is alone with the baby.",
}


@pytest.fixture(autouse=True)
def reference(db):
    load_reference()


@pytest.fixture
def worker():
    return person("caseworker")


@pytest.fixture
def stranger():
    return person("caseworker", organisation("Another council"))


@pytest.fixture
def report(worker, stranger):
    report = told()
    decide(report, kind="crime", risk="high", reason="Threats.", summary="Threats", by=SYSTEM)
    return report


def look(client, user, report, **query):
    client.force_login(user)
    return client.get(reverse("reports:detail", args=[report.pk]), query)


def test_a_report_is_there_for_the_team_that_works_on_it_and_for_no_other(
    client, report, worker, stranger
):
    assert look(client, worker, report).status_code == 200
    assert look(client, stranger, report).status_code == 404
    assert not Report.objects.visible_to(stranger).exists()
    assert not Alleged.objects.visible_to(stranger).exists()
    assert not Subject.objects.visible_to(stranger).exists()


def test_the_queue_of_another_team_shows_nothing_of_it(client, report, stranger):
    client.force_login(stranger)

    page = client.get(reverse("reports:list")).content.decode()

    assert report.reference not in page


def test_a_page_of_the_queue_is_one_row_of_reading_however_many_are_on_it(client, report, worker):
    others = [told(), told()]
    client.force_login(worker)

    client.get(reverse("reports:list"))

    (row,) = reads_of(report)
    assert row.facts["page"] == "list"
    assert len(row.facts["records"]) == 1 + len(others)


def test_a_person_is_found_by_the_team_of_their_report_alone(report, worker, stranger):
    assert [found.record for found in find_subjects("Amara Zebra", user=worker)] == [report.subject]
    assert find_subjects("Amara Zebra", user=stranger) == []


@pytest.mark.parametrize("of", ["report", "subject"])
def test_a_colleague_who_is_barred_finds_no_report_anywhere(client, report, worker, of):
    bar(report if of == "report" else report.subject, worker, ground="family", by=SYSTEM)
    number = reverse("reports:detail", args=[report.pk])

    assert look(client, worker, report).status_code == 404
    assert number not in client.get(reverse("reports:list")).content.decode()
    for step in ("decide", "hand", "new_words", "history"):
        answer = client.get(reverse(f"reports:{step}", args=[report.pk]))
        assert answer.status_code == 404, step
    assert find_subjects("Amara Zebra", user=worker) == []


def test_whoever_breaks_the_glass_reads_this_one_report_and_changes_nothing(
    client, report, stranger
):
    other = told()
    break_glass("reports.report", report.pk, by=stranger, **STATED)

    page = look(client, stranger, report)

    assert "shouted at by her neighbour" in page.content.decode()
    assert reverse("reports:decide", args=[report.pk]) not in page.content.decode()
    assert reads_of(report)[0].facts["through"] == ["break_glass"]
    assert look(client, stranger, other).status_code == 404
    for step in ("decide", "write", "hand", "close", "new_words"):
        answer = client.post(reverse(f"reports:{step}", args=[report.pk]), {})
        assert answer.status_code == 403, step


def test_looking_at_the_person_is_a_row_of_its_own_and_only_then(client, report, worker):
    look(client, worker, report)
    assert [row.facts["page"] for row in reads_of(report.subject)] == ["detail"]

    look(client, worker, report, show="person")
    assert reads_of(report.subject)[0].facts["page"] == "person"


def test_a_step_that_shows_nothing_of_a_report_opens_nothing(client, report, worker):
    client.force_login(worker)

    for step in ("take", "write", "move", "close", "hand", "answered"):
        assert client.get(reverse(f"reports:{step}", args=[report.pk])).status_code == 200

    assert reads_of(report) == []


def test_a_report_that_came_before_anybody_could_read_it_is_given_to_who_can(client):
    report = told()
    assert report.team is None
    worker = person("caseworker")
    assert look(client, worker, report).status_code == 404

    settle_teams()

    assert look(client, worker, report).status_code == 200


def test_a_team_that_has_lost_its_last_caseworker_passes_its_reports_on(client, worker):
    report = told()
    other = person("caseworker", organisation("Another council"))
    Membership.objects.filter(user=worker).update(ends_on=today())

    settle_teams()

    assert look(client, other, report).status_code == 200


def test_a_centre_that_is_barred_does_not_see_how_far_a_report_came(client, report):
    centre = organisation("Fade and Friends")
    worker = person("centre_worker", centre)
    Report.objects.filter(pk=report.pk).update(organisation=centre)
    assert Report.objects.sent_by(worker).exists()

    bar(report, centre, ground="accused", by=SYSTEM)

    assert not Report.objects.sent_by(worker).exists()
