"""Reads pdf: ruled tables with their colours, tables set with blanks, and the text between."""

import logging
import re
from collections import Counter
from collections.abc import Sequence
from io import BytesIO
from statistics import median

from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect, PDFTextExtractionNotAllowed
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.utils import decode_text

from upstander.kernel.documents.formats.cut_words import words_within
from upstander.kernel.documents.formats.page_capture import Capture, Page
from upstander.kernel.documents.formats.page_data import data_in
from upstander.kernel.documents.formats.page_reader import PageReader, plain
from upstander.kernel.documents.limits import MOST_PAGES, Budget, NotRead
from upstander.kernel.documents.model import Document, Paragraph, Table, document
from upstander.kernel.documents.tidy import tidy

DAMAGED = (
    "The PDF is damaged. Save it as PDF again from the program it came from, and bring that in."
)
_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–]?\s*\d{1,3}\s*[-–]?(?:\s*(?:of|/)\s*\d{1,3})?", re.I)


def read_pdf(content: bytes, name: str) -> Document:
    """Read a PDF."""
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL + 1)  # what it says may quote the file
    data = data_in(content)
    if data:
        return document("pdf", name, [], data=data)
    pages, title = _captured(content)
    if not any(page.letters or page.turned for page in pages):
        if any(page.pictures for page in pages):
            raise NotRead(
                "The pages of the PDF are pictures, so there are no words to read. Bring the Word "
                "or Excel file from which it was made."
            )
        raise NotRead("The PDF has no words in it. Choose the file that holds the plan.")
    blocks: list[Paragraph | Table] = []
    readers = [PageReader(page) for page in pages]
    margins = _margins(readers)
    sizes = _sizes(pages)
    known = _whole_words(readers)
    for reader in readers:
        reader.known = known
        blocks += reader.blocks(margins, sizes)
    return document("pdf", name, blocks, title=title)


def _captured(content: bytes) -> tuple[list[Page], str]:
    budget = Budget()
    resources = PDFResourceManager()
    pages: list[Page] = []
    try:
        source = PDFDocument(PDFParser(BytesIO(content)))
        capture = Capture(resources, budget)
        interpreter = PDFPageInterpreter(resources, capture)
        for page in PDFPage.create_pages(source):
            if len(pages) >= MOST_PAGES:
                raise NotRead(
                    f"The PDF has more than {MOST_PAGES} pages. Save only the pages of the plan as "
                    "a PDF of their own, and bring that in."
                )
            interpreter.process_page(page)
            pages.append(capture.page)
    except NotRead:
        raise
    except (PDFPasswordIncorrect, PDFTextExtractionNotAllowed) as error:
        raise NotRead(
            "The PDF has a password. Save it without one and bring it in again."
        ) from error
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # whatever the library meets in a broken file
        raise NotRead(DAMAGED) from error
    if not pages:
        raise NotRead(DAMAGED)
    return pages, _title(source)


def _title(source: PDFDocument) -> str:
    for info in source.info:
        title = info.get("Title") if isinstance(info, dict) else None
        if isinstance(title, bytes):
            return tidy(decode_text(title))[:300]
    return ""


def _sizes(pages: Sequence[Page]) -> list[float]:
    """List the sizes of letters that are larger than usual text, the largest first."""
    counted = Counter(round(letter.size, 1) for page in pages for letter in page.letters)
    usual = median(counted.elements()) if counted else 0
    return sorted((size for size in counted if size > 1.12 * usual), reverse=True)


def _whole_words(readers: Sequence[PageReader]) -> set[str] | None:
    """Collect words that are surely whole; None where lines do not end in blanks anyway."""
    lines = [line for reader in readers for line in reader.all_lines]
    closed = sum(not line.pieces[-1].open_end for line in lines)
    return words_within(line.text for line in lines) if closed > 0.1 * len(lines) else None


def _margins(readers: Sequence[PageReader]) -> set[str]:
    """Tell headers and footers: what comes back at the edge of pages, and page numbers."""
    counted = Counter(
        text
        for reader in readers
        for text in {plain(line.text) for line in reader.lines if reader.in_margin(line)}
    )
    numbers = {
        plain(line.text)
        for reader in readers
        for line in reader.lines
        if reader.in_margin(line) and _PAGE_NUMBER.fullmatch(line.text.strip())
    }
    often = max(2, 0.6 * len(readers))
    return numbers | {text for text, count in counted.items() if count >= often}
