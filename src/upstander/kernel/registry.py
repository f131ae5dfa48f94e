"""What a capability or a part of the kernel tells the rest about itself.

Each has a `capability.py` that builds one `Capability` and registers it. Whoever wants to know
reads the registry; nobody imports a capability. Declarations are checked when they are made, so
that a mistake stops the start, not a visitor.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from upstander.kernel.declarations import (
    AuditKind,
    Bench,
    Capability,
    Column,
    Dataset,
    Directory,
    DueItem,
    Evidence,
    Matter,
    Measure,
    MessageKind,
    NavItem,
    NewsItem,
    Panel,
    Period,
    Permission,
    PublicNavItem,
    PublicPanel,
    RecordCount,
    Schedule,
    State,
    Value,
)

__all__ = [
    "AuditKind",
    "Bench",
    "Capability",
    "Column",
    "Dataset",
    "Directory",
    "DueItem",
    "Evidence",
    "Matter",
    "Measure",
    "MessageKind",
    "NavItem",
    "NewsItem",
    "Panel",
    "Period",
    "Permission",
    "PublicNavItem",
    "PublicPanel",
    "RecordCount",
    "Schedule",
    "State",
    "Value",
    "all_datasets",
    "all_directories",
    "all_matters",
    "all_measures",
    "all_messages",
    "all_news",
    "all_permissions",
    "audit_kind",
    "capabilities",
    "counts_about",
    "keep_names_of_fields",
    "keep_only",
    "message_kind",
    "permission",
    "register",
    "registered",
]

_capabilities: dict[str, Capability] = {}


def register(capability: Capability) -> Capability:
    """Take a declaration in, refusing a second one of the same name.

    Raises ImproperlyConfigured where the slug, or a code inside, is already taken or does not
    begin with the slug.
    """
    if capability.slug in _capabilities:
        raise ImproperlyConfigured(f"capability {capability.slug} is registered twice")
    codes = [
        *(permission.verb for permission in capability.permissions),
        *(kind.code for kind in capability.audit_kinds),
        *(kind.code for kind in capability.messages),
        *(measure.code for measure in capability.measures),
        *(dataset.code for dataset in capability.datasets),
        *(directory.code for directory in capability.directories),
    ]
    for code in codes:
        if not code.startswith(f"{capability.slug}."):
            raise ImproperlyConfigured(f"{code} must begin with {capability.slug}.")
    _capabilities[capability.slug] = capability
    return capability


@contextmanager
def registered(capability: Capability) -> Iterator[Capability]:
    """Register for the length of a test only."""
    register(capability)
    try:
        yield capability
    finally:
        del _capabilities[capability.slug]


def capabilities() -> list[Capability]:
    """List every declaration, by slug."""
    return [_capabilities[slug] for slug in sorted(_capabilities)]


def permission(verb: str) -> Permission:
    """Find a permission; asking for one that nobody declared is a mistake in the product."""
    capability = _capabilities.get(verb.partition(".")[0])
    for known in capability.permissions if capability else ():
        if known.verb == verb:
            return known
    raise LookupError(f"no capability declares the permission {verb}")


def audit_kind(code: str) -> AuditKind:
    """Find a kind of trail row; an undeclared one is a mistake in the product."""
    capability = _capabilities.get(code.partition(".")[0])
    for known in capability.audit_kinds if capability else ():
        if known.code == code:
            return known
    raise LookupError(f"no capability declares the audit kind {code}")


def message_kind(code: str) -> MessageKind:
    """Find a kind of message; an undeclared one is a mistake in the product."""
    capability = _capabilities.get(code.partition(".")[0])
    for known in capability.messages if capability else ():
        if known.code == code:
            return known
    raise LookupError(f"no capability declares the message kind {code}")


def all_messages() -> list[MessageKind]:
    """List every kind of message of the product."""
    return [known for capability in capabilities() for known in capability.messages]


def all_permissions() -> list[Permission]:
    """List every permission of the product."""
    return [known for capability in capabilities() for known in capability.permissions]


def all_measures() -> list[Measure]:
    """List every measure of the product."""
    return [known for capability in capabilities() for known in capability.measures]


def all_datasets() -> list[Dataset]:
    """List every dataset of the product."""
    return [known for capability in capabilities() for known in capability.datasets]


def all_news(period: Period) -> list[NewsItem]:
    """Gather what happened in a period from every part of the product, heading by heading."""
    told = [item for part in capabilities() for tell in part.news for item in tell(period)]
    return sorted(told, key=lambda item: (item.heading, item.on, item.title))


def all_matters() -> list[Matter]:
    """Gather from every part what the group that monitors the plan should talk about."""
    found = [matter for part in capabilities() for tell in part.matters for matter in tell()]
    return sorted(found, key=lambda matter: matter.order)  # the order of each part stays


def all_directories() -> list[Directory]:
    """List every directory of services, in the order that their owners declared."""
    found = [known for capability in capabilities() for known in capability.directories]
    return sorted(found, key=lambda directory: directory.order)


def counts_about(label: str, what: str = "") -> list[RecordCount]:
    """List what other parts count about records of a label; none where nobody does."""
    found = [known for capability in capabilities() for known in capability.counts]
    return [known for known in found if known.about == label and what in ("", known.what)]


def keep_only(*names: str) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    """Make a redaction that writes the named details and drops all others."""

    def redact(detail: Mapping[str, Any]) -> dict[str, Any]:
        return {name: detail[name] for name in names if name in detail}

    return redact


def keep_names_of_fields(detail: Mapping[str, Any]) -> dict[str, Any]:
    """Redact a change to personal fields: which fields changed, never a value."""
    return {"fields": sorted(detail)}
