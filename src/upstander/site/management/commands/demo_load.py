"""`upstander demo_load`: fill an empty installation with the demonstration."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand

from upstander.site import demonstration, loading, preparing


class Command(BaseCommand):
    """Loads people, the plan and a story around it; twice without harm."""

    help = "Fill an empty installation with the demonstration; safe to repeat."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say whether to open on a plan of one's own."""
        parser.add_argument("--plan", metavar="FILE", help="a plan instead of Merton's")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare what is missing, refuse a real database, then load."""
        preparing.prepare(self.stdout.write)
        demonstration.check_installation()
        loading.load(self.stdout.write)
