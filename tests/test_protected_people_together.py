"""Cases, the people whom they speak of, and all that rests on them: no mark where none may be.

What each part shows alone is shown here of them together, asked for by everybody over the pages.
"""

import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.test_canaries import LETTERS, addresses, dump_of_database
from upstander.kernel.access.roles import ALL_ROLES
from upstander.kernel.audit.reading import reads_of
from upstander.kernel.registry import registered
from upstander.kernel.subjects.tests.everything import somebody
from upstander.kernel.testing.cases import CAPABILITY, GUARD
from upstander.kernel.testing.models import TrialCase, TrialPerson
from upstander.kernel.testing.people import organisation, person
from upstander.kernel.testing.served import surroundings
from upstander.kernel.vault.tests import conftest as vault
from upstander.kernel.vault.tests.canaries import found_in, found_in_bytes, marked

pytestmark = [pytest.mark.slow, pytest.mark.urls("tests.cases_urls")]
own_home = vault.own_home  # a fixture
ROLES = [role.code for role in ALL_ROLES]
WITHOUT = [code for code in ROLES if code not in GUARD.insiders]
LINKS = re.compile(rb'(?:href|src|action)="([^"]*)"')
FILES = ("csv", "xlsx", "json")


class Records:
    """A case of one body with a mark in every field, about two people of whom that is true too."""

    def __init__(self):
        self.body, self.other = organisation("Safer Merton"), organisation("Another council")
        known, of_person = marked(TrialPerson)
        fields, of_case = marked(TrialCase)
        self.subject, of_subject = somebody()
        trial_person = TrialPerson.objects.create(**known)
        self.case = TrialCase.objects.create(
            organisation=self.body, person=trial_person, subject=self.subject, **fields
        )
        self.of_case, self.marks = of_case, {*of_person, *of_case, *of_subject}

    def pages(self):
        """Give the addresses that are about them, and the files in which they would stand."""
        at = f"/trialcases/{self.case.pk}/"
        files = [f"/trialcases/export/{form}/" for form in FILES]
        about = [
            f"/protection/who-looked/{record._meta.label_lower}/{record.pk}/"
            for record in (self.case, self.case.person, self.subject)
        ]
        return ["/trialcases/", at, f"{at}edit/", f"{at}history/", *files, *about]


@pytest.fixture
def records(own_home, db):
    with registered(LETTERS), registered(CAPABILITY):
        yield Records()


def seen(client, user, pages):
    """Give what each page says to somebody: status and headers, and what is in it."""
    client.force_login(user)
    answers = [client.get(page) for page in pages]
    said = [f"{answer.status_code} {answer.headers}".encode() for answer in answers]
    return [*said, *(b"".join(answer) for answer in answers)]


def marks_in(contents, marks):
    return set().union(*(found_in_bytes(content, marks) for content in contents))


@pytest.mark.parametrize(
    ("inside", "outside"),
    [
        (("analyst",), ("caseworker", "police_liaison")),
        pytest.param(WITHOUT, ROLES, marks=pytest.mark.proof),
    ],
    ids=["some", "every"],
)
def test_nobody_without_the_right_is_shown_a_mark_of_a_case_or_its_people(
    inside, outside, records, client
):
    readers = [person(role, records.body) for role in inside]
    readers += [person(role, records.other) for role in outside]

    shown = {
        reader.name: marks_in(seen(client, reader, records.pages()), records.marks)
        for reader in readers
    }

    assert {who: found for who, found in shown.items() if found} == {}
    assert len(shown) == len(inside) + len(outside)


@pytest.mark.proof
@pytest.mark.parametrize("role", WITHOUT)
def test_no_page_of_the_product_shows_one_to_a_role_without_the_right(role, records, client):
    reader = person(role, records.body)

    assert marks_in(seen(client, reader, addresses()), records.marks) == set()


def test_what_somebody_with_the_right_reads_is_left_nowhere_and_stands_in_no_address(
    records, client, own_home, caplog
):
    reader = person("caseworker", records.body)

    read = seen(client, reader, records.pages())

    assert all(marks_in([read[-each]], records.of_case) for each in (4, 5, 6, 9))  # they do see it
    assert marks_in(links_of(read), records.marks) == set()
    assert found_in_bytes(b"\n".join(dump_of_database()), records.marks) == set()
    assert found_in_bytes(caplog.text.encode(), records.marks) == set()
    assert found_in(own_home, records.marks) == []
    assert {row.facts["page"] for row in reads_of(records.subject)} == {
        "list", "detail", "edit", "export"
    }  # fmt: skip


def links_of(contents):
    """Give every address in pages."""
    return [link for content in contents for link in LINKS.findall(content)]


# ---- an older backup of the data -----------------------------------------------------------------

LIVED = """
import shutil, sqlite3, sys
import django
django.setup()
from django.conf import settings
from django.db import connection
from upstander.kernel.registry import Capability, register
from upstander.kernel.subjects.changes import erase_subject
from upstander.kernel.subjects.tests.everything import letter, somebody
register(Capability(slug="trial", title="Trial", messages=(
    letter("trial.answer"), letter("trial.answer_text", "sms"))))
subject, marks = somebody()
connection.cursor().execute("VACUUM INTO %s", [str(settings.HOME / "older.sqlite3")])
erase_subject(subject, by="system:test")
"""
OPENED = """
import django
django.setup()
from upstander.kernel.subjects.models import ChannelMessage, Disclosure, Override, Subject
from upstander.kernel.vault.door import Door
for model in (Subject, Override, ChannelMessage, Disclosure):
    for record in model._base_manager.all():
        try:
            Door("system:test", "trying").open(record)
            said = {str(getattr(record, field.name)) for field in model._meta.private_fields}
            print(model.__name__, record.vault_document != "", *said)
        except Exception as refusal:
            print(model.__name__, type(refusal).__name__)
"""


def run(home, program):
    env = surroundings(home, DJANGO_SETTINGS_MODULE="upstander.site.settings")
    env["PYTHONPATH"] = os.pathsep.join(sys.path)
    words = [sys.executable, "-c", program]
    done = subprocess.run(words, env=env, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.splitlines(), done.stderr


def test_an_older_backup_of_the_data_shows_nothing_of_who_was_erased_since(
    installed_home, tmp_path
):
    home = shutil.copytree(installed_home, tmp_path / "home")
    code, _, said = run(home, LIVED)
    assert code == 0, said[-2000:]
    for old in home.glob("upstander.sqlite3*"):
        old.unlink()
    shutil.move(home / "older.sqlite3", home / "upstander.sqlite3")

    code, lines, said = run(home, OPENED)

    assert code == 0, said[-2000:]
    assert len(lines) == 5
    assert {line.partition(" ")[2] for line in lines} == {
        "True [erased]"
    }  # whole, and shut for ever
