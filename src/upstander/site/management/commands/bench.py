"""`upstander bench NAME`: measure a goal and say whether it is reached."""

import json
import os
from argparse import ArgumentParser
from collections.abc import Mapping
from typing import Any

from django.core.management import BaseCommand

from upstander.kernel.errors import Refused
from upstander.kernel.registry import Bench, capabilities
from upstander.kernel.testing.proofs import VARIABLE


class Command(BaseCommand):
    """Runs the benches of a name; real data are never touched."""

    help = "Measure a goal against its bar. Exit 0 reached, 1 short, 2 no such bench."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say which, and how to print."""
        parser.add_argument("name", nargs="?", help="the bench; without one they are listed")
        parser.add_argument(
            "--share",
            type=float,
            default=None,
            metavar="SHARE",
            help="for a short run: which share of large numbers is made (0.01: a hundredth)",
        )
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure, print, and end with 1 where a figure falls short."""
        known = [bench for capability in capabilities() for bench in capability.benches]
        if not options["name"]:
            self._list(known)
            return
        chosen = [bench for bench in known if bench.name == options["name"]]
        if not chosen:
            names = ", ".join(sorted({bench.name for bench in known})) or "none"
            raise Refused(f"There is no bench {options['name']}. There are: {names}.")
        if options["share"] is not None:
            os.environ[VARIABLE] = str(options["share"])
        figures = [found for bench in chosen for found in bench.run()]
        if options["json"]:
            self.stdout.write(json.dumps({"figures": [dict(found) for found in figures]}, indent=2))
        else:
            for found in figures:
                self.stdout.write(_line(found))
        if not all(found["ok"] for found in figures):
            raise SystemExit(1)

    def _list(self, known: list[Bench]) -> None:
        for bench in sorted(known, key=lambda bench: bench.name):
            self.stdout.write(f"  {bench.name:<12} {bench.title}")


def _line(found: Mapping[str, Any]) -> str:
    mark = "reached" if found["ok"] else "SHORT  "
    value = f"{found['value']:,} {found['unit']}"
    against = f"; {found['reference']}" if found["reference"] else ""
    return f"{mark}  {found['goal']:<4} {found['figure']}: {value} (bar {found['bar']:,}{against})"
