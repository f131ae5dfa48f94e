"""What the site itself declares: the trail of who came in, was refused, and left."""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any

from django.conf import settings

from upstander.kernel.registry import (
    AuditKind,
    Bench,
    Capability,
    NavItem,
    Schedule,
    keep_only,
    register,
)
from upstander.site import changes
from upstander.site.emails import PASSWORD_LINK

BENCHES = "upstander.site.benches"


def measured_by(name: str) -> Callable[[], Sequence[Mapping[str, Any]]]:
    """Give what measures, out of a module that is loaded only then, since no page needs it."""

    def measure() -> Sequence[Mapping[str, Any]]:
        found: Sequence[Mapping[str, Any]] = import_module(f"{BENCHES}.{name}").measure()
        return found

    return measure


def keep_nothing(detail: Mapping[str, Any]) -> dict[str, Any]:
    """Redact all detail: who did it, and when, is enough."""
    return {}


REPORT_BENCHES = (
    (Bench("reports", "Take reports in, under load and among a million", measured_by("reports")),)
    if "reports" in settings.CAPABILITIES
    else ()
)
DEMO_NAV = (
    (NavItem("Messages sent", "demo_messages", "outbox.open", order=95),) if settings.DEMO else ()
)
SITE = register(
    Capability(
        slug="site",
        title="Sign-in",
        audit_kinds=(
            AuditKind("site.installed", "Made this database", keep_only("mode")),
            AuditKind("site.backed_up", "Backed the data up", keep_only("rows")),
            AuditKind("site.restored", "Restored a backup", keep_only("made_at", "rows")),
            AuditKind("site.signed_in", "Signed in", keep_only("step")),
            AuditKind("site.refused", "Was refused at sign-in", keep_only("step")),
            AuditKind("site.signed_out", "Signed out", keep_nothing),
            AuditKind("site.password_changed", "Changed their password", keep_nothing),
            AuditKind("site.app_added", "Set up an authenticator app", keep_nothing),
            AuditKind("site.app_removed", "Removed their authenticator app", keep_nothing),
            AuditKind("site.app_forgotten", "Removed a lost authenticator app", keep_nothing),
            AuditKind("site.codes_made", "Made new recovery codes", keep_nothing),
        ),
        messages=(PASSWORD_LINK,),
        nav=DEMO_NAV,
        schedules=(
            Schedule("site.tidy", "Clear away ended sessions and counts", 60, run=changes.tidy),
        ),
        benches=(
            Bench("plan", "Start, and show the plan", measured_by("plan")),
            Bench("quarter", "Ask for a quarter, review it and adopt it", measured_by("quarter")),
            Bench("outbox", "Write messages to 300 leads", measured_by("outbox")),
            Bench(
                "documents",
                "Read and write the plan in every kind of file",
                measured_by("documents"),
            ),
            Bench("vault", "Keep, find and re-key what is protected", measured_by("vault")),
            *REPORT_BENCHES,
        ),
    )
)
