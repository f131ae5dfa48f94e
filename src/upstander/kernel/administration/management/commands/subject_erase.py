"""`upstander subject_erase`."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from upstander.kernel.administration.finding_people import subject_of, who_acts
from upstander.kernel.errors import Refused
from upstander.kernel.subjects.changes import erase_subject
from upstander.kernel.vault.erasure import GROUNDS
from upstander.kernel.vault.models import Erasure


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
            self.stdout.write(_said_of(erasure))


def _said_of(erasure: Erasure) -> str:
    """Say what a certificate says."""
    if not erasure.seal:
        return f"Erased {erasure.record}; the background work destroys its key and seals that."
    until = erasure.key_backups_until
    backups = f"until {until:%d %B %Y} a backup may hold its key" if until else "no key is left"
    return f"Erased {erasure.record}; {backups}. Sealed: {erasure.seal}"
