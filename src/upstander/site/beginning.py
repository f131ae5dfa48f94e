"""What must be settled before the settings are read: where the home is and what lives in it.

An installation is either a demonstration or the real thing, written down once in
`installation.json`. The settings read that file, so it is written first.
"""

import argparse
import hashlib
import ipaddress
import json
import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from upstander.site.environment import CHECKOUT, Unreadable, read_environment, read_installation

DEMO_DAY = date(2024, 11, 14)  # a Thursday in the third quarter of Merton's plan 2024-25
FOLDERS = ("keys", "anchors", "files", "drafts", "outbox", "run", "static")
LOOPBACK = "127.0.0.1"
PORT = 8000


def begin(words: Sequence[str]) -> None:
    """Look at the command's words and settle home, kind of installation and address."""
    command, rest = (words[0], words[1:]) if words else ("", [])
    if command not in ("run", "init", "demo_load") or {"-h", "--help"} & set(rest):
        return
    asked = _asked(rest)
    if asked is None:
        return  # the command's own parser says what is wrong with the words, and better
    if command in ("run", "demo_load") and asked.plan:
        _home_for(Path(asked.plan))
    if command == "run":
        _address(asked.host, asked.port)
    home = read_environment().home
    make_home(home)
    demo = command == "demo_load" or asked.demo or bool(asked.plan)
    declare(home, demo=demo, borough=asked.borough, plan=asked.plan)


def make_home(home: Path) -> None:
    """Make the folders of an installation, closed to everybody else."""
    try:
        for folder in (home, *(home / name for name in FOLDERS)):
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o700)
    except OSError as error:
        raise Unreadable(
            f"{home} cannot be used for data ({error.strerror}). Set UPSTANDER_HOME to a folder "
            "that you may write to."
        ) from error


def declare(home: Path, *, demo: bool, borough: str = "", plan: str = "") -> None:
    """Write down what kind of installation this home holds, or check that it agrees."""
    found = read_installation(home)
    if not found:
        _write(home, _new_installation(demo, borough, plan))
        return
    if demo and found.get("mode") != "demo":
        raise Unreadable(
            f"{home} holds a real installation, and a demonstration never shares its place. "
            "Set UPSTANDER_HOME to an empty folder."
        )
    if plan and found.get("plan") != str(Path(plan).resolve()):
        raise Unreadable(
            f"The demonstration in {home} already shows another plan. "
            "Set UPSTANDER_HOME to an empty folder."
        )
    if borough and found.get("borough") != borough:
        _write(home, {**found, "borough": borough})


def is_loopback(host: str) -> bool:
    """Tell whether an address can be reached from this machine only."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _asked(rest: Sequence[str]) -> argparse.Namespace | None:
    """Read the words that matter here; None where they hold one that no command knows.

    A word mistyped must not settle for good what kind of installation this is.
    """
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument("--demo", action="store_true")
    for name in ("plan", "borough", "host", "port", "workers", "administrator", "name"):
        parser.add_argument(f"--{name}", default="")
    try:
        asked, unknown = parser.parse_known_args(rest)
    except argparse.ArgumentError:
        return None
    return None if unknown else asked


def _home_for(plan: Path) -> None:
    """Give each plan document a demonstration of its own, so that none covers another."""
    if not plan.is_file():
        raise Unreadable(f"There is no file {plan}.")
    if not os.environ.get("UPSTANDER_HOME"):
        mark = hashlib.sha256(str(plan.resolve()).encode()).hexdigest()[:8]
        os.environ["UPSTANDER_HOME"] = str(CHECKOUT / "var" / "plans" / f"{plan.stem}-{mark}")


def _address(host: str, port: str) -> None:
    if (host or port) and not os.environ.get("UPSTANDER_ADDRESS"):
        named = host if host and host not in ("0.0.0.0", "::") else LOOPBACK  # noqa: S104
        shown = f"[{named}]" if ":" in named else named
        os.environ["UPSTANDER_ADDRESS"] = f"http://{shown}:{port or PORT}"


def _new_installation(demo: bool, borough: str, plan: str) -> dict[str, object]:
    if not demo:
        return {"mode": "real", **({"borough": borough} if borough else {})}
    if plan:
        place = {"borough": borough} if borough else {}
        return {"mode": "demo", "plan": str(Path(plan).resolve()), **place}
    return {"mode": "demo", "today": DEMO_DAY.isoformat(), "borough": borough or "Merton"}


def _write(home: Path, installation: dict[str, object]) -> None:
    draft = home / "installation.json.draft"
    draft.write_text(json.dumps(installation, indent=2) + "\n", encoding="utf-8")
    draft.replace(home / "installation.json")
