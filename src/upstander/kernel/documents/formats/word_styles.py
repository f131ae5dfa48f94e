"""What a style of Word says of its paragraphs: heading level, list, bold."""

import re
from dataclasses import dataclass

from upstander.kernel.documents.markup import Node

_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
OFF = ("0", "false", "off", "none")


@dataclass(frozen=True)
class Style:
    """A paragraph style, with what it takes over from the one it builds on."""

    name: str = ""
    level: int = 0
    number: str = ""
    depth: int = 0
    bold: bool = False


def read_styles(root: Node | None) -> dict[str, Style]:
    """Read the paragraph and character styles of a document by their keys."""
    nodes = {node.get("styleId"): node for node in root.all("style")} if root else {}
    found: dict[str, Style] = {}
    for key in nodes:
        _resolve(key, nodes, found, 0)
    return found


def _resolve(key: str, nodes: dict[str, Node], found: dict[str, Style], deep: int) -> Style:
    if key in found or key not in nodes or deep > 20:
        return found.get(key, Style())
    node = nodes[key]
    base = _resolve(node.value("basedOn"), nodes, found, deep + 1)
    name = node.value("name")
    heading = _HEADING.fullmatch(name)
    outline = node.value("pPr", "outlineLvl")
    level = int(heading[1]) if heading else base.level
    if name.casefold() == "title":
        level = 1
    elif outline.isdecimal() and int(outline) < 9:
        level = int(outline) + 1
    depth = node.value("pPr", "numPr", "ilvl")
    found[key] = Style(
        name,
        level,
        node.value("pPr", "numPr", "numId") or base.number,
        int(depth) if depth.isdecimal() else base.depth,
        switched(node.first("rPr"), "b", base.bold),
    )
    return found[key]


def switched(properties: Node | None, name: str, usual: bool = False) -> bool:
    """Tell whether a property that is on by being there is on."""
    found = properties.first(name) if properties else None
    return usual if found is None else found.get("val", "1").casefold() not in OFF
