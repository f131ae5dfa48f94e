"""Exports: what leaves the product, as a file or as a public figure, is in the trail."""

from upstander.kernel.access.predicates import has_role
from upstander.kernel.registry import AuditKind, Capability, Permission, keep_only, register


def load_demonstration() -> None:
    """Publish the demonstration's tables; loaded only then, since the solver comes with it."""
    from upstander.kernel.exports.demo import load  # noqa: PLC0415

    load()


register(
    Capability(
        slug="exports",
        title="Exports",
        permissions=(
            Permission(
                "exports.ledger",
                "See every figure that was published",
                (has_role("analyst", "information_governance", "strategic_lead", "administrator"),),
            ),
        ),
        audit_kinds=(
            AuditKind(
                "exports.taken", "Downloaded a list", keep_only("dataset", "format", "count")
            ),
            AuditKind("exports.published", "Published a table", keep_only("table", "digest")),
            AuditKind("exports.withdrawn", "Withdrew a table", keep_only("table")),
        ),
        typed={
            "exports.Withdrawal": ("reason", "actor_name"),
        },
        not_typed={
            "exports.Publication": (
                "actor",
                "actor_name",
                "code",
                "subject",
                "title",
                "edition",
                "place",
                "kept",
                "digest",
            ),
            "exports.Withdrawal": ("actor",),
        },
        demo=load_demonstration,
    )
)
