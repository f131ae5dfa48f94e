"""The steps of a centre, each a form of its own: no dragging, no script, one thing a page."""

from typing import Any

from upstander.capabilities.centres import forms
from upstander.capabilities.centres.changes import centres, work
from upstander.capabilities.centres.models import Centre
from upstander.kernel.records.steps import Step


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


def step(name: str, title: str, button: str, form: Any, change: Any, intro: str = "") -> Step:
    """Make a step of whoever looks after centres; the change itself says what was done."""
    verb = "centres.change"
    return Step(name, title, change, "{made}", verb, form, intro=intro, button=button)


STEPS = (
    step(
        "move",
        "Move to another stage",
        "Move it",
        forms.MoveForm,
        move,
        "Whoever looks after it hears from then on when something falls due.",
    ),
    step("lead", "Add somebody who takes reports", "Add them", forms.AddLeadForm, add_lead),
    step("train", "Write down a training", "They were trained", forms.OfLeadForm, train),
    step("leave", "Somebody has left", "They have left", forms.OfLeadForm, leave),
    step("hours", "Opening hours", "Save the hours", forms.HoursForm, set_hours),
    step("shut", "Shut for some days", "Save these days", forms.ShutForm, shut),
    step(
        "check",
        "Write down a check",
        "Save the check",
        forms.CheckForm,
        check,
        "Ring, go there, or send somebody whom they do not know. Was it open when it should be, "
        "and was somebody trained there?",
    ),
    step(
        "standard",
        "The minimum standard",
        "Save the answers",
        forms.StandardForm,
        assess,
        "Only what you answer now is written down, with today’s date. It holds for twelve months. "
        "What the records can answer is not asked here.",
    ),
    step("publicity", "Posters, leaflets and pages", "Save it", forms.PublicityForm, publicise),
)
