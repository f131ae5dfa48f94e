"""Meetings: the Strategy Group each quarter, and other groups by their rules (objective 3)."""

from upstander.capabilities.meetings import bench, demo, measures
from upstander.capabilities.meetings.changes import refresh_agendas
from upstander.capabilities.meetings.views import MeetingViews, OutcomeViews
from upstander.kernel.access.predicates import anyone, has_role
from upstander.kernel.groups.letters import letter
from upstander.kernel.groups.rights import keeps, sits
from upstander.kernel.registry import (
    AuditKind,
    Bench,
    Capability,
    NavItem,
    Panel,
    Permission,
    Schedule,
    keep_only,
    register,
)

LEADS = has_role("strategic_lead")

register(
    Capability(
        slug="meetings",
        title="Meetings",
        urls="upstander.capabilities.meetings.urls",
        permissions=(
            Permission("meetings.view", "Read what groups publish of their meetings", (anyone,)),
            Permission("meetings.take_part", "Take part in meetings of a group", (LEADS, sits)),
            Permission("meetings.run", "Prepare, hold and minute meetings", (LEADS, keeps)),
        ),
        measures=measures.MEASURES,
        datasets=(MeetingViews.dataset(), OutcomeViews.dataset()),
        audit_kinds=(
            AuditKind("meetings.planned", "Planned a meeting", keep_only("on", "group")),
            AuditKind("meetings.changed", "Changed a meeting", keep_only("fields")),
            AuditKind("meetings.called", "Called a meeting", keep_only()),
            AuditKind("meetings.cancelled", "Called a meeting off", keep_only()),
            AuditKind("meetings.held", "Opened a meeting", keep_only()),
            AuditKind("meetings.noted", "Wrote minutes", keep_only()),
            AuditKind("meetings.outcome_added", "Wrote an outcome down", keep_only("kind")),
            AuditKind("meetings.outcome_changed", "Changed an outcome", keep_only("fields")),
            AuditKind("meetings.outcome_tracked", "Put it into the plan", keep_only("action")),
            AuditKind("meetings.minuted", "Sent draft minutes", keep_only()),
            AuditKind("meetings.approved", "Approved minutes", keep_only("digest")),
        ),
        messages=(
            letter(
                "meetings.called", "Invites to a meeting", "{group}: {day}", place="", online=""
            ),
            letter("meetings.cancelled", "Calls a meeting off", "{group}: no meeting on {day}"),
            letter("meetings.minuted", "Sends draft minutes", "{group}: draft minutes, {day}"),
        ),
        nav=(NavItem("Meetings", "meetings:list", "meetings.view", order=40),),
        dues=(measures.due_for_meetings,),
        panels=(Panel("meetings/panel.html", "meetings.view", measures.coming, order=20),),
        news=(measures.news_of_meetings,),
        schedules=(Schedule("meetings.agendas", "Renew agendas", 24 * 60, refresh_agendas),),
        benches=(Bench("meetings", "Pack and agenda of a meeting", bench.measure),),
        demo=demo.load,
        demo_order=40,
    )
)
