"""The forms of the team: what is decided of a report, who hears of it, what the person is told."""

from typing import Any

from django import forms

from upstander.capabilities.reports.engine.deciding import rule_on, suggest_kind, suggest_risk
from upstander.capabilities.reports.models import Handed, Kind, Outcome, Report, Risk, Stage
from upstander.capabilities.reports.models.stages import MOVES
from upstander.capabilities.reports.reading import signs_of
from upstander.kernel.access.declared import all_purposes
from upstander.kernel.access.gateways import WITHOUT_AGREEMENT
from upstander.kernel.clock import today
from upstander.kernel.pages.forms import Checkboxes, DayField, Radios
from upstander.kernel.people.models import Organisation
from upstander.kernel.records.steps import OfRecord
from upstander.kernel.reference.models import Strand

# nothing is chosen for whoever shares without agreement: the ground is theirs to name
GATEWAYS = [("", "Choose the ground"), *((each.value, each.label) for each in WITHOUT_AGREEMENT)]
WHY = "One or two sentences. Whoever looks at this later has to understand it."


def reason(label: str = "Why") -> forms.CharField:
    """A reason, which is never left out."""
    return forms.CharField(
        label=label, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}), help_text=WHY
    )


class DecideForm(OfRecord, forms.Form):
    """Crime or not, risk, strands, and a name for the queue."""

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
        self.initial = _decided(record)
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

    outcome = forms.ChoiceField(label="What became of it?", choices=Outcome.choices[1:])
    reason = reason()


class MoveForm(OfRecord, forms.Form):
    """Another stage."""

    to = forms.ChoiceField(label="What is it now?", widget=Radios())

    def fit(self, record: Any) -> None:
        """Offer the steps that may follow."""
        possible = [Stage(stage) for stage in MOVES[record.stage] if stage != Stage.CLOSED]
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer every purpose for which a report can go out, in the words that are read out."""
        super().__init__(*args, **kwargs)
        known = all_purposes()
        self.fields["purpose"].choices = [  # type: ignore[attr-defined]
            (body.value, known[body.value].agreed) for body in Handed.Body
        ]


class HandForm(forms.Form):
    """To whom it goes."""

    body = forms.ChoiceField(
        label="What kind of body?", choices=[("", "Choose a kind"), *Handed.Body.choices]
    )
    recipient = forms.ModelChoiceField(
        label="Which body?",
        queryset=Organisation.objects.filter(active=True),
        empty_label="Choose a body",
    )


class OverrideForm(HandForm):
    """To whom it goes though the person did not agree: for serious risk or a legal duty alone."""

    gateway = forms.ChoiceField(label="What allows it?", choices=GATEWAYS)
    why = reason("Why can it not wait, and why is nothing less enough?")
    told = forms.CharField(
        label="What was the person told?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Or why they could not be told.",
    )


class AnswerForm(OfRecord, forms.Form):
    """What a body answered."""

    handed = forms.ModelChoiceField(
        label="Who answered?", queryset=Handed.objects.none(), empty_label="Choose a body"
    )
    state = forms.ChoiceField(
        label="What did they answer?", choices=Handed.State.choices[1:], widget=Radios()
    )

    def fit(self, record: Any) -> None:
        """Offer those to whom it went."""
        self.fields["handed"].queryset = record.handed.all()  # type: ignore[attr-defined]
