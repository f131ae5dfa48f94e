"""Reads what agendas, minutes and packs are made of."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.urls import reverse

from upstander.capabilities.meetings.engine import day, minutes_blocks
from upstander.capabilities.meetings.models import Meeting, Outcome
from upstander.kernel.clock import today
from upstander.kernel.documents.report.model import Block, Closing, Fact, Heading, PageBreak, Report
from upstander.kernel.figures import Period
from upstander.kernel.groups.agenda import agenda_blocks, lines_of
from upstander.kernel.groups.attending import attendance_blocks, told_of
from upstander.kernel.groups.minutes import as_approved
from upstander.kernel.news import Matter
from upstander.kernel.plan.models import Plan
from upstander.kernel.plan.printing.mine import own_actions
from upstander.kernel.plan.reading import read_plan
from upstander.kernel.plan.status import Status, in_short
from upstander.kernel.quarters.models import Review
from upstander.kernel.quarters.views.reporting import report_of_review
from upstander.kernel.registry import all_matters, all_news

MOST_NEWS = 12  # that an agenda lists; the others are counted


def matters_for(meeting: Meeting) -> list[Matter]:
    """Gather what belongs on a meeting's agenda: of the group itself, and of the whole product."""
    found = [*_of_group(meeting, meeting.last)]
    found += all_matters() if meeting.group.watches_plan else []
    return sorted(found, key=lambda matter: matter.order)


def _of_group(meeting: Meeting, last: Meeting | None) -> Iterator[Matter]:
    yield Matter("welcome", "Opening", "Welcome, apologies and interests", order=0)
    if last is not None:
        title, page = f"Minutes of {day(last.on)}", reverse("meetings:minutes", args=[last.pk])
        yield Matter(f"minutes:{last.pk}", "Opening", title, url=page, order=5)
        yield from _decided(last)
        since = Period(last.on + timedelta(days=1), today())
        if news := all_news(since) if meeting.group.watches_plan else []:
            more = [f"and {len(news) - MOST_NEWS} more"] if len(news) > MOST_NEWS else []
            text = "\n".join([*(item.title for item in news[:MOST_NEWS]), *more])
            yield Matter("news", "New", f"New since {day(last.on)}", text, order=50)
    for line in filter(None, map(str.strip, meeting.group.standing.splitlines())):
        yield Matter(f"standing:{line[:80]}", "Standing item", line[:200], order=55)
    yield Matter("business", "Closing", "Any other business", order=90)
    yield Matter("next", "Closing", "Date of the next meeting", minutes=2, order=95)


def _decided(last: Meeting) -> Iterator[Matter]:
    found = list(Outcome.objects.filter(item__meeting=last, kind="action").select_related("lead"))
    plan = Plan.objects.current()
    known = {action.pk: action.declared for action in read_plan(plan).actions} if plan else {}
    stands = [known.get(outcome.action_id or 0, "") for outcome in found]
    lines = [f"{o.in_words}: {in_short(status)}" for o, status in zip(found, stands, strict=True)]
    title = f"Actions of {day(last.on)}: {stands.count(Status.COMPLETED)} of {len(lines)} done"
    if lines:
        yield Matter(f"actions:{last.pk}", "Last meeting", title, "\n".join(lines), order=10)


def minutes_of(meeting: Meeting) -> dict[str, Any]:
    """Give the minutes: as they were approved, or else as they stand."""
    if meeting.approved:
        return meeting.approved
    items = [
        {
            "title": item.title,
            "notes": item.notes,
            "outcomes": [[o.get_kind_display(), o.in_words] for o in item.outcomes.all()],
        }
        for item in meeting.items.filter(removed=False).prefetch_related("outcomes__lead")
        if item.notes or item.outcomes.all()
    ]
    return {**told_of(meeting), "items": items}


def minutes_report(meeting: Meeting, user: Any = None) -> Report:
    """Lay the minutes out as a document."""
    at = meeting.approved_at
    stands = f"Approved on {day(at.on)}" if at else "Draft, not yet approved"
    if as_approved(meeting) is False:
        stands = "Not the words that were approved"
    return Report(
        title=f"Minutes of {day(meeting.on)}",
        kicker=f"{meeting.group}. {stands}",
        blocks=tuple(minutes_blocks(minutes_of(meeting))),
        closing=Closing(f"{meeting.group}, {stands[0].lower()}{stands[1:]}"),
    )


def pack(meeting: Meeting, user: Any) -> Report:
    """Put together what one person needs for a meeting, under their name."""
    blocks: list[Block] = [*agenda_blocks(lines_of(meeting))]
    if answers := attendance_blocks(told_of(meeting)):
        blocks += [Heading(1, "Who comes"), *answers]
    blocks += own_actions(user)
    if last := meeting.last:
        blocks.append(Heading(1, f"Minutes of {day(last.on)}"))
        blocks += minutes_blocks(minutes_of(last), level=2)
    review = Review.objects.running().order_by("starts_on").select_related("plan").first()
    if review and meeting.group.watches_plan:
        blocks += [PageBreak(), *report_of_review(review).blocks]
    when = f"{meeting.when} to {meeting.ends_at:%H:%M}"
    facts = {"For": str(user), "When": when, "Where": meeting.place, "Online": meeting.link}
    return Report(
        title=str(meeting.group),
        kicker="Pack for the meeting",
        facts=tuple(Fact(label, words) for label, words in facts.items() if words),
        blocks=tuple(blocks),
        closing=Closing("Upstander, as it stands", today()),
        landscape=True,
    )
