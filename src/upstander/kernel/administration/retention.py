"""What is kept and until when: rules, lists of what is due, holds and certificates, as pages.

They show which records, by kind and number, never what is in them.
"""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.apps import apps
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from upstander.kernel.audit.record import actor_key
from upstander.kernel.clock import today
from upstander.kernel.errors import Refused
from upstander.kernel.pages.forms import DayField
from upstander.kernel.records.columns import Column
from upstander.kernel.records.confirming import ConfirmPage
from upstander.kernel.records.editing import NewPage
from upstander.kernel.records.page import RecordPage
from upstander.kernel.records.paging import Key
from upstander.kernel.records.views import RecordViews
from upstander.kernel.vault.models import Erasure, Hold, RetentionRule, RetentionRun, RunItem
from upstander.kernel.vault.retention import changes
from upstander.kernel.vault.retention.due import standing

HOME = (("Administration", "administration:home"),)
RULES = (*HOME, ("What is kept", "administration:rules_list"))
VERBS = {"view": "vault.see", "change": "vault.decide"}
AT_A_GLANCE = 200


def in_words(record_key: str) -> str:
    """Name a record by its kind and number: who it is about, nobody needs to know here."""
    label, _, number = record_key.partition(":")
    try:
        kind = str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return record_key
    return f"{kind.capitalize()} {number}"


def of_record(about: Any) -> str:
    """Read the record that a hold or a certificate is about."""
    return in_words(about.record)


def or_not_yet(name: str) -> Callable[[Any], Any]:
    """Make the reading of a fact that comes later."""
    return lambda record: getattr(record, name) or "Not yet"


class RuleViews(RecordViews):
    """How long each kind of record is kept, and how it stands."""

    slug, noun, model = "administration", "rules", RetentionRule
    title, singular, plural = "What is kept", "rule", "rules"
    intro = "How long each kind of record is kept, on what ground, and what is past its time."
    empty = "Run upstander init to bring the rules in."
    parents = HOME
    verbs = VERBS
    has = frozenset({"list", "export"})
    columns = (
        Column("title", "Kind of record", "What the rule is about", sort="title"),
        Column("kept_for", "Kept for", "The time"),
        Column("counted_from", "Counted from", "When the time begins"),
        Column("basis", "Ground", "Why so long"),
        Column(
            "due",
            "Due",
            "Records past their time, that nothing holds; empty where we keep no such records yet",
            numeric=True,
        ),
        Column("held", "Held", "Records past their time that a hold keeps", numeric=True),
        Column("automatic", "Goes by itself", "Yes or No", listed=False),
    )
    order = (Key("title"),)

    @classmethod
    def rows(cls, user: Any) -> QuerySet[Any]:
        """Give the rules that are in force today."""
        return super().rows(user).in_force()  # type: ignore[attr-defined,no-any-return]

    @classmethod
    def prepare(cls, user: Any, records: list[Any]) -> None:
        """Count what is due and what is held under all rules at once."""
        stands = {each.rule.code: each for each in standing(today())}
        for rule in records:
            stands_so = stands[rule.code]
            rule.due = stands_so.due if stands_so.models else None
            rule.held = stands_so.held if stands_so.models else None

    @classmethod
    def context(cls, request: HttpRequest, page: str, record: Any = None) -> dict[str, Any]:
        """Say whether a list is waiting for somebody."""
        return {"waiting": RetentionRun.objects.visible_to(request.user).waiting().first()}


class RunViews(RecordViews):
    """Lists of what is due: prepared by one person, carried out once another agrees."""

    slug, noun, model = "administration", "runs", RetentionRun
    title, singular, plural = "Lists of what is due", "list", "lists"
    intro = "One person prepares a list of records past their time; another agrees to it."
    empty = "Prepare the first list under What is kept, once something is due."
    parents = RULES
    verbs = VERBS
    has = frozenset({"list", "detail"})
    columns = (
        Column("pk", "List", "Its number", value=str, sort="pk", detailed=False),
        Column("state", "State", "How far it is"),
        Column("prepared_on", "Prepared", "The day"),
        Column("prepared_by", "By", "Who prepared it"),
        Column("agreed_on", "Agreed", "The day", value=or_not_yet("agreed_on")),
        Column("agreed_by", "Agreed by", "The second person", value=or_not_yet("agreed_by")),
        Column("finished_on", "Finished", "The day", value=or_not_yet("finished_on")),
    )
    order = (Key("pk", descending=True),)

    @classmethod
    def context(cls, request: HttpRequest, page: str, record: Any = None) -> dict[str, Any]:
        """Show what is on a list, and what became of it."""
        if record is None:
            return {}
        titles = dict(RetentionRule.objects.in_force().values_list("code", "title"))
        return {
            "waits": record.state == "Waits for a second person",
            "own": record.prepared_key == actor_key(request.user),
            "items": [
                (item, in_words(item.record), titles.get(item.rule, item.rule))
                for item in record.items.all()[:AT_A_GLANCE]
            ],
            "more": max(0, record.items.count() - AT_A_GLANCE),
            "outcomes": [
                (titles.get(rule, rule), RunItem.Outcome(outcome).label, count)
                for rule, outcome, count in record.outcomes
            ],
        }


class PreparePage(RecordPage):
    """Puts everything that is due on a list."""

    site = RunViews
    page: ClassVar[str] = "edit"

    def post(self, request: HttpRequest) -> HttpResponse:
        """Prepare it, and show it."""
        try:
            run = changes.prepare_run(by=request.user)
        except Refused as refusal:
            messages.error(request, refusal.message)
            return redirect(RuleViews.url("list"))
        messages.success(request, f"{run} is ready. Somebody else has to agree to it.")
        return redirect(RunViews.url("detail", run.pk))


