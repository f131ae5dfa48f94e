"""Where a Word form wants words: the named places of one of its parts, found and filled.

A place is made in one of three ways, as people make them in Word: `{NAME}` in the text, a content
control whose tag (or title) is NAME, or a bookmark NAME. Each becomes an empty text of its own.
"""

import re
from collections.abc import Iterator
from typing import Any

from upstander.kernel.documents.limits import NotRead
from upstander.kernel.documents.report.words import harmless, is_rtl

NAME = r"[A-Za-z][A-Za-z0-9_.-]{0,39}"
WRITTEN = re.compile(rf"\{{\{{?\s*({NAME})\s*\}}?\}}")
OF_WORD = re.compile(r"_.*|(Text|Check|Dropdown)\d+")  # bookmarks that Word names by itself
AFTER_RTL = frozenset({"cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath"})
MOST_IN_A_PARAGRAPH = 100
# controls that take no words
NO_WORDS = frozenset({"checkbox", "picture", "dropDownList", "docPartObj", "repeatingSection"})

# an element of xml.dom.minidom, which keeps the prefixes that other parts of a file speak of
Element = Any
Place = tuple[str, Element]


def places_of(root: Element) -> list[Place]:
    """Find the places of a part, each with the text to fill; raises NotRead for unfit ones."""
    found = [*_written(root), *_bookmarked(root), *_controls(root)]
    standing = [(name, text) for name, text in found if _stands(text, root)]
    lost = {name for name, _ in found} - {name for name, _ in standing}
    if lost:
        raise NotRead(f"{_named(min(lost))} stands inside another place. Take one of them out.")
    for name, text in standing:
        if _above(text, "txbxContent") is not None:
            raise NotRead(
                f"{_named(name)} stands in a text box, which would cut a long answer off. Use a "
                "cell of a table instead."
            )
    return standing


def fits(name: str) -> bool:
    """Tell whether a place can have this name."""
    return re.fullmatch(NAME, name) is not None


def say(text: Element, words: str) -> None:
    """Put words into the text of a place, line by line."""
    lines = harmless(words).splitlines() or [""]
    _set_text(text, lines[0])
    for line in reversed(lines[1:]):
        following = _after(text, _new(text, "br"))
        _set_text(_after(following, _new(text, "t")), line)
    if is_rtl(words):
        _turn(text.parentNode)


def codes_of(root: Element) -> Iterator[str]:
    """Give the first word of each field of a part, in capitals."""
    codes: list[str] = []
    for node in root.getElementsByTagNameNS(root.namespaceURI, "*"):
        if node.localName == "fldSimple":
            codes.append(attribute(node, "instr"))
        elif node.localName == "fldChar" and attribute(node, "fldCharType") == "begin":
            codes.append("")
        elif node.localName == "instrText":
            codes[-1:] = [(codes[-1] if codes else "") + _text(node)]
    for code in codes:
        yield (code.split() or [""])[0].upper()


def all_of(node: Element, name: str) -> list[Element]:
    """List the elements of a name of Word inside another, however deep."""
    return list(node.getElementsByTagNameNS(node.namespaceURI, name))


def attribute(node: Element, name: str) -> str:
    """Give an attribute of Word; '' where it is not there."""
    return str(node.getAttributeNS(node.namespaceURI, name))


def set_attribute(node: Element, name: str, value: str) -> None:
    """Change an attribute of Word, or give one."""
    node.setAttributeNS(node.namespaceURI, _name(node, name), value)


# ---- the three ways ------------------------------------------------------------------------------


def _written(root: Element) -> Iterator[Place]:
    for paragraph in all_of(root, "p"):
        texts = [
            each
            for each in all_of(paragraph, "t")
            if each.parentNode.localName == "r" and _above(each, "p") is paragraph
        ]
        whole = "".join(map(_text, texts))
        found = list(WRITTEN.finditer(whole))
        if len(found) > MOST_IN_A_PARAGRAPH:
            raise NotRead("The form has far too many places in one paragraph. Use a table.")
        for each in reversed(found):
            yield each[1], _cut(texts, *each.span())


def _cut(texts: list[Element], start: int, end: int) -> Element:
    """Take a stretch out of texts that follow each other, and give an empty one in its place."""
    place, at = None, 0
    for each in texts:
        words = _text(each)
        first, last = max(start - at, 0), min(end - at, len(words))
        at += len(words)
        if first >= last:
            continue
        if place is None:
            _set_text(each, words[:first])
            place = _apart(each, words[last:])
        else:
            _set_text(each, words[last:])
    return place


def _apart(text: Element, rest: str) -> Element:
    """End a run with this text, begin another with the rest, and give an empty one between them."""
    run, following = text.parentNode, text.nextSibling
    look = _child(run, "rPr")
    after = _run(run.parentNode, look, run.nextSibling)
    _set_text(after, rest)
    while following is not None:
        following, moved = following.nextSibling, following
        after.parentNode.appendChild(moved)
    return _run(run.parentNode, look, after.parentNode)


