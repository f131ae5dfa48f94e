"""Languages of the public pages: offered once a named person has read them."""

from upstander.kernel.access.predicates import has_role
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
        slug="languages",
        title="Languages",
        urls="upstander.kernel.languages.urls",
        permissions=(
            Permission(
                "languages.view",
                "See in which languages the public pages are offered",
                (has_role("administrator", "strategic_lead"),),
            ),
            Permission(
                "languages.sign",
                "Note that a speaker has read a language’s pages",
                (has_role("administrator"),),
            ),
        ),
        audit_kinds=(
            AuditKind(
                "languages.signed_off",
                "Noted that a speaker has read a language’s pages",
                keep_only("language", "content"),
            ),
            AuditKind("languages.taken_back", "Stopped offering a language", keep_only("language")),
        ),
        nav=(NavItem("Languages", "languages:index", "languages.sign", order=88),),
        typed={"languages.SignOff": ("speaker", "standing")},
        not_typed={"languages.SignOff": ("code", "content", "by_name")},
    )
)
