"""Until when leads may answer, and when the Group meets."""

from datetime import date, timedelta
from typing import Any

from django import forms

from upstander.kernel.clock import today
from upstander.kernel.pages.forms import DayField

USUAL_TIME = timedelta(days=17)  # two weeks and a weekend


class DaysForm(forms.Form):
    """The two days of a quarter's review."""

    answer_by = DayField(label="Last day for answers")
    meeting_on = DayField(label="The Strategy Group meets on", required=False)


class OpenForm(DaysForm):
    """The two days that a quarter needs to be opened."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Propose two weeks and a weekend."""
        kwargs["initial"] = {"answer_by": usual_last_day(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields[
            "answer_by"
        ].help_text = "Leads are reminded after a week, three days before this day, and on it."


def usual_last_day() -> date:
    """Propose the last day for answers: a Friday two to three weeks from now."""
    day = today() + USUAL_TIME
    return day - timedelta(days=(day.weekday() - 4) % 7)
