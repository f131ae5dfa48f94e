"""A plan while it is being recognised: the words of each part, still as the file has them."""

from dataclasses import dataclass, field, replace

from upstander.kernel.documents.model import Line
from upstander.kernel.plan.interchange.document import DocumentWarning


@dataclass
class Words:
    """Words of one cell and where they stand."""

    text: str
    place: str


@dataclass
class RowDraft:
    """What one row, or one entry of a list, says of an action."""

    place: str
    page: int = 0
    table: int = 0
    lines: list[Line] = field(default_factory=list)
    reference: str = ""
    leads: list[Words] = field(default_factory=list)
    statuses: list[tuple[str, str, str]] = field(default_factory=list)
    dues: list[Words] = field(default_factory=list)
    progress: list[tuple[str, str]] = field(default_factory=list)
    depends_on: list[str] = field(default_factory=list)
    goes_on: bool = False
    apart: bool = False  # each of its lines is an action with sides of its own
    open_field: str = ""  # what a label in the words spoke of last

    @property
    def text(self) -> str:
        """Give the words of the action."""
        return "\n".join(line.words for line in self.lines)

    @property
    def says_more(self) -> bool:
        """Tell whether the row says anything beside the action itself."""
        return bool(self.leads or self.statuses or self.dues or self.progress)

    def pieces(self) -> "list[RowDraft]":
        """Give a row for each line; what stands beside them all stays with the first."""
        first, *rest = self.lines
        others = [
            RowDraft(self.place, self.page, self.table, [line], leads=list(self.leads))
            for line in rest
        ]
        return [replace(self, lines=[first]), *others]

    def put(self, name: str, words: str, place: str) -> None:
        """Keep what a label says."""
        self.place = self.place or place
        if name == "leads":
            self.leads.append(Words(words, place))
        elif name == "due":
            self.dues.append(Words(words, place))
        elif name == "status":
            self.statuses.append((words, "", ""))
        elif name == "progress":
            self.progress.append(("", words))
        elif name == "depends_on":
            self.depends_on.append(words)

    def add_sides(self, other: "RowDraft") -> None:
        """Add what another row says that this one does not say yet."""
        self.place = self.place or other.place
        known = {words.text for words in (*self.leads, *self.dues)}
        self.leads += [words for words in other.leads if words.text not in known]
        self.dues += [words for words in other.dues if words.text not in known]
        self.statuses += [said for said in other.statuses if said not in self.statuses]
        self.progress += [said for said in other.progress if said not in self.progress]

    def take_sides(self, other: "RowDraft") -> None:
        """Take over what another row says beside its action."""
        self.place = self.place or other.place
        for name in ("leads", "statuses", "dues", "progress", "depends_on"):
            getattr(self, name).extend(getattr(other, name))
            setattr(other, name, [])


@dataclass
class ObjectiveDraft:
    """An objective with its rows."""

    number: str
    title: str
    place: str
    marks: list[str] = field(default_factory=list)
    rows: list[RowDraft] = field(default_factory=list)
    own: RowDraft = field(default_factory=lambda: RowDraft(""))
    depends_on: list[str] = field(default_factory=list)
    number_cell: str = ""
    copied: bool = False


@dataclass
class ThemeDraft:
    """A theme with its objectives."""

    number: str
    title: str
    place: str
    aims: list[str] = field(default_factory=list)
    objectives: list[ObjectiveDraft] = field(default_factory=list)


@dataclass
class PlanDraft:
    """A whole plan, and everything that has to be told about how it was read."""

    title: str = ""
    themes: list[ThemeDraft] = field(default_factory=list)
    preamble: list[Words] = field(default_factory=list)
    footnotes: list[tuple[str, str, str]] = field(default_factory=list)
    others: dict[str, list[Words]] = field(default_factory=dict)
    warnings: list[DocumentWarning] = field(default_factory=list)
    said: set[str] = field(default_factory=set)
    consumed: list[str] = field(default_factory=list)
    headings: set[str] = field(default_factory=set)

    @property
    def objectives(self) -> list[ObjectiveDraft]:
        """List every objective in order."""
        return [objective for theme in self.themes for objective in theme.objectives]

    def warn(self, where: str, what: str, suggestion: str) -> None:
        """Tell something about how the file was read."""
        self.warnings.append(DocumentWarning(where, what, suggestion))
