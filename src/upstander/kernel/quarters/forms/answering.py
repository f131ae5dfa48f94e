"""What a lead is asked: three fields an action, and something to show for it."""

from collections.abc import Sequence
from typing import Any

from django import forms

from upstander.kernel.plan.changes import WORDS
from upstander.kernel.plan.forms.updates import UpdateForm
from upstander.kernel.plan.standing import ActionRead
from upstander.kernel.quarters.models import LONGEST_ENTERED, Answer

BY_HAND = [choice for choice in Answer.Way.choices if choice[0] != Answer.Way.LINK]


class AnswerForm(UpdateForm):
    """How an action stands, asked of somebody without an account.

    A difference from what the evidence suggests never keeps an answer from being saved: once it is
    in, the page asks for the reason, and whoever has none leaves it to the Strategic Lead.
    """

    field_order: Sequence[str] = ("status", "text", "obstacle", "reason", "file")

    asks_why = False

    def __init__(self, action: ActionRead, *args: Any, **kwargs: Any) -> None:
        """Ask for the reason only where one was given that this answer may change."""
        super().__init__(action, *args, **kwargs)
        fields: dict[str, Any] = self.fields
        for name in ("link", "link_title", "leave_open"):
            fields.pop(name, None)
        if not (self.asks_why or self.initial.get("reason")):
            del fields["reason"]

    def clean(self) -> dict[str, Any]:
        """Let every difference through."""
        self.cleaned_data["leave_open"] = True
        return super().clean()

    @property
    def words(self) -> dict[str, str]:
        """Give the words of the answer."""
        return {name: self.cleaned_data.get(name, "") for name in WORDS}


class WhyForm(forms.Form):
    """Why an answer differs from what is recorded: the one question that may come after it."""

    label_size = "m"
    mark_optional = False

    reason = forms.CharField(
        label="Why does it stand so?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="One sentence. It is read out at the Strategy Group’s meeting.",
        error_messages={"required": "Write a sentence, or leave it to the Strategic Lead"},
    )


class EnteredForm(AnswerForm):
    """An answer that somebody gave in another way, entered for them."""

    way = forms.ChoiceField(label="How did they answer?", choices=BY_HAND)
    text = forms.CharField(
        label="What did they say? You can paste an email here",
        max_length=LONGEST_ENTERED,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="This stands in the plan, so leave out names of victims, pupils and suspects.",
    )

    asks_why = True
    field_order = ("way", "status", "text", "obstacle", "reason", "file")

    def __init__(self, action: ActionRead, *args: Any, **kwargs: Any) -> None:
        """Ask by which way it came; the reason can be noted at once."""
        super().__init__(action, *args, **kwargs)
        self.fields["way"].error_messages["required"] = "Choose how they answered"
