"""What a capability or a part of the kernel tells the rest about itself.

Each has a `capability.py` that builds one `Capability` and registers it. Whoever wants to know
reads the registry; nobody imports a capability. Declarations are checked when they are made, so
that a mistake stops the start, not a visitor.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from upstander.kernel.figures import Period, Value
from upstander.kernel.guards import Guard, Purpose, SystemWork
from upstander.kernel.holding import MessageGate, PersonalRecords
from upstander.kernel.listing import Directory
from upstander.kernel.news import Matter, NewsItem
from upstander.kernel.offers import Offer, Referral, Taker
from upstander.kernel.operations import Operation

Fields = Mapping[str, tuple[str, ...]]  # of models, by their label: {"groups.Bulletin": ("text",)}


@dataclass(frozen=True)
class Measure:
    """A number that shows progress against objectives of the plan, counted from the work."""

    code: str
    title: str
    definition: str
    objectives: tuple[str, ...]  # the plan's own numbers; ("*",) is every objective
    unit: str
    value: Callable[[Period], Value]
    better: str = "up"
    people: bool = False  # it counts people, so in public its small numbers are held back


@dataclass(frozen=True)
class Column:
    """One column of a dataset: its name in files, its heading, and what it means."""

    name: str
    title: str
    meaning: str


@dataclass(frozen=True)
class Dataset:
    """Rows that may leave for analysis or export, each column explained."""

    code: str
    title: str
    columns: tuple[Column, ...]
    rows: Callable[[Any], Iterator[Mapping[str, Any]]]  # asked with the person who exports
    verb: str


@dataclass(frozen=True)
class AuditKind:
    """One kind of row in the trail: its wording, and what of the detail may be written."""

    code: str
    title: str
    redact: Callable[[Mapping[str, Any]], dict[str, Any]]


@dataclass(frozen=True)
class MessageKind:
    """One kind of message that leaves the house: its words, who gets it, and what it may name.

    `text` is a template that fills the block `body` of `outbox/letter.txt` (`outbox/text.txt` for
    a text message); `why` and `stop` stand below it. The subject may name only what `in_subject`
    lists, none of it about a person: a screen that is locked shows subjects too.
    """

    code: str
    title: str
    goes_to: str
    subject: str
    text: str
    why: str
    stop: str
    context: Mapping[str, Any]  # each name that the templates may use, with an example
    in_subject: tuple[str, ...] = ()
    html: str = ""
    channel: str = "email"  # or "sms"
    days: int = 30  # after so many it is no longer worth sending
    urgent: bool = False


@dataclass(frozen=True)
class Permission:
    """Something one may do, in words a manager can read, and the predicates that allow it."""

    verb: str
    title: str
    allow: tuple[Callable[[Any, Any], bool], ...]


@dataclass(frozen=True)
class NavItem:
    """One entry of the main navigation, shown to whoever may `verb`."""

    title: str
    page: str
    verb: str
    order: int = 50
    count: Callable[[Any], int] | None = None


@dataclass(frozen=True)
class DueItem:
    """One thing that waits for one person: what, why, by when, and where to do it."""

    title: str
    why: str
    on: date
    url: str
    kind: str = ""


PLACES = frozenset({"home", "plan", "action"})


@dataclass(frozen=True)
class Panel:
    """A part of a page that another part of the product owns: who sees it, and what draws it.

    On somebody's home `context` is asked with the person alone; on the plan's home and on the page
    of an action with the person and what was read of it.
    """

    template: str
    verb: str
    context: Callable[..., Mapping[str, Any]]
    order: int = 50
    place: str = "home"

    def __post_init__(self) -> None:
        """Raises ImproperlyConfigured for a place that no page has."""
        if self.place not in PLACES:
            raise ImproperlyConfigured(f"no page has a place called {self.place}")


@dataclass(frozen=True)
class PublicNavItem:
    """One entry of the navigation of the public pages."""

    title: str
    page: str
    order: int = 50


@dataclass(frozen=True)
class PublicPanel:
    """A part of the public home: a way to get help, or a promise and the proof that it is kept.

    The template draws one `<li>`; whatever `context` gives may be read by anybody.
    """

    template: str
    context: Callable[[], Mapping[str, Any]]
    kind: str = "help"  # or "proof"
    order: int = 50


@dataclass(frozen=True)
class RecordCount:
    """A number that one part of the product keeps about records of another.

    So the parts need not know each other: `about` names the records by their label, `count` is
    asked with their keys and a period, and leaves out the keys of which it has received nothing.
    `what` is a word that the other part may look for, such as "reports_taken".
    """

    what: str
    title: str
    about: str
    count: Callable[[Sequence[int], Period], Mapping[int, Value]]


@dataclass(frozen=True)
class Schedule:
    """Background work that comes round: how often, and the function that does it."""

    code: str
    title: str
    every_minutes: int
    run: Callable[[], None]


@dataclass(frozen=True)
class Bench:
    """A measured goal: run it and get figures, each with its bar."""

    name: str
    title: str
    run: Callable[[], Sequence[Mapping[str, Any]]]


@dataclass(frozen=True)
class Capability:
    """Everything that one folder of the product declares.

    `typed` names every field that holds words that people typed, so that they can be taken out;
    `not_typed` the other text: keys, codes, marks, and what is changed in a way of its own.
    """

    slug: str
    title: str
    urls: str = ""
    path: str = ""  # where its pages live; the slug unless said
    public_urls: str = ""  # pages for everybody, without an account
    public_path: str = ""
    permissions: tuple[Permission, ...] = ()
    measures: tuple[Measure, ...] = ()
    datasets: tuple[Dataset, ...] = ()
    audit_kinds: tuple[AuditKind, ...] = ()
    messages: tuple[MessageKind, ...] = ()
    nav: tuple[NavItem, ...] = ()
    dues: tuple[Callable[[Any, date], Sequence[DueItem]], ...] = ()
    panels: tuple[Panel, ...] = ()
    news: tuple[Callable[[Period], Sequence[NewsItem]], ...] = ()
    matters: tuple[Callable[[], Sequence[Matter]], ...] = ()
    public_nav: tuple[PublicNavItem, ...] = ()
    public_panels: tuple[PublicPanel, ...] = ()
    counts: tuple[RecordCount, ...] = ()
    directories: tuple[Directory, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    benches: tuple[Bench, ...] = ()
    gates: tuple[MessageGate, ...] = ()
    personal_records: tuple[PersonalRecords, ...] = ()
    guards: tuple[Guard, ...] = ()
    purposes: tuple[Purpose, ...] = ()
    system_work: tuple[SystemWork, ...] = ()
    offers: tuple[Offer, ...] = ()
    takers: tuple[Taker, ...] = ()
    referrals: tuple[Referral, ...] = ()
    operations: tuple[Operation, ...] = ()
    typed: Fields = field(default_factory=dict)
    not_typed: Fields = field(default_factory=dict)
    demo: Callable[[], None] | None = None
    demo_order: int = 50


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
        *(offer.code for offer in capability.offers),
        *(referral.code for referral in capability.referrals),
        *(operation.code for operation in capability.operations),
        *capability.typed,
        *capability.not_typed,
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
    return _declared(verb, "permission", lambda part: {p.verb: p for p in part.permissions})


def audit_kind(code: str) -> AuditKind:
    """Find a kind of trail row; an undeclared one is a mistake in the product."""
    return _declared(code, "audit kind", lambda part: {k.code: k for k in part.audit_kinds})


def message_kind(code: str) -> MessageKind:
    """Find a kind of message; an undeclared one is a mistake in the product."""
    return _declared(code, "message kind", lambda part: {k.code: k for k in part.messages})


def _declared(code: str, what: str, held: Callable[[Capability], Mapping[str, Any]]) -> Any:
    capability = _capabilities.get(code.partition(".")[0])
    found = held(capability).get(code) if capability else None
    if found is None:
        raise LookupError(f"no capability declares the {what} {code}")
    return found


def all_messages() -> list[MessageKind]:
    """List every kind of message of the product."""
    return [known for capability in capabilities() for known in capability.messages]


def all_personal_records() -> list[PersonalRecords]:
    """List what the parts of the product say that they hold of a person."""
    return [known for capability in capabilities() for known in capability.personal_records]


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


def all_typed() -> dict[str, tuple[str, ...]]:
    """Give the fields of every part of the product into which people type, by their model."""
    return {label: names for part in capabilities() for label, names in part.typed.items()}


def keep_only(*names: str) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    """Make a redaction that writes the named details and drops all others."""

    def redact(detail: Mapping[str, Any]) -> dict[str, Any]:
        return {name: detail[name] for name in names if name in detail}

    return redact


def keep_names_of_fields(detail: Mapping[str, Any]) -> dict[str, Any]:
    """Redact a change to personal fields: which fields changed, never a value."""
    return {"fields": sorted(detail)}
