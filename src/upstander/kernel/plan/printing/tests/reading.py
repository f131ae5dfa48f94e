"""Reads what was written without starting a child for each: the tests of reading do that."""

import json

from upstander.kernel.documents.formats.excel import read_excel
from upstander.kernel.documents.formats.page_data import data_in
from upstander.kernel.documents.formats.word import read_word
from upstander.kernel.plan.interchange.document import from_json
from upstander.kernel.plan.printing.own import read_own
from upstander.kernel.plan.printing.sheet import marked_rows
from upstander.kernel.plan.printing.text import from_text


def read_back(content, code, known=()):
    """Read what `write` gave in a form."""
    if code == "docx":
        return read_own(read_word(content, "plan.docx").marked, known)
    if code == "layout":
        return read_own(marked_rows(read_excel(content, "plan.xlsx")), known)
    return from_text(content) if code == "txt" else from_json(json.loads(data_in(content)))
