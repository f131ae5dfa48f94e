"""`upstander retention_prepare`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from upstander.kernel.vault.answering import who_answers
from upstander.kernel.vault.retention.changes import prepare_run


class Command(BaseCommand):
    """Puts what is due on a list, as the first of two people."""

    help = "Put everything past its time on a list. Somebody else then runs: retention_run NUMBER."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say who prepares."""
        parser.add_argument("--by", metavar="EMAIL", required=True, help="who prepares it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare it, and say what is on it."""
        run = prepare_run(by=who_answers(options["by"]))
        self.stdout.write(f"List {run.pk} holds {run.items.count():,} records.")
        for rule, _, count in run.outcomes:
            self.stdout.write(f"  {count:>8,}  {rule}")
