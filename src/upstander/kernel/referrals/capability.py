"""What goes to bodies outside (objectives 3, 14, 22): our form, or a form of their own."""

from upstander.kernel.referrals import demo
from upstander.kernel.referrals.models import KEEPS_FORMS
from upstander.kernel.registry import AuditKind, Capability, Permission, keep_only, register

KEPT = keep_only("organisation", "kind", "edition")

register(
    Capability(
        slug="referrals",
        title="Forms of other bodies",
        urls="upstander.kernel.referrals.urls",
        permissions=(
            Permission("referrals.keep", "Keep the forms of other bodies", (KEEPS_FORMS,)),
        ),
        audit_kinds=(
            AuditKind("referrals.form_added", "Brought in a form", KEPT),
            AuditKind("referrals.form_used", "Put a form to use", KEPT),
            AuditKind("referrals.form_ended", "Stopped using a form", KEPT),
        ),
        demo=demo.load,
        demo_order=92,
        # a table is replaced by its next edition; its headings are a body's, and speak of nobody
        not_typed={"referrals.OwnForm": ("kind", "table")},
    )
)
