"""Groups: who sits in them, who came, and what they are sent (objective 3)."""

from upstander.kernel.access.predicates import anyone, has_role
from upstander.kernel.groups import demo
from upstander.kernel.groups.dues import due_in_groups
from upstander.kernel.groups.letters import MESSAGES
from upstander.kernel.groups.measures import MEASURES
from upstander.kernel.groups.rights import keeps
from upstander.kernel.groups.views import BulletinViews, GroupViews, SeatViews
from upstander.kernel.registry import (
    AuditKind,
    Capability,
    NavItem,
    Permission,
    keep_only,
    register,
)

register(
    Capability(
        slug="groups",
        title="Groups",
        urls="upstander.kernel.groups.urls",
        permissions=(
            Permission("groups.view", "See who sits in which group", (anyone,)),
            Permission("groups.manage", "Add groups", (has_role("strategic_lead"),)),
            Permission(
                "groups.change",
                "Change a group and its seats",
                (has_role("strategic_lead"), keeps),
            ),
        ),
        measures=MEASURES,
        datasets=(GroupViews.dataset(), SeatViews.dataset(), BulletinViews.dataset()),
        audit_kinds=(
            AuditKind("groups.added", "Added a group", keep_only("rule")),
            AuditKind("groups.changed", "Changed a group", keep_only("fields")),
            AuditKind("groups.seat_added", "Added a seat", keep_only("role", "starts_on")),
            AuditKind("groups.seat_changed", "Changed a seat", keep_only("fields")),
            AuditKind("groups.agenda_built", "Brought an agenda up to date", keep_only("new")),
            AuditKind("groups.item_added", "Put something on the agenda", keep_only()),
            AuditKind("groups.item_changed", "Changed an item", keep_only("fields")),
            AuditKind("groups.item_moved", "Moved an item", keep_only("places")),
            AuditKind("groups.took_part", "Answered for their seat", keep_only("fields")),
            AuditKind("groups.attended", "Took the attendance", keep_only("present")),
            AuditKind("groups.settled", "Answered corrections", keep_only("count")),
            AuditKind("groups.bulletin_drafted", "Drafted a bulletin", keep_only("ends_on")),
            AuditKind("groups.bulletin_changed", "Edited a bulletin", keep_only("fields")),
            AuditKind("groups.bulletin_sent", "Sent a bulletin", keep_only("letters")),
        ),
        messages=MESSAGES,
        nav=(NavItem("Groups", "groups:list", "groups.view", order=45),),
        dues=(due_in_groups,),
        demo=demo.load,
        demo_order=15,
    )
)
