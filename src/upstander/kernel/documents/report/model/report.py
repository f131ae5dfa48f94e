"""A whole report."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from upstander.kernel.documents.report.model.blocks import Block, Heading
from upstander.kernel.documents.report.model.text import Words, words_in
from upstander.kernel.documents.report.unfit import Unfit
from upstander.kernel.pages.saying import day_in_words, speaks_english


@dataclass(frozen=True)
class Fact:
    """A line below the title: what it is about, and what it says."""

    label: str
    words: Words
    role: str = ""


@dataclass(frozen=True)
class Closing:
    """The last line: where the document comes from, as of which day, in which edition."""

    source: str
    day: date | None = None
    edition: str = ""

    @property
    def sentence(self) -> str:
        """Give the line as it is written."""
        day = _("as of %(day)s") % {"day": _written(self.day)} if self.day else ""
        return ", ".join(filter(None, (self.source, day, self.edition)))


@dataclass(frozen=True)
class Attachment:
    """The same content as data, carried along where a format can carry a file."""

    name: str
    content: str
    description: str


@dataclass(frozen=True)
class Report:
    """A whole document."""

    title: str
    blocks: tuple[Block, ...]
    kicker: str = ""
    language: str = "en-GB"
    facts: tuple[Fact, ...] = ()
    closing: Closing = Closing("Upstander")
    landscape: bool = False
    attachment: Attachment | None = None

    def __post_init__(self) -> None:
        """Refuse a document without a title, or whose headings skip a level."""
        if not self.title.strip():
            raise Unfit("a document needs a title")
        level = 0
        for block in self.blocks:
            if isinstance(block, Heading):
                if block.level > level + 1:
                    raise Unfit(f"the heading {words_in(block.words)[:60]!r} skips a level")
                level = block.level


def _written(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}" if speaks_english() else day_in_words(day)
