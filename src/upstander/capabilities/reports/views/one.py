"""What stands on the page of one report. Opening it is a row in the trail; so is each more."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest

from upstander.capabilities.reports.changes.handing import may_hand
from upstander.capabilities.reports.forms.receivers import INSIDE
from upstander.capabilities.reports.models import Alleged, Body, Report, Stage
from upstander.capabilities.reports.reading import (
    REFERRAL,
    agreements_of,
    connected,
    facts_of,
    who_it_is,
)
from upstander.capabilities.reports.views.answers import said
from upstander.kernel.access.check import may
from upstander.kernel.access.reading import open_by_role, open_records
from upstander.kernel.clock import now
from upstander.kernel.links.declared import offers_taken
from upstander.kernel.referrals.sheets import note_forms
from upstander.kernel.subjects.models import ChannelMessage
from upstander.kernel.subjects.sharing import may_share
from upstander.kernel.vault.models import files_of

# what a busy officer does next, by where a report stands: the step, its button, and why
WHAT_NEXT = {
    "new": ("take", "Read it now", "Nobody has read it yet. From then on it is with you."),
    Stage.RECEIVED: ("decide", "Start triage", "Decide what it is, and how great the risk is."),
    Stage.TRIAGED: ("hand", "Hand it over", "Act on it, as far as the person agrees."),
    Stage.ACTING: (
        "feed_back",
        "Tell the person what was done",
        "Note what bodies answered, and tell the person: it cannot be closed before that.",
    ),
    Stage.FED_BACK: ("close", "Close it", "The person was told. Close it if nothing is left."),
}
FORGOTTEN_AFTER = timedelta(days=14)
BODIES = (
    Body.POLICE,
    Body.POLICE_WITHOUT,
    Body.SUPPORT,
    Body.LANDLORD,
    Body.COUNCIL,
)


def about(report: Report, request: HttpRequest) -> dict[str, Any]:
    """Gather what stands on the page of an opened report."""
    user, shows = request.user, request.GET.get("show") == "person"
    subject, alleged = report.subject, getattr(report, "alleged", None)
    channel = ChannelMessage.objects.visible_to(user)
    messages = list(channel.filter(subject=subject, about=report.about))
    open_records(user, messages, page="channel")
    handed = list(report.handed)
    note_forms(REFERRAL, handed)
    answered = [each for each in handed if each.answered_at and not each.vault_erased_at]
    open_by_role(user, "reports.open", report, answered, page="handed")
    if shows:
        open_records(user, [report], page="person", along=["subject"])
    return {
        "works": may(user, "reports.change", report),  # else they broke the glass to read it
        "facts": list(facts_of(report, said)),
        "subject": subject,
        "shows": shows,
        "person": who_it_is(subject) if shows else {},
        "safe": list(subject.safe_contact.sentences()) if shows else [],
        "alleged": alleged,
        "forgotten_on": _forgotten_on(report, alleged),
        "consent": agreements_of([report]).get(report.pk, []),
        "what_next": WHAT_NEXT.get(report.stage if report.kind or report.read_at else "new"),
        "bodies": _bodies(report),
        "connected": connected(report, user),
        "channel": messages,
        "files": files_of(report),
        "handed": handed,
        "late": report.is_late(now()),
        "unread": sum(each.from_person and each.read_at is None for each in messages),
    }


def _forgotten_on(report: Report, alleged: Alleged | None) -> Any:
    """Say when who a subject is will be destroyed, unless somebody decides."""
    if alleged is None or not alleged.non_crime or alleged.kept_until or alleged.vault_erased_at:
        return None
    return alleged.reported_on + FORGOTTEN_AFTER


def _bodies(report: Report) -> list[dict[str, Any]]:
    """Say of each kind of body whether the report may go there, and why not.

    Of those that the form asks nobody about, only the ones to which the person agreed.
    """
    answers = {body: may_hand(report, body) for body in Body}
    kinds = [
        {"body": body.value, "title": body.label, "answer": answer}
        for body, answer in answers.items()
        if answer or body in BODIES
    ]
    inside = [
        {"body": INSIDE, "title": taker.title, "answer": answer}
        for offer, taker in offers_taken(report._meta.label_lower)
        if (answer := may_share(report.subject, offer.purpose, report.team or ""))
    ]
    return [*inside, *kinds]
