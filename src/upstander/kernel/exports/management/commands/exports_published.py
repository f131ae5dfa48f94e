"""`upstander exports_published`."""

import json
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from upstander.kernel.errors import Refused
from upstander.kernel.exports.models import Publication
from upstander.kernel.exports.publishing.published import Published


class Command(BaseCommand):
    """Lists the ledger of published tables, or shows one of them."""

    help = "List every table that was published, or show one of them as everybody may see it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a number from the list, and --json."""
        parser.add_argument(
            "number", nargs="?", type=int, metavar="NUMBER", help="the table to show"
        )
        parser.add_argument("--json", action="store_true", help="print it as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """List or show."""
        row = find(options["number"]) if options["number"] is not None else None
        rows = list(Publication.objects.select_related("withdrawal"))
        if options["json"]:
            data: Any = about(row) | {"table": row.kept} if row else [about(each) for each in rows]
            self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2))
        else:
            lines = shown(row) if row else map(line, rows)
            self.stdout.write("\n".join(lines) or "Nothing was published yet.")


def find(number: int) -> Publication:
    """Find a table of the list."""
    row = Publication.objects.filter(pk=number).first()
    if row is None:
        raise Refused(
            f"Nothing published has the number {number}. Run: upstander exports_published"
        )
    return row


def line(row: Publication) -> str:
    """Give a table's line in the list."""
    hidden = f"{row.hidden} of {row.cells} not shown"
    end = ", withdrawn" if row.is_withdrawn else ""
    return f"{row.pk:>5}  {row.at:%Y-%m-%d}  {row} ({hidden}{end})"


def about(row: Publication) -> dict[str, Any]:
    """Give what the list says of a table, as data."""
    return {
        "number": row.pk,
        "code": row.code,
        "subject": row.subject,
        "title": row.title,
        "edition": row.edition,
        "ends_on": row.ends_on.isoformat(),
        "published_at": row.at.isoformat(timespec="seconds"),
        "published_by": row.actor_name,
        "made_for": row.place,
        "cells": row.cells,
        "not_shown": row.hidden,
        "withdrawn": row.withdrawal.reason if row.is_withdrawn else None,
        "digest": row.digest,
    }


def shown(row: Publication) -> Iterator[str]:
    """Write a table for the screen."""
    table: Published = row.table
    grid = table.grid()
    lines = [[grid.corner, *grid.heads]]
    lines += [[title, *(figure.text for figure in figures)] for title, figures in grid.rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    yield f"{row}\n"
    for first, *others in lines:
        cells = (f"{text:>{width}}" for text, width in zip(others, widths[1:], strict=True))
        yield f"{first:<{widths[0]}}  {'  '.join(cells)}"
    yield ""
    yield from table.notes
    if row.is_withdrawn:
        yield f"Withdrawn: {row.withdrawal.reason}"
    yield f"Published by {row.actor_name} on {row.at:%Y-%m-%d}. Fingerprint: {row.digest}"
