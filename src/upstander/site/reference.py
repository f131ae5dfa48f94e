"""Writes the reference from what the product declares, so that it never says something else."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from upstander.kernel.access.roles import ALL_ROLES, Role
from upstander.kernel.registry import (
    Permission,
    all_messages,
    all_permissions,
    capabilities,
)
from upstander.kernel.vault.inventory import classified_models, described_fields
from upstander.kernel.vault.models import RetentionRule
from upstander.kernel.vault.retention.rules import RULES
from upstander.kernel.vault.sensitivity import TITLES
from upstander.site import access_reference
from upstander.site.commands import own_commands, parser_for

MADE = "<!-- Written by `upstander docs_reference`. Change the product, not this page. -->"

VARIABLES = (
    (
        "UPSTANDER_HOME",
        "The folder for data, keys and files. Everything of an installation lies here.",
        "`var/` in the checkout",
    ),
    (
        "UPSTANDER_DATABASE",
        "The database: `sqlite:///path` or `postgresql://name:password@host:port/database`.",
        "a SQLite file in the home",
    ),
    (
        "UPSTANDER_ADDRESS",
        "The address that people type. With `https://` cookies and pages insist on encryption.",
        "`http://127.0.0.1:8000`",
    ),
    (
        "UPSTANDER_HOSTS",
        "Further names under which the server may be asked, with commas between them.",
        "none",
    ),
    (
        "UPSTANDER_PROXIES",
        "How many proxies of yours stand before the server; limits then count visitors rightly.",
        "`0`",
    ),
    (
        "UPSTANDER_MAIL",
        "Where emails leave: `smtp://name:password@host:587?from=address`, "
        "`notify://KEY@api.notifications.service.gov.uk?email=TEMPLATE`, `files:` or `console:`.",
        "emails wait in the outbox",
    ),
    (
        "UPSTANDER_SMS",
        "Where text messages leave: `notify://KEY@api.notifications.service.gov.uk?sms=TEMPLATE`.",
        "as UPSTANDER_MAIL says with `&sms=TEMPLATE`, else they wait",
    ),
    (
        "UPSTANDER_CONTACT",
        "How to reach the partnership, for the pages on accessibility and privacy.",
        "the pages say that it is missing",
    ),
    (
        "UPSTANDER_BOUNDARIES",
        "A GeoJSON file with the borders of the borough's wards, in degrees.",
        "pages with a map have the list or table alone; the demonstration draws its own",
    ),
    (
        "UPSTANDER_KEYS",
        "The key store, as an address like that of the database: apart from the data.",
        "a SQLite file in the home",
    ),
    (
        "UPSTANDER_MASTER",
        "The file with the master key, best on another disk than the key store.",
        "`keys/master.key` in the home",
    ),
    (
        "UPSTANDER_SCANNER",
        "A running clamd that looks at files: `clamd:/run/clamav/clamd.ctl` or `clamd:host:3310`.",
        "files are kept unlooked at, and say so",
    ),
    ("UPSTANDER_BOROUGH", "Whose partnership this is.", "what `init` was told, else Merton"),
    (
        "UPSTANDER_TODAY",
        "A day on which the plan's clock stands, such as `2024-11-14`. For demonstrations.",
        "the real day",
    ),
    ("UPSTANDER_DEBUG", "`1` shows the full traceback when a command fails.", "a sentence"),
)


@dataclass(frozen=True)
class OnlyRole:
    """Somebody who holds one role in one organisation: enough to ask a predicate."""

    role: str
    is_active: bool = True
    is_authenticated: bool = True
    pk: int = 0

    @property
    def roles(self) -> frozenset[str]:
        """Name the role."""
        return frozenset({self.role})

    def organisations_as(self, *roles: str) -> frozenset[int]:
        """Give the one organisation for the one role."""
        return frozenset({1}) if self.role in roles else frozenset()


def pages() -> dict[str, str]:
    """Give every page of the reference by its file name."""
    return {
        "capabilities.md": _page("Capabilities", CAPABILITIES, _capabilities()),
        "permissions.md": _page("Permissions and roles", PERMISSIONS, _permissions()),
        "access.md": _page("Access to records of people", access_reference.SENTENCE, _access()),
        "measures.md": _page("Measures", MEASURES, _measures()),
        "datasets.md": _page("Datasets", DATASETS, _datasets()),
        "messages.md": _page("Kinds of message", MESSAGES, _messages()),
        "audit.md": _page("Kinds of row in the trail", AUDIT, _audit_kinds()),
        "personal-data.md": _page("Personal data", PERSONAL_DATA, _personal_data()),
        "retention.md": _page("Retention", RETENTION, _retention()),
        "commands.md": _page("Commands", COMMANDS, _commands()),
        "settings.md": _page("Settings", SETTINGS, _settings()),
    }


CAPABILITIES = "What each part of the product declares about itself."
PERMISSIONS = (
    "Who may do what. `own` means: for what their own organisation leads. Denials, such as a "
    "switched-off account, come before any of this."
)
MEASURES = "The numbers that show progress, each counted from the work; never typed."
DATASETS = "The rows that may leave for analysis or export, every column explained."
AUDIT = (
    "Each change writes one row. What is kept of its detail is chosen when the row is written; "
    "free text never is."
)
MESSAGES = (
    "Everything that may leave the house as a message. Its words may name what is listed, and "
    "nothing else; its subject speaks of no person and no case."
)
PERSONAL_DATA = (
    "Every field that speaks of a person, from its declaration: the record of processing. "
    "Encrypted fields stand in the record's one document; the others are plain columns, masked "
    "until a door opens the record."
)
RETENTION = (
    "The rules that an installation begins with. A borough changes them from a day on; what is "
    "past its time goes once two people agree, or by itself where the rule says so."
)
COMMANDS = "Exit codes: 0 done, 1 something is amiss, 2 not possible as it was asked."
SETTINGS = "Every variable that the surroundings may set. Nothing has to be set."


def roles_of(permission: Permission) -> list[tuple[Role, str]]:
    """List the roles that a permission lets in, and whether only for their own organisation's."""
    return [
        (role, "own" if not _allows(permission, role, ElsewhereRecord()) else "yes")
        for role in ALL_ROLES
        if _allows(permission, role, None)
    ]


