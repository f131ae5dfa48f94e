"""The words of a paragraph in Word: what was put in counts, what was taken out does not."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from upstander.kernel.documents.formats.word_styles import OFF, Style, switched
from upstander.kernel.documents.markup import Node
from upstander.kernel.documents.tidy import TURNING

HIGHLIGHTS = {
    "yellow": "ffff00",
    "green": "00ff00",
    "red": "ff0000",
    "blue": "0000ff",
    "cyan": "00ffff",
    "darkGreen": "008000",
    "darkRed": "800000",
    "darkYellow": "808000",
    "darkBlue": "000080",
    "lightGray": "c0c0c0",
    "darkGray": "808080",
}
SYMBOLS = {
    "f0fc": "✓",
    "f0fb": "✗",
    "f0b7": "•",
    "f0a7": "•",
    "f0d8": "•",
    "f0fe": "☒",
    "f0fd": "☒",
    "f0a8": "☐",
    "f06f": "☐",
    "f06e": "■",
    "f06c": "●",
}
_THROUGH = {"hyperlink", "smartTag", "ins", "moveTo", "fldSimple", "customXml", "sdtContent", "sdt"}
_GONE = {"del", "moveFrom"}


@dataclass
class Words:
    """The words of one paragraph while they are gathered."""

    text: str = ""
    marks: list[str] = field(default_factory=list)
    boxes: list[Node] = field(default_factory=list)
    bold: int = 0
    struck: int = 0
    signs: int = 0
    highlights: set[str] = field(default_factory=set)
    colours: set[str] = field(default_factory=set)

    def add(self, text: str, properties: Node | None, style: Style) -> None:
        """Take the words of one run."""
        self.text += text
        weight = len(text.strip())
        if not weight:
            return
        self.signs += weight
        self.bold += weight * switched(properties, "b", style.bold)
        struck = switched(properties, "strike") or switched(properties, "dstrike")
        self.struck += weight * struck
        highlight = properties.value("highlight") if properties else ""
        ground = properties.value("shd", name="fill") if properties else ""
        self.highlights.add(HIGHLIGHTS.get(highlight, "") or real_colour(ground))
        self.colours.add(real_colour(properties.value("color")) if properties else "")


@dataclass
class Gone:
    """What the reader leaves out on purpose, kept to be told."""

    deleted: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    turned: bool = False


def real_colour(value: str) -> str:
    """Give a colour as six signs; '' for none, automatic or white."""
    value = value.casefold()
    is_colour = len(value) == 6 and all(sign in "0123456789abcdef" for sign in value)
    return value if is_colour and value != "ffffff" else ""


def words_of(paragraph: Node, style: Style, gone: Gone) -> Words:
    """Gather the words of a paragraph."""
    found = Words()
    in_code = 0
    for run in _runs(paragraph, gone):
        properties = run.first("rPr")
        hidden = properties is not None and switched(properties, "vanish")
        for piece in run.children:
            if piece.tag == "fldChar":
                in_code = _field_state(piece.get("fldCharType"), in_code)
            elif in_code > 0 and piece.tag in ("instrText", "t"):
                continue
            elif hidden:
                gone.hidden.append(piece.text)
            else:
                _take(piece, properties, style, found)
    gone.turned = gone.turned or bool(TURNING.search(found.text))
    return found


def _runs(node: Node, gone: Gone) -> Iterator[Node]:
    for child in node.children:
        if child.tag == "r":
            yield child
        elif child.tag in _THROUGH and not child.at("sdtPr", "showingPlcHdr"):
            yield from _runs(child, gone)
        elif child.tag in _GONE:
            gone.deleted.append("".join(part.text for part in _deleted_parts(child)))


def _deleted_parts(node: Node) -> Iterator[Node]:
    for child in node.children:
        if child.tag in ("delText", "t"):
            yield child
        yield from _deleted_parts(child)


def _field_state(kind: str, before: int) -> int:
    """Tell whether what follows is a field's code, which is not shown, or its result."""
    if kind == "begin":
        return 1
    return 0 if kind in ("separate", "end") else before


def _take(piece: Node, properties: Node | None, style: Style, found: Words) -> None:
    if piece.tag == "t":
        found.add(piece.text, properties, style)
    elif piece.tag == "tab":
        found.text += "\t"
    elif piece.tag in ("br", "cr"):
        found.text += "\n"
    elif piece.tag == "noBreakHyphen":
        found.text += "-"
    elif piece.tag == "sym":
        sign = piece.get("char").casefold()
        found.add(SYMBOLS.get(sign, "▪"), properties, style)
    elif piece.tag in ("footnoteReference", "endnoteReference"):
        custom = piece.get("customMarkFollows") not in ("", *OFF)
        found.marks += [] if custom else [f"{piece.tag[:-9]} {piece.get('id')}"]
    elif piece.tag in ("drawing", "pict", "AlternateContent", "object"):
        found.boxes += boxes_in(piece)


def boxes_in(node: Node) -> list[Node]:
    """Find the text boxes of a drawing; the copy kept for older programs is not read twice."""
    if node.tag == "txbxContent":
        return [node]
    children = node.children
    if node.tag == "AlternateContent":
        children = [child for child in children if child.tag == "Choice"][:1] or children
    return [box for child in children for box in boxes_in(child)]
