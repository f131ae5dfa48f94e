"""The steps of a centre, each a form of its own: no dragging, no script, one thing a page."""

from typing import Any

from django.http import HttpRequest

from upstander.capabilities.centres import forms
from upstander.capabilities.centres.changes import centres, work
from upstander.capabilities.centres.models import Centre
from upstander.capabilities.centres.views.one import open_leads
from upstander.kernel.records.stepping import Step


def for_any(form: Any) -> Any:
    """Make a form that need not know the centre."""
    return lambda centre, data, request: form(data)


def for_this(form: Any) -> Any:
    """Make a form that is about this centre."""
    return lambda centre, data, request: form(centre, data)


def move_form(centre: Centre, data: Any, request: HttpRequest) -> forms.MoveForm:
    """Choose beforehand the stage that a link asks for."""
    return forms.MoveForm(centre, data, request.GET.get("to", ""))


def lead_form(centre: Centre, data: Any, request: HttpRequest) -> forms.OfLeadForm:
    """Name those who take reports there, to whoever may know them."""
    people = list(centre.leads.active())
    open_leads(request.user, centre, people, page="edit", again=data is not None)
    return forms.OfLeadForm(people, data)


def move(centre: Centre, **fields: Any) -> str:
    """Move it to another stage."""
    centres.move_centre(centre, **fields)
    return f"{centre} is now {centre.get_stage_display().lower()}."


def add_lead(centre: Centre, **fields: Any) -> str:
    """Add somebody who takes reports."""
    work.add_lead(centre, **fields)
    return f"They take reports at {centre}."


def train(centre: Centre, *, lead: Any, **fields: Any) -> str:
    """Write a training down."""
    work.train_lead(lead, **fields)
    return "Their training holds for a year."


def leave(centre: Centre, *, lead: Any, **fields: Any) -> str:
    """Write down that somebody has left."""
    work.lead_leaves(lead, **fields)
    return f"They no longer take reports at {centre}."


def set_hours(centre: Centre, **fields: Any) -> str:
    """Set a new week."""
    work.set_hours(centre, **fields)
    return f"The hours of {centre} are saved."


def shut(centre: Centre, **fields: Any) -> str:
    """Shut it for some days."""
    return f"{work.shut_for(centre, **fields)}."


def check(centre: Centre, **fields: Any) -> str:
    """Write down what a check found."""
    if work.record_check(centre, **fields).passed:
        return f"{centre} passed. The next check falls due in a quarter."
    return f"{centre} did not pass, and is not shown in public until it does."


def assess(centre: Centre, *, by: Any, **answers: Any) -> str:
    """Write the answers to the standard down."""
    work.answer_standard(centre, answers=answers, by=by)
    return "The answers are saved. They hold for twelve months."


def publicise(centre: Centre, **fields: Any) -> str:
    """Write down what was given to make it known."""
    return f"{work.give_publicity(centre, **fields)} at {centre} is on record."


STEPS = {
    "move": Step(
        "Move to another stage",
        "Move it",
        move_form,
        move,
        "Whoever looks after it hears from then on when something falls due.",
    ),
    "lead": Step(
        "Add somebody who takes reports", "Add them", for_any(forms.AddLeadForm), add_lead
    ),
    "train": Step("Write down a training", "They were trained", lead_form, train),
    "leave": Step("Somebody has left", "They have left", lead_form, leave),
    "hours": Step("Opening hours", "Save the hours", for_this(forms.HoursForm), set_hours),
    "shut": Step("Shut for some days", "Save these days", for_any(forms.ShutForm), shut),
    "check": Step(
        "Write down a check",
        "Save the check",
        for_any(forms.CheckForm),
        check,
        "Ring, go there, or send somebody whom they do not know. Was it open when it should be, "
        "and was somebody trained there?",
    ),
    "standard": Step(
        "The minimum standard",
        "Save the answers",
        for_this(forms.StandardForm),
        assess,
        "Only what you answer now is written down, with today’s date. It holds for twelve months. "
        "What the records can answer is not asked here.",
    ),
    "publicity": Step(
        "Posters, leaflets and pages", "Save it", for_any(forms.PublicityForm), publicise
    ),
}