class AgreePage(ConfirmPage):
    """Lets a list be carried out."""

    site = RunViews

    def question(self, record: Any, **keys: Any) -> dict[str, Any]:
        """Say what cannot be taken back."""
        return {
            "title": f"Erase the {record.items.count():,} records of {str(record).lower()}?",
            "text": "Their keys are destroyed, and nobody can read them again, from any backup of "
            "the data either. A row stays of each, to be counted. What is held by then stays.",
            "button": "Erase them",
        }

    def act(self, record: Any, **keys: Any) -> str:
        """Agree."""
        changes.agree_to(record, by=self.request.user)
        return "You agreed. The records are erased in the background within minutes."


class AsidePage(ConfirmPage):
    """Drops a list."""

    site = RunViews

    def question(self, record: Any, **keys: Any) -> dict[str, Any]:
        """Say that nothing is lost."""
        return {
            "title": f"Put {str(record).lower()} aside?",
            "text": "Nothing on it is touched. You can prepare a new list at any time.",
            "button": "Put it aside",
        }

    def act(self, record: Any, **keys: Any) -> str:
        """Put it aside."""
        changes.put_aside(record, by=self.request.user)
        return f"{record} was put aside."


class HoldForm(forms.ModelForm):
    """Which record is kept, why, and until when."""

    class Meta:
        model = Hold
        fields = ("record", "ground", "reference", "until")
        labels: ClassVar = {"ground": "Why it must stay", "until": "Until"}
        field_classes: ClassVar = {"until": DayField}
        help_texts: ClassVar = {
            "record": "The kind and number, as the list of what is due shows it.",
            "reference": "The number of the claim or investigation. Name no person.",
            "until": "Leave it empty to keep the record until the hold is lifted.",
        }


def place_hold(*, by: Any, record: str, **fields: Any) -> Hold:
    """Place a hold as the form names it."""
    return changes.place_hold(record_key=record, by=by, **fields)


class HoldViews(RecordViews):
    """Decisions to keep a record beyond its time."""

    slug, noun, model = "administration", "holds", Hold
    title, singular, plural = "Holds", "hold", "holds"
    intro = "Decisions to keep a record beyond its time: a claim, an investigation, a review."
    empty = "Place a hold where a record must stay beyond its time."
    parents = RULES
    verbs = VERBS
    has = frozenset({"list", "detail", "new", "export"})
    columns = (
        Column("record", "Record", "Its kind and number", value=of_record, sort="record"),
        Column("ground", "Why", "The ground", sort="ground"),
        Column("reference", "Reference", "The number of another body’s file"),
        Column("until", "Until", "The last day", value=lambda hold: hold.until or "It is lifted"),
        Column("placed_on", "Placed", "The day", sort="placed_on"),
        Column("placed_by", "By", "Who placed it"),
        Column("lifted_on", "Lifted", "The day", value=or_not_yet("lifted_on")),
        Column(
            "lifted_by", "Lifted by", "Who lifted it", value=or_not_yet("lifted_by"), listed=False
        ),
    )
    order = (Key("pk", descending=True),)
    form = HoldForm
    create = staticmethod(place_hold)


class NewHoldPage(NewPage):
    """Asks for a new hold, on the record that a list has named."""

    site = HoldViews

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form."""
        return self._form(HoldForm(initial={"record": request.GET.get("record", "")}))


class LiftPage(ConfirmPage):
    """Ends a hold."""

    site = HoldViews

    def question(self, record: Any, **keys: Any) -> dict[str, Any]:
        """Say what follows."""
        return {
            "title": f"Lift the hold on {in_words(record.record).lower()}?",
            "text": "Once its time is over, the record stands on the next list of what is due.",
            "button": "Lift it",
        }

    def act(self, record: Any, **keys: Any) -> str:
        """Lift it."""
        changes.lift_hold(record, by=self.request.user)
        return "The hold is lifted."


class ErasureViews(RecordViews):
    """Certificates: what was erased, why, by whom, and until when a backup of its key may live."""

    slug, noun, model = "administration", "erasures", Erasure
    title, singular, plural = "Certificates of erasure", "certificate", "certificates"
    intro = "What was erased, why and by whom. Each is sealed under the key of the trail."
    empty = "The first certificate stands here when a record is erased."
    parents = RULES
    verbs = VERBS
    has = frozenset({"list", "detail", "export"})
    columns = (
        Column("record", "Record", "Its kind and number", value=of_record, sort="record"),
        Column("ground", "Why", "The ground", sort="ground"),
        Column("rule", "Rule", "The code of the retention rule, where one asked for it"),
        Column("actor_name", "By", "Who erased it, as they were then called"),
        Column("begun_at", "Emptied", "When the record was emptied", sort="begun_at"),
        Column("finished_at", "Key destroyed", "When its key was destroyed", sort="finished_at"),
        Column(
            "rows",
            "Records",
            "How many records of which kind went with it",
            value=lambda erasure: ", ".join(
                f"{count} of {in_words(label).strip().lower()}"
                for label, count in erasure.rows.items()
            ),
        ),
        Column(
            "key_backups_until",
            "Key backups end",
            "The last day on which a backup of its key may exist",
            value=lambda erasure: erasure.key_backups_until or "No backup was made",
        ),
        Column("seal", "Seal", "The seal of the certificate", listed=False),
    )
    order = (Key("pk", descending=True),)
