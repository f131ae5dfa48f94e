"""What a report costs: questions to the database, which everybody who writes has to wait for."""

from functools import partial

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from upstander.capabilities.reports.changes.drafts import read_draft, save_draft, send_draft
from upstander.capabilities.reports.changes.receiving import Told, receive
from upstander.capabilities.reports.models import Draft, Report
from upstander.capabilities.reports.tests.factories import ANSWERS, told
from upstander.kernel.audit.record import events_for, whole_trail
from upstander.kernel.reference.load import load_reference
from upstander.kernel.subjects.models import Subject
from upstander.kernel.subjects.passphrase import draw
from upstander.kernel.vault.retention.rules import load_rules

WRITTEN = ANSWERS | {"_seen": ["check"]}


@pytest.fixture(autouse=True)
def reference(db):
    load_reference()
    load_rules()
    told()  # the first of each fills caches and makes keys ahead


def statements(captured):
    """Give what was asked, without the locks of PostgreSQL: SQLite has them outside of it."""
    return [each["sql"] for each in captured if "pg_advisory" not in each["sql"]]


def savepoints(captured):
    return [each["sql"] for each in captured if each["sql"].startswith("SAVEPOINT")]


def test_a_report_with_all_that_belongs_to_it_takes_twenty_statements():
    with CaptureQueriesContext(connection) as asked:
        told()

    assert len(statements(asked)) <= 20
    assert len(savepoints(asked)) <= 1  # of the test's own transaction


def test_each_row_is_written_once_and_none_again():
    with CaptureQueriesContext(connection) as asked:
        told()

    assert [each["sql"] for each in asked if each["sql"].startswith("UPDATE")] == []


def test_to_send_a_report_and_end_its_draft_takes_few_statements():
    secret = draw()
    save_draft(secret, WRITTEN)
    read_draft(secret)  # that this work is done is noted, the first time on a day
    client = Client()
    client.cookies["tell"] = secret.digits

    with CaptureQueriesContext(connection) as asked:
        answer = client.post(reverse("tell:check"), {})

    assert answer["Location"] == reverse("tell:sent")
    assert len(statements(asked)) <= 19
    assert not Draft.objects.unsent().exists()
    # whoever destroys a draft takes it before the trail: crosswise, two would wait for each other
    first = next(sql for sql in statements(asked) if sql.startswith(("UPDATE", "INSERT")))
    assert first.startswith(f"UPDATE {Draft._meta.db_table}")


@pytest.mark.django_db(transaction=True)
def test_a_second_click_hears_of_the_report_in_a_transaction_which_waits_for_the_disk():
    secret = draw()
    first = receive(Told(secret, WRITTEN))
    client = Client()
    client.cookies["tell"] = secret.digits

    with CaptureQueriesContext(connection) as stored_again:
        assert receive(Told(secret, WRITTEN)) == first
    with CaptureQueriesContext(connection) as sent_again:
        assert client.post(reverse("tell:check"), {})["Location"] == reverse("tell:sent")

    for asked in (stored_again, sent_again):
        last = [sql.split()[0] for sql in statements(asked)][-3:]
        assert last == ["BEGIN", "SELECT", "COMMIT"]


@pytest.mark.django_db(transaction=True)
def test_what_is_read_for_a_visitor_keeps_no_writer_waiting():
    secret = draw()
    save_draft(secret, WRITTEN)
    read_draft(secret)  # that this work is done is noted, the first time on a day

    with CaptureQueriesContext(connection) as asked:
        assert read_draft(secret) == WRITTEN

    assert not any(each["sql"].startswith("BEGIN") for each in asked)


def test_a_report_sent_twice_leaves_one_report_one_person_and_no_trace_of_the_second():
    secret = draw()
    first = receive(Told(secret, ANSWERS))
    people, rows = Subject.objects.count(), whole_trail().count()

    again = receive(Told(secret, ANSWERS))

    assert again == first
    assert (Subject.objects.count(), whole_trail().count()) == (people, rows)
    assert Report.objects.filter(code=first.code).count() == 1


def test_the_trail_says_by_which_rule_a_new_person_is_kept():
    report = told()

    added = events_for(report.subject).filter(kind="subjects.added").get()
    assert added.facts["rule"] == "report_no_case"
    assert (report.subject.kept_by, report.subject.kept_since) == ("report_no_case", None)
    assert list(report.subject.keepings.values_list("about", "rule", "since")) == [
        (report.about, "report_no_case", None)
    ]


def test_what_happens_along_with_a_report_stands_or_falls_with_it():
    def fail():
        raise OSError

    before = whole_trail().count()
    with pytest.raises(OSError):
        receive(Told(draw(), ANSWERS), along=fail)

    assert Report.objects.count() == 1
    assert whole_trail().count() == before


def test_a_draft_whose_report_was_not_stored_can_be_gone_on_with():
    taken, secret = draw(), draw()
    receive(Told(taken, WRITTEN))
    save_draft(secret, WRITTEN)

    receive(Told(taken, WRITTEN), along=partial(send_draft, secret))

    assert read_draft(secret) == WRITTEN


def test_a_strange_error_of_the_database_is_not_taken_for_a_second_click():
    def clash():
        Report.objects.update(code=None)

    with pytest.raises(IntegrityError, match=r"(?i)not.null"):
        receive(Told(draw(), ANSWERS), along=clash)
