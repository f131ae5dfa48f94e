"""`upstander subject_put_right`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from upstander.kernel.administration.finding_people import subject_of, who_acts
from upstander.kernel.subjects.changes import tell_corrected


class Command(BaseCommand):
    """Tells everybody who was sent something of a person that it was put right."""

    help = (
        "Note that what is kept of one person was put right, and tell each body that was sent any "
        "of it. Bodies without an address are put on the list of what is told by hand."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say of whom, and who put it right."""
        parser.add_argument("id", help="the person: their number, or their id")
        parser.add_argument("--by", metavar="EMAIL", default="", help="who put it right")

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell them, and say how many they are."""
        subject, by = subject_of(options["id"]), who_acts(options["by"])
        told = tell_corrected(subject, by=by)
        self.stdout.write(
            f"{len(told)} bodies have something of {subject}. What no message tells them within "
            "three days is due to be told by hand."
        )
