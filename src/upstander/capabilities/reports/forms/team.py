"""The forms of the team: what is decided of a report, who hears of it, what the person is told."""

from collections.abc import Sequence
from typing import Any

from django import forms

from upstander.capabilities.reports.changes.triage import seen
from upstander.capabilities.reports.forms.receivers import receivers_of, services_for
from upstander.capabilities.reports.models import Body, Kind, Outcome, Report, Risk, Stage
from upstander.capabilities.reports.models.stages import MOVES
from upstander.capabilities.reports.reading import signs_of
from upstander.kernel.access.declared import all_purposes
from upstander.kernel.access.gateways import WITHOUT_AGREEMENT
from upstander.kernel.clock import today
from upstander.kernel.links.models import Handover, State
from upstander.kernel.pages.forms import Checkboxes, DayField, Radios
from upstander.kernel.people.models import Organisation
from upstander.kernel.records.steps import OfRecord
from upstander.kernel.reference.deciding import rule_on, suggest_kind, suggest_risk
from upstander.kernel.reference.models import Strand, Ward
from upstander.kernel.reference.support_bodies import Named

# nothing is chosen for whoever shares without agreement: the ground is theirs to name
GATEWAYS = [("", "Choose the ground"), *((each.value, each.label) for each in WITHOUT_AGREEMENT)]
# what a report is closed with; that it was taken back, or lies elsewhere, is a step of its own
ENDINGS = [
    pair for pair in Outcome.choices[1:] if pair[0] not in (Outcome.WITHDRAWN, Outcome.OUT_OF_AREA)
]
ANSWERS = [pair for pair in State.choices if pair[0] not in (State.SENT, State.TAKEN_BACK)]
# a step of its own leads to the others: to triage by a decision, to the end by closing
BY_HAND = (Stage.ACTING, Stage.WITHDRAWN, Stage.OUT_OF_AREA)
NOBODY = "There is nobody to whom it may go now. Note what the person agreed to first."
WHY = "One or two sentences. Whoever looks at this later has to understand it."


def reason(label: str = "Why") -> forms.CharField:
    """A reason, which is never left out."""
    return forms.CharField(
        label=label, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}), help_text=WHY
    )


class Stood(OfRecord, forms.Form):
    """Knows how the report stood when the page was opened, so that two do not undo each other."""

    stood = forms.CharField(widget=forms.HiddenInput(), required=False)

    def fit(self, record: Any) -> None:
        """Mark how it stands."""
        self.fields["stood"].initial = seen(record)


class DecideForm(Stood):
    """Crime or not, risk, strands, ward, and a name for the queue."""

    summary = forms.CharField(
        label="Name it for the queue",
        max_length=120,
        help_text="What happened, in a few words, without names: “Threats at the door, twice”",
    )
    strands = forms.ModelMultipleChoiceField(
        label="Strands, as perceived",
        queryset=Strand.objects.none(),
        widget=Checkboxes(),
        required=False,
    )
    ward = forms.ModelChoiceField(
        label="Ward in which it happened",
        queryset=Ward.objects.none(),
        required=False,
        empty_label="Not known, or not in the borough",
    )
    kind = forms.ChoiceField(
        label="May it be a crime?",
        choices=[
            (Kind.CRIME.value, Kind.CRIME.label),
            (Kind.NON_CRIME.value, Kind.NON_CRIME.label),
        ],
        widget=Radios(),
    )
    risk = forms.ChoiceField(
        label="How great is the risk?", choices=[pair for pair in Risk.choices if pair[0]],
        widget=Radios(),
    )  # fmt: skip
    reason = reason("Why did you decide so?")

    def fit(self, record: Any) -> None:
        """Show what the answers of an opened report point to, and what was decided before."""
        super().fit(record)
        self.initial = _decided(record)
        self.fields["ward"].queryset = Ward.objects.current()  # type: ignore[attr-defined]
        self.fields["strands"].queryset = Strand.objects.current().main()  # type: ignore[attr-defined]
        _, why_kind = suggest_kind(record.forms)
        level, why_risk = suggest_risk(signs_of(record))
        self.fields["kind"].help_text = f"{why_kind} Rule of today: {rule_on(today()).title}."
        listed = ", ".join(why_risk) or "nothing that the person said points higher"
        self.fields[
            "risk"
        ].help_text = f"The answers point to {Risk(level).label.lower()}: {listed}."


