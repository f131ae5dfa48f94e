"""Which column of a file is which field of a record."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django import forms

from upstander.kernel.errors import Refused
from upstander.kernel.exports.sheet import Sheet
from upstander.kernel.records.columns import Column
from upstander.kernel.records.declaration import RecordDeclaration


@dataclass(frozen=True)
class Match:
    """A field of the record and the heading it is filled from, '' for none."""

    column: Column
    needed: bool
    heading: str


def importable(site: type[RecordDeclaration], form: forms.BaseForm) -> list[Column]:
    """List the columns that a file may fill: those with a field of the same name."""
    return [column for column in site.columns if column.name in form.fields]


def match_columns(
    site: type[RecordDeclaration],
    form: forms.BaseForm,
    sheet: Sheet,
    chosen: Mapping[str, str],
) -> list[Match]:
    """Match the columns as the person chose, or else by heading.

    Raises Refused where a choice names a heading that is not there, or one heading twice.
    """
    columns = importable(site, form)
    if chosen:
        headings = [chosen.get(column.name, "") for column in columns]
    else:
        headings = [_guess(column, sheet.columns) for column in columns]
    taken = [heading for heading in headings if heading]
    for heading in taken:
        if heading not in sheet.columns:
            raise Refused("The file has no column of that name. Choose the columns again.")
        if taken.count(heading) > 1:
            raise Refused(f"The column “{heading}” is chosen twice. Choose it once.")
    keys = site.imports.key if site.imports else ()
    return [
        Match(column, column.name in keys, heading)
        for column, heading in zip(columns, headings, strict=True)
    ]


def unused(matches: Sequence[Match], sheet: Sheet) -> list[str]:
    """List the headings of the file that fill nothing."""
    taken = {match.heading for match in matches}
    return [heading for heading in sheet.columns if heading not in taken]


def plain(text: str) -> str:
    """Fold what people write differently and mean alike: case, spaces, signs."""
    return re.sub(r"[\W_]+", " ", text).strip().casefold()


def _guess(column: Column, headings: Sequence[str]) -> str:
    wanted = {plain(column.title), plain(column.name)}
    return next((heading for heading in headings if plain(heading) in wanted), "")
