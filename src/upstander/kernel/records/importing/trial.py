"""Tries the rows of a file, by the same forms, rights and changes as the screen.

A preview is the import itself, taken back at the end: so that what it promises is what happens.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction

from upstander.kernel.access.check import NotAllowed, require
from upstander.kernel.audit.record import record as write_trail
from upstander.kernel.errors import Refused
from upstander.kernel.exports.sheet import Sheet, as_text
from upstander.kernel.records.boxes import form_data
from upstander.kernel.records.columns import shown
from upstander.kernel.records.declaration import RecordDeclaration
from upstander.kernel.records.importing.fields import CellReader
from upstander.kernel.records.importing.matching import Match, plain
from upstander.kernel.records.telling import Fact

ADDED, CHANGED, UNCHANGED, REFUSED = "added", "changed", "unchanged", "refused"


@dataclass(frozen=True)
class Outcome:
    """What one row of the file does."""

    number: int
    verdict: str
    title: str
    changes: tuple[Fact, ...] = ()
    errors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Trial:
    """What all rows of the file do."""

    outcomes: tuple[Outcome, ...]

    def count(self, verdict: str) -> int:
        """Count the rows of one kind."""
        return sum(outcome.verdict == verdict for outcome in self.outcomes)

    @property
    def errors(self) -> list[Outcome]:
        """List the rows that cannot be taken."""
        return [outcome for outcome in self.outcomes if outcome.verdict == REFUSED]

    @property
    def moves(self) -> list[Outcome]:
        """List the rows that add or change something."""
        return [outcome for outcome in self.outcomes if outcome.verdict in (ADDED, CHANGED)]

    @property
    def fingerprint(self) -> str:
        """Name exactly this result, so that a commit does what was looked at and nothing else."""
        facts = [asdict(outcome) for outcome in self.outcomes]
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


class _Row(Exception):
    """Ends a row that cannot be taken, with one sentence for each thing that is wrong."""

    def __init__(self, errors: Sequence[str]) -> None:
        super().__init__()
        self.errors = tuple(errors)


def attempt(
    site: type[RecordDeclaration],
    sheet: Sheet,
    matches: Sequence[Match],
    *,
    by: Any,
    expected: str | None = None,
) -> Trial:
    """Try all rows in one transaction; keep them if they all pass and do what was `expected`.

    Without `expected` nothing is kept: that is the preview.
    """
    most = site.imports.most_rows if site.imports else 0
    if len(sheet.rows) > most:
        raise Refused(
            f"The file has {len(sheet.rows):,} rows; at most {most:,} can be imported at once. "
            "Split it first."
        )
    with transaction.atomic():
        attempted = _Attempt(site, sheet, matches, by)
        trial = Trial(tuple(attempted.rows()))
        if trial.errors or trial.fingerprint != expected:
            transaction.set_rollback(True)
        elif trial.moves:
            _write_down(site, trial, by)
    return trial


def _write_down(site: type[RecordDeclaration], trial: Trial, by: Any) -> None:
    counts = {verdict: trial.count(verdict) for verdict in (ADDED, CHANGED, UNCHANGED)}
    write_trail("records.imported", f"dataset:{site.code}", by=by, dataset=site.code, **counts)


class _Attempt:
    def __init__(
        self, site: type[RecordDeclaration], sheet: Sheet, matches: Sequence[Match], by: Any
    ) -> None:
        self.site, self.sheet, self.by = site, sheet, by
        self.taken = [match for match in matches if match.heading]
        self.places = {m.column.name: sheet.columns.index(m.heading) for m in self.taken}
        self.reader = CellReader()
        self.known = {self._key_of(record): record for record in site.rows(by)}
        self.seen: dict[tuple[str, ...], int] = {}

    def rows(self) -> Iterator[Outcome]:
        for number, cells in zip(self.sheet.numbers, self.sheet.rows, strict=True):
            yield self._row(number, cells)

    def _row(self, number: int, cells: Sequence[str]) -> Outcome:
        title = " ".join(cells[self.places[name]] for name in self._key)
        try:
            with transaction.atomic():
                return self._take(number, cells, title)
        except _Row as wrong:
            errors = wrong.errors
        except (Refused, ValidationError, NotAllowed, IntegrityError) as error:
            errors = tuple(_sentences(error))
        return Outcome(number, REFUSED, title, errors=errors)

    @property
    def _key(self) -> tuple[str, ...]:
        return self.site.imports.key if self.site.imports else ()

    def _key_of(self, record: Any) -> tuple[str, ...]:
        columns = {column.name: column for column in self.site.columns}
        return tuple(plain(as_text(columns[name].read(record))) for name in self._key)

    def _take(self, number: int, cells: Sequence[str], title: str) -> Outcome:
        key = tuple(plain(cells[self.places[name]]) for name in self._key)
        if key in self.seen:
            raise _Row([f"This is the same as row {self.seen[key]}. Keep one of them."])
        self.seen[key] = number
        known = self.known.get(key)
        require(self.by, self.site.verb("edit" if known else "new"), known)
        form = self._form(known, cells)
        if known is None:
            self.site.create(by=self.by, **form.cleaned_data)  # type: ignore[misc]
            return Outcome(number, ADDED, title)
        return self._change(number, known, form, title)

    def _change(self, number: int, known: Any, form: forms.BaseForm, title: str) -> Outcome:
        changed = {name: form.cleaned_data[name] for name in form.changed_data}
        if not changed:
            return Outcome(number, UNCHANGED, title)
        fresh = self.site.rows(self.by).get(pk=known.pk)  # the form has written on `known`
        columns = {match.column.name: match.column for match in self.taken}
        before = {name: shown(columns[name].read(fresh)) for name in changed}
        after = self.site.update(fresh, by=self.by, **changed) or fresh  # type: ignore[misc]
        changes = tuple(
            Fact(columns[name].title, before[name], shown(columns[name].read(after)))
            for name in changed
        )
        return Outcome(number, CHANGED, title, changes)

    def _form(self, known: Any, cells: Sequence[str]) -> forms.BaseForm:
        data, wrong = self._data(self.site.make_form(self.by, known), cells)
        form = self.site.make_form(self.by, known, data)
        errors = [*wrong.values(), *_form_errors(form, but_for=wrong)]
        if errors:
            raise _Row(errors)
        return form

    def _data(
        self, blank: forms.BaseForm, cells: Sequence[str]
    ) -> tuple[dict[str, Any], dict[str, str]]:
        """Fill the form in: from the file where it has the column, else as the record stands."""
        data: dict[str, Any] = {}
        wrong: dict[str, str] = {}
        for name, field in blank.fields.items():
            value = blank.get_initial_for_field(field, name)
            if name in self.places:
                try:
                    value = self.reader.value(name, field, cells[self.places[name]])
                except ValidationError as error:
                    wrong[name] = f"{blank[name].label}: {' '.join(error.messages)}"
                    continue
            data |= form_data(name, field, value)
        return data, wrong


def _form_errors(form: forms.BaseForm, but_for: Mapping[str, str]) -> list[str]:
    return [
        str(message) if name == NON_FIELD_ERRORS else f"{form[name].label}: {message}"
        for name, messages in form.errors.items()
        for message in messages
        if name not in but_for
    ]


def _sentences(error: Exception) -> list[str]:
    if isinstance(error, Refused):
        return [error.message]
    if isinstance(error, ValidationError):
        return list(error.messages)
    if isinstance(error, NotAllowed):
        return ["You may not change this one."]
    return ["The database holds one like this already."]
