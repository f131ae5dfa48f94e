"""A plan read from a csv, xlsx or json file in our own shape, each giving the same document."""

import json
from pathlib import PurePath
from typing import IO

from upstander.kernel.documents import reading
from upstander.kernel.documents.model import Document
from upstander.kernel.errors import Refused
from upstander.kernel.plan.interchange.assembling import assemble
from upstander.kernel.plan.interchange.checking import check
from upstander.kernel.plan.interchange.document import NotAPlan, PlanDocument, from_json
from upstander.kernel.plan.interchange.rows import PlanSheet
from upstander.kernel.plan.interchange.sheets import sheets_of

SUFFIXES = (".csv", ".xlsx", ".json")


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
    return plan_in(reading.read_document(file, name), known_leads)


def plan_in(document: Document, known_leads: tuple[str, ...] = ()) -> PlanDocument:
    """Read a plan from what a file in our own shape holds; raises Refused where it is none."""
    if document.kind == "json":
        plan = from_json(json.loads(document.data))
    else:
        plan = assemble(_plan_sheet(document), PurePath(document.name).stem, known_leads)
    check(plan)
    return plan


def is_ours(document: Document) -> bool:
    """Tell whether a file has our own shape, so that nothing in it has to be recognised."""
    return document.kind == "json" or (
        document.kind in ("csv", "xlsx")
        and any(sheet.headings.ours for sheet in sheets_of(document))
    )


def _plan_sheet(document: Document) -> PlanSheet:
    """Find the sheet that holds a plan: the first one whose headings say so."""
    sheets = list(sheets_of(document))
    plans = [sheet for sheet in sheets if sheet.headings.of_a_plan]
    filled = [sheet for sheet in plans if sheet.rows]
    ours = [sheet for sheet in filled if sheet.headings.ours]
    if not plans:
        raise NotAPlan(
            "No plan was found: the first row needs at least the headings “Objective” and “Action”."
        )
    if not filled:
        raise NotAPlan("The file has the headings of a plan, but no rows.")
    return (ours or filled)[0]
