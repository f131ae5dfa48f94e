"""`upstander retention_due`."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from upstander.kernel.clock import today
from upstander.kernel.vault.retention.due import standing


class Command(BaseCommand):
    """Says what is kept beyond its time; changes nothing."""

    help = "Say, rule by rule, how many records are past their time, and how many a hold keeps."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --json."""
        parser.add_argument("--json", action="store_true", help="print it as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say it."""
        stands = standing(today())
        if options["json"]:
            rows = [{"rule": each.rule.code, "due": each.due, "held": each.held} for each in stands]
            self.stdout.write(json.dumps({"on": today().isoformat(), "rules": rows}, indent=2))
            return
        for each in stands:
            self.stdout.write(
                f"{each.due:>8,} due {each.held:>6,} held  {each.rule.title} "
                f"({each.rule.kept_for}, from: {each.rule.counted_from})"
            )
