"""The trail: who may read it, and the anchor that comes round every minute."""

from upstander.kernel.audit.anchors import anchor
from upstander.kernel.audit.bench import measure
from upstander.kernel.audit.models import reads_trail
from upstander.kernel.audit.reading import KEPT, KIND
from upstander.kernel.registry import (
    AuditKind,
    Bench,
    Capability,
    Permission,
    Schedule,
    keep_only,
    register,
)


def write_anchor() -> None:
    """Write down the head of the trail."""
    anchor()


register(
    Capability(
        slug="audit",
        title="Audit trail",
        permissions=(
            Permission("audit.view", "Read the audit trail and check it", (reads_trail,)),
        ),
        audit_kinds=(
            AuditKind(
                "audit.anchored",
                "Noted a line of the anchor file",
                keep_only("line", "sequence"),
            ),
            AuditKind(KIND, "Read records of people", keep_only(*KEPT)),
        ),
        schedules=(Schedule("audit.anchor", "Anchor the audit trail", 1, write_anchor),),
        benches=(Bench("audit", "Check the audit trail", measure),),
    )
)
