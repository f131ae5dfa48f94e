"""Reads a docx of our own make once more, with every sign as it stands, by the marks in it.

The marks are styles (see `report/word/styles.py`): Word keeps them with a paragraph that is edited,
copied or added below another, so what people change there comes through.
"""

from collections.abc import Iterator

from upstander.kernel.documents.formats.word_lists import Lists, read_lists
from upstander.kernel.documents.formats.word_styles import Style, read_styles, switched
from upstander.kernel.documents.formats.word_text import Gone, words_of
from upstander.kernel.documents.markup import Node
from upstander.kernel.documents.model import Marked
from upstander.kernel.documents.package import Package
from upstander.kernel.documents.report.word.styles import PREFIX

_THROUGH = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})
_KNOWN = ("title", "heading")
TABLE = " table"


def marked_parts(package: Package, main: str, body: Node) -> tuple[Marked, ...]:
    """Give the parts of a document that bears our marks; nothing of any other document."""
    root = package.part(package.of_type(main, "styles"))
    named = {node.get("styleId"): node.value("name") for node in root.all("style")} if root else {}
    if not any(name.startswith(PREFIX) for name in named.values()):
        return ()
    numbering = package.part(package.of_type(main, "numbering"))
    reader = _Reader(read_styles(root), named, read_lists(numbering))
    reader.read_notes(package.part(package.of_type(main, "footnotes")))
    return tuple(reader.parts(body))


class _Reader:
    def __init__(self, styles: dict[str, Style], named: dict[str, str], lists: Lists) -> None:
        self.styles = styles
        self.named = named
        self.lists = lists
        self.notes: dict[str, list[Marked]] = {}
        self.tables = 0
        self.paragraphs = 0

    def read_notes(self, root: Node | None) -> None:
        """Keep the footnotes by the keys under which the text calls them."""
        for node in root.all("footnote") if root else ():
            key = f"footnote {node.get('id')}"
            lines = [self.line(p, "A footnote") for p in node.all("p")]
            self.notes[key] = [line for line, _ in lines]

    def parts(self, node: Node) -> Iterator[Marked]:
        """Go through the body in order."""
        for child in node.children:
            if child.tag == "p":
                self.paragraphs += 1
                line, called = self.line(child, f"Paragraph {self.paragraphs}")
                yield line
                for key in called:
                    yield from self.notes.get(key, ())
            elif child.tag == "tbl":
                self.tables += 1
                yield from self.table(child, f"Table {self.tables}")
            elif child.tag in _THROUGH:
                yield from self.parts(child)

    def line(self, node: Node, place: str) -> tuple[Marked, list[str]]:
        """Read a paragraph and which notes it calls."""
        text, called = self.text(node)
        return Marked(self.role(node), "line", (text,), place), called

    def text(self, node: Node) -> tuple[str, list[str]]:
        """Read the words of a paragraph with the mark of its list."""
        key = node.value("pPr", "pStyle")
        style = self.styles.get(key, Style())
        words = words_of(node, style, Gone())
        number = node.value("pPr", "numPr", "numId") or style.number
        depth = node.value("pPr", "numPr", "ilvl")
        mark = ""
        if number and number != "0":
            mark = self.lists.mark(number, int(depth) if depth.isdecimal() else style.depth)
        return (f"{mark} {words.text}" if mark else words.text), words.marks

    def role(self, node: Node) -> str:
        """Give the role of a paragraph by its style."""
        name = self.named.get(node.value("pPr", "pStyle"), "")
        if name.startswith(PREFIX):
            return name.removeprefix(PREFIX)
        return name.casefold() if name.casefold().startswith(_KNOWN) else ""

    # ---- tables

    def table(self, node: Node, place: str) -> Iterator[Marked]:
        """Read the rows of a table."""
        name = self.named.get(node.value("tblPr", "tblStyle"), "")
        ours = name.startswith(PREFIX) and name.endswith(TABLE)
        role = name.removeprefix(PREFIX).removesuffix(TABLE) if ours else ""
        for number, row in enumerate(_inside(node, "tr"), start=1):
            if not switched(row.first("trPr"), "del"):
                yield self.row(row, role, f"{place}, row {number}")

    def row(self, node: Node, table: str, place: str) -> Marked:
        """Read a row; its role is that of its first paragraph which has one of its own."""
        cells: list[str] = []
        roles: list[str] = []
        for cell in _inside(node, "tc"):
            paragraphs = list(_inside(cell, "p"))
            roles += [self.role(paragraph) for paragraph in paragraphs]
            cells.append("\n".join(self.text(paragraph)[0] for paragraph in paragraphs))
            span = cell.value("tcPr", "gridSpan")
            extra = int(span) - 1 if span.isdecimal() and len(span) < 3 else 0
            cells += [""] * extra
        own = next((role for role in roles if role not in ("", "cell")), "")
        kind = "head" if switched(node.first("trPr"), "tblHeader") else "row"
        return Marked(own, kind, tuple(cells), place, table)


def _inside(node: Node, tag: str) -> Iterator[Node]:
    """Go through the elements of a name, also where something is wrapped around them."""
    for child in node.children:
        if child.tag == tag:
            yield child
        elif child.tag in _THROUGH:
            yield from _inside(child, tag)
