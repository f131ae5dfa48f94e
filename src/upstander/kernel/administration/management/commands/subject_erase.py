"""`upstander subject_erase`."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from upstander.kernel.administration.finding_people import subject_of, who_acts
from upstander.kernel.errors import Refused
from upstander.kernel.subjects.changes import erase_subject
from upstander.kernel.vault.erasure import GROUNDS


class Command(BaseCommand):
    """Erases everything on one person."""

    help = "Erase everything on one person, for ever. Prints the certificates; counts stay."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say whom, why, and who decided."""
        parser.add_argument("id", help="the person: their number, or their id")
        parser.add_argument("--by", metavar="EMAIL", default="", help="who decided it")
        parser.add_argument(
            "--ground",
            choices=GROUNDS.values,
            default=GROUNDS.REQUEST.value,
            help="why it is right; 'request' unless said",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask once more where somebody sits at the terminal, then erase."""
        subject, by = subject_of(options["id"]), who_acts(options["by"])
        if sys.stdin.isatty() and input(f"Erase everything on {subject}? Type yes: ") != "yes":
            raise Refused("Nothing was erased.")
        for erasure in erase_subject(subject, by=by, ground=options["ground"]):
            erasure.refresh_from_db()
            self.stdout.write(
                f"Erased {erasure.record}; the last backup of its key ends on "
                f"{erasure.key_backups_until:%d %B %Y}. Sealed: {erasure.seal}"
                if erasure.seal
                else f"Erased {erasure.record}; its certificate is still to be sealed."
            )
