"""A plan out of a file, whatever kind and layout it has.

Sheets in our own columns, and JSON, are read exactly; everything else is recognised, with warnings
where words could mean more than one thing.
"""

from io import BytesIO
from pathlib import PurePath
from typing import IO

from upstander.kernel.documents.reading import read_document as read_blocks
from upstander.kernel.errors import Refused
from upstander.kernel.plan.interchange.document import PlanDocument
from upstander.kernel.plan.interchange.reading import LARGEST_FILE, SUFFIXES, read_document
from upstander.kernel.plan.recognition.reading import recognise

SHEETS = frozenset({".csv", ".xlsx"})


def open_plan(file: IO[bytes], name: str, known_leads: tuple[str, ...] = ()) -> PlanDocument:
    """Read a plan from csv, xlsx, json, docx, pdf or txt; raises Refused with one sentence.

    `known_leads` are names of organisations, so that a comma within one is not read as two.
    """
    suffix = PurePath(name).suffix.lower()
    content = file.read(LARGEST_FILE + 1)
    if suffix not in SUFFIXES:
        return recognise(read_blocks(BytesIO(content), name), known_leads)
    try:
        return read_document(BytesIO(content), name, known_leads)
    except Refused as refusal:
        found = _recognised(content, name, known_leads) if suffix in SHEETS else None
        if found is None:
            raise refusal from None
        return found


def _recognised(content: bytes, name: str, known_leads: tuple[str, ...]) -> PlanDocument | None:
    """Try a sheet whose columns are not ours; where that fails too, the first sentence stands."""
    try:
        return recognise(read_blocks(BytesIO(content), name), known_leads)
    except Refused:
        return None
