"""`upstander keys_rotate`."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from upstander.kernel.vault.rotation import rotate

WIDTH = 40


class Command(BaseCommand):
    """Gives every key a successor, or ends a rotation that was cut off."""

    help = (
        "Give the master key and the key of every record a successor, while work goes on; run it "
        "again to end one that was cut off. Exit code 0: all done, 1: some records do not open "
        "and keep their keys, 2: it could not begin. Back data and keys up afterwards: older "
        "backups of the data open only with keys of their own time."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say how much, and how to print."""
        parser.add_argument(
            "--master-only", action="store_true", help="lock the keys anew, leave records alone"
        )
        parser.add_argument("--json", action="store_true", help="print what was done as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rotate, and leave with 1 where a record does not open."""
        done = rotate(
            by="system:keys_rotate", records=not options["master_only"], progress=show_progress
        )
        if options["json"]:
            self.stdout.write(json.dumps({"records": done.records, "unopened": done.unopened}))
        else:
            self.stdout.write(f"{done.records:,} records have new keys.")
            for place in done.unopened:
                self.stdout.write(f"{place} does not open and keeps its key.")
        if done.unopened:
            sys.exit(1)


def show_progress(what: str, done: int, total: int) -> None:
    """Draw a bar on a terminal."""
    if sys.stderr.isatty():
        bar = ("#" * (WIDTH * done // max(total, 1))).ljust(WIDTH, ".")
        sys.stderr.write(f"\r{bar} {what}: {done:,} of {total:,}{chr(10) * (done == total)}")
        sys.stderr.flush()
