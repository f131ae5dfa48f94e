"""A mark of its own in every protected field, and nowhere else, in any form."""

import base64
import json
import logging
import pickle
import zlib
from datetime import date

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.core.cache import cache
from django.core.mail import send_mail
from django.db import transaction
from django.template import engines
from django.test import RequestFactory
from django.views.debug import ExceptionReporter
from django_tasks_db.models import DBTaskResult

from upstander.kernel.audit.record import record
from upstander.kernel.registry import AuditKind, Capability, registered
from upstander.kernel.testing.models import TrialPerson, TrialReport
from upstander.kernel.vault.inventory import redaction
from upstander.kernel.vault.kinds import Choice, Day, Email, Phone, Several
from upstander.kernel.vault.models.classified import classified_fields
from upstander.kernel.vault.rotation import rotate
from upstander.kernel.vault.tests import conftest as vault
from upstander.kernel.vault.tests.canaries import (
    dump_of_database,
    found_in,
    found_in_bytes,
    readings,
)
from upstander.site.logs import PlainFormatter, place_of

DAY = date(1899, 12, 30)
door, own_home = vault.door, vault.own_home  # fixtures


def marked(model):
    """Give every protected field of a model a value with a mark of its own."""
    values, marks = {}, []
    for number, field in enumerate(classified_fields(model)):
        mark = f"canary{number:03}-{field.name}"
        kind = field.kind
        if isinstance(kind, Day):
            values[field.name], mark = DAY, DAY.isoformat()
        elif isinstance(kind, Email):
            mark = f"canary{number:03}@{field.name}.example"
            values[field.name] = mark
        elif isinstance(kind, Phone) or (
            isinstance(kind, Several) and isinstance(kind.kind, Phone)
        ):
            mark = f"0770099{number:04}"
            values[field.name] = [mark] if isinstance(kind, Several) else mark
        elif isinstance(kind, Several):
            values[field.name] = [mark, mark]
        elif isinstance(kind, Choice):
            values[field.name] = "self"
        else:
            mark = mark[: kind.longest]
            values[field.name] = mark
        marks.append(mark)
    return values, marks


@pytest.fixture
def trial_kinds():
    kinds = (AuditKind("trial.changed", "Changed", redaction(TrialReport, "ward")),)
    with registered(Capability(slug="trial", title="Trial", audit_kinds=kinds)):
        yield


@pytest.fixture
def everything(own_home, db, trial_kinds):
    """Two records with every field marked, and what a product does with them."""
    people, marks = marked(TrialPerson)
    fields, more = marked(TrialReport)
    person = TrialPerson.objects.create(**people)
    report = TrialReport.objects.create(received_on=date(2024, 1, 1), ward="Abbey", **fields)
    with transaction.atomic():
        record("trial.changed", report, by=vault.BY, ward="Abbey", **fields)
    return person, report, sorted({*marks, *more})


def test_no_mark_is_in_the_database_or_in_any_file_of_the_home(everything, own_home):
    _, _, marks = everything
    rotate(by=vault.BY, records=True, progress=lambda *told: None)

    assert len(marks) > 40
    assert found_in_bytes(b"\n".join(dump_of_database()), marks) == set()
    assert found_in(own_home, marks) == []


def test_the_search_would_find_a_mark_that_was_left_somewhere(tmp_path):

    for number, encode in enumerate(
        [
            bytes,
            base64.b64encode,
            zlib.compress,
            lambda b: base64.urlsafe_b64encode(zlib.compress(b)),
        ]
    ):
        (tmp_path / f"{number}").write_bytes(b"before " + encode(b"say canary000-name here") + b"!")

    assert [name for name, _ in found_in(tmp_path, ["canary000-name"])] == ["0", "1", "2", "3"]
    assert list(readings(b"plain")) == [b"plain"]


def test_no_mark_gets_into_session_cache_task_letter_or_log(everything, door, caplog):
    person, report, marks = everything
    for each in (person, report):
        each.refresh_from_db()
        door.open(each)
    session = SessionStore()
    session["draft"] = {"who": str(person), "key": report.pk}
    session.save()
    cache.set("report", report)
    DBTaskResult.objects.create(
        task_path="upstander.kernel.jobs.tests.tasks.write",
        args_kwargs={"args": [report.pk], "kwargs": {}},
        backend_name="default",
        run_after=None,
    )
    send_mail("New report", f"Look at {report}", None, ["a@council.example"])
    with caplog.at_level(logging.WARNING):
        try:
            raise ValueError(repr(vars(report)))
        except ValueError as error:
            logging.getLogger("upstander.trial").error("%s failed: %s", report, place_of(error))
            line = PlainFormatter().format(caplog.records[-1])

    letters = "".join(str(letter.message()) for letter in mail.outbox)
    seen = b"\n".join(
        [*dump_of_database(), letters.encode(), line.encode(), pickle.dumps([person, report])]
    )
    assert report.name in marks
    assert found_in_bytes(seen, marks) == set()


def page_of_an_error(shut):
    """Give Django's own page of an error, with every value that stood around it."""
    name = shut.name
    try:
        raise ValueError(shut, name)
    except ValueError as error:
        reporter = ExceptionReporter(
            RequestFactory().get("/"), type(error), error, error.__traceback__
        )
        return reporter.get_traceback_html() + reporter.get_traceback_text()


def test_no_mark_of_a_shut_record_gets_into_a_page_or_a_page_of_an_error(everything):
    _, report, marks = everything
    shut = TrialReport.objects.get(pk=report.pk)
    names = [field.name for field in classified_fields(TrialReport)]
    page = engines["django"].from_string(
        "".join(f"{{{{ r.{name} }}}}{{{{ r.{name}|default:'-' }}}}" for name in names)
    )

    shown = page.render({"r": shut}) + json.dumps([getattr(shut, name) for name in names])
    seen = shown + page_of_an_error(shut)

    assert found_in_bytes(seen.encode(), marks) == set()
    assert shown.count("[protected]") == 3 * len(names)