def _decided(report: Report) -> dict[str, Any]:
    """Give what was decided before; nothing is chosen for whoever decides first."""
    return {
        "summary": report.summary,
        "kind": report.kind,
        "risk": report.risk,
        "strands": report.strands.all(),
        "ward": report.ward_id,
    }


class WriteForm(forms.Form):
    """A message to the person."""

    text = forms.CharField(
        label="What do you write?",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="They read it with their seven words. Plain words, and what happens next.",
    )


class CloseForm(forms.Form):
    """What became of it."""

    outcome = forms.ChoiceField(label="What became of it?", choices=ENDINGS)
    reason = reason()


class TakeForm(Stood):
    """Nothing to fill in."""


class MoveForm(OfRecord, forms.Form):
    """Another stage."""

    to = forms.ChoiceField(label="What is it now?", widget=Radios())

    def fit(self, record: Any) -> None:
        """Offer the steps that may follow."""
        possible = [Stage(stage) for stage in MOVES[record.stage] if stage in BY_HAND]
        self.fields["to"].choices = [(stage.value, stage.label) for stage in possible]  # type: ignore[attr-defined]


class KeepForm(forms.Form):
    """Why who a subject is is kept, though it was no crime."""

    until = DayField(label="Look again on")
    reason = reason(
        "Which real risk of significant harm, or of a future crime, makes that proportionate?"
    )


class AgreedForm(forms.Form):
    """What the person told the team that they agree to."""

    purpose = forms.ChoiceField(
        label="What did they agree to?",
        widget=Radios(),
        help_text="Only what they said themselves, each on its own. Read it to them in these words",
    )
    body = forms.ModelChoiceField(
        label="Only to one body?",
        queryset=Organisation.objects.filter(active=True),
        required=False,
        empty_label="No: any body of that kind",
        help_text="Where they said, for example, Galop and no other service.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer every purpose for which a report can go out, in the words that are read out."""
        super().__init__(*args, **kwargs)
        known = all_purposes()
        self.fields["purpose"].choices = [  # type: ignore[attr-defined]
            (body.value, known[body.value].agreed) for body in Body
        ]


class HandForm(OfRecord, forms.Form):
    """To whom it goes: one list of those to whom it may, by what the person agreed to."""

    without_agreement = False
    services: Sequence[Named] = ()  # of whom the page tells how they take referrals
    to = forms.ChoiceField(label="To whom does it go?")

    def fit(self, record: Any) -> None:
        """Offer the bodies to which it may go; of one kind, where a link has chosen that."""
        wanted = str(self.initial.get("body", ""))
        groups = receivers_of(record, agreed=not self.without_agreement)
        chosen = [group for group in groups if wanted in ("", group.body)] or groups
        field: Any = self.fields["to"]
        field.choices = [("", "Choose a body"), *((each.title, each.choices) for each in chosen)]
        field.help_text = chosen[0].sentence if len(chosen) == 1 else "" if groups else NOBODY
        if any(each.body == Body.SUPPORT for each in chosen):
            self.services = services_for(record)


class OverrideForm(HandForm):
    """To whom it goes though the person did not agree: for serious risk or a legal duty alone."""

    without_agreement = True
    gateway = forms.ChoiceField(label="What allows it?", choices=GATEWAYS)
    why = reason("Why can it not wait, and why is nothing less enough?")
    told = forms.CharField(
        label="What was the person told?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Or why they could not be told.",
    )


class TakeBackForm(OfRecord, forms.Form):
    """One hand-over."""

    handed = forms.ModelChoiceField(
        label="Which body?", queryset=Handover.objects.none(), empty_label="Choose a body"
    )

    def fit(self, record: Any) -> None:
        """Offer those to whom it went; the only one is chosen."""
        handed = record.handed
        self.fields["handed"].queryset = handed  # type: ignore[attr-defined]
        if len(handed) == 1:
            self.fields["handed"].initial = handed[0].pk


class AnswerForm(TakeBackForm):
    """What a body answered."""

    state = forms.ChoiceField(label="What did they answer?", choices=ANSWERS, widget=Radios())
    outcome = forms.CharField(
        label="What came of it, in a few words",
        max_length=120,
        required=False,
        help_text="Without names: the person, and the centre that reported for them, can read it.",
    )
    message = forms.CharField(
        label="What they wrote",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For the team alone.",
    )
