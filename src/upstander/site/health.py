"""What is missing or weak in an installation, each in a sentence that says what to do."""

import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from pathlib import Path
from urllib.parse import urlsplit

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import DatabaseError, connection

from upstander.kernel.audit.anchors import unanchored_since
from upstander.kernel.errors import Refused
from upstander.kernel.geography.boundaries import BordersUnreadable, read_borders
from upstander.kernel.jobs.tick import last_tick
from upstander.kernel.vault.keys.status import weaknesses
from upstander.kernel.vault.models import Erasure
from upstander.site.beginning import is_loopback
from upstander.site.demonstration import check_installation
from upstander.site.firsts import administrators
from upstander.site.mail_health import weak_outbox, weak_ways
from upstander.site.preparing import BUILT, MANIFEST, pending_migrations, static_is_current

A_WHILE = timedelta(minutes=5)
GIGABYTE = 1_000_000_000


class Level(IntEnum):
    """How bad it is; also the exit code of `upstander doctor`."""

    FINE = 0
    WEAK = 1
    BROKEN = 2


@dataclass(frozen=True)
class Finding:
    """One thing looked at, and what was seen."""

    level: Level
    subject: str
    sentence: str


Check = Callable[[], Iterator[Finding]]


def examine() -> list[Finding]:
    """Look at everything; what needs the database is left out when it does not answer."""
    found = [*_run("place", _place), *_run("database", _database)]
    if all(finding.level is not Level.BROKEN for finding in found):
        for subject, check in AFTER_THE_DATABASE:
            found += _run(subject, check)
    for subject, check in ALWAYS:
        found += _run(subject, check)
    return found


def _run(subject: str, check: Check) -> list[Finding]:
    try:
        found = list(check())
    except Refused as refusal:
        return [Finding(Level.BROKEN, subject, refusal.message)]
    except (DatabaseError, OSError) as error:
        return [Finding(Level.BROKEN, subject, f"This cannot be looked at ({error}).")]
    return found or [Finding(Level.FINE, subject, _fine(subject))]


def _fine(subject: str) -> str:
    return (settings.DEMO and FINE_IN_THE_DEMONSTRATION.get(subject)) or FINE[subject]


FINE_IN_THE_DEMONSTRATION = {
    "people": "Somebody holds the role of administrator.",
    "mail": "The demonstration sends nothing to anybody; its messages are files.",
    "keys": "The keys fit the master key.",
    "partnership": f"Pages name {settings.BOROUGH}.",
}
FINE = {
    "place": "The home and its keys are closed to others.",
    "database": "The database answers and its tables are up to date.",
    "kind": "The database and the home agree on what this installation is for.",
    "people": "There is an administrator, and each has a second step.",
    "trail": "The trail is anchored outside the database.",
    "work": "Background work runs.",
    "keys": "The keys fit the master key, lie apart from it, and are backed up.",
    "erasures": "Every erasure that was begun is finished.",
    "styles": "Styles and scripts are in place.",
    "mail": "Messages have a way out, in the name of the partnership.",
    "outbox": "No message waits for long, and none has failed.",
    "address": "The address is right for this kind of installation.",
    "partnership": "Pages name the borough, and say how to reach the partnership.",
    "borders": "The borders of the wards can be drawn, or nobody has given any.",
    "clock": "The clock shows the day that it should.",
    "disk": "There is room on the disk.",
}


def _place() -> Iterator[Finding]:
    home = Path(settings.HOME)
    for folder in (home, home / "keys"):
        if folder.exists() and _open_to_others(folder):
            yield _weak("place", f"Others may look into {folder}. Run: chmod 700 {folder}")
    for key in sorted((home / "keys").glob("*")):
        if _open_to_others(key):
            yield _weak("place", f"Others may read the key {key.name}. Run: chmod 600 {key}")


def _database() -> Iterator[Finding]:
    connection.ensure_connection()
    waiting = len(pending_migrations())
    if waiting:
        yield Finding(
            Level.BROKEN,
            "database",
            f"The tables are older than the code ({waiting} steps). Run: upstander init",
        )


def _kind() -> Iterator[Finding]:
    check_installation()
    yield from ()


def _people() -> Iterator[Finding]:
    known = administrators()
    if not known:
        yield _weak(
            "people",
            "Nobody can give accounts. Run: upstander init --administrator EMAIL --name NAME",
        )
    if settings.DEMO:
        return
    prepared = set(
        Authenticator.objects.filter(type=Authenticator.Type.TOTP).values_list("user_id", flat=True)
    )
    without = sum(person.pk not in prepared for person in known)
    if without:
        yield _weak(
            "people",
            f"{without} of {len(known)} administrators have not set up an authenticator app. "
            "They are asked to at their next sign-in.",
        )


