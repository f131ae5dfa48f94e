"""A plan read from a file: csv, xlsx or json, each giving the same document."""

import json
from io import BytesIO
from pathlib import PurePath
from typing import IO

from upstander.kernel.errors import Refused
from upstander.kernel.exports.reading import LARGEST_FILE, MEGABYTE, read_rows
from upstander.kernel.exports.workbook import check_archive
from upstander.kernel.plan.interchange.assembling import assemble
from upstander.kernel.plan.interchange.checking import check
from upstander.kernel.plan.interchange.columns import match_headings
from upstander.kernel.plan.interchange.document import NotAPlan, PlanDocument, from_json
from upstander.kernel.plan.interchange.rows import PlanSheet

SUFFIXES = (".csv", ".xlsx", ".json")
MOST_SHEETS = 12


class NotReadable(Refused):
    """A kind of file that a plan cannot be read from."""


def read_document(file: IO[bytes], name: str, known_leads: tuple[str, ...] = ()) -> PlanDocument:
    """Read a plan from a csv, xlsx or json file; raises Refused with a sentence otherwise.

    `known_leads` are names of organisations, so that a comma within one is not read as two.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in SUFFIXES:
        kind = f"a {suffix[1:]} file" if suffix else "a file without a suffix"
        raise NotReadable(f"A plan can be read from csv, xlsx and json, not from {kind}.")
    content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise Refused(f"The file is larger than {LARGEST_FILE // MEGABYTE} MB. Split it first.")
    if suffix == ".json":
        document = _from_json_file(content)
    else:
        document = assemble(_plan_sheet(content, name), PurePath(name).stem, known_leads)
    check(document)
    return document


def _from_json_file(content: bytes) -> PlanDocument:
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except RecursionError as error:
        raise NotAPlan("The file is not a plan: it is nested far too deep.") from error
    except ValueError as error:
        raise NotAPlan("The file is not JSON. Save it again, or bring the plan as xlsx.") from error
    return from_json(data)


def _plan_sheet(content: bytes, name: str) -> PlanSheet:
    """Find the sheet that holds a plan: the first one whose headings say so."""
    refusals: list[Refused] = []
    for title in _sheet_titles(content, name):
        try:
            sheet = read_rows(BytesIO(content), name, title or None)
        except Refused as refusal:
            refusals.append(refusal)
            continue
        headings = match_headings(sheet.columns)
        if headings.of_a_plan and not sheet.rows:
            refusals.append(NotAPlan("The file has the headings of a plan, but no rows."))
            continue
        if headings.of_a_plan:
            return PlanSheet(title, sheet, headings)
        refusals.append(
            NotAPlan(
                "No plan was found: the first row needs at least the headings “Objective” and "
                "“Action”."
            )
        )
    raise refusals[0]


def _sheet_titles(content: bytes, name: str) -> list[str]:
    """List the sheets of a workbook; a csv file has one without a title."""
    if not name.lower().endswith(".xlsx"):
        return [""]
    check_archive(content)
    from openpyxl import load_workbook  # noqa: PLC0415 - only who reads a workbook pays for it

    try:
        book = load_workbook(BytesIO(content), read_only=True)
        return [sheet.title for sheet in book.worksheets][:MOST_SHEETS]
    except Exception as error:
        raise Refused("The workbook is damaged. Open it, save it again and try again.") from error
