"""The ledger of published figures as pages: what everybody could see, edition by edition."""

from typing import Any, ClassVar

import django_filters as filters
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from upstander.kernel.exports.changes import take_file
from upstander.kernel.exports.models import Publication
from upstander.kernel.records.columns import Column
from upstander.kernel.records.page import RecordPage
from upstander.kernel.records.paging import Key
from upstander.kernel.records.views import RecordViews

FILES = ("csv", "xlsx")
STANDING = [("yes", "Standing"), ("no", "Withdrawn")]


class PublishedFilter(filters.FilterSet):
    """Published tables by what they are called, and by whether they still stand."""

    q = filters.CharFilter(method="named", label="Title, edition or code")
    standing = filters.ChoiceFilter(
        choices=STANDING, method="stands", label="Standing or withdrawn", empty_label="Either"
    )

    def named(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Find a part of the title, the edition or the code."""
        return rows.filter(
            Q(title__icontains=value) | Q(edition__icontains=value) | Q(code__icontains=value)
        )

    def stands(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep editions that stand, or that were withdrawn."""
        return rows.filter(withdrawal__isnull=value == "yes")


class PublishedViews(RecordViews):
    """Every table that was published."""

    slug = "administration"
    noun = "published"
    model = Publication
    title, singular, plural = "Published figures", "published table", "published tables"
    intro = (
        "Every table that the public could see, as it was shown. Small counts, and others that "
        "would let them be worked out, are in none of them. New tables are checked against all of "
        "these, and those that were withdrawn too."
    )
    empty = "Tables appear here as soon as the first figures are published."
    verbs: ClassVar = {"view": "exports.ledger"}
    has = frozenset({"list", "detail", "export"})
    columns = (
        Column("title", "Table", "The title of the table", sort="title", detailed=False),
        Column("edition", "Edition", "Which edition of it", sort="edition"),
        Column(
            "source",
            "Source",
            "Where the counts are from",
            value=lambda row: row.kept["source"],
            listed=False,
        ),
        Column("ends_on", "Figures to", "The last day that is counted", sort="ends_on"),
        Column(
            "not_shown",
            "Not shown",
            "How many of its figures are not shown",
            value=lambda row: f"{row.hidden} of {row.cells}",
            numeric=True,
        ),
        Column("at", "Published", "When it was published", sort="at"),
        Column("actor_name", "By", "Who published it"),
        Column(
            "standing",
            "State",
            "Whether it still stands, or why it was withdrawn",
            value=lambda row: (
                f"Withdrawn: {row.withdrawal.reason}" if row.is_withdrawn else "Standing"
            ),
        ),
        Column("place", "Made for", "The page or document that it was made for", listed=False),
        Column(
            "subject",
            "What is counted",
            "The set of records that tables are checked against",
            listed=False,
        ),
        Column("digest", "Fingerprint", "By which a copy is known again", listed=False),
    )
    order = (Key("pk", descending=True),)
    filters = PublishedFilter

    @classmethod
    def rows(cls, user: Any) -> QuerySet[Any]:
        """Read with each table whether it was withdrawn."""
        return super().rows(user).select_related("withdrawal")

    @classmethod
    def context(cls, request: HttpRequest, page: str, record: Any = None) -> dict[str, Any]:
        """Lay a table out on its own page."""
        if page != "detail":
            return {}
        table = record.table
        return {"grid": table.grid(), "notes": table.notes, "fixed": fixed(table), "files": FILES}


class FilePage(RecordPage):
    """Gives one published table as a file."""

    site = PublishedViews
    page: ClassVar[str] = "detail"

    def get(self, request: HttpRequest, pk: int, form: str) -> HttpResponse:
        """Give it, and write that it was taken."""
        if form not in FILES:
            raise Http404("There is no such format.")
        return take_file(self.find(pk), form, by=request.user)


def fixed(table: Any) -> list[tuple[str, str]]:
    """List what the whole table is about: dimensions of which it shows one code."""
    single = [dimension for dimension in table.dimensions if len(dimension.shown) == 1]
    return [(dimension.title, dimension.words(dimension.shown[0])) for dimension in single]
