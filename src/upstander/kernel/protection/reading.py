"""Who read what, as pages: all reads, one person's readers, and what stands out."""

from typing import Any, ClassVar

import django_filters as filters
from django.apps import apps
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from upstander.kernel.access.changes.alerts import settle
from upstander.kernel.access.check import may, require
from upstander.kernel.access.declared import all_guards
from upstander.kernel.access.guarding import find_guard, speaking_of
from upstander.kernel.access.models import Alert, UrgentAccess
from upstander.kernel.access.opening import shut_keys, without_shut
from upstander.kernel.access.standing import is_barred
from upstander.kernel.access.watching.explain import in_words, sentence_of, title_of
from upstander.kernel.access.watching.rules import rules_in_force
from upstander.kernel.audit.reading import read_rows, readings, reads_of
from upstander.kernel.audit.record import key_of
from upstander.kernel.people.models import User
from upstander.kernel.protection.agreements import HOME
from upstander.kernel.protection.forms import SettleForm
from upstander.kernel.protection.words import Told, tell
from upstander.kernel.records.columns import Column
from upstander.kernel.records.paging import Key
from upstander.kernel.records.stepping import StepPage
from upstander.kernel.records.views import RecordViews

MOST = 500


class ReadFilter(filters.FilterSet):
    """Reads by who read, and by the record or person that was read about."""

    actor = filters.ModelChoiceFilter(
        queryset=User.objects.all(), method="by_actor", label="Who", empty_label="Anybody"
    )
    record = filters.CharFilter(method="of_record", label="Record, as kind and number")

    def by_actor(self, rows: QuerySet[Any], name: str, value: User) -> QuerySet[Any]:
        """Keep what one person read."""
        return rows.filter(actor=key_of(value))

    def of_record(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the rows that name a record or a person."""
        lines = readings().filter(about=value.strip().lower()).values("sequence")
        return rows.filter(sequence__in=lines)


class ReadViews(RecordViews):
    """Every time that somebody read records of people: who, which, what for; never what."""

    slug, noun = "protection", "reads"
    title, singular, plural = "Who read what", "reading", "readings"
    intro = "One row for each page or file: which records, which classes of data, and what for. "
    empty = "Rows appear here as soon as somebody opens a record of a person."
    parents = HOME
    verbs: ClassVar = {"view": "access.reads"}
    has = frozenset({"list", "export"})
    columns = (
        Column("moment", "When", "The true time", sort="sequence"),
        Column("actor_name", "Who", "The name of who read, as it was then"),
        Column("what", "Records", "Which, by kind and number", value=lambda e: tell(e).records),
        Column("people", "About", "Whom they speak of", value=lambda e: tell(e).people),
        Column("opened", "Opened", "Categories of data", value=lambda e: tell(e).categories),
        Column("purpose", "What for", "The purpose", value=lambda e: tell(e).purpose),
        Column("through", "By which right", "Why they could", value=lambda e: tell(e).through),
        Column("page", "Where", "A page, a list or a file", value=lambda e: tell(e).page),
        Column("sequence", "Row", "Its number in the trail", numeric=True),
    )
    order = (Key("sequence", descending=True),)
    filters = ReadFilter

    @classmethod
    def rows(cls, user: Any) -> QuerySet[Any]:
        """Give all rows of reading to whoever may read the trail."""
        rows: QuerySet[Any] = read_rows().visible_to(user)
        shut = readings().filter(about__in=shut_keys(user)).values("sequence")
        return rows.exclude(sequence__in=shut)


class AlertViews(RecordViews):
    """Reading that stood out."""

    slug, noun, model = "protection", "alerts", Alert
    title, singular, plural = "Unusual reading", "alert", "alerts"
    intro = "What a rule noticed. It accuses nobody: ask, and write down what you found."
    empty = "No rule has noticed anything. They look every ten minutes."
    parents = HOME
    verbs: ClassVar = {"view": "access.review", "change": "access.review"}
    has = frozenset({"list", "detail", "export"})
    columns = (
        Column("title", "Rule", "Which rule noticed it", value=title_of),
        Column("words", "What", "What it noticed, in words", value=sentence_of),
        Column("raised_on", "Noticed", "The day", sort="raised_on"),
        Column("finding", "Finding", "What was found", value=lambda a: a.get_finding_display()),
        Column("settled_by", "Settled by", "Who asked", listed=False),
        Column("settled_on", "Settled", "The day", listed=False),
    )
    order = (Key("pk", descending=True),)

    @classmethod
    def rows(cls, user: Any) -> QuerySet[Any]:
        """Give all but what is about a record that is shut to the reader."""
        return super().rows(user).exclude(about__in=shut_keys(user))

    @classmethod
    def context(cls, request: HttpRequest, page: str, record: Any = None) -> dict[str, Any]:
        """Say what the rules are."""
        told = [(rule.title, rule.usual, rule.why) for rule in rules_in_force()]
        return {"rules": told} if page == "list" else {}


class SettlePage(StepPage):
    """Asks what was found."""

    site = AlertViews
    form_class = SettleForm
    words: ClassVar = {
        "title": "Settle it",
        "button": "Save the finding",
        "intro": "Talk to whoever read first. If it is a concern, follow your own procedure; what "
        "is saved here is the finding alone.",
    }

    def act(self, record: Any, **fields: Any) -> str:
        """Save the finding."""
        settle(record, by=self.request.user, **fields)
        return "The finding is saved."


def opened_urgently(record: Any, user: Any) -> QuerySet[Any]:
    """Give each urgent opening of a record, or of one that speaks of it, that a person may see."""
    label = record._meta.label_lower
    about, guard = Q(label=label, key=record.pk), find_guard(label)
    for other, name in speaking_of(guard) if guard else ():
        rows = apps.get_model(other.record)._base_manager.filter(**{name: record.pk})
        about |= Q(label=other.label, key__in=rows.values("pk"))
    seen = UrgentAccess.objects.visible_to(user).filter(about)
    return without_shut(seen, user).select_related("user")


class OfRecordPage(LoginRequiredMixin, View):
    """A page about one record of any kind, for whoever may do what it is for."""

    verb: ClassVar[str]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask for the right before anything is read."""
        if request.user.is_authenticated:
            require(request.user, self.verb)
        return super().dispatch(request, *args, **kwargs)

    def find(self, label: str, pk: int) -> Any:
        """Give what the person may see, and information governance anything; nothing if barred."""
        user = self.request.user
        people = {each.lower() for guard in all_guards() for each in guard.about.values()}
        if find_guard(label) is None and label.lower() not in people:
            raise Http404
        model = apps.get_model(label.lower())
        rows: Any = model._base_manager.all()
        if not may(user, "access.reads"):
            manager = model._default_manager
            rows = manager.visible_to(user) if hasattr(manager, "visible_to") else rows.none()
        record = rows.filter(pk=pk).first()
        if record is None or is_barred(user, record):
            raise Http404
        return record

    def way_back(self) -> list[tuple[str, str]]:
        """Lead back to the pages above, for those who may open them."""
        user = self.request.user
        return [(title, reverse(name)) for title, name in HOME if may(user, "access.protection")]


class WhoLookedPage(OfRecordPage):
    """Who looked at one record, or at anything about one person, and why."""

    verb = "access.who_looked"

    def get(self, request: HttpRequest, label: str, pk: int) -> HttpResponse:
        """Show it."""
        record = self.find(label, pk)
        shut = set(shut_keys(request.user))
        rows = [row for row in reads_of(record, MOST + 1) if shut.isdisjoint(row.facts["records"])]
        told: list[Told] = [tell(row) for row in rows[:MOST]]
        name = in_words(key_of(record))
        context = {
            "name": name[:1].upper() + name[1:],
            "rows": told,
            "readers": len({each.actor for each in told}),
            "more": len(rows) > MOST,
            "urgent": opened_urgently(record, request.user),
            "trail": self.way_back(),
        }
        return render(request, "protection/who_looked.html", context)
