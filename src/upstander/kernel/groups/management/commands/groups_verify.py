"""`upstander groups_verify`."""

from typing import Any

from django.core.management.base import BaseCommand

from upstander.kernel.groups.minutes import all_changed


class Command(BaseCommand):
    """Checks that approved minutes are still the words that were approved; exits 1 where not."""

    help = (
        "Check approved minutes against the marks that the trail keeps of them. "
        "Exit code 0: all hold, 1: some do not. audit_verify checks the trail itself."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check them all, and name those that do not hold."""
        changed = all_changed()
        for name in changed:
            self.stdout.write(f"{name}: the minutes are not the words that were approved.")
        if changed:
            raise SystemExit(1)
        self.stdout.write("All approved minutes are the words that were approved.")
