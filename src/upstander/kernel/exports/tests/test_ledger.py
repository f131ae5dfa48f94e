"""The ledger of what was published: written whole or not at all, and never changed."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from upstander.kernel.access.check import NotAllowed
from upstander.kernel.audit.record import events_for, whole_trail
from upstander.kernel.errors import Refused
from upstander.kernel.exports import changes
from upstander.kernel.exports.changes import publish, take_file, withdraw
from upstander.kernel.exports.models import LedgerIsKept, Publication
from upstander.kernel.exports.publishing.policy import Policy
from upstander.kernel.exports.tests.attacker import Attack
from upstander.kernel.testing.people import person
from upstander.kernel.testing.tables import SYSTEM, dimension, published, table

pytestmark = pytest.mark.django_db
PLACE = dimension("place", "home", "street", "shop")
COUNTS = {"home": 12, "street": 3, "shop": 9}


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path  # keys of its own


def give(counts=None, edition="1", policy=None, **more):
    about = {"by": SYSTEM, "title": "By place", "edition": edition} | more
    return publish(table([PLACE], counts or COUNTS), policy or Policy(), **about)


# ---- publishing ----------------------------------------------------------------------------------


def test_what_is_published_stands_in_the_ledger_and_in_the_trail():
    analyst = person("analyst", name="Ann Analyst")

    made = give(by=analyst, source="Centres' returns", where="Public page")

    row = Publication.objects.standing("tests.table")
    assert row.table == made
    assert (row.actor_name, row.place, row.digest) == ("Ann Analyst", "Public page", made.digest)
    assert (row.hidden, row.cells, str(row)) == (2, 4, "By place, 1")
    (event,) = events_for(row)
    assert event.kind == "exports.published"
    assert event.facts == {"table": "tests.table", "digest": made.digest}


def test_no_hidden_count_is_written_anywhere():
    give({"home": 7_043, "street": 3, "shop": 9_111})
    row = Publication.objects.get()

    gone = [n for n in (7_043, 9_111) if str(n) not in json.dumps(row.kept)]

    assert len(gone) == 1
    assert str(gone[0]) not in json.dumps([*whole_trail().values("detail")])


def test_nothing_is_published_where_the_trail_cannot_be_written(monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("the trail is full")

    monkeypatch.setattr(changes, "record", broken)

    with pytest.raises(RuntimeError):
        give()

    assert not Publication.objects.exists()


def test_a_time_that_is_not_over_is_not_published():
    with pytest.raises(Refused, match="30 November 2024, which is not over"):
        publish(
            table([PLACE], COUNTS, ends_on=date(2024, 11, 30)), by=SYSTEM, title="T", edition="1"
        )


def test_an_edition_is_published_once_and_has_a_name():
    give()

    with pytest.raises(Refused, match="Name another edition"):
        give()
    with pytest.raises(Refused, match="needs a title"):
        give(edition=" ")


def test_a_new_edition_is_checked_against_all_that_was_published():
    first = give()
    second = give({"home": 12, "street": 3, "shop": 10}, edition="2")

    attack = Attack([(first, 0), (second, 1)])
    assert min(high - low for low, high in attack.intervals().values()) >= 5
    assert {high - low >= 5 or high == 0 for low, high in attack.changes(0, 1).values()} == {True}


def test_a_withdrawn_edition_still_counts_as_known_and_is_shown_no_more():
    give(policy=Policy(reader_knows_rule=False))
    withdraw(Publication.objects.get(), reason="Wrong map", by=SYSTEM)
    again = give(edition="2", policy=Policy(reader_knows_rule=False))

    assert again.figures == Publication.objects.order_by("pk")[0].table.figures
    assert Publication.objects.standing("tests.table").edition == "2"
    with pytest.raises(Refused, match="withdrawn already"):
        withdraw(Publication.objects.order_by("pk")[0], reason="Again", by=SYSTEM)
    with pytest.raises(Refused, match="Say why"):
        withdraw(Publication.objects.order_by("pk")[1], reason=" ", by=SYSTEM)


def test_the_last_edition_that_stands_is_what_pages_show():
    give()
    give(edition="2")

    withdraw(Publication.objects.standing("tests.table"), reason="Wrong", by=SYSTEM)

    assert Publication.objects.standing("tests.table").edition == "1"
    assert Publication.objects.standing("tests.other") is None


def test_whoever_publishes_meanwhile_is_taken_into_account(monkeypatch):
    decide, meanwhile = changes._decided, iter([True])

    def interrupted(*args, **about):
        if next(meanwhile, False):
            decided = decide(*args, **about)
            give(edition="meanwhile")
            return decided
        return decide(*args, **about)

    monkeypatch.setattr(changes, "_decided", interrupted)

    give()

    assert [row.edition for row in Publication.objects.order_by("pk")] == ["meanwhile", "1"]


def test_endless_publishing_by_others_is_said_plainly(monkeypatch):
    decide, numbers = changes._decided, iter(range(2, 9))

    def interrupted(counted, policy, known, **about):
        decided = decide(counted, policy, known, **about)
        if about["edition"] == "1":
            give(edition=str(next(numbers)))
        return decided

    monkeypatch.setattr(changes, "_decided", interrupted)

    with pytest.raises(Refused, match="Others are publishing"):
        give()


def test_the_ledger_refuses_to_be_changed():
    row = published()

    for wrong in (
        row.save,
        row.delete,
        Publication.objects.all().delete,
        lambda: Publication.objects.update(title="Other"),
    ):
        with pytest.raises(LedgerIsKept):
            wrong()


# ---- pages and command ---------------------------------------------------------------------------


def page(name, *args):
    return reverse(f"administration:published_{name}", args=args)


def test_the_ledger_is_a_list_that_is_narrowed(client):
    client.force_login(person("analyst"))
    published()
    published(title="Another", edition="2")
    withdraw(Publication.objects.get(edition="2"), reason="Wrong map", by=SYSTEM)

    def titles(**query):
        return [row["record"].title for row in client.get(page("list"), query).context["rows"]]

    assert titles() == ["Another", "By place"]
    assert titles(standing="yes") == titles(q="by pl") == ["By place"]
    assert titles(standing="no") == ["Another"]


def test_a_published_table_is_shown_as_everybody_may_see_it(client):
    client.force_login(person("information_governance"))
    row = published()

    shown = client.get(page("detail", row.pk)).content.decode()

    assert shown.count(">[c]<") == 2
    assert "Counts under 5, and some others that would let them be worked out" in shown
    assert row.digest in shown


def test_a_withdrawn_table_says_so(client):
    client.force_login(person("analyst"))
    row = published()
    withdraw(row, reason="The map was wrong.", by=SYSTEM)

    assert "<strong>Withdrawn.</strong> The map was wrong." in (
        client.get(page("detail", row.pk)).content.decode()
    )


def test_a_published_table_as_a_file_is_in_the_trail(client):
    analyst = person("analyst")
    client.force_login(analyst)
    row = published()

    answer = client.get(page("file", row.pk, "csv"))

    assert answer.content.decode("utf-8-sig").splitlines()[0] == "Place,Count,State"
    assert events_for(row)[0].kind == "exports.taken"
    assert client.get(page("file", row.pk, "pdf")).status_code == 404
    with pytest.raises(NotAllowed):
        take_file(row, "csv", by=person("caseworker"))


def test_nobody_else_sees_the_ledger():
    published()

    seen = {role: Publication.objects.visible_to(person(role)).count() for role in ROLES}

    assert seen == {"analyst": 1, "strategic_lead": 1, "caseworker": 0, "action_lead": 0}


ROLES = ("analyst", "strategic_lead", "caseworker", "action_lead")


def said(*words, **options):
    out = StringIO()
    call_command("exports_published", *words, stdout=out, **options)
    return out.getvalue()


def test_the_command_lists_and_shows_what_was_published():
    assert said() == "Nothing was published yet.\n"
    row = published()
    assert "Withdrawn" not in said(row.pk)
    taken_back = withdraw(row, reason="Wrong map", by=SYSTEM)

    assert str(taken_back) == "By place, 1: Wrong map"
    assert "By place, 1 (2 of 4 not shown, withdrawn)" in said()
    text = said(row.pk)
    assert [line.split() for line in text.splitlines()[2:5]] == [
        ["Place", "Count"],
        *[[code, row.table[code,].text] for code in ("home", "street")],
    ]
    assert "Withdrawn: Wrong map" in text
    with pytest.raises(Refused, match="Nothing published has the number 99"):
        said(99)


def test_the_command_gives_data():
    row = published()

    (listed,) = json.loads(said(json=True))
    shown = json.loads(said(row.pk, json=True))

    assert (listed["not_shown"], listed["cells"], listed["withdrawn"]) == (2, 4, None)
    assert shown["table"]["figures"] == row.kept["figures"]
