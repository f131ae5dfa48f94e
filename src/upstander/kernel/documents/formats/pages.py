"""Reads pdf: ruled tables with their colours, tables set with blanks, and the text between."""

import logging
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from io import BytesIO
from statistics import median

from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect, PDFTextExtractionNotAllowed
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.utils import decode_text

from upstander.kernel.documents.formats.aligned import TextLine, begins_table, gather, reflow
from upstander.kernel.documents.formats.letters import text_lines
from upstander.kernel.documents.formats.page_capture import Capture, Letter, Page
from upstander.kernel.documents.formats.ruled import Lattice, lattices
from upstander.kernel.documents.limits import MOST_PAGES, Budget, NotRead
from upstander.kernel.documents.model import Cell, Document, Line, Paragraph, Row, Table, document
from upstander.kernel.documents.tidy import tidy

DAMAGED = (
    "The PDF is damaged. Save it as PDF again from the program it came from, and bring that in."
)
_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–]?\s*\d{1,3}\s*[-–]?(?:\s*(?:of|/)\s*\d{1,3})?", re.I)
_DIGITS = re.compile(r"\d+")


def read_pdf(content: bytes, name: str) -> Document:
    """Read a PDF."""
    logging.disable(logging.CRITICAL)
    pages, title = _captured(content)
    if not any(page.letters for page in pages):
        if any(page.pictures for page in pages):
            raise NotRead(
                "The pages of the PDF are pictures, so there are no words to read. Bring the Word "
                "or Excel file from which it was made."
            )
        raise NotRead("The PDF has no words in it. Choose the file that holds the plan.")
    blocks: list[Paragraph | Table] = []
    readers = [_PageReader(page) for page in pages]
    margins = _margins(readers)
    sizes = _sizes(pages)
    for reader in readers:
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
    usual = median(counted.elements())
    return sorted((size for size in counted if size > 1.12 * usual), reverse=True)


