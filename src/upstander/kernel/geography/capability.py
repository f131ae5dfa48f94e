"""Where things are: what the operator brought in, and the demonstration's own list of places."""

from upstander.kernel.geography import demonstrate
from upstander.kernel.registry import AuditKind, Capability, keep_only, register

register(
    Capability(
        slug="geography",
        title="Places and borders",
        audit_kinds=(
            AuditKind(
                "geography.places_loaded", "Loaded names of places", keep_only("kinds", "count")
            ),
        ),
        not_typed={
            "geography.Place": ("name", "folded"),
        },
        demo=demonstrate.load,
        demo_order=5,
    )
)
