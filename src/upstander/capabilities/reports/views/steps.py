"""What the team does with a report, each on a page of its own."""

from typing import Any

from django import forms

from upstander.capabilities.reports.changes import following, handing, moving, triage
from upstander.capabilities.reports.forms import team
from upstander.capabilities.reports.forms.receivers import Chosen, chosen_from
from upstander.capabilities.reports.models import Alleged, Report, Stage
from upstander.capabilities.reports.views.answers import said
from upstander.kernel.errors import Refused
from upstander.kernel.links import changes as links
from upstander.kernel.links.models import Handover
from upstander.kernel.records.steps import Step


def note_agreement(report: Report, *, body: Any = None, **fields: Any) -> str:
    """Note what they agreed to."""
    triage.note_agreement(report, recipient=body or "", **fields)
    return "It is noted. The person sees it with their seven words, and can take it back."


def move(report: Report, *, to: str, by: Any) -> str:
    """Take another step; what is taken back is shared with nobody from then on."""
    if to == Stage.WITHDRAWN:
        following.withdraw(report, by=by)
    else:
        moving.move(report, to=to, by=by)
    return f"{report} is now {report.get_stage_display().lower()}."


def hand(report: Report, *, to: str, by: Any) -> str:
    """Hand it over as far as the person agrees."""
    chosen = chosen_from(to, by=by)
    if chosen.offer:
        return f"Handed over: {handing.hand_over_inside(report, offer=chosen.offer, by=by)}."
    handed = handing.hand_over(report, body=chosen.body, to=chosen.to, said=said, by=by)
    return f"Handed over: {handed}. {_instead(handed, chosen)}{SEND_IT}"


def override(report: Report, *, to: str, by: Any, **fields: Any) -> str:
    """Hand it over without agreement."""
    chosen = chosen_from(to, by=by)
    handed = handing.hand_over_without_agreement(
        report, body=chosen.body, to=chosen.to, said=said, by=by, **fields
    )
    return f"Handed over without agreement: {handed}. It is on record why. {SEND_IT}"


def _instead(handed: Handover, chosen: Chosen) -> str:
    """Say where it did not go to who was chosen, and not why."""
    if handed.organisation == chosen.to:
        return ""
    return f"It goes to {handed.organisation} in place of {chosen.to}. "


def answered(report: Report, *, handed: Handover, **fields: Any) -> str:
    """Note what a body answered."""
    return f"{links.answer(handed, **fields)}."


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


def take_back(report: Report, *, handed: Handover, by: Any) -> str:
    """Take a hand-over back."""
    return f"{links.take_back(handed, by=by)}. Tell them, and ask what they did by then."


SEND_IT = "Take the sheet from the page, and send it by a secure way."
KEPT = "Of what is not a crime, who somebody is goes after 14 days unless there is a real risk."
ALONE = (
    "Without the person’s agreement, only for serious risk to a life, a child or an adult at risk, "
    "or by a legal duty. What you write here is evidence."
)


SAID = {  # after a step whose change gives no sentence of its own
    "take": "{record} is with you.",
    "decide": "The decision on {record} is saved.",
    "write": "The person reads it with their seven words.",
    "feed_back": "The person was told what was done.",
    "close": "{record} is closed.",
}


def step(name: str, title: str, button: str, change: Any, form: Any, intro: str = "") -> Step:
    """Make a step of the team."""
    said = SAID.get(name, "{made}")
    return Step(name, title, change, said, "reports.change", form, intro=intro, button=button)


STEPS = (
    step("take", "Read it now", "It is with me", triage.take, team.TakeForm),
    step("decide", "Decide what it is", "Save the decision", triage.decide, team.DecideForm),
    step("write", "Write to the person", "Send it", triage.answer, team.WriteForm),
    step(
        "feed_back", "Tell the person what was done", "Tell them", triage.feed_back, team.WriteForm
    ),
    step("agreed", "Note what they agreed to", "Note it", note_agreement, team.AgreedForm),
    step("move", "Move it on", "Move it", move, team.MoveForm),
    step("close", "Close it", "Close it", triage.close, team.CloseForm),
    step("hand", "Hand it over", "Hand it over", hand, team.HandForm),
    step(
        "override",
        "Hand it over without agreement",
        "Hand it over",
        override,
        team.OverrideForm,
        ALONE,
    ),
    step("answered", "What they answered", "Save it", answered, team.AnswerForm),
    step(
        "take_back",
        "Take a hand-over back",
        "Take it back",
        take_back,
        team.TakeBackForm,
        "What they have read cannot be called back. They are not told by this: tell them yourself.",
    ),
    step("keep_subject", "Keep who the subject is", "Keep it", keep_subject, team.KeepForm, KEPT),
    step(
        "forget_subject",
        "Destroy who the subject is",
        "Destroy it",
        forget_subject,
        forms.Form,
        "The report and its count stay. It cannot be undone.",
    ),
)