class ElsewhereRecord:
    """A record that another organisation leads."""

    def led_by(self) -> frozenset[int]:
        """Name that other organisation."""
        return frozenset({2})


def _allows(permission: Permission, role: Role, record: Any) -> bool:
    return any(predicate(OnlyRole(role.code), record) for predicate in permission.allow)


def _page(title: str, sentence: str, lines: Iterable[str]) -> str:
    return "\n".join([MADE, "", f"# {title}", "", sentence, "", *lines]).rstrip() + "\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"


def _capabilities() -> Iterator[str]:
    for capability in capabilities():
        yield from (f"## {capability.title} (`{capability.slug}`)", "")
        counted = {
            "permissions": capability.permissions,
            "measures": capability.measures,
            "datasets": capability.datasets,
            "kinds of row in the trail": capability.audit_kinds,
            "kinds of message": capability.messages,
            "public pages": capability.public_nav,
            "counts for other parts": capability.counts,
            "directories in the open feed": capability.directories,
            "background jobs": capability.schedules,
            "benches": capability.benches,
        }
        yield "Declares " + ", ".join(
            f"{name} ({len(found)})" for name, found in counted.items() if found
        )
        yield ""
        for schedule in capability.schedules:
            yield f"- every {schedule.every_minutes} minutes: {schedule.title} (`{schedule.code}`)"
        for bench in capability.benches:
            yield f"- `upstander bench {bench.name}`: {bench.title}"
        yield ""


def _permissions() -> Iterator[str]:
    yield from _table(
        ("permission", "what it lets one do", "roles"),
        (
            (
                f"`{permission.verb}`",
                permission.title,
                _named(roles_of(permission)),
            )
            for permission in all_permissions()
        ),
    )
    yield from ("", "## Roles", "")
    yield from _table(
        ("role", "code", "in a sentence"),
        ((role.title, f"`{role.code}`", role.sentence) for role in ALL_ROLES),
    )


