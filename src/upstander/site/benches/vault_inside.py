"""Makes and measures records in a home of the bench; prints JSON.

Run by `vault.py` with a temporary home: python -m upstander.site.benches.vault_inside people 1000
"""

import json
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

os.environ["DJANGO_SETTINGS_MODULE"] = "upstander.site.benches.vault_settings"

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from upstander.kernel.subjects.models import Subject  # noqa: E402
from upstander.kernel.testing.models import TrialReport  # noqa: E402
from upstander.kernel.vault.door import Door  # noqa: E402
from upstander.kernel.vault.envelope import Place, seal  # noqa: E402
from upstander.kernel.vault.keys.store import Key, store  # noqa: E402
from upstander.kernel.vault.models import SearchToken  # noqa: E402
from upstander.kernel.vault.models.pairing import check_pairing  # noqa: E402
from upstander.kernel.vault.models.search import kind_of  # noqa: E402
from upstander.kernel.vault.search import find  # noqa: E402
from upstander.kernel.vault.tokens import Purpose, search_keys, tokens_for  # noqa: E402

AT_ONCE = 5_000
UNDER_ONE_KEY = 20  # people that share a key; a search meets hundreds of different ones anyway
SYLLABLES = [
    "ka",
    "no",
    "wa",
    "ri",
    "sa",
    "mu",
    "ba",
    "te",
    "lo",
    "shi",
    "dra",
    "pa",
    "ve",
    "kor",
    "min",
    "sto",
    "chu",
    "gar",
    "fen",
    "zab",
]
TIMES = 5
LABEL = "subjects.subject"


def tables() -> dict[str, Any]:
    """Make the tables of the bench's own records."""
    with connection.schema_editor() as editor:
        for model in apps.get_app_config("testing").get_models():
            editor.create_model(model)
    check_pairing(store())
    return {}


def reports(count: int) -> dict[str, Any]:
    """Add so many reports, each under a key of its own."""
    table, first = TrialReport._meta.db_table, (TrialReport.objects.count() or 0) + 1
    columns = [str(field.column) for field in TrialReport._meta.concrete_fields]
    marks = ", ".join(["%s"] * len(columns))
    today = date(2024, 11, 14)
    for start in range(first, first + count, AT_ONCE):
        _, keys = store().make(min(AT_ONCE, first + count - start))
        rows = []
        for pk, key in enumerate(keys, start):
            place = Place("testing.trialreport", pk, "criminal+personal+special")
            content = {"name": f"Somebody {pk}", "story": "words of a story " * 40}
            known: dict[str | None, Any] = {
                "id": pk,
                "vault_key": key.id,
                "vault_document": seal(content, key.secret, key.id, place),
                "received_on": today,
                "has_case": False,
                "ward": "Abbey",
                "strand": "race",
                "faith": "",
            }
            rows.append([known.get(column) for column in columns])
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})",  # noqa: S608
                rows,
            )
    return {"reports": TrialReport.objects.count()}


def people(count: int) -> dict[str, Any]:
    """Add so many people with all their tokens, then look for some of them."""
    with _WithoutIndexes(SearchToken):
        for start in range(1, count + 1, AT_ONCE):
            _add_people(start, min(AT_ONCE, count + 1 - start))
    asked = {
        "most frequent surname": {Purpose.SURNAME: _name(0)},
        "most frequent full name": {Purpose.SURNAME: _name(0), Purpose.FORENAME: _name(1000)},
        "name and year": {
            Purpose.SURNAME: _name(3),
            Purpose.FORENAME: _name(1002),
            Purpose.BORN_IN: "1980-01-01",
        },
        "telephone number": {Purpose.PHONE: "07700000777"},
        "day of birth": {Purpose.BORN_ON: _person(random.Random(1), 1)["born_on"]},  # noqa: S311
    }
    return {
        "people": Subject.objects.count(),
        "tokens": SearchToken.objects.count(),
        "ms": {name: _milliseconds(query) for name, query in asked.items()},
    }


