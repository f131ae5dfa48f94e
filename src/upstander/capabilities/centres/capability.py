"""Third-party reporting centres (objectives 5, 10, 19): the network, its cover, its directory."""

from typing import Any

from django.utils.translation import gettext_noop as _

from upstander.capabilities.centres import bench, demo, listing, panels
from upstander.capabilities.centres.changes.upkeep import place_anew
from upstander.capabilities.centres.dues import due_from_centres
from upstander.capabilities.centres.measures import MEASURES
from upstander.capabilities.centres.views.records import CentreViews, CheckViews
from upstander.kernel.access.predicates import anyone, has_role, of_own_organisation
from upstander.kernel.guards import SystemWork
from upstander.kernel.listing import Directory
from upstander.kernel.places.models import TYPED_IN_PLACE
from upstander.kernel.registry import (
    AuditKind,
    Bench,
    Capability,
    NavItem,
    Panel,
    Permission,
    PublicNavItem,
    PublicPanel,
    Schedule,
    keep_only,
    register,
)

KEEPS_THE_NETWORK = has_role("strategic_lead", "caseworker")
LOOKS_AFTER_IT = of_own_organisation("action_lead")


def works_there(user: Any, record: Any) -> bool:
    """Help people report at this very centre."""
    mine = user.organisations_as("centre_worker")
    return bool(mine) if record is None else getattr(record, "organisation_id", None) in mine


register(
    Capability(
        slug="centres",
        title="Reporting centres",
        urls="upstander.capabilities.centres.urls",
        public_urls="upstander.capabilities.centres.urls.public",
        public_path="places/",
        permissions=(
            Permission("centres.view", "See the reporting centres and their cover", (anyone,)),
            Permission(
                "centres.change",
                "Add centres, move them on and look after them",
                (KEEPS_THE_NETWORK, LOOKS_AFTER_IT),
            ),
            Permission(
                "centres.contact",
                "See who takes reports at a centre, and how to reach them",
                (KEEPS_THE_NETWORK, LOOKS_AFTER_IT, works_there),
            ),
            Permission(
                "centres.export",
                "Download the list of centres",
                (has_role("strategic_lead", "caseworker", "analyst"),),
            ),
            Permission("centres.target", "Set targets for sectors", (has_role("strategic_lead"),)),
        ),
        system_work=(
            SystemWork(
                "centres.words",
                "Keeping names out of public words",
                "Compares what everybody reads of a centre with who works there; no name leaves.",
            ),
        ),
        measures=MEASURES,
        datasets=(CentreViews.dataset(), CheckViews.dataset()),
        audit_kinds=(
            AuditKind("centres.added", "Added a centre", keep_only("sector", "stage")),
            AuditKind("centres.changed", "Changed a centre", keep_only("fields")),
            AuditKind("centres.moved", "Moved a centre on", keep_only("stage", "on")),
            AuditKind("centres.lead_added", "Added who takes reports", keep_only("on")),
            AuditKind("centres.lead_trained", "Wrote down a training", keep_only("on")),
            AuditKind("centres.lead_left", "Wrote down that somebody left", keep_only("on")),
            AuditKind("centres.hours_set", "Set the opening hours", keep_only("on")),
            AuditKind("centres.shut_for", "Shut a centre for some days", keep_only("on", "until")),
            AuditKind("centres.checked", "Checked a centre", keep_only("on", "kind", "result")),
            AuditKind("centres.assessed", "Went through the standard", keep_only("on", "answered")),
            AuditKind("centres.publicised", "Publicised it", keep_only("on", "kind", "language")),
            AuditKind("centres.target_set", "Set a target", keep_only("sector", "wanted", "until")),
        ),
        nav=(NavItem("Centres", "centres:home", "centres.view", order=40),),
        public_nav=(PublicNavItem(_("Places to report"), "places:finder", order=30),),
        public_panels=(
            PublicPanel("centres/panels/help.html", panels.places, "help", order=20),
            PublicPanel("centres/panels/proof.html", panels.places, "proof", order=20),
        ),
        directories=(
            Directory(
                "centres.places",
                "Places to report",
                listing.PLACES.count,
                listing.PLACES.listings,
                listing.PLACES.find,
                listing.terms,
                listing.PLACES.bodies,
                order=10,
            ),
        ),
        typed={
            "centres.Centre": (*TYPED_IN_PLACE, "agreement_kept", "notes"),
            "centres.Closure": ("why",),
            "centres.Move": ("reason", "by_name"),
            "centres.LivenessCheck": ("note", "follow_up", "by_name"),
        },
        not_typed={"centres.Centre": ("postcode", "last_result"), "centres.Answer": ("item",)},
        dues=(due_from_centres,),
        panels=(Panel("centres/panels/standing.html", "centres.view", panels.standing, order=30),),
        schedules=(Schedule("centres.place_anew", "Place centres on the map", 60, place_anew),),
        benches=(Bench("centres", "Find a place, and see the board", bench.measure),),
        demo=demo.load,
        demo_order=40,
    )
)
