"""A mark of its own in every protected field, and nowhere else, in any form."""

import base64
import json
import logging
import os
import pickle
import shutil
import subprocess
import sys
import zlib
from contextlib import suppress
from datetime import date
from importlib import import_module
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.core.cache import cache
from django.core.mail import send_mail
from django.db import transaction
from django.template import engines
from django.test import RequestFactory
from django.urls import NoReverseMatch, URLPattern, reverse
from django.views.debug import ExceptionReporter
from django_tasks_db.models import DBTaskResult

from upstander.kernel.audit.record import record
from upstander.kernel.outbox.models import Message
from upstander.kernel.registry import AuditKind, Capability, capabilities, registered
from upstander.kernel.subjects.tests.everything import letter, somebody
from upstander.kernel.testing.models import TrialPerson, TrialReport
from upstander.kernel.testing.people import person
from upstander.kernel.testing.served import surroundings
from upstander.kernel.vault.inventory import redaction
from upstander.kernel.vault.models.classified import classified_fields
from upstander.kernel.vault.rotation import rotate
from upstander.kernel.vault.tests import conftest as vault
from upstander.kernel.vault.tests.canaries import (
    dump_of_database,
    found_in,
    found_in_bytes,
    marked,
    readings,
)
from upstander.site.logs import PlainFormatter, place_of

door, own_home = vault.door, vault.own_home  # fixtures


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


def as_archive(content):
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("sheet.xml", content)
    return packed.getvalue()


def test_the_search_would_find_a_mark_that_was_left_somewhere(tmp_path):
    for number, encode in enumerate(
        [
            bytes,
            base64.b64encode,
            zlib.compress,
            lambda b: base64.urlsafe_b64encode(zlib.compress(b)),
            as_archive,
        ]
    ):
        (tmp_path / f"{number}").write_bytes(b"before " + encode(b"say canary000-name here") + b"!")

    assert [name for name, _ in found_in(tmp_path, ["canary000-name"])] == ["0", "1", "2", "3", "4"]
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


# ---- people spoken of, in a home of their own with a database on the disk ------------------------

LIFE = """
import os, sys
from pathlib import Path
import django
django.setup()
from django.conf import settings
from django.core.cache import cache
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from upstander.kernel.outbox.sending import send_waiting
from upstander.kernel.registry import Capability, register
from upstander.kernel.subjects.search import understood
from upstander.kernel.subjects.models import Subject
from upstander.kernel.subjects.tests.everything import letter, somebody
from upstander.kernel.vault.door import Door
from upstander.kernel.vault.keys.backups import back_up_keys
from upstander.kernel.vault.keys.store import store
from upstander.kernel.vault.rotation import rotate
from upstander.kernel.vault.search import find
from upstander.site.backups.making import back_up

register(Capability(slug="trial", title="Trial", messages=(
    letter("trial.answer"), letter("trial.answer_text", "sms"))))
subject, marks = somebody()
found = find(Subject.objects.all(), understood("canary"), Door("system:test", "trying"))
session = SessionStore()
session["seen"] = [str(each.record) for each in found] + [str(subject), subject.pk]
session.save()
cache.set("seen", subject)
send_waiting()
rotate(by="system:test", records=True, progress=lambda *told: None)
back_up(Path(settings.HOME), connection, Path(settings.HOME) / "data.backup", "seven plain words")
(Path(settings.HOME) / "keys-away").mkdir()
back_up_keys(store(), Path(settings.HOME) / "keys-away")
print("\\n".join(marks), flush=True)
os._exit(0)  # so that the log of the database stays as it was at that moment
"""


@pytest.mark.slow
def test_no_mark_of_a_person_is_in_any_file_of_a_home_that_is_in_use(installed_home, tmp_path):
    home = shutil.copytree(installed_home, tmp_path / "home")
    env = surroundings(home, DJANGO_SETTINGS_MODULE="upstander.site.settings")
    env["PYTHONPATH"] = os.pathsep.join(sys.path)

    done = subprocess.run([sys.executable, "-c", LIFE], env=env, capture_output=True, check=False)

    assert done.returncode == 0, done.stderr.decode()[-2000:]
    marks = done.stdout.decode().split("\n")[:-1]
    files = {path.name for path in home.rglob("*") if path.is_file()}
    assert len(marks) >= 20
    assert {"upstander.sqlite3", "upstander.sqlite3-wal", "data.backup"} <= files
    assert list((home / "keys-away").iterdir())
    assert found_in(home, marks) == []
    assert found_in_bytes(done.stderr, marks) == set()


LETTERS = Capability(
    slug="trial",
    title="Trial",
    messages=(letter("trial.answer"), letter("trial.answer_text", "sms")),
)


@pytest.mark.slow
@pytest.mark.parametrize("role", ["administrator", "information_governance", "analyst"])
def test_no_page_of_whoever_may_not_see_people_shows_a_mark_of_one(role, own_home, client, db):
    with registered(LETTERS):
        _, marks = somebody()
        client.force_login(person(role))
        seen = {address: client.get(address) for address in addresses()}

    shown = [page.content for page in seen.values() if page.status_code == 200]
    told = [f"{address} {page.headers}".encode() for address, page in seen.items()]
    assert len(shown) > 5
    assert found_in_bytes(b"\n".join([*shown, *told]), marks) == set()


def addresses():
    """Give every page of the product without a record in its address, and those of messages."""
    for capability in capabilities():
        for urls in filter(None, (capability.urls, capability.public_urls)):
            module = import_module(urls)
            space = getattr(module, "app_name", capability.slug)
            for pattern in module.urlpatterns:
                if isinstance(pattern, URLPattern):
                    with suppress(NoReverseMatch):  # it needs a record
                        yield reverse(f"{space}:{pattern.name}")
    for message in Message.objects.all():
        yield reverse("administration:messages_detail", args=[message.pk])
