"""What each paragraph and each row of a document is, once it has been sorted."""

from dataclasses import dataclass, field

from upstander.kernel.documents.model import Cell
from upstander.kernel.plan.recognition.columns import Columns
from upstander.kernel.plan.recognition.headings import Heading
from upstander.kernel.plan.recognition.statuses import Legend
from upstander.kernel.plan.recognition.views import Item, View
from upstander.kernel.plan.recognition.vocabulary import OBJECTIVE_WORDS, THEME_WORDS

FIXED = (*THEME_WORDS, *OBJECTIVE_WORDS)


@dataclass(eq=False)
class Entry:
    """One item and what it is.

    Kinds: "header", "legend", "across" (a name that stands alone), "data", "listed" (an entry of a
    list that is an action), "text" (any other paragraph), "margin", "foreign" (a table of something
    else), "card" (labels and what they label, above the headings), "ahead" (any other row above the
    first headings). `ahead` is before any row of headings, `before_header` right before one.
    """

    item: Item
    kind: str
    columns: Columns | None = None
    cell: Cell | None = None
    heading: Heading | None = None
    before_header: bool = False
    ahead: bool = False

    @property
    def words(self) -> str:
        """Give all the words of the item."""
        return self.item.words if isinstance(self.item, View) else self.item.text


@dataclass
class Sorted:
    """A document sorted, with the legend that it gives."""

    entries: list[Entry] = field(default_factory=list)
    legend: Legend = field(default_factory=Legend)

    @property
    def has_rows(self) -> bool:
        """Tell whether any table holds actions."""
        return any(entry.kind == "data" for entry in self.entries)
