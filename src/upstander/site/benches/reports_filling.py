"""Fills the tables of reports quickly: by plain SQL, each document truly sealed in its place.

Of all that are brought in, 300 are open, as many as a borough has at a time; the others are closed.
Twenty people share a key. Tokens of search are random numbers, as true ones look to an index. Rows
of the trail are left out: what is measured asks the trail for its last row alone.
"""

import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from upstander.kernel.reference.models import Strand
from upstander.kernel.subjects.models import Consent, Keeping, Subject
from upstander.kernel.vault.envelope import Place, seal
from upstander.kernel.vault.keys.store import Key, store
from upstander.kernel.vault.models import SearchToken
from upstander.kernel.vault.models.search import kind_of

REPORTS = apps.get_app_config("reports")  # by name: nothing here stands in the way of its going
Report: Any = REPORTS.get_model("Report")
Alleged: Any = REPORTS.get_model("Alleged")
Move: Any = REPORTS.get_model("Move")
REPORT = Report._meta.label_lower
AT_ONCE = 10_000
UNDER_ONE_KEY = 20
OPEN = 300
APART = timedelta(minutes=5)  # a million reports reach ten years back
AROUND = (  # what stands around each report, by what is known of it
    "INSERT INTO subjects_keeping (subject_id, about, rule)"
    " SELECT subject_id, '{label}:' || id, 'report_no_case' FROM {reports}",
    "INSERT INTO reports_move (report_id, from_stage, to_stage, at, by_name)"
    " SELECT id, '', 'received', received_at, 'public form' FROM {reports}",
    "INSERT INTO subjects_consent (subject_id, step, purpose, recipient, wording, language,"
    " gateway, at, \"by\", by_name) SELECT subject_id, 'given', 'police', '', '2026-11',"
    " 'en', '', received_at, 'system:bench', 'bench' FROM {reports}",
    "INSERT INTO vault_searchtoken (token, about_id, record)"
    " SELECT random(), {people}, subject_id FROM {reports},"
    " (VALUES (1), (2), (3), (4), (5))",
)
Row = dict[str, Any]


def part_of_reports(name: str) -> Any:
    """Give a module of the capability that is measured."""
    return import_module(f"{REPORTS.name}.{name}")


def fill(count: int) -> float:
    """Bring the number of reports to `count`; gives the seconds that it took."""
    begun, first = time.perf_counter(), Report.objects.count() + 1
    if first > count:
        return 0
    with _Unindexed(Report, Subject, SearchToken, Keeping, Move, Consent, Alleged):
        for start in range(first, count + 1, AT_ONCE):
            _bring_in(range(start, min(start + AT_ONCE, count + 1)), count)
        _bring_around(first)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return time.perf_counter() - begun


def _bring_in(numbers: Sequence[int], last: int) -> None:
    _, keys = store().make(-(-len(numbers) // UNDER_ONE_KEY))
    now, team = timezone.now(), part_of_reports("changes.team").team_now()
    locked = [(pk, keys[at // UNDER_ONE_KEY]) for at, pk in enumerate(numbers)]
    reports = [
        _report(pk, key, now - APART * (last - pk + 1), team, closed=pk <= last - OPEN)
        for pk, key in locked
    ]
    with transaction.atomic():
        _insert(Subject, [_person(pk, key) for pk, key in locked])
        _insert(Report, reports)
        _insert(Alleged, [_alleged(pk, key) for pk, key in locked if pk % 3 == 0])


def _bring_around(first: int) -> None:
    reports = f"(SELECT * FROM reports_report WHERE id >= {first})"  # noqa: S608
    people = kind_of(Subject).pk
    strands = list(Strand.objects.current().values_list("pk", flat=True))
    with transaction.atomic(), connection.cursor() as cursor:
        for asked in AROUND:
            cursor.execute(asked.format(reports=reports, people=people, label=REPORT))
        for at, strand in enumerate(strands):
            theirs = f"SELECT id, {strand} FROM {reports} WHERE id % {len(strands)} = {at}"  # noqa: S608
            cursor.execute(f"INSERT INTO reports_report_strands (report_id, strand_id) {theirs}")


def _insert(model: Any, rows: Sequence[Row]) -> None:
    """Insert rows of columns; what is not named takes what the model would give it."""
    new = model()
    usual = {
        field.column: field.get_db_prep_save(new.__dict__.get(field.attname), connection)
        for field in model._meta.concrete_fields
    }
    made = [usual | row for row in rows]
    marks = ", ".join(["%s"] * len(usual))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {model._meta.db_table} ({', '.join(usual)}) VALUES ({marks})",  # noqa: S608
            [list(row.values()) for row in made],
        )


def _sealed(place: Place, key: Key, content: Row) -> Row:
    document = seal(content, key.secret, key.id, place)
    return {"id": place.row, "vault_key": key.id, "vault_document": document}


def _person(pk: int, key: Key) -> Row:
    content = {"given_names": "Somebody", "phones": [f"07700{pk:06}"], "contact_ways": ["phone"]}
    return {
        **_sealed(Place("subjects.subject", pk, "personal"), key, content),
        "public_id": f"{pk:032x}",
        "language": "pl" if pk % 4 else "",
        "kept_since": None,
    }


def _report(pk: int, key: Key, moment: datetime, team: int | None, *, closed: bool) -> Row:
    content = {"story": f"words of story {pk} " * 8, "why": "words of why", "forms": ["verbal"]}
    return {
        **_sealed(Place(REPORT, pk, "criminal+personal+special"), key, content),
        "subject_id": pk,
        "code": f"{pk:064}",
        "role": "target",
        "team_id": team,
        "received_at": f"{moment:%F %T}",
        "answer_by": f"{moment + timedelta(days=1):%F %T}",
        "read_at": f"{moment + timedelta(hours=3):%F %T}" if closed else None,
        "stage": "closed" if closed else "received",
        "closed_on": f"{moment:%F}" if closed else None,
        "kind": "crime" if closed else "",
        "risk": ("standard", "medium", "high")[pk % 3] if closed else "",
        "under_18": pk % 20 == 0,
        "danger": pk % 11 == 0,
        "repeat": pk % 7 == 0,
        "person_code": f"{pk // 3:064}",
        "place_code": f"{pk // 4:064}",
    }


def _alleged(pk: int, key: Key) -> Row:
    sealed = _sealed(Place(Alleged._meta.label_lower, pk, "criminal"), key, {"looks": "tall"})
    return {**sealed, "report_id": pk}


class _Unindexed:
    """Leaves the declared indexes of tables out while they are filled."""

    def __init__(self, *models: Any) -> None:
        self._models = models

    def __enter__(self) -> None:
        with connection.schema_editor() as editor:
            for model, index in self._indexes():
                editor.remove_index(model, index)

    def __exit__(self, *error: object) -> None:
        with connection.schema_editor() as editor:
            for model, index in self._indexes():
                editor.add_index(model, index)

    def _indexes(self) -> Iterator[tuple[Any, Any]]:
        for model in self._models:
            for index in model._meta.indexes:
                yield model, index
