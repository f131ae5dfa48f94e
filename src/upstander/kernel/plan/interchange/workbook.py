"""The plan as a workbook: one sheet to work in, and one that explains it."""

from io import BytesIO
from typing import Any

from upstander.kernel.documents.report import tones
from upstander.kernel.errors import Refused
from upstander.kernel.exports.sheet import Sheet
from upstander.kernel.plan.interchange.columns import COLUMNS
from upstander.kernel.plan.interchange.legend import MEANINGS, grounds_and_letters
from upstander.kernel.plan.status import Status

LONGEST_CELL = 32_767  # the format's own limit; the library drops longer text without a word
SPARE_ROWS = 200  # below the last row, for new ones
TEAL = f"#{tones.TEAL}"
ABOUT = (
    "One row is one action. Its theme and objective are repeated in each row.",
    "Change what you like, save the file and bring it in again: you see every change before it is "
    "made, and nothing is saved unless you agree.",
    "A new row without a Ref becomes a new action. A row that you delete stays in the plan: an "
    "action is taken out on its own page, where you can say why.",
    "A new status or progress is added as an update of today. What was said before stays.",
)


def to_workbook(title: str, sheet: Sheet) -> bytes:
    """Write the rows of a plan as a workbook; raises Refused for text that no cell can hold."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - only who writes a workbook pays for it

    out = BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": title})
        styles = _Styles(book)
        _plan_sheet(book.add_worksheet("Plan"), sheet, styles)
        _about_sheet(book.add_worksheet("About"), title, styles)
    return out.getvalue()


class _Styles:
    """The formats of a workbook; every one marks its cell as text, never as a formula."""

    def __init__(self, book: Any) -> None:
        text = {"quote_prefix": True, "text_wrap": True, "valign": "top", "num_format": "@"}
        self.text = book.add_format(text)
        self.head = book.add_format(
            text | {"bold": True, "font_color": "#ffffff", "bg_color": TEAL, "valign": "vcenter"}
        )
        self.title = book.add_format({"quote_prefix": True, "bold": True, "font_size": 16})
        self.label = book.add_format(text | {"bold": True})
        self.plain = book.add_format({"bg_color": "#ffffff"})
        grounds = {
            word: {"bg_color": ground, "font_color": letters}
            for word, (ground, letters) in grounds_and_letters().items()
        }
        self.follows = {word: book.add_format(look) for word, look in grounds.items()}
        self.status = {word: book.add_format(text | look) for word, look in grounds.items()}


def _plan_sheet(page: Any, sheet: Sheet, styles: _Styles) -> None:
    for place, column in enumerate(COLUMNS):
        page.set_column(place, place, column.width, styles.text)
    page.set_row(0, 32)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(COLUMNS) - 1)
    page.ignore_errors({"number_stored_as_text": f"A1:R{len(sheet.rows) + 1}"})
    page.set_landscape()
    page.set_paper(8)  # A3
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    for place, heading in enumerate(sheet.columns):
        page.write_string(0, place, heading, styles.head)
    for number, row in enumerate(sheet.rows, start=1):
        for place, words in enumerate(row):
            _write(page, number, place, words, styles)
    for place, column in enumerate(COLUMNS):
        if column.field.endswith(".status"):
            _follow_the_word(page, place, len(sheet.rows) + SPARE_ROWS, styles)


def _follow_the_word(page: Any, place: int, last: int, styles: _Styles) -> None:
    """Offer the four states in a list, and let the colour follow whatever word is chosen."""
    words = [status.label for status in Status]
    page.data_validation(
        1, place, last, place, {"validate": "list", "source": words, "error_type": "warning"}
    )
    page.conditional_format(1, place, last, place, {"type": "blanks", "format": styles.plain})
    for word in words:
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"'}
        page.conditional_format(1, place, last, place, rule | {"format": styles.follows[word]})


def _write(page: Any, number: int, place: int, words: str, styles: _Styles) -> None:
    if len(words.encode("utf-16-le")) // 2 > LONGEST_CELL:
        heading = COLUMNS[place].heading
        raise Refused(
            f"Row {number + 1}, column {heading}, has {len(words):,} characters; a cell of a "
            f"spreadsheet holds {LONGEST_CELL:,}. Take the plan as csv or json instead."
        )
    is_status = COLUMNS[place].field.endswith(".status")
    style = styles.status.get(words, styles.text) if is_status else styles.text
    if words:
        page.write_string(number, place, words, style)


def _about_sheet(page: Any, title: str, styles: _Styles) -> None:
    page.set_column(0, 0, 22)
    page.set_column(1, 1, 90)
    page.hide_gridlines(2)
    page.write_string(0, 0, title[:LONGEST_CELL], styles.title)
    line = 2
    for sentence in ABOUT:
        page.merge_range(line, 0, line, 1, sentence, styles.text)
        page.set_row(line, 32)
        line += 1
    line = _list(page, line + 1, ("Status", "What it means"), _legend(), styles)
    columns = [(column.heading, column.meaning) for column in COLUMNS]
    _list(page, line + 1, ("Column", "What it holds"), columns, styles)


def _list(
    page: Any, line: int, heads: tuple[str, str], rows: list[tuple[str, str]], styles: _Styles
) -> int:
    for place, head in enumerate(heads):
        page.write_string(line, place, head, styles.head)
    for name, meaning in rows:
        line += 1
        page.write_string(line, 0, name, styles.status.get(name, styles.label))
        page.write_string(line, 1, meaning, styles.text)
    return line + 1


def _legend() -> list[tuple[str, str]]:
    return [(str(status.label), meaning) for status, meaning in MEANINGS.items()]