def _trail() -> Iterator[Finding]:
    waiting = unanchored_since()
    if waiting and datetime.now(UTC) - waiting > A_WHILE:
        yield _weak(
            "trail",
            f"Rows of the trail since {_moment(waiting)} are not anchored, and could be cut off "
            "unseen. The background work does that: is upstander run going?",
        )


def _work() -> Iterator[Finding]:
    last = last_tick()
    if last is None:
        yield _weak("work", "Background work has never run. Start it with: upstander run")
    elif datetime.now(UTC) - last > A_WHILE:
        yield _weak("work", f"Background work last ran on {_moment(last)}. Is upstander run going?")


def _keys() -> Iterator[Finding]:
    for sentence in weaknesses():
        if not settings.DEMO:
            yield _weak("keys", sentence)


def _erasures() -> Iterator[Finding]:
    begun_before = datetime.now(UTC) - A_WHILE
    waiting = Erasure.objects.unfinished().filter(begun_at__lt=begun_before).count()
    if waiting:
        yield _weak(
            "erasures",
            f"{waiting} erasures were begun and not finished. The background work ends them, "
            "unless something beside them does not open, or a file under files/ cannot be removed.",
        )


def _styles() -> Iterator[Finding]:
    if not (Path(settings.STATIC_ROOT) / MANIFEST).exists():
        yield Finding(
            Level.BROKEN,
            "styles",
            "Styles and scripts are missing. Run: "
            + ("upstander init" if BUILT.exists() else "make setup"),
        )
    elif not static_is_current():
        yield _weak("styles", "Styles and scripts are older than the code. Run: upstander init")


def _mail() -> Iterator[Finding]:
    for sentence in weak_ways():
        yield _weak("mail", sentence)


def _outbox() -> Iterator[Finding]:
    for sentence in weak_outbox():
        yield _weak("outbox", sentence)


def _borders() -> Iterator[Finding]:
    try:
        read_borders()
    except BordersUnreadable as refusal:
        yield _weak("borders", f"{refusal.message} Pages do without a map until it is put right.")


def _address() -> Iterator[Finding]:
    host = urlsplit(settings.ADDRESS).hostname or ""
    if settings.DEMO and not is_loopback(host):
        yield _weak(
            "address", f"The demonstration can be reached at {host}, and asks for no password."
        )
    if not settings.DEMO and not settings.ENVIRONMENT.secure:
        yield _weak(
            "address",
            f"Pages travel unencrypted at {settings.ADDRESS}. Put a proxy with https before the "
            "server and set UPSTANDER_ADDRESS=https://...",
        )
    if settings.ENVIRONMENT.secure and not settings.ENVIRONMENT.proxies:
        yield _weak(
            "address",
            "No proxy is counted, so every page behind one leads to itself for ever, and limits "
            "take all visitors for one. Set UPSTANDER_PROXIES=1.",
        )


def _clock() -> Iterator[Finding]:
    if not settings.DEMO and settings.TODAY:
        yield _weak(
            "clock",
            f"The clock stands at {settings.TODAY}, so nothing falls due and no role ends. "
            "Unset UPSTANDER_TODAY.",
        )


def _partnership() -> Iterator[Finding]:
    if settings.DEMO:
        return
    if not settings.ENVIRONMENT.borough:
        yield _weak(
            "partnership",
            f"Nobody has said whose partnership this is, so pages name {settings.BOROUGH}. "
            "Run: upstander init --borough NAME",
        )
    if not settings.CONTACT:
        yield _weak(
            "partnership",
            "The pages on accessibility and privacy do not say how to reach the partnership. "
            "Set UPSTANDER_CONTACT.",
        )


def _disk() -> Iterator[Finding]:
    free = shutil.disk_usage(settings.HOME).free
    if free < GIGABYTE:
        level = Level.WEAK if free > GIGABYTE / 10 else Level.BROKEN
        yield Finding(level, "disk", f"Only {free // 1_000_000} MB are left for {settings.HOME}.")


AFTER_THE_DATABASE: tuple[tuple[str, Check], ...] = (
    ("kind", _kind),
    ("people", _people),
    ("trail", _trail),
    ("work", _work),
    ("outbox", _outbox),
    ("borders", _borders),
    ("erasures", _erasures),
)
ALWAYS: tuple[tuple[str, Check], ...] = (
    ("keys", _keys),
    ("styles", _styles),
    ("mail", _mail),
    ("address", _address),
    ("clock", _clock),
    ("partnership", _partnership),
    ("disk", _disk),
)


def _weak(subject: str, sentence: str) -> Finding:
    return Finding(Level.WEAK, subject, sentence)


def _open_to_others(path: Path) -> bool:
    return bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def _moment(moment: datetime) -> str:
    return f"{moment:%d %B %Y at %H:%M} UTC".lstrip("0")
