"""Goes through the body of a docx: paragraphs, lists, tables with their spans and colours."""

from collections.abc import Iterator, Sequence

from upstander.kernel.documents.formats.lists import read_line
from upstander.kernel.documents.formats.word_lists import Lists
from upstander.kernel.documents.formats.word_styles import Style, switched
from upstander.kernel.documents.formats.word_text import Gone, Words, real_colour, words_of
from upstander.kernel.documents.limits import (
    DEEPEST_TABLES,
    Budget,
    NotRead,
    within_columns,
    within_rows,
    within_text,
)
from upstander.kernel.documents.markup import Node
from upstander.kernel.documents.model import Cell, Line, Paragraph, Row, Table

_CONTAINERS = {"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"}


class WordReader:
    """Goes through the parts of a document, counting lists and tables as it goes."""

    def __init__(self, styles: dict[str, Style], lists: Lists) -> None:
        """Begin with nothing read."""
        self.styles = styles
        self.lists = lists
        self.gone = Gone()
        self.budget = Budget()
        self.tables = 0
        self.paragraphs = 0
        self.notes_called: list[str] = []

    def blocks(self, body: Node) -> Iterator[Paragraph | Table]:
        """Go through what a body holds, in order."""
        for node in body.children:
            if node.tag == "p":
                yield from self.paragraph(node)
            elif node.tag == "tbl":
                self.tables += 1
                yield self.table(node, f"Table {self.tables}", 1)
            elif node.tag in _CONTAINERS:
                yield from self.blocks(node)
            elif node.tag == "altChunk":
                raise NotRead(
                    "The file takes in another file as a whole. Open it in Word, save it again, "
                    "and bring the new file in."
                )

    def paragraph(self, node: Node, margin: str = "") -> Iterator[Paragraph | Table]:
        """Read a paragraph, and the text boxes that hang on it."""
        words, style, mark, depth = self.words(node)
        self.paragraphs += 1
        place = margin or f"Paragraph {self.paragraphs}"
        level = style.level or self._own_level(node)
        for line in _lines(words, mark, depth, place):
            self.budget.spend(blocks=1, signs=len(line.text))
            yield Paragraph(line, place, level, style.name, margin=bool(margin))
        for box in words.boxes:
            yield from self.blocks(box)

    def _own_level(self, node: Node) -> int:
        outline = node.value("pPr", "outlineLvl")
        return int(outline) + 1 if outline.isdecimal() and int(outline) < 9 else 0

    def words(self, node: Node) -> tuple[Words, Style, str, int]:
        """Gather the words of a paragraph and the mark of its list."""
        properties = node.first("pPr")
        style = self.styles.get(properties.value("pStyle") if properties else "", Style())
        words = words_of(node, style, self.gone)
        words.marks = [self._note_mark(key) for key in words.marks]
        given = properties.first("numPr") if properties else None
        number = given.value("numId") if given else style.number
        depth = given.value("ilvl") if given else ""
        place = int(depth) if depth.isdecimal() else style.depth
        mark = self.lists.mark(number, place) if number and number != "0" else ""
        return words, style, mark, place

    def _note_mark(self, key: str) -> str:
        if key not in self.notes_called:
            self.notes_called.append(key)
        return str(self.notes_called.index(key) + 1)

    # ---- tables

    def table(self, node: Node, place: str, deep: int) -> Table:
        """Read a table with its spans."""
        if deep > DEEPEST_TABLES:
            raise NotRead(
                "The file has tables within tables far too deep. Copy the plan to a new document "
                "and bring that in."
            )
        rows: list[list[Cell]] = []
        heads: list[bool] = []
        running: dict[int, tuple[int, int]] = {}  # column -> where the spanning cell began
        for tr in _rows(node):
            if switched(tr.first("trPr"), "del"):
                self._forget(tr)
                continue
            within_rows(len(rows) + 1)
            heads.append(switched(tr.first("trPr"), "tblHeader"))
            rows.append(self.row(tr, rows, running, f"{place}, row {len(rows) + 1}", deep))
        columns = max((c.column + c.column_span for row in rows for c in row), default=0)
        within_columns(columns)
        return Table(
            tuple(
                Row(f"{place}, row {number}", tuple(cells), header=head)
                for number, (cells, head) in enumerate(zip(rows, heads, strict=True), start=1)
            ),
            columns,
        )

    def row(
        self,
        tr: Node,
        rows: list[list[Cell]],
        running: dict[int, tuple[int, int]],
        place: str,
        deep: int,
    ) -> list[Cell]:
        """Read a row; a cell that goes on from the row above makes that one longer."""
        before = tr.value("trPr", "gridBefore")
        column = int(before) if before.isdecimal() and len(before) < 4 else 0
        found: list[Cell] = []
        for tc in _cells(tr):
            properties = tc.first("tcPr")
            width = properties.value("gridSpan") if properties else ""
            span = int(width) if width.isdecimal() and 0 < len(width) < 4 else 1
            merge = properties.first("vMerge") if properties else None
            goes_on = merge is not None and merge.get("val", "continue") == "continue"
            if goes_on and column in running:
                self._lengthen(rows, running[column])
            else:
                running.pop(column, None)
                if merge is not None:
                    running[column] = (len(rows), len(found))
                found.append(self.cell(tc, column, max(span, 1), f"{place}", deep))
            column += max(span, 1)
        self.budget.spend(cells=len(found))
        return found

    def _lengthen(self, rows: list[list[Cell]], began: tuple[int, int]) -> None:
        above = rows[began[0]][began[1]]
        longer = Cell(
            above.column,
            above.lines,
            above.row_span + 1,
            above.column_span,
            above.colour,
            above.tables,
        )
        rows[began[0]][began[1]] = longer

    def cell(self, tc: Node, column: int, span: int, place: str, deep: int) -> Cell:
        """Read a cell with its colour, whichever way it was coloured."""
        lines: list[Line] = []
        nested: list[Table] = []
        colours: list[str] = []
        for node in _flat(tc):
            if node.tag == "tbl":
                nested.append(self.table(node, f"{place}, table within", deep + 1))
                continue
            words, _, mark, depth = self.words(node)
            lines += _lines(words, mark, depth, place)
            colours.append(_colour(node, words))
            for box in words.boxes:
                lines += [block.line for block in self.blocks(box) if isinstance(block, Paragraph)]
        ground = real_colour(tc.value("tcPr", "shd", name="fill"))
        within_text("\n".join(line.text for line in lines), place)
        self.budget.spend(signs=sum(len(line.text) for line in lines))
        return Cell(
            column,
            tuple(line for line in lines if line.text or line.bullet),
            column_span=span,
            colour=ground or next(filter(None, colours), ""),
            tables=tuple(nested),
        )

    def _forget(self, tr: Node) -> None:
        self.gone.deleted.append(" ".join(part.text for part in tr.inside("t")))