def _named(roles: list[tuple[Role, str]]) -> str:
    if len(roles) == len(ALL_ROLES) and all(scope == "yes" for _, scope in roles):
        return "everybody who holds a role"
    return ", ".join(role.title + (" (own)" if scope == "own" else "") for role, scope in roles)


def _access() -> Iterator[str]:
    for heading, sentence, head, rows in access_reference.sections():
        yield from (f"## {heading}", "", sentence, "", *_table(head, rows), "")


def _measures() -> Iterator[str]:
    yield from _table(
        ("measure", "title", "definition", "objectives", "unit", "better"),
        (
            (
                f"`{measure.code}`",
                measure.title,
                measure.definition,
                "all" if "*" in measure.objectives else ", ".join(measure.objectives),
                measure.unit,
                measure.better,
            )
            for capability in capabilities()
            for measure in capability.measures
        ),
    )


def _datasets() -> Iterator[str]:
    for capability in capabilities():
        for dataset in capability.datasets:
            yield from (f"## {dataset.title} (`{dataset.code}`)", "")
            yield from (f"Needs `{dataset.verb}`.", "")
            yield from _table(
                ("column", "heading", "meaning"),
                ((f"`{column.name}`", column.title, column.meaning) for column in dataset.columns),
            )
            yield ""


def _personal_data() -> Iterator[str]:
    for model in protected_models():
        declared = model.classification
        yield from (f"## {str(model._meta.verbose_name).capitalize()} (`{model._meta.label}`)", "")
        yield from (f"- Of whom: {declared.people}", f"- What for: {declared.purpose}")
        yield from (f"- Lawful basis: {declared.basis}", f"- Under the key of: {_holder(model)}")
        rules = ", ".join(f"`{clock.rule}`" for clock in declared.clocks) or "as what it belongs to"
        yield from (f"- Kept: {rules}", "")
        yield from _table(
            ("field", "holds", "class", "what for", "encrypted", "after erasure"),
            (
                (
                    f"`{field.name}`",
                    field.title,
                    TITLES[field.sensitivity],
                    field.why,
                    "yes" if field.encrypted else "no",
                    "stays, to be counted" if field.kept else "gone",
                )
                for field in described_fields(model)
            ),
        )
        yield ""


def protected_models() -> list[Any]:
    """List the models with a protected part, without those that only tests and benches have."""
    return [model for model in classified_models() if model._meta.app_label != "testing"]


def _holder(model: Any) -> str:
    holder = model.classification.keyed_to
    return f"its {holder}" if holder else "the record itself"


def _retention() -> Iterator[str]:
    yield from _table(
        ("rule", "kind of record", "counted from", "kept for", "ground", "by itself"),
        (
            (
                f"`{code}`",
                title,
                counted_from,
                RetentionRule(**time).kept_for,
                basis,
                "yes" if time.get("automatic") else "no",
            )
            for code, title, counted_from, time, basis in RULES
        ),
    )


def _audit_kinds() -> Iterator[str]:
    yield from _table(
        ("kind", "wording"),
        (
            (f"`{kind.code}`", kind.title)
            for capability in capabilities()
            for kind in capability.audit_kinds
        ),
    )


def _messages() -> Iterator[str]:
    yield from _table(
        ("kind", "title", "by", "who gets it, and what they are told of why", "may name"),
        (
            (
                f"`{kind.code}`",
                kind.title,
                {"email": "email", "sms": "text message"}[kind.channel],
                f"{kind.goes_to}. “{kind.why}”",
                ", ".join(f"`{name}`" for name in sorted(kind.context)),
            )
            for kind in all_messages()
        ),
    )


def _commands() -> Iterator[str]:
    for name, command in own_commands():
        yield from (f"## upstander {name}", "", str(command.help).strip(), "")
        rows = [
            (f"`{', '.join(action.option_strings) or action.dest}`", str(action.help))
            for action in parser_for(command, name)._actions
            if action.help and action.help != "==SUPPRESS==" and action.dest != "help"
        ]
        if rows:
            yield from _table(("option", "meaning"), rows)
            yield ""


def _settings() -> Iterator[str]:
    yield from _table(
        ("variable", "what it sets", "when it is not set"),
        ((f"`{name}`", meaning, default) for name, meaning, default in VARIABLES),
    )
