"""Reads plain text: cells behind tabs, boxes drawn with signs, columns set with blanks."""

import re
from collections.abc import Iterator, Sequence

from upstander.kernel.documents.formats.aligned import Grid, begins_table, gather
from upstander.kernel.documents.formats.decoding import decoded
from upstander.kernel.documents.formats.flowing import Piece, TextLine, reflow
from upstander.kernel.documents.formats.lists import read_line, read_lines
from upstander.kernel.documents.limits import Budget, within_columns, within_rows, within_text
from upstander.kernel.documents.model import Cell, Document, Paragraph, Row, Table, document

FORM = "text (UTF-8)"
_UPRIGHT = "|│┃║"
_RULE = re.compile(r"[\s|+=_:.\-–—─━═┄┈│┃║┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬╒╓╕╖╘╙╛╜╞╟╡╢╤╥╧╨╪╫]+")
_WIDE_GAP = re.compile(r"\S+(?:[ \u00a0]\S+)*")
_UNDERLINE = re.compile(r"[\s=\-_*~]{3,}")

_STRONG = re.compile(r"(?<![\w*])(\*\*|__)(?=\S)([^*_\n]+?)(?<=\S)\1(?![\w*])")
_MARKS = re.compile(r"#{1,6}\s+")

NumberedLine = tuple[int, int, str]


def read_plain(content: bytes, name: str) -> Document:
    """Read a text file; a form feed begins a page."""
    text, notes = decoded(content, FORM)
    lines = _unmarked(list(_numbered(text)))
    within_rows(len(lines))
    budget = Budget()
    blocks: list[Paragraph | Table] = []
    at = 0
    while at < len(lines):
        block, taken = _next_block(lines, at, budget)
        at += taken
        blocks += block
    return document("txt", name, blocks, notes=tuple(notes), data=text)


def _numbered(text: str) -> Iterator[NumberedLine]:
    """Give each line with its number and its page."""
    page = 1
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines, start=1):
        page += line.count("\f")
        yield number, page, line.replace("\f", "").replace("\v", " ")


def _unmarked(lines: list[NumberedLine]) -> list[NumberedLine]:
    """Take off the marks of a quoted letter, and those that markdown puts around strong words."""
    written = [text for _, _, text in lines if text.strip()]
    quoted = sum(text.startswith(">") for text in written) > 0.5 * len(written)
    plain = [
        (number, page, re.sub(r"^(?:> ?)+", "", text) if quoted else text)
        for number, page, text in lines
    ]
    return [(number, page, _STRONG.sub(r"\2", text)) for number, page, text in plain]


def _next_block(
    lines: Sequence[NumberedLine], at: int, budget: Budget
) -> tuple[list[Paragraph | Table], int]:
    number, page, text = lines[at]
    within_text(text, f"Line {number}")
    budget.spend(blocks=1, signs=len(text))
    if not text.strip() or (_UNDERLINE.fullmatch(text) and at):
        return [], 1
    if "\t" in text.strip("\n"):
        return _tabbed(lines, at, budget)
    if _is_boxed(text):
        return _boxed(lines, at, budget)
    found = _set_with_blanks(lines, at, budget)
    if found:
        return found
    level = _heading(lines, at)
    line = read_line(_MARKS.sub("", text) if level else text)
    return [Paragraph(line, f"Line {number}", level, page=page)], 1


def _heading(lines: Sequence[NumberedLine], at: int) -> int:
    """Tell a heading by its mark, or by the line that is drawn below it."""
    text = lines[at][2]
    marks = _MARKS.match(text)
    if marks:
        return len(marks[0].strip())
    below = lines[at + 1][2] if at + 1 < len(lines) else ""
    if re.fullmatch(r"\s*={3,}\s*", below):
        return 1
    return 2 if re.fullmatch(r"\s*-{3,}\s*", below) else 0


def _tabbed(
    lines: Sequence[NumberedLine], at: int, budget: Budget
) -> tuple[list[Paragraph | Table], int]:
    rows: list[Row] = []
    taken = columns = 0
    for number, page, text in lines[at:]:
        if "\t" not in text:
            break
        within_text(text, f"Line {number}")
        cells = text.split("\t")
        within_columns(len(cells))
        taken += 1
        if _RULE.fullmatch(text):
            continue
        budget.spend(cells=len(cells))
        columns = max(columns, len(cells))
        filled = [Cell(c, read_lines(words)) for c, words in enumerate(cells) if words.strip()]
        rows.append(Row(f"Line {number}", tuple(filled), page))
    return ([Table(tuple(rows), columns)] if columns else []), taken


