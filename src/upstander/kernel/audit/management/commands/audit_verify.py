"""`upstander audit_verify`."""

import json
import os
import sys
import time
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from upstander.kernel.audit.reading import unindexed
from upstander.kernel.audit.verify import Report, verify

WORTH_A_BAR = 500_000  # rows: about two seconds
WIDTH = 40
MOST = 20  # lines that are named; more of them say no more


class Command(BaseCommand):
    """Checks that the audit trail is as it was written."""

    help = (
        "Check that the audit trail is as it was written. "
        "Exit code 0: whole, 1: broken, 2: it cannot be read."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --json."""
        parser.add_argument("--json", action="store_true", help="print the findings as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, say what was found, and leave with 1 where something is wrong."""
        begun = time.perf_counter()
        try:
            report = verify(processes=os.cpu_count() or 1, progress=show_progress)
        except (DatabaseError, OSError) as error:
            raise CommandError(
                f"The audit trail cannot be read ({type(error).__name__}).", returncode=2
            ) from error
        seconds = time.perf_counter() - begun
        astray = list(islice(unindexed(), MOST)) if report.whole else []
        if options["json"]:
            self.stdout.write(json.dumps(as_json(report, seconds) | {"reads_astray": astray}))
        else:
            self.stdout.write("\n".join([*sentences(report, seconds), *lines_astray(astray)]))
        if astray or not report.whole:
            sys.exit(1)


def lines_astray(astray: list[str]) -> list[str]:
    """Say where the lines that lead to rows of reading are not what the trail says."""
    if not astray:
        return []
    return ["The way from people to who read about them was changed by hand:", *astray]


def show_progress(done: int, total: int) -> None:
    """Draw a bar on a terminal where the check takes long enough for one to wonder."""
    if total >= WORTH_A_BAR and sys.stderr.isatty():
        bar = ("#" * (WIDTH * done // total)).ljust(WIDTH, ".")
        ends = "\n" if done == total else ""
        sys.stderr.write(f"\r{bar} {done:,} of {total:,} rows{ends}")
        sys.stderr.flush()


def as_json(report: Report, seconds: float) -> dict[str, Any]:
    """Give the findings as data."""
    found = report.first_break
    return {
        "whole": report.whole,
        "rows": report.rows,
        "anchors": report.anchors,
        "anchored": report.anchored,
        "anchored_at": report.anchored_at or None,
        "unanchored": report.unanchored,
        "first_break": {"sequence": found.sequence, "sentence": found.sentence} if found else None,
        "seconds": round(seconds, 3),
    }


def sentences(report: Report, seconds: float) -> list[str]:
    """Give the findings as sentences."""
    read = f"Rows read: {report.rows:,}. Anchors: {report.anchors:,}. Seconds: {seconds:.1f}."
    if report.first_break:
        return [f"The audit trail is broken. {report.first_break.sentence}", read]
    return ["The audit trail is whole.", read, _declared(report)]


def _declared(report: Report) -> str:
    if not report.anchors:
        return (
            "No anchor has been written yet, so rows could have been cut off the end unseen. "
            "Run `upstander work`, or `upstander audit_anchor` now."
        )
    if not report.unanchored:
        return "Every row is anchored: none could have been cut off the end unseen."
    return (
        f"Rows written since the last anchor of {report.anchored_at}: {report.unanchored:,}. "
        "These could have been cut off the end unseen."
    )