def _bookmarked(root: Element) -> Iterator[Place]:
    for start in all_of(root, "bookmarkStart"):
        name = attribute(start, "name")
        if OF_WORD.fullmatch(name) or not fits(name):
            continue
        inside, node = [], start.nextSibling
        while node is not None and not _ends(node, start):
            inside.append(node)
            node = node.nextSibling
        if node is None or start.parentNode.localName != "p":
            raise NotRead(
                f"The bookmark {name} does not begin and end in one paragraph. Set it anew there."
            )
        look = next((look for run in inside if (look := _child(run, "rPr"))), None)
        for each in inside:
            if not str(each.localName).startswith("bookmark"):
                start.parentNode.removeChild(each)
        yield name, _run(start.parentNode, look, node)


def _ends(node: Element, start: Element) -> bool:
    return node.localName == "bookmarkEnd" and attribute(node, "id") == attribute(start, "id")


def _controls(root: Element) -> Iterator[Place]:
    for control in all_of(root, "sdt"):
        told, content = _child(control, "sdtPr"), _child(control, "sdtContent")
        name = _value(told, "tag") or _value(told, "alias")
        if told is None or content is None or not fits(name):
            continue
        parts = {str(node.localName): node for node in told.childNodes}
        if NO_WORDS & set(parts) or all_of(content, "tr") or all_of(content, "tbl"):
            raise NotRead(
                f"{_named(name)} is a control that takes no words: a box to tick, a list, a "
                "picture or a row. Use a plain text control."
            )
        empty = parts.get("showingPlcHdr")
        # words of a control that is bound come from elsewhere in the file, as soon as it is opened
        for node in filter(None, (empty, parts.get("dataBinding"))):
            told.removeChild(node)
        yield name, _only_text(content, parts.get("rPr") if empty else None, keep=not empty)


def _only_text(content: Element, look: Element | None, *, keep: bool) -> Element:
    """Leave one empty run in a control, in the first of its paragraphs, and nothing else."""
    runs = all_of(content, "r")
    holder = next(iter(all_of(content, "p")), content)
    if keep and runs:
        look = _child(runs[0], "rPr")
    look = look.cloneNode(True) if look else None
    _empty(holder)
    node = holder
    while node is not content:
        for other in list(node.parentNode.childNodes):
            if other is not node and other.localName != "tcPr":
                node.parentNode.removeChild(other)
        node = node.parentNode
    return _run(holder, look, None)


def _empty(holder: Element) -> None:
    for node in list(holder.childNodes):
        if node.localName != "pPr":
            holder.removeChild(node)


# ---- elements ------------------------------------------------------------------------------------


def _run(holder: Element, look: Element | None, before: Element | None) -> Element:
    """Make a run that looks like another, and give its empty text."""
    run, text = _new(holder, "r"), _new(holder, "t")
    if look is not None:
        run.appendChild(look.cloneNode(True))
    run.appendChild(text)
    holder.insertBefore(run, before)
    return text


def _turn(run: Element) -> None:
    """Let a run read from right to left."""
    look = _child(run, "rPr") or run.insertBefore(_new(run, "rPr"), run.firstChild)
    if _child(look, "rtl"):
        return
    later = next((each for each in look.childNodes if each.localName in AFTER_RTL), None)
    look.insertBefore(_new(run, "rtl"), later)


def _new(like: Element, name: str) -> Element:
    return like.ownerDocument.createElementNS(like.namespaceURI, _name(like, name))


def _name(like: Element, name: str) -> str:
    return f"{like.prefix}:{name}" if like.prefix else name


def _after(node: Element, new: Element) -> Element:
    return node.parentNode.insertBefore(new, node.nextSibling)


def _child(node: Element, name: str) -> Element | None:
    return next((each for each in node.childNodes if each.localName == name), None)


def _value(node: Element | None, name: str) -> str:
    found = _child(node, name) if node else None
    return attribute(found, "val") if found else ""


def _above(node: Element, name: str) -> Element | None:
    while node is not None and node.localName != name:
        node = node.parentNode
    return node


def _stands(node: Element, root: Element) -> bool:
    while node is not None and node is not root:
        node = node.parentNode
    return node is root


def _text(node: Element) -> str:
    return "".join(child.data for child in node.childNodes if child.nodeType == child.TEXT_NODE)


def _set_text(node: Element, words: str) -> None:
    while node.firstChild:
        node.removeChild(node.firstChild)
    node.appendChild(node.ownerDocument.createTextNode(words))
    node.setAttribute("xml:space", "preserve")


def _named(name: str) -> str:
    return f"The place {name}"
