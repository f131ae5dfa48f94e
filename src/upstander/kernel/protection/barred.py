"""Who is barred from what: the list of denials, for information governance alone."""

from typing import Any, ClassVar

from django.db.models import QuerySet

from upstander.kernel.access.changes.records import unbar
from upstander.kernel.access.models import Barring
from upstander.kernel.access.opening import without_shut
from upstander.kernel.access.watching.explain import in_words
from upstander.kernel.protection.agreements import HOME
from upstander.kernel.protection.forms import LiftForm
from upstander.kernel.records.columns import Column
from upstander.kernel.records.paging import Key
from upstander.kernel.records.steps import Step
from upstander.kernel.records.views import RecordViews


def stands(barring: Barring) -> bool:
    """Tell whether there is anything to lift."""
    return barring.state != "Over"


class BarredViews(RecordViews):
    """Who is barred from which record, on what ground, and who takes hand-overs instead."""

    slug, noun, model = "protection", "barred", Barring
    title, singular, plural = "Barred", "barring", "barrings"
    intro = "Records that are shut to somebody, whatever their role or any agreement says."
    empty = "Nobody is barred from any record."
    parents = HOME
    verbs: ClassVar = {"view": "access.review", "change": "access.review"}
    has = frozenset({"list", "detail", "export"})
    steps = (
        Step(
            name="lift",
            title="Lift the barring",
            change=unbar,
            said="It is lifted. Roles and agreements say again who may open the record.",
            verb="access.review",
            form=LiftForm,
            when=stands,
            intro="Ask whoever keeps the record first. From the next click on, roles and "
            "agreements decide again.",
            button="Lift it",
        ),
    )
    columns = (
        Column("about", "Record", "Its kind and number", value=lambda b: in_words(b.about)),
        Column("who", "Barred", "The person or body", value=lambda b: b.user or b.organisation),
        Column("where", "In", "In whose records", value=lambda b: b.where or "All records"),
        Column("ground", "Why", "The ground"),
        Column("instead", "Hand-overs go to", "Who takes them instead"),
        Column("began_on", "Since", "The day", sort="began_on"),
        Column("state", "State", "Whether it holds, and until when"),
        Column("by_name", "Set by", "Who barred them", listed=False),
        Column("ended_on", "Lifted", "The day", value=lambda b: b.ended_on or "Not lifted"),
        Column("lifted_by", "Lifted by", "Who lifted it", listed=False),
    )
    order = (Key("pk", descending=True),)

    @classmethod
    def rows(cls, user: Any) -> QuerySet[Any]:
        """Give all with whom they name, but for records that are shut to the reader as well."""
        rows = without_shut(super().rows(user), user)
        return rows.select_related("user", "organisation", "within", "instead")
