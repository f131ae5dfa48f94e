"""What the site itself declares: the trail of who came in, was refused, and left."""

from collections.abc import Mapping, Sequence
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


def measure_the_plan() -> Sequence[Mapping[str, Any]]:
    """Measure the plan; loaded only then, since no page needs it."""
    from upstander.site.benches.plan import measure  # noqa: PLC0415

    return measure()


def measure_documents() -> Sequence[Mapping[str, Any]]:
    """Measure reading and writing; loaded only then, since no page needs it."""
    from upstander.site.benches.documents import measure  # noqa: PLC0415

    return measure()


def measure_the_outbox() -> Sequence[Mapping[str, Any]]:
    """Measure the outbox; loaded only then, since no page needs it."""
    from upstander.site.benches.outbox import measure  # noqa: PLC0415

    return measure()


def measure_the_vault() -> Sequence[Mapping[str, Any]]:
    """Measure the vault; loaded only then, since no page needs it."""
    from upstander.site.benches.vault import measure  # noqa: PLC0415

    return measure()


def keep_nothing(detail: Mapping[str, Any]) -> dict[str, Any]:
    """Redact all detail: who did it, and when, is enough."""
    return {}


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
            Bench("plan", "Start, and show the plan", measure_the_plan),
            Bench("documents", "Read and write the plan in every kind of file", measure_documents),
            Bench("outbox", "Write messages to 300 leads", measure_the_outbox),
            Bench("vault", "Keep, find and re-key what is protected", measure_the_vault),
        ),
    )
)
