"""Drawings that go into documents: looked at before they do."""

from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from upstander.kernel.documents.report.unfit import Unfit

_ACTIVE = frozenset({"script", "foreignObject", "iframe", "image", "use", "style", "a", "animate"})


def check_drawing(svg: str) -> None:
    """Refuse what is no plain drawing: scripts, styles, and whatever lies elsewhere."""
    drawing_size(svg)


def drawing_size(svg: str) -> tuple[float, float]:
    """Give width and height of a drawing by its view box; raises Unfit for anything else."""
    try:
        root = fromstring(svg)
    except (ParseError, DefusedXmlException) as error:
        raise Unfit("a figure needs a whole SVG drawing") from error
    for node in root.iter():
        _check_node(node)
    try:
        _, _, width, height = map(float, root.get("viewBox", "").split())
    except ValueError as error:
        raise Unfit("a drawing needs a view box") from error
    return width, height


def _check_node(node: Element) -> None:
    name = node.tag.rsplit("}", 1)[-1]
    handlers = [key for key in node.attrib if key.rsplit("}", 1)[-1].startswith(("on", "href"))]
    if name in _ACTIVE or handlers:
        raise Unfit(f"a drawing may not hold {name!r} or {handlers}")