def keys() -> dict[str, Any]:
    """Say how many records stand under keys of an older generation."""
    kept = store()
    old = {
        id
        for (id,) in kept.rows("SELECT id FROM vault_key WHERE generation < %s", [kept.generation])
    }
    used = set(TrialReport.objects.values_list("vault_key", flat=True))
    used |= set(Subject.objects.values_list("vault_key", flat=True))
    there = {id for (id,) in kept.rows("SELECT id FROM vault_key")}
    return {
        "old_rows": len(used & old),
        "old_keys": len(old),
        "lost": len(used - there),
        "generation": kept.generation,
        "records": TrialReport.objects.count(),
    }


def seen(count: int) -> dict[str, Any]:
    """Look for every fiftieth of the people that were added; say how many are found and open."""
    found = 0
    for pk in range(50, count + 1, 50):
        asked = {Purpose.PHONE: f"07700{pk:06}"}
        matches = find(Subject.objects.filter(pk=pk), asked, Door("system:bench", "looking"))
        found += [match.record.phones for match in matches] == [(asked[Purpose.PHONE],)]
    return {"looked_for": count // 50, "found": found}


def _add_people(start: int, count: int) -> None:
    chance, about = random.Random(start), kind_of(Subject).pk  # noqa: S311
    made = [_person(chance, pk) for pk in range(start, start + count)]
    _, keys = store().make(-(-count // UNDER_ONE_KEY))
    secret = search_keys(store())[0]
    searched = Subject.classification.search
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO subjects_subject (id, public_id, created_on, language, age_band, kept_by,"
            " vault_key, vault_document) VALUES (%s, %s, '2024-11-14', 'pl', '', 'report_no_case',"
            " %s, %s)",
            [
                _sealed(pk, person, keys[(pk - start) // UNDER_ONE_KEY])
                for pk, person in enumerate(made, start)
            ],
        )
        cursor.executemany(
            f"INSERT INTO {SearchToken._meta.db_table} (token, about_id, record)"  # noqa: S608
            " VALUES (%s, %s, %s)",
            [
                [token, about, pk]
                for pk, person in enumerate(made, start)
                for token in set(tokens_for(searched, person, LABEL, secret))
            ],
        )


def _sealed(pk: int, person: dict[str, Any], key: Key) -> list[Any]:
    place = Place(LABEL, pk, Subject(pk=pk).where.classes)
    return [pk, uuid4().hex, key.id, seal(person, key.secret, key.id, place)]


def _person(chance: random.Random, pk: int) -> dict[str, Any]:
    """Make somebody up: few names are frequent and most are rare, as they are."""
    born = date(1930, 1, 1) + timedelta(days=chance.randrange(33_000))
    return {
        "family_name": _name(int(3000 * chance.random() ** 2)),
        "given_names": _name(1000 + int(800 * chance.random() ** 2)),
        "born_on": born.isoformat(),
        "phones": [f"07700{pk:06}"],
        "emails": [f"person{pk}@post.example"],
        "postcode": f"SM{chance.randrange(1, 8)} {chance.randrange(10)}{chance.choice('ABDE')}X",
    }


def _name(rank: int) -> str:
    base = len(SYLLABLES)
    parts: list[str] = []
    while rank or not parts:
        parts.append(SYLLABLES[rank % base])
        rank //= base
    return "".join(parts).capitalize() + "n"


def _milliseconds(query: dict[Purpose, str]) -> float:
    """Measure a search, the middle of a few."""
    taken = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        if not find(Subject.objects.all(), query, Door("system:bench", "measuring")):
            raise AssertionError("nobody was found")
        taken.append(time.perf_counter() - begun)
    return 1000 * statistics.median(taken)


class _WithoutIndexes:
    """Leaves a table's indexes out while it is filled."""

    def __init__(self, model: Any) -> None:
        self._model = model

    def __enter__(self) -> None:
        with connection.schema_editor() as editor:
            for index in self._model._meta.indexes:
                editor.remove_index(self._model, index)

    def __exit__(self, *error: object) -> None:
        with connection.schema_editor() as editor:
            for index in self._model._meta.indexes:
                editor.add_index(self._model, index)


WORK: dict[str, Callable[..., dict[str, Any]]] = {
    "tables": tables,
    "reports": reports,
    "people": people,
    "keys": keys,
    "seen": seen,
}

if __name__ == "__main__":
    work, *numbers = sys.argv[1:]
    sys.stdout.write(json.dumps(WORK[work](*map(int, numbers))))
