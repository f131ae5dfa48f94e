"""What a part of the product declares so that its records of people are guarded.

One `Guard` for each model says whose the records are, whom they speak of, and which categories of
data stand in which fields, to be seen and to be edited by whom. The doors to records, the masking
of fields, agreements, the rows of reading and the printed table of access follow from that.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ImproperlyConfigured

# what an agreement can open: the same few words for every kind of record (ICO: "items shared")
CATEGORIES = {
    "identity": "Who the person is",
    "contact": "How to reach them safely",
    "characteristics": "Protected characteristics and needs",
    "events": "What happened",
    "risk": "Risk and safety plan",
    "household": "Household and children",
    "others": "Other people named, the accused among them",
    "outcome": "What was done and what came of it",
}


@dataclass(frozen=True)
class Purpose:
    """What records are opened for; an agreement opens them for one of these and no other.

    `agreed` are the words in which a person agrees that what is known of them goes to others for
    it; '' where that is not theirs to say. `within` names a wider purpose: who agreed to that has
    agreed to this as well, unless they said otherwise of this one. `opens` is untrue of what needs
    no record of a person opened to another body.
    """

    code: str
    title: str
    sentence: str
    agreed: str = ""
    within: str = ""
    opens: bool = True


@dataclass(frozen=True)
class SystemWork:
    """Work for which the product itself goes through records that nobody asked to see."""

    code: str
    title: str
    sentence: str


@dataclass(frozen=True)
class Category:
    """Fields of a record that are opened together, and to whom in the body whose record it is.

    Who may edit them is said apart: to see something is no right to change it.
    """

    code: str
    fields: tuple[str, ...]
    view: frozenset[str]
    edit: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Raises ImproperlyConfigured for a category that agreements do not know."""
        if self.code not in CATEGORIES:
            raise ImproperlyConfigured(f"there is no category of data called {self.code}")
        if not self.edit <= self.view:
            raise ImproperlyConfigured(f"{self.code}: who edits a category has to see it")

    @property
    def title(self) -> str:
        """Give the words of the category."""
        return CATEGORIES[self.code]


@dataclass(frozen=True)
class Guard:
    """How the records of one model are guarded.

    `owner` is the field, or path of fields, that holds the body whose record it is; '' for people
    themselves, who belong to nobody: they are opened as far as a record that speaks of them is.
    `partners` are
    the roles in other bodies that an agreement can let in. `about` names the fields that lead to
    whom the record speaks of, each with the label of that model: who is barred from the person is
    barred from the record, and reading the record is reading about the person.

    `along` is for what lies with a person and is of no body either, such as a message of theirs. It
    names the field that leads to the person; the record opens as far as the one does that its
    `about` names, or, where that is none of a guard, as any does that speaks of the person.
    """

    record: str  # the model's label, such as "app.model"
    owner: str
    purpose: str
    categories: tuple[Category, ...]
    partners: frozenset[str] = frozenset()
    about: Mapping[str, str] = field(default_factory=dict)
    page: str = ""  # the name of the address of one record's page
    along: str = ""

    @property
    def label(self) -> str:
        """Give the label as keys of records have it."""
        return self.record.lower()

    @property
    def insiders(self) -> frozenset[str]:
        """Name the roles that see any of it in the body whose record it is."""
        return frozenset().union(*(category.view for category in self.categories))

    def category_of(self, name: str) -> str:
        """Name the category of a field; '' where it belongs to none and only insiders see it."""
        return next((each.code for each in self.categories if name in each.fields), "")
