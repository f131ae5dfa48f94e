"""`upstander keys_status`."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from upstander.kernel.vault.keys.status import status


class Command(BaseCommand):
    """Says how the keys stand, and shows none."""

    help = "Say how the vault's keys stand: where they lie, how old they are, what waits."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --json."""
        parser.add_argument("--json", action="store_true", help="print it as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say it."""
        found = status()
        if options["json"]:
            self.stdout.write(json.dumps(found, indent=2))
            return
        for name, value in found.items():
            self.stdout.write(f"  {name.replace('_', ' '):<28} {value}")
