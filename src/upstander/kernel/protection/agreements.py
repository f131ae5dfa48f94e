"""Data sharing agreements as pages: written down, renewed, stopped."""

from typing import Any, ClassVar

from django.db.models import QuerySet

from upstander.kernel.access.changes.agreements import (
    add_agreement,
    renew_agreement,
    stop_agreement,
)
from upstander.kernel.access.declared import all_purposes
from upstander.kernel.access.models import Agreement
from upstander.kernel.guards import CATEGORIES
from upstander.kernel.protection.forms import AgreementForm, RenewForm
from upstander.kernel.records.columns import Column
from upstander.kernel.records.confirming import ConfirmPage
from upstander.kernel.records.paging import Key
from upstander.kernel.records.stepping import StepPage
from upstander.kernel.records.views import RecordViews

HOME = (("Protection", "protection:home"),)


def purpose_of(agreement: Agreement) -> str:
    """Give the purpose in words; one that nobody declares any more names itself."""
    purpose = all_purposes().get(agreement.purpose)
    return purpose.title if purpose else agreement.purpose


def parties_of(agreement: Agreement) -> str:
    """Name the bodies."""
    return ", ".join(body.short for body in agreement.parties.all())


def categories_of(agreement: Agreement) -> str:
    """Name what it opens."""
    return ", ".join(CATEGORIES[each.category] for each in agreement.categories.all())


class AgreementViews(RecordViews):
    """Which body may open what of whose records, for what, until when."""

    slug, noun, model = "protection", "agreements", Agreement
    title, singular, plural = "Data sharing agreements", "agreement", "agreements"
    intro = "Each opens some of a case to organisations that take part in it, until its last day."
    empty = "Until an agreement is written down, no organisation sees another’s records of people."
    parents = HOME
    verbs: ClassVar = {"view": "access.agreements", "change": "access.agree"}
    has = frozenset({"list", "detail", "new", "history", "export"})
    columns = (
        Column("title", "Agreement", "Its title", sort="title", detailed=False),
        Column("state", "State", "How it stands today", cell="protection/cells/state.html"),
        Column("parties", "Between", "The organisations", value=parties_of),
        Column("purpose", "What for", "The purpose", value=purpose_of),
        Column("categories", "Opens", "Categories of data", value=categories_of),
        Column("gateway", "Legal gateway", "The power or duty it rests on", listed=False),
        Column("starts_on", "From", "The first day", listed=False),
        Column("ends_on", "Until", "The last day", sort="ends_on"),
        Column("renewer", "Who can renew it", "The post, and who holds it"),
    )
    order = (Key("ends_on"),)
    form = AgreementForm
    create = staticmethod(add_agreement)

    @classmethod
    def rows(cls, user: Any) -> QuerySet[Any]:
        """Give the agreements that a person may see, with who can renew them."""
        rows = super().rows(user).select_related("renewed_by__organisation", "renewed_by__holder")
        return rows.prefetch_related("parties", "categories")


class RenewPage(StepPage):
    """Lets an agreement last longer."""

    site = AgreementViews
    form_class = RenewForm
    words: ClassVar = {
        "title": "Renew the agreement",
        "button": "Renew it",
        "intro": "Look first whether purpose, gateway and what it opens are still right. If not, "
        "stop it and write a new one down.",
    }

    def act(self, record: Any, **fields: Any) -> str:
        """Renew it."""
        renewed = renew_agreement(record, until=fields["until"], by=self.request.user)
        return f"“{renewed}” lasts until {renewed.ends_on:%d %B %Y}. What it opens is open again."


class StopPage(ConfirmPage):
    """Ends an agreement now."""

    site = AgreementViews

    def question(self, record: Any, **keys: Any) -> dict[str, Any]:
        """Say what follows."""
        return {
            "title": f"Stop “{record}”?",
            "text": "From the next click on it opens nothing. Whoever is shut out is told that "
            f"{record.renewer} can renew it. Where somebody is in danger, an organisation in the "
            "case can keep it open for 72 hours.",
            "button": "Stop it",
        }

    def act(self, record: Any, **keys: Any) -> str:
        """Stop it."""
        stop_agreement(record, by=self.request.user)
        return f"“{record}” opens nothing any more."
