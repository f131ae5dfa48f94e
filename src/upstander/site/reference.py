"""Writes the reference from what the product declares, so that it never says something else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from upstander.kernel.access.roles import ALL_ROLES, Role
from upstander.kernel.registry import (
    Permission,
    all_messages,
    all_permissions,
    capabilities,
)
from upstander.kernel.vault.models import RetentionRule
from upstander.kernel.vault.retention.rules import RULES
from upstander.site import access_reference
from upstander.site.commands import own_commands, parser_for
from upstander.site.markdown import table
from upstander.site.privacy import (
    IMPACT,
    RECORD_OF_PROCESSING,
    impact_assessment,
    record_of_processing,
)

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
    (
        "UPSTANDER_ALERTS",
        "How much reading is still usual, by rule: `many_people=40,out_of_hours=10`. See "
        "[access](access.md).",
        "the numbers of the product",
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
        "personal-data.md": _page("Personal data", RECORD_OF_PROCESSING, record_of_processing()),
        "impact-assessment.md": _page(
            "Data protection impact assessment: a draft", IMPACT, impact_assessment()
        ),
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
    yield from table(
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
    yield from table(
        ("role", "code", "in a sentence"),
        ((role.title, f"`{role.code}`", role.sentence) for role in ALL_ROLES),
    )


def _named(roles: list[tuple[Role, str]]) -> str:
    if len(roles) == len(ALL_ROLES) and all(scope == "yes" for _, scope in roles):
        return "everybody who holds a role"
    return ", ".join(role.title + (" (own)" if scope == "own" else "") for role, scope in roles)


def _access() -> Iterator[str]:
    for heading, sentence, head, rows in access_reference.sections():
        yield from (f"## {heading}", "", sentence, "", *table(head, rows), "")


def _measures() -> Iterator[str]:
    yield from table(
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
            yield from table(
                ("column", "heading", "meaning"),
                ((f"`{column.name}`", column.title, column.meaning) for column in dataset.columns),
            )
            yield ""


def _retention() -> Iterator[str]:
    yield from table(
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
    yield from table(
        ("kind", "wording"),
        (
            (f"`{kind.code}`", kind.title)
            for capability in capabilities()
            for kind in capability.audit_kinds
        ),
    )


def _messages() -> Iterator[str]:
    yield from table(
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
            yield from table(("option", "meaning"), rows)
            yield ""


def _settings() -> Iterator[str]:
    yield from table(
        ("variable", "what it sets", "when it is not set"),
        ((f"`{name}`", meaning, default) for name, meaning, default in VARIABLES),
    )
