"""A plan out of a file, whatever kind and layout it has.

There is one door: every file is read by the limited child, and only plain values come back. What is
of our own make is then read exactly as it says; everything else is recognised, with warnings where
words could mean more than one thing.
"""

import json
from typing import IO

from upstander.kernel.documents.model import Document
from upstander.kernel.documents.reading import read_document
from upstander.kernel.errors import Refused
from upstander.kernel.plan.interchange.checking import check
from upstander.kernel.plan.interchange.document import PlanDocument, from_json
from upstander.kernel.plan.interchange.reading import is_ours, plan_in
from upstander.kernel.plan.printing.own import read_own
from upstander.kernel.plan.printing.sheet import marked_rows
from upstander.kernel.plan.printing.text import from_text
from upstander.kernel.plan.recognition.reading import recognise


def open_plan(file: IO[bytes], name: str, known_leads: tuple[str, ...] = ()) -> PlanDocument:
    """Read a plan from csv, xlsx, json, docx, pdf or txt; raises Refused with one sentence.

    `known_leads` are names of organisations, so that a comma within one is not read as two.
    """
    return plan_of(read_document(file, name), known_leads)


def plan_of(document: Document, known_leads: tuple[str, ...] = ()) -> PlanDocument:
    """Find the plan in what a file holds."""
    own = _own(document, known_leads)
    if own is not None:
        check(own)
        return own
    if is_ours(document):
        return plan_in(document, known_leads)
    return recognise(document, known_leads)


def _own(document: Document, known_leads: tuple[str, ...]) -> PlanDocument | None:
    """Read a document that the product set out for people; None for any other."""
    if document.kind == "txt":
        return from_text(document.data.encode())
    if document.kind == "pdf":
        return _carried(document.data)
    return read_own(document.marked or marked_rows(document), known_leads)


def _carried(data: str) -> PlanDocument | None:
    """Read a plan that a file carries as data; what is none is no reason to refuse the file."""
    try:
        return from_json(json.loads(data)) if data else None
    except (Refused, ValueError, RecursionError):
        return None