def _flat(node: Node) -> Iterator[Node]:
    for child in node.children:
        if child.tag in ("p", "tbl"):
            yield child
        elif child.tag in _CONTAINERS:
            yield from _flat(child)


def _rows(node: Node) -> Iterator[Node]:
    for child in node.children:
        if child.tag == "tr":
            yield child
        elif child.tag in _CONTAINERS:
            yield from _rows(child)


def _cells(node: Node) -> Iterator[Node]:
    for child in node.children:
        if child.tag == "tc":
            yield child
        elif child.tag in _CONTAINERS:
            yield from _cells(child)


def _lines(words: Words, mark: str, depth: int, place: str) -> Sequence[Line]:
    """Make lines of a paragraph: a line break within it begins one."""
    within_text(words.text, place)
    bold = words.signs > 0 and words.bold >= 0.9 * words.signs
    struck = words.signs > 0 and words.struck >= 0.9 * words.signs
    marks = tuple(words.marks)
    parts = [part for part in words.text.split("\n") if part.strip()]
    found: list[Line] = []
    for place_of, part in enumerate(parts):
        typed = read_line(part.strip("\t") if found else part.lstrip("\t"))
        bullet = mark if place_of == 0 and mark else typed.bullet
        found.append(Line(typed.text, bullet, depth, bold, struck, () if found else marks))
    return found or ([Line("", mark, depth)] if mark and mark != "•" else [])


def _colour(node: Node, words: Words) -> str:
    ground = real_colour(node.value("pPr", "shd", name="fill"))
    if not ground and len(words.highlights) == 1:
        ground = next(iter(words.highlights))
    symbol = words.text.strip()
    if not ground and len(words.colours) == 1 and symbol and not any(s.isalnum() for s in symbol):
        ground = next(iter(words.colours))
    return ground
