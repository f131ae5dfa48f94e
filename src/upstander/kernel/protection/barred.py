"""Who is barred from what: the list of denials, for information governance alone."""

from typing import Any, ClassVar

from django.db.models import QuerySet

from upstander.kernel.access.models import Barring
from upstander.kernel.access.watching.explain import in_words
from upstander.kernel.protection.agreements import HOME
from upstander.kernel.records.columns import Column
from upstander.kernel.records.paging import Key
from upstander.kernel.records.views import RecordViews


class BarredViews(RecordViews):
    """Who is barred from which record, on what ground, and who takes hand-overs instead."""

    slug, noun, model = "protection", "barred", Barring
    title, singular, plural = "Barred", "barring", "barrings"
    intro = "Records that are shut to somebody, whatever their role or any agreement says."
    empty = "Nobody is barred from any record."
    parents = HOME
    verbs: ClassVar = {"view": "access.review"}
    has = frozenset({"list", "export"})
    columns = (
        Column("about", "Record", "Its kind and number", value=lambda b: in_words(b.about)),
        Column("who", "Barred", "The person or body", value=lambda b: b.user or b.organisation),
        Column("ground", "Why", "The ground"),
        Column("instead", "Hand-overs go to", "Who takes them instead"),
        Column("began_on", "Since", "The day", sort="began_on"),
        Column("ended_on", "Lifted", "The day", value=lambda b: b.ended_on or "Not lifted"),
    )
    order = (Key("pk", descending=True),)

    @classmethod
    def rows(cls, user: Any) -> QuerySet[Any]:
        """Give all of them, with whom they name."""
        return super().rows(user).select_related("user", "organisation", "instead")
