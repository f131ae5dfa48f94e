"""Reads xlsx: each tab as a table, with merged cells, colours and dates as Excel shows them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from upstander.kernel.documents.formats.excel_styles import (
    CellStyle,
    read_styles,
    read_theme,
    shown,
)
from upstander.kernel.documents.formats.lists import read_line, read_lines, typed_cell
from upstander.kernel.documents.limits import (
    MOST_SHEETS,
    Budget,
    NotRead,
    within_columns,
    within_rows,
    within_text,
)
from upstander.kernel.documents.markup import DAMAGED, Node
from upstander.kernel.documents.model import Cell, Document, Line, Note, Row, Table, document
from upstander.kernel.documents.package import Package
from upstander.kernel.documents.tidy import TURNING, tidy

_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how the format writes what XML cannot hold
_TRUE = ("1", "true")
_SPARE = 200  # blank columns beyond these are no part of any table


@dataclass
class _Book:
    """What the sheets of a workbook share."""

    package: Package
    texts: list[Node]
    styles: list[CellStyle]
    since_1904: bool
    budget: Budget = field(default_factory=Budget)
    turned: bool = False


@dataclass
class _Sheet:
    """One tab while its rows come in."""

    title: str
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    last: int = 0


def read_excel(content: bytes, name: str) -> Document:
    """Read a workbook."""
    package = Package(content, "Excel")
    main = package.of_type("", "officeDocument") or "xl/workbook.xml"
    root = package.part(main)
    if root is None or root.tag != "workbook":
        raise NotRead(DAMAGED.format(program="Excel"))
    book = _open(package, main, root)
    tables: list[Table] = []
    notes: list[Note] = []
    relations = package.relations(main)
    sheets = root.first("sheets")
    for node in islice(sheets.all("sheet") if sheets else (), MOST_SHEETS):
        title = tidy(node.get("name"))
        relation = relations.get(node.get("id"))
        part = package.target(main, relation) if relation else ""
        if node.get("state", "visible") != "visible":
            notes.append(Note(f"Sheet “{title}”", "", "The sheet is hidden and was left out."))
        elif part in package.names and "worksheets/" in part:
            sheet = _read_sheet(book, part, title)
            tables += _table(sheet, book)
            notes += _hidden(sheet)
    if book.turned:
        notes.append(
            Note(
                "The file",
                "",
                "Signs that turn the direction of reading were taken out of some words. Look "
                "whether they read right.",
            )
        )
    notes += [*_comments(package), *package.elsewhere()]
    return document("xlsx", name, [*tables], title=package.title(), notes=tuple(notes))


def _open(package: Package, main: str, root: Node) -> _Book:
    texts = package.part(package.of_type(main, "sharedStrings"))
    theme = read_theme(package.part(package.of_type(main, "theme")))
    styles = read_styles(package.part(package.of_type(main, "styles")), theme)
    since = root.value("workbookPr", name="date1904") in _TRUE
    return _Book(package, list(texts.all("si")) if texts else [], styles, since)


def _read_sheet(book: _Book, part: str, title: str) -> _Sheet:
    sheet = _Sheet(title)
    rest = book.package.each(part, "row", lambda node: _take_row(book, sheet, node))
    sheet.hidden_columns = _hidden_columns(rest)
    merges = rest.first("mergeCells")
    for node in merges.all("mergeCell") if merges else ():
        _merge(sheet, node.get("ref"))
    return sheet


def _take_row(book: _Book, sheet: _Sheet, node: Node) -> None:
    given = node.get("r")
    number = int(given) if given.isdecimal() and len(given) < 8 else sheet.last + 1
    sheet.last = number
    cells: dict[int, Cell] = {}
    column = -1
    for cell in node.all("c"):
        place = _PLACE.fullmatch(cell.get("r"))
        column = _column(place[1]) if place else column + 1
        read = _cell(book, cell, column, f"Sheet “{sheet.title}”, row {number}")
        if read.as_typed.strip() or (read.colour and column < _SPARE):
            cells[column] = read
    filled = [column for column, cell in cells.items() if cell.as_typed.strip()]
    if filled:
        within_columns(max(filled) + 1)
        book.budget.spend(cells=len(cells))
        sheet.rows[number] = cells
        if node.get("hidden") in _TRUE:
            sheet.hidden_rows.add(number)
        within_rows(len(sheet.rows))


def _column(letters: str) -> int:
    count = 0
    for letter in letters:
        count = count * 26 + ord(letter) - ord("A") + 1
    return count - 1


def _cell(book: _Book, node: Node, column: int, place: str) -> Cell:
    kind = node.get("t", "n")
    at = node.get("s")
    known = at.isdecimal() and len(at) < 6 and int(at) < len(book.styles)
    style = book.styles[int(at)] if known else CellStyle()
    value = node.first("v")
    words = value.text if value else ""
    look = {"bold": style.bold, "struck": style.struck}
    inner = (
        _shared(book, words) if kind == "s" else node.first("is") if kind == "inlineStr" else None
    )
    if inner is not None:
        words, look = _rich(inner, look)
    elif kind in ("s", "inlineStr"):
        words = ""
    else:
        words = _plain(kind, words, style, book.since_1904)
    within_text(words, place)
    book.budget.spend(signs=len(words))
    return typed_cell(column, words, _typed(words, look), style.colour)


def _plain(kind: str, words: str, style: CellStyle, since_1904: bool) -> str:
    if kind == "b":
        return "Yes" if words == "1" else "No"
    if kind == "e":
        return ""
    return words if kind in ("str", "d") else shown(words, style, since_1904)


def _shared(book: _Book, words: str) -> Node | None:
    at = int(words) if words.isdecimal() and len(words) < 8 else -1
    found = book.texts[at] if 0 <= at < len(book.texts) else None
    if found is not None and not book.turned:
        book.turned = bool(TURNING.search("".join(part.text for part in found.inside("t"))))
    return found


def _rich(node: Node, look: dict[str, bool]) -> tuple[str, dict[str, bool]]:
    """Read text that may be formatted in parts; the hints on how to say it are no text."""
    runs = [part for part in node.children if part.tag == "r"]
    words = "".join(part.text for part in node.all("t"))
    struck = bold = signs = 0
    for run in runs:
        said = "".join(part.text for part in run.all("t"))
        words += said
        weight = len(said.strip())
        signs += weight
        struck += weight * (run.at("rPr", "strike") is not None)
        bold += weight * (run.at("rPr", "b") is not None)
    if signs:
        look = {"bold": bold >= 0.9 * signs, "struck": struck >= 0.9 * signs}
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), words), look


def _typed(text: str, look: dict[str, bool]) -> tuple[Line, ...]:
    if not any(look.values()):
        return read_lines(text)
    return tuple(read_line(line, **look) for line in re.split(r"\r\n|\r|\n", text) if tidy(line))


def _merge(sheet: _Sheet, reference: str) -> None:
    first, _, last = reference.partition(":")
    begin, end = _PLACE.fullmatch(first), _PLACE.fullmatch(last)
    if begin is None or end is None:
        return
    row, column = int(begin[2]), _column(begin[1])
    below, right = int(end[2]), _column(end[1])
    cell = sheet.rows.get(row, {}).get(column)
    if cell is None or below < row or right < column:
        return
    inside = [number for number in sheet.rows if row <= number <= below]
    for number in inside:
        held = sheet.rows[number]
        for covered in [place for place in held if column <= place <= right]:
            if (number, covered) != (row, column):
                del held[covered]
    # rows without anything in them are no rows of the table
    sheet.rows[row][column] = replace(cell, row_span=len(inside), column_span=right - column + 1)


def _hidden_columns(rest: Node) -> set[int]:
    """List the columns that are not shown; what is said of a stretch is said of each in it."""
    found: set[int] = set()
    stretches = rest.first("cols")
    for node in stretches.all("col") if stretches else ():
        first, last = node.get("min"), node.get("max")
        if node.get("hidden") in _TRUE and first.isdecimal() and last.isdecimal():
            found.update(range(int(first) - 1, min(int(last), _SPARE)))
    return found


def _hidden(sheet: _Sheet) -> Iterator[Note]:
    """Tell what is read though nobody who opens the file sees it."""
    advice = "It is hidden in your workbook and was read as well. Take out what is not meant."
    rows = sorted(sheet.hidden_rows)
    words = "; ".join(c.text for number in rows for c in sheet.rows[number].values() if c.text)
    if words:
        named = ", ".join(map(str, rows[:20]))
        yield Note(f"Sheet “{sheet.title}”, row {named}", words[:500], advice)
    for column in sorted(sheet.hidden_columns):
        held = [cells[column].text for cells in sheet.rows.values() if column in cells]
        words = "; ".join(filter(None, held))
        if words:
            yield Note(f"Sheet “{sheet.title}”, column {_letters(column)}", words[:500], advice)


def _letters(column: int) -> str:
    """Name a column as the program does."""
    before, last = divmod(column, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)


def _table(sheet: _Sheet, book: _Book) -> Iterator[Table]:
    rows = []
    for number in sorted(sheet.rows):
        cells = tuple(cell for _, cell in sorted(sheet.rows[number].items()))
        rows.append(Row(f"Sheet “{sheet.title}”, row {number}", cells, number=number))
    while rows and not any(cell.as_typed.strip() for cell in rows[-1].cells):
        rows.pop()
    if rows:
        columns = max(
            (c.column + 1 for row in rows for c in row.cells if c.as_typed.strip()), default=1
        )
        yield Table(tuple(rows), columns, sheet.title)


def _comments(package: Package) -> Iterator[Note]:
    for name in sorted(package.names):
        if name.startswith("xl/comments") and name.endswith(".xml"):
            root = package.part(name)
            for node in root.inside("comment") if root else ():
                words = tidy(" ".join(part.text for part in node.inside("t")))
                if words:
                    where = f"A comment on cell {node.get('ref')}"
                    yield Note(where, words[:500], "Comments are not part of the plan: left out.")
