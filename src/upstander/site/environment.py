"""Everything that the surroundings may set, read once, each with a safe default.

`UPSTANDER_HOME` holds data, keys and files. What kind of installation it is (a demonstration, or
the real thing) is written into `installation.json` there when it is made, so that the same command
always opens it the same way.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

CHECKOUT = Path(__file__).resolve().parents[3]


class Unreadable(Exception):
    """A setting that makes no sense, with a sentence that says which and what to write."""


@dataclass(frozen=True)
class Environment:
    """The surroundings of one process."""

    home: Path
    database_url: str
    address: str
    borough: str
    demo: bool
    today: date | None
    hosts: tuple[str, ...]
    proxies: int
    mail_url: str
    text_url: str
    contact: str
    boundaries: Path | None
    keys_url: str
    master_key: str
    scanner: str
    alerts: Mapping[str, int]

    @property
    def secure(self) -> bool:
        """Tell whether visitors come over https, so that cookies may insist on it."""
        return self.address.startswith("https://")


def read_environment(env: "os._Environ[str] | dict[str, str]" = os.environ) -> Environment:
    """Read the surroundings; raises `Unreadable` with a sentence where a value makes no sense."""
    home = Path(env.get("UPSTANDER_HOME") or CHECKOUT / "var").expanduser().resolve()
    installation = read_installation(home)
    address = _address(env.get("UPSTANDER_ADDRESS") or "http://127.0.0.1:8000")
    return Environment(
        home=home,
        database_url=env.get("UPSTANDER_DATABASE", f"sqlite:///{home / 'upstander.sqlite3'}"),
        address=address,
        borough=env.get("UPSTANDER_BOROUGH", str(installation.get("borough", ""))),
        demo=installation.get("mode") == "demo",
        today=_day("UPSTANDER_TODAY", env.get("UPSTANDER_TODAY") or installation.get("today")),
        hosts=_hosts(env.get("UPSTANDER_HOSTS", ""), address),
        proxies=_number("UPSTANDER_PROXIES", env.get("UPSTANDER_PROXIES", "0")),
        mail_url=env.get("UPSTANDER_MAIL", ""),
        text_url=env.get("UPSTANDER_SMS", ""),
        contact=env.get("UPSTANDER_CONTACT", ""),
        boundaries=_path(env.get("UPSTANDER_BOUNDARIES", "")),
        keys_url=env.get("UPSTANDER_KEYS", ""),
        master_key=env.get("UPSTANDER_MASTER", ""),
        scanner=_scanner(env.get("UPSTANDER_SCANNER", "")),
        alerts=_alerts(env.get("UPSTANDER_ALERTS", "")),
    )


def read_installation(home: Path) -> dict[str, object]:
    """Read what kind of installation lives in this home; {} where none does yet."""
    path = home / "installation.json"
    if not path.exists():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Unreadable(f"{path} cannot be read. Restore it from a backup.") from error
    if not isinstance(found, dict):
        raise Unreadable(f"{path} should hold one JSON object. Restore it from a backup.")
    return found


def database(url: str) -> dict[str, object]:
    """Turn a database address into Django's settings.

    SQLite waits its turn (IMMEDIATE) and is durable (WAL with FULL): without IMMEDIATE, writers
    that first read fail under load; with NORMAL, a power cut loses acknowledged rows.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "upstander.kernel.lane",
            "NAME": unquote(parts.path[1:]) or ":memory:",
            # kept open: to open SQLite anew for each page takes longer than most pages do
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 10,
                # the log is moved into the file after 16 MB, not 4: reports change the same pages
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
                "PRAGMA wal_autocheckpoint=4000;",
            },
        }
    if parts.scheme in ("postgres", "postgresql"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(port_of("UPSTANDER_DATABASE", parts) or ""),
            "CONN_MAX_AGE": 60,
        }
    raise Unreadable(
        "UPSTANDER_DATABASE should begin with sqlite:/// or postgresql://, "
        f"but begins with {parts.scheme or 'nothing'}."
    )


def _hosts(written: str, address: str) -> tuple[str, ...]:
    named = [host.strip() for host in written.split(",") if host.strip()]
    return tuple(
        dict.fromkeys([urlsplit(address).hostname or "", "127.0.0.1", "localhost", *named])
    )


def _address(written: str) -> str:
    """Give where visitors find the product: it begins every link that a letter carries."""
    try:
        parts = urlsplit(written)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
        raise Unreadable(
            "UPSTANDER_ADDRESS should look like https://plan.council.example, "
            f"with nothing behind the name, not {written}."
        )
    return written.rstrip("/")


def _alerts(written: str) -> dict[str, int]:
    """Read how much reading is usual, by rule; which rules there are is known later."""
    found: dict[str, int] = {}
    for part in filter(None, (part.strip() for part in written.split(","))):
        code, _, number = part.partition("=")
        if not (code.isidentifier() and number.isdecimal() and 0 < int(number) < 100_000):
            raise Unreadable(
                "UPSTANDER_ALERTS should look like many_people=40,out_of_hours=10, with numbers "
                f"above 0, and not hold {part}."
            )
        found[code] = int(number)
    return found


def _scanner(written: str) -> str:
    kind, _, place = written.partition(":")
    if written and not (kind == "clamd" and (place.startswith("/") or place.count(":") == 1)):
        raise Unreadable(
            "UPSTANDER_SCANNER should look like clamd:/run/clamav/clamd.ctl or clamd:host:3310."
        )
    return written


def port_of(name: str, parts: SplitResult) -> int | None:
    """Read the port of an address that the variable `name` holds; None where it has none."""
    try:
        return parts.port
    except ValueError as error:
        raise Unreadable(f"{name} names a port that is not a number up to 65535.") from error


def _path(written: str) -> Path | None:
    return Path(written).expanduser().resolve() if written else None


def _day(name: str, written: object) -> date | None:
    if not written:
        return None
    try:
        return date.fromisoformat(str(written))
    except ValueError as error:
        raise Unreadable(f"{name} should be a day such as 2024-11-14, not {written}.") from error


def _number(name: str, written: str) -> int:
    try:
        number = int(written)
    except ValueError as error:
        raise Unreadable(f"{name} should be a whole number, not {written}.") from error
    if number < 0:
        raise Unreadable(f"{name} should be 0 or more, not {written}.")
    return number
