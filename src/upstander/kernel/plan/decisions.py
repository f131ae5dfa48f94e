"""Decisions taken somewhere else that become actions of the plan, each of them once.

One that the plan has already is named instead of being written a second time.

Abstract: a meeting, an audit or a consultation keeps its decisions in a table of its own.
"""

from typing import Any, cast

from django import forms
from django.db import models, transaction
from django.db.models import Q

from upstander.kernel.audit.record import record
from upstander.kernel.errors import Refused
from upstander.kernel.people.models import Organisation
from upstander.kernel.plan.changes import NewLead, add_action, set_leads
from upstander.kernel.plan.models import Action, Objective, Plan
from upstander.kernel.plan.status import Cadence


class Decision(models.Model):
    """What was decided; an action that has lead, day and objective is in the plan."""

    class Kind(models.TextChoices):
        """What it is."""

        NOTED = "noted", "Noted"
        AGREED = "agreed", "Agreed"
        ACTION = "action", "Action"

    kind = models.CharField("what it is", max_length=6, choices=Kind, default=Kind.NOTED)
    text = models.CharField("in one sentence", max_length=300)
    lead = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    due = models.DateField(null=True, blank=True)
    objective = models.ForeignKey(
        Objective, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    action = models.OneToOneField(
        Action,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(app_label)s_%(class)s",
        verbose_name="in the plan already as",
        help_text="Where there is no such action yet, one is made of lead, day and objective.",
        error_messages={"unique": "Another decision is this action already. Choose that one"},
    )

    class Meta:
        abstract = True
        constraints = [  # noqa: RUF012
            models.CheckConstraint(
                condition=Q(action=None) | Q(kind="action", due__isnull=False),
                name="%(app_label)s_%(class)s_in_the_plan_is_an_action",
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def in_words(self) -> str:
        """Say what was decided, who leads it, and by when."""
        who = [self.lead.short] if self.lead else []
        by = [f"by {self.due.day} {self.due:%B %Y}"] if self.due else []
        return f"{self.text} ({', '.join(who + by)})" if who or by else self.text


class DecisionForm(forms.ModelForm):
    """A decision; what shall be in the plan takes an objective of the plan in force."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the objectives and actions of that plan."""
        super().__init__(*args, **kwargs)
        plan, fields = Plan.objects.current(), cast(dict[str, Any], self.fields)
        fields["objective"].queryset = Objective.objects.filter(theme__plan=plan)
        actions = Action.objects.filter(objective__theme__plan=plan, dropped_at=None)
        fields["action"].queryset = actions.select_related("objective")

    def clean(self) -> dict[str, Any]:
        """See that what shall be followed up has a day."""
        found = super().clean() or self.cleaned_data
        if found.get("action") and found.get("kind") != Decision.Kind.ACTION:
            self.add_error("kind", "What is in the plan is an action.")
        if found.get("kind") == Decision.Kind.ACTION and not found.get("due"):
            self.add_error("due", "Say by when it is to be done.")
        return found


@transaction.atomic
def write_down(
    decisions: Any, text: str, added: str, tracked: str, *, by: Any, **fields: Any
) -> Any:
    """Write a decision down among those of its record; the same sent twice is one decision.

    `added` and `tracked` are the kinds of its rows in the trail. Raises Refused where the same
    words stand there as something else, so that neither is lost.
    """
    words = " ".join(text.split())
    decision, new = decisions.get_or_create(text=words, defaults=fields)
    if new:
        record(added, decision, by=by, kind=decision.kind)
    elif any(value and getattr(decision, name) != value for name, value in fields.items()):
        raise Refused(
            f"“{words}” is written down already, as: {decision.get_kind_display()}. "
            "Change what stands there, or put this into other words."
        )
    return put_into_plan(decision, tracked, by=by)


@transaction.atomic
def put_into_plan(decision: Any, kind: str, *, by: Any) -> Any:
    """Make an action of a decision as soon as all of it is known, and never a second one.

    The row is locked: of two who decide it at once, the second finds the action there.
    """
    row = type(decision)._default_manager.select_for_update().get(pk=decision.pk)
    known = row.lead and row.due and row.objective_id
    if row.kind != Decision.Kind.ACTION or row.action_id or not known:
        return row
    objective = Objective.objects.select_for_update().get(pk=row.objective_id)
    row.action = add_action(objective, text=row.text, due=row.due, cadence=Cadence.ONCE, by=by)
    set_leads(row.action, [NewLead(row.lead)], by=by)
    row.save(update_fields=["action"])
    record(kind, row, by=by, action=row.action.pk)
    return row