def _is_boxed(text: str) -> bool:
    inner = text.strip()
    upright = sum(inner.count(sign) for sign in _UPRIGHT)
    return upright >= 2 or (
        len(inner) > 4 and inner[0] in "+┌╔╒╓├╭" and bool(_RULE.fullmatch(inner))
    )


def _boxed(
    lines: Sequence[NumberedLine], at: int, budget: Budget
) -> tuple[list[Paragraph | Table], int]:
    """Read a drawn table: a row lies between two rules, or is a line where only heads are ruled."""
    held: list[NumberedLine] = []
    for line in lines[at:]:
        if not (_is_boxed(line[2]) or (line[2].strip() and _RULE.fullmatch(line[2]))):
            break
        held.append(line)
    ruled = [bool(_RULE.fullmatch(text)) for _, _, text in held]
    inner = [rule for rule, (_, _, text) in zip(ruled, held, strict=True)]
    one_a_line = sum(inner) <= 3
    rows: list[Row] = []
    open_row: list[tuple[int, int, list[str]]] = []
    for rule, (number, page, text) in zip(ruled, held, strict=True):
        if not rule:
            open_row.append((number, page, _box_cells(text)))
        if open_row and (rule or one_a_line):
            rows.append(_box_row(open_row, budget))
            open_row = []
    if open_row:
        rows.append(_box_row(open_row, budget))
    columns = max((cell.column + 1 for row in rows for cell in row.cells), default=0)
    return ([Table(tuple(rows), columns)] if columns else []), len(held)


def _box_cells(text: str) -> list[str]:
    inner = re.split(rf"[{re.escape(_UPRIGHT)}]", text.strip())
    if inner and not inner[0].strip():
        inner = inner[1:]
    if inner and not inner[-1].strip():
        inner = inner[:-1]
    return inner


def _box_row(lines: list[tuple[int, int, list[str]]], budget: Budget) -> Row:
    number, page, _ = lines[0]
    columns = max(len(cells) for _, _, cells in lines)
    within_columns(columns)
    budget.spend(cells=columns)
    found = []
    for column in range(columns):
        held = [cells[column] for _, _, cells in lines if column < len(cells)]
        written = [_text_line(words, top) for top, words in enumerate(held) if words.strip()]
        if written:
            right = max(line.end for line in written)
            found.append(Cell(column, reflow(written, right, 1)))
    return Row(f"Line {number}", tuple(found), page)


def _text_line(words: str, top: int) -> TextLine:
    start = len(words) - len(words.lstrip())
    return TextLine((Piece(start, len(words.rstrip()), words.strip()),), top)


def _set_with_blanks(
    lines: Sequence[NumberedLine], at: int, budget: Budget
) -> tuple[list[Paragraph | Table], int] | None:
    first = _pieces(lines[at], 0)
    if first is None or len(first.pieces) < 2 or not budget.may_try():
        return None
    grid = begins_table(_written(lines[at : at + 40]), 1.0)
    if grid is None:
        return None
    written = _written(lines[at : at + 400])
    taken = gather(grid, written)
    rows = _rows_of(grid, lines, at)
    if len(rows) < 2:
        return None
    last = int(written[taken - 1].top)
    return [Table(tuple(rows), len(grid.starts))], last + 1


def _written(lines: Sequence[NumberedLine]) -> list[TextLine]:
    found = (_pieces(line, top) for top, line in enumerate(lines))
    return [line for line in found if line]


def _pieces(line: NumberedLine, top: int) -> TextLine | None:
    text = line[2].expandtabs(8)
    found: list[Piece] = []
    for match in re.finditer(r"\S+(?: \S+)*", text):
        found.append(Piece(match.start(), match.end(), match[0]))
    if not found or (_RULE.fullmatch(text) and len(text.strip()) > 1):
        return None
    return TextLine(tuple(found), top)


def _rows_of(grid: Grid, lines: Sequence[NumberedLine], at: int) -> list[Row]:
    rows = []
    for place, row in enumerate(grid.rows):
        top = min(line.top for held in row.values() for line in held)
        number, page, _ = lines[at + int(top)]
        rows.append(Row(f"Line {number}", grid.cells(place, 1), page))
    return rows
