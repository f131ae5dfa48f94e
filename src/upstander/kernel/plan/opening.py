"""A plan out of a file, whatever kind and layout it has.

Sheets in our own columns, and JSON, are read exactly; everything else is recognised, with warnings
where words could mean more than one thing.
"""

import json
from io import BytesIO
from pathlib import PurePath
from typing import IO

from upstander.kernel.documents.reading import read_document as read_blocks
from upstander.kernel.errors import Refused
from upstander.kernel.plan.interchange.checking import check
from upstander.kernel.plan.interchange.document import PlanDocument, from_json
from upstander.kernel.plan.interchange.reading import LARGEST_FILE, SUFFIXES, read_document
from upstander.kernel.plan.printing.own import read_own
from upstander.kernel.plan.printing.sheet import marked_rows
from upstander.kernel.plan.printing.text import from_text
from upstander.kernel.plan.recognition.reading import recognise

SHEETS = frozenset({".csv", ".xlsx"})
TEXTS = frozenset({".txt", ".text"})


def open_plan(file: IO[bytes], name: str, known_leads: tuple[str, ...] = ()) -> PlanDocument:
    """Read a plan from csv, xlsx, json, docx, pdf or txt; raises Refused with one sentence.

    What is of our own make is read exactly as it says; everything else is recognised.
    `known_leads` are names of organisations, so that a comma within one is not read as two.
    """
    suffix = PurePath(name).suffix.lower()
    content = file.read(LARGEST_FILE + 1)
    if suffix not in SUFFIXES:
        return _from_pages(content, name, known_leads)
    own = read_own(marked_rows(content), known_leads) if suffix == ".xlsx" else None
    if own:
        check(own)
        return own
    try:
        return read_document(BytesIO(content), name, known_leads)
    except Refused as refusal:
        found = _recognised(content, name, known_leads) if suffix in SHEETS else None
        if found is None:
            raise refusal from None
        return found


def _from_pages(content: bytes, name: str, known_leads: tuple[str, ...]) -> PlanDocument:
    """Read a document that is set out for people."""
    own = from_text(content) if PurePath(name).suffix.lower() in TEXTS else None
    if own is None:
        document = read_blocks(BytesIO(content), name)
        own = read_own(document.marked, known_leads) or _carried(document.data)
        if own is None:
            return recognise(document, known_leads)
    check(own)
    return own


def _carried(data: str) -> PlanDocument | None:
    """Read a plan that a file carries as data; what is none is no reason to refuse the file."""
    try:
        return from_json(json.loads(data)) if data else None
    except (Refused, ValueError, RecursionError):
        return None


def _recognised(content: bytes, name: str, known_leads: tuple[str, ...]) -> PlanDocument | None:
    """Try a sheet whose columns are not ours; where that fails too, the first sentence stands."""
    try:
        return recognise(read_blocks(BytesIO(content), name), known_leads)
    except Refused:
        return None
