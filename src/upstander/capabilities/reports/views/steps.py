"""What the team does with a report, each on a page of its own."""

from collections.abc import Mapping
from typing import Any

from upstander.capabilities.reports.changes import handing, moving, triage
from upstander.capabilities.reports.forms import team
from upstander.capabilities.reports.models import Alleged, Report
from upstander.capabilities.reports.views.answers import said
from upstander.kernel.errors import Refused
from upstander.kernel.records.stepping import Step
from upstander.kernel.subjects.opening import door_for

FORMING = "system:form of triage"


def for_any(form: Any) -> Any:
    """Make a form that need not know the report."""
    return lambda report, data, asked: form(data)


def for_this(form: Any) -> Any:
    """Make a form that is about this report."""
    return lambda report, data, asked: form(report, data)


def decide_form(report: Report, data: Any, asked: Mapping[str, str]) -> Any:
    """Show what the answers point to, and what was decided before."""
    door_for("triage", by=FORMING).open(report)
    return team.DecideForm(report, data)


def hand_form(form: Any) -> Any:
    """Choose the body beforehand that a link asks for."""
    return lambda report, data, asked: form(report, data, asked.get("body", ""))


def take(report: Report, *, by: Any) -> str:
    """Begin to read it."""
    triage.take(report, by=by)
    return f"{report} is with you."


def decide(report: Report, **fields: Any) -> str:
    """Decide what it is."""
    triage.decide(report, **fields)
    return f"The decision on {report} is saved."


def write(report: Report, **fields: Any) -> str:
    """Write to the person."""
    triage.answer(report, **fields)
    return "The person reads it with their seven words."


def feed_back(report: Report, **fields: Any) -> str:
    """Tell the person what was done."""
    triage.feed_back(report, **fields)
    return "The person was told what was done."


def move(report: Report, **fields: Any) -> str:
    """Take another step."""
    moving.move(report, **fields)
    return f"{report} is now {report.get_stage_display().lower()}."


def close(report: Report, **fields: Any) -> str:
    """Close it."""
    triage.close(report, **fields)
    return f"{report} is closed."


def hand(report: Report, **fields: Any) -> str:
    """Hand it over as far as the person agrees."""
    handed = handing.hand_over(report, said=said, **fields)
    return f"Handed over: {handed}. Take the sheet from the page, and send it by a secure way."


def override(report: Report, **fields: Any) -> str:
    """Hand it over without agreement."""
    handed = handing.hand_over_without_agreement(report, said=said, **fields)
    return f"Handed over without agreement: {handed}. It is on record why."


def answered(report: Report, *, handed: Any, **fields: Any) -> str:
    """Note what a body answered."""
    return f"{handing.note_answer(handed, **fields)}."


def _subject_of(report: Report) -> Alleged:
    alleged: Alleged | None = Alleged.objects.filter(report=report, vault_erased_at=None).first()
    if alleged is None:
        raise Refused("Nobody is named in this report, or who they are was destroyed.")
    return alleged


def keep_subject(report: Report, **fields: Any) -> str:
    """Keep who a subject is, with reasons."""
    alleged = triage.keep_subject(_subject_of(report), **fields)
    return f"Who the subject is stays until {alleged.kept_until:%d %B %Y}."


def forget_subject(report: Report, **fields: Any) -> str:
    """Destroy who a subject is."""
    triage.forget_subject(_subject_of(report), **fields)
    return "Who the subject is was destroyed. The report and its count stay."


ALONE = (
    "Without the person’s agreement, only for serious risk to a life, a child or an adult at risk, "
    "or by a legal duty. What you write here is evidence."
)
STEPS = {
    "take": Step("Read it now", "It is with me", for_any(team.NothingForm), take),
    "decide": Step("Decide what it is", "Save the decision", decide_form, decide),
    "write": Step("Write to the person", "Send it", for_any(team.WriteForm), write),
    "feed_back": Step(
        "Tell the person what was done", "Tell them", for_any(team.WriteForm), feed_back
    ),
    "move": Step("Move it on", "Move it", for_this(team.MoveForm), move),
    "close": Step("Close it", "Close it", for_any(team.CloseForm), close),
    "hand": Step("Hand it over", "Hand it over", hand_form(team.HandForm), hand),
    "override": Step(
        "Hand it over without agreement", "Hand it over", hand_form(team.OverrideForm), override, ALONE
    ),
    "answered": Step("What they answered", "Save it", for_this(team.AnswerForm), answered),
    "keep_subject": Step(
        "Keep who the subject is", "Keep it", for_any(team.KeepForm), keep_subject,
        "Of what is not a crime, who somebody is goes after 14 days unless there is a real risk.",
    ),
    "forget_subject": Step(
        "Destroy who the subject is", "Destroy it", for_any(team.NothingForm), forget_subject,
        "The report and its count stay. It cannot be undone.",
    ),
}  # fmt: skip
