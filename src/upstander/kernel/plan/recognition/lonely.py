"""Words that stand alone in their row: whether they name something, or are the row's action."""

from upstander.kernel.documents.model import Cell
from upstander.kernel.plan.recognition.headings import Heading, is_number, read_heading
from upstander.kernel.plan.recognition.sentences import sentences
from upstander.kernel.plan.recognition.views import View

NAMING = ("number", "objective.number", "theme.number", "")
LONGEST_ABBREVIATION = 6


def lonely(view: View) -> Cell | None:
    """Find the only words of a row, beside a number before them."""
    filled = view.filled
    if len(filled) == 1:
        return filled[0]
    if len(filled) == 2 and not is_number(filled[1].text):
        first = read_heading(filled[0].text)
        if is_number(filled[0].text) or (first.label and first.number and not first.title):
            return filled[1]
    return None


def stands_out(view: View, cell: Cell, role: str, heading: Heading) -> bool:
    """Tell words that stand out by their place, their look or their number."""
    if role in NAMING:
        return not is_number(cell.text)
    marked = cell.bold or bool(cell.colour) or in_capitals(cell.text)
    shown = role == "action" and marked and len(cell.lines) == 1
    return shown or (bool(heading.number) and bool(_number_cell(view, cell)))


def in_capitals(text: str) -> bool:
    """Tell words set in capitals from an abbreviation, which is short."""
    return text.isupper() and sum(map(str.isalpha, text)) > LONGEST_ABBREVIATION


def is_remark(text: str) -> bool:
    """Tell words that say something, or say what follows, from a name."""
    said = text.rstrip()
    return said.endswith(":") or (said.endswith(".") and len(said.split()) > 5)


def reads_as_title(cell: Cell) -> bool:
    """Tell a title from actions: one line without a bullet, and no full sentence."""
    if len(cell.lines) != 1 or cell.lines[0].bullet:
        return False
    text = read_heading(cell.lines[0].text).title or cell.lines[0].text
    return not text.endswith((".", ";", ",")) and len(sentences(text)) == 1


def _number_cell(view: View, cell: Cell) -> Cell | None:
    return next((held for held in view.filled if held is not cell), None)


def heading_of(view: View, cell: Cell) -> Heading:
    """Take words that stand alone apart, with the number or the label in the cell before them."""
    before = _number_cell(view, cell)
    own = read_heading(cell.text)
    if before is None or own.number:
        return own
    named = read_heading(before.text)
    if named.label and named.number:
        return Heading(own.title, named.number, named.label)
    number = before.text.strip().rstrip(".:)").strip("(* ")
    return Heading(own.title, number, own.label)
