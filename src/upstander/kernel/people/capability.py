"""People: who may see and change them, and how changes to them stand in the trail."""

from collections.abc import Mapping
from typing import Any

from upstander.kernel.registry import (
    AuditKind,
    Capability,
    Permission,
    keep_names_of_fields,
    keep_only,
    register,
)


def works_here(user: Any, record: Any) -> bool:
    """Let in whoever holds a role in the partnership today."""
    return bool(user.roles)


def administers(user: Any, record: Any) -> bool:
    """Let in administrators."""
    return "administrator" in user.roles


def keep_public_facts(detail: Mapping[str, Any]) -> dict[str, Any]:
    """Redact a change to an organisation: its sector and whether it is active, else names."""
    public = keep_only("sector", "active")(detail)
    others = sorted(set(detail) - set(public))
    return public | ({"fields": others} if others else {})


register(
    Capability(
        slug="people",
        title="People",
        permissions=(
            Permission("people.view", "See who works in the partnership", (works_here,)),
            Permission("people.manage", "Give and end accounts, roles and posts", (administers,)),
        ),
        not_typed={
            "people.Organisation": ("name", "short_name", "email"),
            "people.User": ("password", "name", "email"),
            "people.Membership": ("role",),
            "people.Post": ("title",),
        },
        audit_kinds=(
            AuditKind("people.organisation_added", "Added an organisation", keep_only("sector")),
            AuditKind("people.organisation_changed", "Changed an organisation", keep_public_facts),
            AuditKind("people.person_added", "Added a person", keep_only()),
            AuditKind("people.person_changed", "Changed a person", keep_names_of_fields),
            AuditKind("people.person_switched_off", "Switched an account off", keep_only()),
            AuditKind("people.person_switched_on", "Switched an account on", keep_only()),
            AuditKind("people.role_given", "Gave a role", keep_only("role", "organisation", "on")),
            AuditKind("people.role_ended", "Ended a role", keep_only("role", "organisation", "on")),
            AuditKind(
                "people.organisation_left", "Left an organisation", keep_only("organisation", "on")
            ),
            AuditKind("people.post_added", "Added a post", keep_only("organisation")),
            AuditKind("people.post_changed", "Changed a post", keep_names_of_fields),
            AuditKind("people.post_handed_over", "Handed a post over", keep_only("vacant", "on")),
            AuditKind("people.invited", "Made a link to set a password", keep_only()),
        ),
    )
)
