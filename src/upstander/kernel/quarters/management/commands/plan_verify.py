"""`upstander plan_verify`."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from upstander.kernel.quarters.models import Snapshot
from upstander.kernel.quarters.reading import previous_snapshot
from upstander.kernel.quarters.verifying import Fault, verify


class Command(BaseCommand):
    """Checks that every adopted quarter is still what was adopted; exits 1 where one is not."""

    help = "Check every adopted quarter: fields, signature, trail and plan. Exit 1 if one fails."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --json."""
        parser.add_argument("--json", action="store_true", help="print the faults as data")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check them all, and say of each whether it holds."""
        snapshots = Snapshot.objects.select_related("review__plan").order_by("review__starts_on")
        checked = [(s, verify(s, previous_snapshot(s.review))) for s in snapshots]
        if options["json"]:
            self.stdout.write(json.dumps(_as_data(checked), ensure_ascii=False, indent=2))
        else:
            self._say(checked)
        if any(faults for _, faults in checked):
            raise SystemExit(1)

    def _say(self, checked: list[tuple[Snapshot, list[Fault]]]) -> None:
        if not checked:
            self.stdout.write("No quarter has been adopted yet.")
        for snapshot, faults in checked:
            name = f"{snapshot.review.plan.title}, {str(snapshot.review).lower()}"
            if not faults:
                self.stdout.write(f"{name}: {len(snapshot.fields)} fields as they were adopted.")
            for fault in faults:
                self.stdout.write(f"{name}: {fault.sentence}")


def _as_data(checked: list[tuple[Snapshot, list[Fault]]]) -> dict[str, Any]:
    return {
        "quarters": [
            {
                "quarter": str(snapshot.review),
                "plan": snapshot.review.plan.title,
                "fields": len(snapshot.fields),
                "redacted": len(snapshot.redactions),
                "root": snapshot.root,
                "faults": [fault.sentence for fault in faults],
            }
            for snapshot, faults in checked
        ]
    }
