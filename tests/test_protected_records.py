"""Records of people, asked for by everybody in every way, against the declared table of access.

The server is asked over the wire. What it answers is compared with the table that the reference
prints, and what it shows with the marks that each category of each record holds.
"""

from contextlib import closing
from datetime import date

import pytest

from tests.protected_world import FIELDS, OPENED, build_world, mark_of, three_days_later
from tests.test_every_route import METHODS, Visitor
from upstander.kernel.access.roles import ALL_ROLES
from upstander.kernel.access.table import STATUS, Answer, answer_for, seen_by
from upstander.kernel.audit.reading import read_rows, unindexed
from upstander.kernel.audit.verify import verify
from upstander.kernel.registry import registered
from upstander.kernel.testing.cases import CAPABILITY, GUARD, sees_cases
from upstander.kernel.testing.proofs import scaled

pytestmark = pytest.mark.urls("tests.cases_urls")
NO_SUCH = 999_999
SOME_ROLES = ["caseworker", "police_liaison", "information_governance"]
EVERY_ROLE = [*SOME_ROLES, *(role.code for role in ALL_ROLES if role.code not in SOME_ROLES)]
PAGES = {"view": "", "edit": "edit/", "history": "history/"}
RENEWER = "Data sharing lead"
SHOWS_NOTHING = "closed_on=rubbish"  # a form that is sent and changes nothing


@pytest.fixture
def world(transactional_db, settings):
    settings.TODAY = date(2024, 11, 14)
    with registered(CAPABILITY):
        yield build_world()


class Asking:
    """Asks the server, and keeps every answer that is not what the table says."""

    def __init__(self, world, address, roles):
        self.world, self.asked, self.wrong = world, 0, []
        self.readers = [
            (Visitor(address, world.people[body.pk, role]), body, role)
            for body in world.bodies
            for role in roles
        ]

    def close(self):
        for visitor, _, _ in self.readers:
            visitor.close()

    def ask(self, methods, records=None):
        keys = [*(record.pk for record in records or self.world.records), NO_SUCH]
        for visitor, body, role in self.readers:
            may_open = sees_cases(visitor.user, None)
            for key in keys:
                stands = self.world.relation(key, visitor.user, body)
                self._pages(visitor, role if may_open else "", stands, key, methods)
            self._rows(visitor, body, role if may_open else "", "list", "")
            self._rows(visitor, body, role if may_open else "", "export", "export/csv/")

    def _pages(self, visitor, role, stands, key, methods):
        for verb, ending in PAGES.items():
            for method in methods:
                status, text = self._send(visitor, method, f"/trialcases/{key}/{ending}")
                answer = answer_of(role, stands, verb)
                fits = status in statuses(answer, verb, method)
                shown = marks(role, stands) if (verb, method) == ("view", "GET") else set()
                names = answer is Answer.RENEW and status == 403
                if verb == "edit" and status == 200:
                    shown = self._seen(text, key)  # what a form holds is for `may_edit` to say
                self._note(
                    fits and self._seen(text, key) == shown and (RENEWER in text) == names,
                    f"{role} of {visitor.user}, {stands}: {method} {verb} {key} gave {status}",
                )

    def _rows(self, visitor, body, role, verb, ending):
        status, text = self._send(visitor, "GET", f"/trialcases/{ending}")
        self._note(status == (200 if role else 403), f"{visitor.user}: {verb} gave {status}")
        for record in self.world.records if role else ():
            stands = self.world.relation(record.pk, visitor.user, body)
            among = answer_of(role, stands, verb) is Answer.AMONG
            expected = marks(role, stands) if among else set()
            self._note(
                self._seen(text, record.pk) == expected,
                f"{visitor.user}, {stands}: {verb} {record.pk}",
            )

    def _send(self, visitor, method, path):
        self.asked += 1
        return visitor.read(method, path, body=SHOWS_NOTHING if method == "POST" else "")

    def _seen(self, text, key):
        number = next((n for n, each in enumerate(self.world.records) if each.pk == key), -1)
        return {category for category in FIELDS if mark_of(category, number) in text}

    def _note(self, fits, sentence):
        if not fits:
            self.wrong.append(sentence)


def answer_of(role, stands, verb):
    """Look the answer up; without a role that opens cases the pages are shut."""
    return answer_for(GUARD, role, stands, verb) if role else Answer.NOT_ALLOWED


def statuses(answer, verb, method):
    if method == "GET" or (method, verb) == ("POST", "edit"):
        return {STATUS[answer]}
    return {403} if answer is Answer.NOT_ALLOWED and verb != "edit" else {403, 405}


def marks(role, stands):
    """Name the categories whose marks a page shows."""
    if not role or answer_for(GUARD, role, stands, "view") is not Answer.SHOWN:
        return set()
    shown = {
        "own": seen_by(GUARD, role),
        "agreement": set(OPENED),
        "urgent": set(OPENED),
        "withheld": set(OPENED) - {"contact"},
        "glass": set(FIELDS),
    }
    return set(shown[stands])


@pytest.mark.slow
def test_a_running_server_answers_about_records_of_people_as_the_table_says(world, live_server):
    with closing(Asking(world, live_server.url, SOME_ROLES)) as asking:
        asking.ask(["GET"], world.records[:5])

    assert asking.wrong == []
    assert asking.asked > 200


@pytest.mark.proof
def test_twenty_thousand_answers_about_records_of_people_are_as_the_table_says(world, live_server):
    roles = EVERY_ROLE[: scaled(len(EVERY_ROLE))]
    with closing(Asking(world, live_server.url, roles)) as asking:
        asking.ask(METHODS)
        three_days_later(world)
        asking.ask(["GET", "POST"])

    print(f"{asking.asked} requests, {len(asking.wrong)} differences, {read_rows().count()} reads")
    assert asking.wrong == []
    assert asking.asked >= 20_000 * len(roles) // len(ALL_ROLES)
    assert verify().whole
    assert list(unindexed()) == []