class _PageReader:
    """One page: its tables, and the lines outside them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.tables = [found for found in lattices(page) if self._is_table(found)]
        self.held: dict[int, dict[tuple[int, int], list[Letter]]] = defaultdict(
            lambda: defaultdict(list)
        )
        loose: list[Letter] = []
        seen: set[tuple[str, int, int]] = set()
        for letter in page.letters:
            key = (letter.text, round(letter.left * 2), round(letter.foot * 2))
            if key not in seen:
                seen.add(key)
                self._place(letter, loose)
        self.lines = text_lines(loose, wide=True)

    def _is_table(self, lattice: Lattice) -> bool:
        """Leave out frames around a whole page or a single box."""
        return len(set(lattice.cells.values())) > 1

    def _place(self, letter: Letter, loose: list[Letter]) -> None:
        x, y = (letter.left + letter.right) / 2, letter.top + 0.6 * letter.size
        for number, lattice in enumerate(self.tables):
            cell = lattice.cell_at(x, y)
            if cell:
                self.held[number][cell].append(letter)
                return
        loose.append(letter)

    def in_margin(self, line: TextLine) -> bool:
        """Tell whether a line stands where headers and footers do."""
        edge = 0.09 * self.page.height
        return line.top < edge or line.top + line.height > self.page.height - edge

    def blocks(self, margins: set[str], sizes: list[float]) -> Iterator[Paragraph | Table]:
        """Give what stands on the page from top to bottom."""
        starts = [lattice.top for lattice in self.tables]
        rest = list(self.lines)
        for number, start in enumerate(starts):
            above = [line for line in rest if line.top < start]
            rest = rest[len(above) :]
            yield from self._between(above, margins, sizes)
            yield self._table(number)
        yield from self._between(rest, margins, sizes)

    def _between(
        self, lines: Sequence[TextLine], margins: set[str], sizes: list[float]
    ) -> Iterator[Paragraph | Table]:
        at = 0
        while at < len(lines):
            if self.in_margin(lines[at]) and _plain(lines[at].text) in margins:
                yield self._paragraph([lines[at]], 0, margin=True)
                at += 1
                continue
            grid = begins_table(lines[at:], 0.6 * lines[at].height)
            if grid:
                taken = gather(grid, lines[at:])
                if len(grid.rows) > 1:
                    yield self._blank_table(grid)
                    at += taken
                    continue
            group = self._paragraph_lines(lines, at, margins)
            level = _level(group[0].height, sizes)
            yield self._paragraph(group, level)
            at += len(group)

    def _paragraph_lines(
        self, lines: Sequence[TextLine], at: int, margins: set[str]
    ) -> list[TextLine]:
        """Take the lines of one paragraph: those that go on where the one before broke off."""
        group = [lines[at]]
        right = max(line.end for line in self.lines)
        for line in lines[at + 1 :]:
            same_look = line.bold == group[-1].bold and abs(line.height - group[-1].height) < 0.6
            in_margin = self.in_margin(line) and _plain(line.text) in margins
            if not same_look or in_margin or len(line.pieces) > 1:
                break
            if len(reflow([group[-1], line], right, 0.3 * line.height)) > 1:
                break
            if line.top - group[-1].top > 1.75 * line.height:
                break
            group.append(line)
        return group

    def _paragraph(self, group: Sequence[TextLine], level: int, margin: bool = False) -> Paragraph:
        right = max(line.end for line in self.lines)
        joined = reflow(group, max(right, 1e6 if len(group) > 1 else 0), 1.0)
        line = joined[0]
        words = " ".join([line.text, *[more.words for more in joined[1:]]])
        place = f"Page {self.page.number}"
        spoken = Line(words, line.bullet, line.level, all(held.bold for held in group))
        return Paragraph(spoken, place, level, page=self.page.number, margin=margin)

    def _blank_table(self, grid) -> Table:  # type: ignore[no-untyped-def]
        rows = []
        for number, row in enumerate(grid.rows, start=1):
            cells = [
                Cell(column, reflow(held, grid.width(column), 0.3 * held[0].height))
                for column, held in sorted(row.items())
            ]
            rows.append(
                Row(f"Page {self.page.number}, row {number}", tuple(cells), self.page.number)
            )
        return Table(tuple(rows), len(grid.starts))

    def _table(self, number: int) -> Table:
        lattice = self.tables[number]
        spans = lattice.spans()
        rows: dict[int, list[Cell]] = {row: [] for row in range(len(lattice.down) - 1)}
        for (row, column), (height, width) in sorted(spans.items()):
            lines = text_lines(self.held[number].get((row, column), ()))
            right = lattice.across[column + width] - 3.0
            room = max((line.end for line in lines), default=right)
            size = lines[0].height if lines else 1.0
            rows[row].append(
                Cell(
                    column,
                    reflow(lines, max(room, right - size), 0.3 * size),
                    height,
                    width,
                    self._colour(lattice, row, column, (height, width)),
                )
            )
        place = f"Page {self.page.number}, table {number + 1}, row"
        return Table(
            tuple(
                Row(f"{place} {row + 1}", tuple(cells), self.page.number)
                for row, cells in sorted(rows.items())
                if cells
            ),
            len(lattice.across) - 1,
        )

    def _colour(self, lattice: Lattice, row: int, column: int, span: tuple[int, int]) -> str:
        """Find the last area that was painted over the middle of a cell."""
        x = (lattice.across[column] + lattice.across[column + span[1]]) / 2
        y = (lattice.down[row] + lattice.down[row + span[0]]) / 2
        found = ""
        for area in self.page.areas:
            if area.left <= x <= area.right and area.top <= y <= area.bottom:
                found = area.colour
        return found


def _level(size: float, sizes: list[float]) -> int:
    larger = [place for place, known in enumerate(sizes, start=1) if abs(known - size) < 0.3]
    return min(larger[0], 9) if larger else 0


def _plain(text: str) -> str:
    return _DIGITS.sub("#", text)


def _margins(readers: Sequence[_PageReader]) -> set[str]:
    """Tell headers and footers: what comes back at the edge of pages, and page numbers."""
    counted = Counter(
        text
        for reader in readers
        for text in {_plain(line.text) for line in reader.lines if reader.in_margin(line)}
    )
    numbers = {
        _plain(line.text)
        for reader in readers
        for line in reader.lines
        if reader.in_margin(line) and _PAGE_NUMBER.fullmatch(line.text.strip())
    }
    often = max(2, 0.6 * len(readers))
    return numbers | {text for text, count in counted.items() if count >= often}
