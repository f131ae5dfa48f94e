"""XML as light nodes, counted while it is read; what declares a document type is refused."""

from collections.abc import Callable, Iterator
from typing import Any
from xml.parsers import expat

from upstander.kernel.documents.limits import DEEPEST_MARKUP, MOST_ELEMENTS, NotRead

NOTHING: dict[str, str] = {}
DAMAGED = "The file is damaged. Open it in {program}, save it again, and bring the new file in."


class Node:
    """An element: its name and its attributes without their namespaces."""

    __slots__ = ("attributes", "children", "tag", "text")

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin an element that holds nothing yet."""
        self.tag = tag
        self.attributes = attributes
        self.children: list[Node] = []
        self.text = ""

    def get(self, name: str, usual: str = "") -> str:
        """Give an attribute."""
        return self.attributes.get(name, usual)

    def first(self, tag: str) -> "Node | None":
        """Find the first child of a name."""
        return next((child for child in self.children if child.tag == tag), None)

    def at(self, *tags: str) -> "Node | None":
        """Walk down from child to child."""
        found: Node | None = self
        for tag in tags:
            found = found.first(tag) if found else None
        return found

    def value(self, *tags: str, name: str = "val") -> str:
        """Give an attribute of what lies further down; '' where it is not there."""
        found = self.at(*tags)
        return found.get(name) if found else ""

    def all(self, tag: str) -> Iterator["Node"]:
        """Go through the children of a name."""
        return (child for child in self.children if child.tag == tag)

    def inside(self, tag: str) -> Iterator["Node"]:
        """Go through all elements of a name, however deep they lie."""
        waiting = list(reversed(self.children))
        while waiting:
            node = waiting.pop()
            if node.tag == tag:
                yield node
            waiting.extend(reversed(node.children))


class _Builder:
    """Takes what the parser meets; elements of the name `given` are handed on and forgotten."""

    def __init__(self, given: str, taker: Callable[[Node], None] | None) -> None:
        self.given = given
        self.taker = taker
        self.top = Node("", NOTHING)
        self.open = [self.top]
        self.count = 0
        self.names: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > MOST_ELEMENTS:
            raise NotRead(
                "The file holds far more than a plan. Copy only the plan to a new file and bring "
                "that in."
            )
        if len(self.open) > DEEPEST_MARKUP:
            raise NotRead(
                "The file is nested far too deep. Copy the plan to a new file and bring that in."
            )
        plain = (
            {self.local(key): value for key, value in attributes.items()} if attributes else NOTHING
        )
        node = Node(self.local(name), plain)
        self.open[-1].children.append(node)
        self.open.append(node)

    def end(self, _: str) -> None:
        node = self.open.pop()
        if self.taker and node.tag == self.given:
            self.open[-1].children.pop()
            self.taker(node)

    def characters(self, text: str) -> None:
        self.open[-1].text += text

    def local(self, name: str) -> str:
        found = self.names.get(name)
        if found is None:
            found = self.names[name] = name.rsplit("}", 1)[-1]
        return found


def parse(
    data: bytes, program: str, given: str = "", taker: Callable[[Node], None] | None = None
) -> Node:
    """Read XML into nodes; raises NotRead for what is broken, too large or not to be trusted."""
    builder = _Builder(given, taker)
    reader = expat.ParserCreate(namespace_separator="}")
    reader.buffer_text = True
    reader.StartElementHandler = builder.start
    reader.EndElementHandler = builder.end
    reader.CharacterDataHandler = builder.characters
    reader.StartDoctypeDeclHandler = _refuse_document_type
    try:
        reader.Parse(data, True)
    except (expat.ExpatError, LookupError, UnicodeError) as error:
        raise NotRead(DAMAGED.format(program=program)) from error
    if not builder.top.children:
        raise NotRead(DAMAGED.format(program=program))
    return builder.top.children[0]


def _refuse_document_type(*_: Any) -> None:
    raise NotRead(
        "The file declares entities, which no office program writes. Copy the plan to a new "
        "document and bring that in."
    )
