"""`upstander plan_verify`."""

import json
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from upstander.kernel.audit.verify import verify as verify_trail
from upstander.kernel.errors import Refused
from upstander.kernel.quarters.snapshots import plain
from upstander.kernel.quarters.verifying import Checked, check_all, forgotten


class Command(BaseCommand):
    """Checks that every adopted quarter is still what was adopted; exits 1 where one is not."""

    help = (
        "Check every adopted quarter: fields, signature, trail, plan and files. "
        "Exit code 0: all hold, 1: one does not, 2: they cannot be read."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --json."""
        parser.add_argument("--json", action="store_true", help="print what was found as data")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check them all, and say of each whether it holds."""
        try:
            trail, checked = [*_trail(), *forgotten()], check_all()
        except DatabaseError as error:
            raise CommandError(
                f"The database cannot be read ({type(error).__name__}).", returncode=2
            ) from error
        if options["json"]:
            data = {"trail": trail, "quarters": [_as_data(each) for each in checked]}
            self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2))
        else:
            self._say(trail, checked)
        if trail or any(each.faults for each in checked):
            raise SystemExit(1)

    def _say(self, trail: Sequence[str], checked: Sequence[Checked]) -> None:
        for sentence in trail:
            self.stdout.write(sentence)
        if not checked:
            self.stdout.write("No quarter has been adopted yet.")
        for each in checked:
            name = f"{each.review.plan.title}, {str(each.review).lower()}"
            for fault in each.faults:
                self.stdout.write(f"{name}: {fault}")
            if each.snapshot and not each.faults:
                fields, gone = len(each.snapshot.fields), len(each.snapshot.redactions)
                taken_out = f", {gone} of them taken out" if gone else ""
                self.stdout.write(
                    f"{name}: {fields} fields as they were adopted{taken_out}."
                    f" Root {each.snapshot.root}"
                )


def _trail() -> list[str]:
    """Check the trail first: what it says of an adoption counts only where it is whole itself."""
    try:
        report = verify_trail()
    except Refused as refusal:
        return [refusal.message]
    return [f"The trail is broken. {report.first_break.sentence}"] if report.first_break else []


def _as_data(checked: Checked) -> dict[str, Any]:
    snapshot = checked.snapshot
    return {
        "plan": checked.review.plan.title,
        "quarter": str(checked.review),
        "adopted_at": plain(checked.review.adopted_at),
        "fields": len(snapshot.fields) if snapshot else 0,
        "redacted": len(snapshot.redactions) if snapshot else 0,
        "root": snapshot.root if snapshot else "",
        "public_key": snapshot.public_key if snapshot else "",
        "faults": list(checked.faults),
    }
