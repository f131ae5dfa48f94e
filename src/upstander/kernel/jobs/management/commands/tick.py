"""`upstander tick`."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from upstander.kernel.jobs.tick import tick


class Command(BaseCommand):
    """Runs what is due, once."""

    help = "Run every schedule that is due, once. Exit code 1 where one of them failed."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run, and say how each went."""
        outcomes = tick()
        for outcome in outcomes:
            self.stdout.write(f"{outcome.code}: {outcome.error or 'done'}")
        if not outcomes:
            self.stdout.write("Nothing is due.")
        if any(outcome.error for outcome in outcomes):
            sys.exit(1)
