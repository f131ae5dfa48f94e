"""How an action stands, in the words of its lead."""

from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from upstander.kernel.pages.forms import Radios
from upstander.kernel.plan.changes import WORDS, NewEvidence
from upstander.kernel.plan.evidence import NotEvidence, kind_of, title_of, under_random_name
from upstander.kernel.plan.forms.widths import WIDE
from upstander.kernel.plan.models import Update
from upstander.kernel.plan.standing import ActionRead
from upstander.kernel.plan.status import DENSE_WORDS, Status
from upstander.kernel.plan.suggestion import Suggestion, suggest

STATUS_HINTS: dict[str, str] = {
    Status.ON_HOLD: "Stopped for now, waiting for something",
    Status.IN_PROGRESS: "Moving, and nothing that was due is missing",
    Status.COMPLETED: "Nothing more to do this year",
    Status.BEHIND: "Something that was due has not happened",
}
LONGEST_UPDATE = 600


class UpdateForm(forms.Form):
    """How an action stands: three things to say, and something to show for it."""

    label_size = "m"

    status = forms.ChoiceField(label="What is the status?", widget=Radios(hints=STATUS_HINTS))
    text = forms.CharField(
        label="What happened, in a sentence or two?",
        max_length=LONGEST_UPDATE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="This stands in the plan, so leave out names of victims, pupils and suspects.",
    )
    obstacle = forms.CharField(
        label="Is anything in the way?",
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="A budget, a decision, somebody you wait for.",
    )
    reason = forms.CharField(
        label="Why does it stand, if the evidence suggests another status?",
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs=WIDE),
    )
    leave_open = forms.BooleanField(
        label="Leave the difference without a reason; it joins the Strategy Group’s agenda",
        required=False,
    )
    file = forms.FileField(
        label="Anything to show for it?",
        required=False,
        help_text="A poster, a letter, minutes. PDF, Word, Excel, JPG or PNG, up to 10 MB.",
        error_messages={"empty": "The file is empty. Choose another"},
    )
    link = forms.URLField(
        label="Or a link to it",
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.TextInput(attrs={**WIDE, "inputmode": "url"}),
        error_messages={"invalid": "Write the whole link, such as https://www.example.org/page"},
    )
    link_title = forms.CharField(
        label="What the link shows",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs=WIDE),
    )

    def __init__(self, action: ActionRead, *args: Any, **kwargs: Any) -> None:
        """Speak of the action, and say what the evidence suggests."""
        super().__init__(*args, **kwargs)
        self.action = action
        fields: dict[str, Any] = self.fields
        fields["status"].choices = Status.choices
        reference = action.reference
        fields["status"].error_messages["required"] = f"Choose the status of {reference}"
        fields["text"].error_messages["required"] = f"Write a sentence about {reference}"
        fields["status"].help_text = (
            f"The evidence suggests {DENSE_WORDS[action.suggestion.status]}: "
            f"{action.suggestion.reason}"
        )
        self.fields[
            "reason"
        ].help_text = (
            "One sentence, read out at the meeting. Without it a difference joins the agenda."
        )
        if not self._asked_again:
            del fields["leave_open"]

    @property
    def _asked_again(self) -> bool:
        """Tell whether the difference has been pointed out, or would be by this answer."""
        status = self.data.get("status", "") if self.is_bound else ""
        return status in Status.values and self._suggested(status).status != status

    def _suggested(self, status: str) -> Suggestion:
        """Ask the rules what they would say if this status were declared today."""
        shown = bool(self.files.get("file") or self.data.get("link"))
        facts = self.action.facts
        return suggest(
            replace(
                facts,
                declared=status,
                declared_on=facts.on,
                heard_on=facts.on,
                has_evidence=facts.has_evidence or shown,
            )
        )

    def clean_file(self) -> Any:
        """Look at what the file is, not at what it is called."""
        file = self.cleaned_data["file"]
        if file:
            try:
                kind_of(file)
            except NotEvidence as error:
                raise ValidationError(error.message, code="kind") from error
        return file

    def clean_link(self) -> str:
        """Take only what a browser opens as a page."""
        link = str(self.cleaned_data["link"])
        if link and not link.startswith(("https://", "http://")):
            raise ValidationError("A link begins with https:// or http://", code="scheme")
        return link

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where the status differs from what the evidence suggests."""
        found = super().clean() or self.cleaned_data
        status = found.get("status", "")
        if not status or found.get("reason", "").strip() or found.get("leave_open"):
            return found
        suggestion = self._suggested(status)
        if suggestion.status != status:
            self.add_error(
                "reason",
                f"Say why it stands as {DENSE_WORDS[Status(status)]}, or tick that you leave it "
                f"open: the evidence suggests {DENSE_WORDS[suggestion.status]}. "
                f"{suggestion.reason}",
            )
        return found

    @property
    def evidence(self) -> list[NewEvidence]:
        """Give what was sent to show for it."""
        found = []
        if file := self.cleaned_data.get("file"):
            found.append(NewEvidence("file", title_of(file), file=under_random_name(file)))
        if link := self.cleaned_data.get("link"):
            title = self.cleaned_data.get("link_title") or link
            found.append(NewEvidence("link", title[:200], url=link))
        return found

    @classmethod
    def said(cls, update: Update) -> dict[str, str]:
        """Give what an update said, to be put right."""
        return {name: getattr(update, name) for name in WORDS}
