"""Exports: what leaves the product as a file is in the trail."""

from upstander.kernel.registry import AuditKind, Capability, keep_only, register

register(
    Capability(
        slug="exports",
        title="Exports",
        audit_kinds=(
            AuditKind(
                "exports.taken", "Downloaded a list", keep_only("dataset", "format", "count")
            ),
        ),
    )
)
