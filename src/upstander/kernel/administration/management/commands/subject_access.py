"""`upstander subject_access`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from upstander.kernel.administration.finding_people import subject_of, who_acts
from upstander.kernel.administration.subject_answer import write_answer
from upstander.kernel.audit.record import record
from upstander.kernel.subjects.gathering import gather


class Command(BaseCommand):
    """Gathers everything that is kept of one person."""

    help = (
        "Gather everything that is kept of one person, with other people masked, for the person. "
        "The file is in clear: keep it where only you can read, and look at what it marks."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say of whom, to where, and who asks."""
        parser.add_argument("id", help="the person: their number, or their id")
        parser.add_argument(
            "--out",
            metavar="FILE",
            type=Path,
            required=True,
            help="where to write: .json, .html, .docx, or else a zip archive of all with the files",
        )
        parser.add_argument("--by", metavar="EMAIL", default="", help="who answers the request")

    def handle(self, *args: Any, **options: Any) -> None:
        """Gather it, write it, and leave a row in the trail."""
        subject, by = subject_of(options["id"]), who_acts(options["by"])
        with transaction.atomic():
            gathered = gather(subject, by=by)
            record("subjects.gathered", subject, by=by, records=len(gathered.entries))
            write_answer(gathered, options["out"])
        self.stdout.write(
            f"{len(gathered.entries)} records and {len(gathered.files)} files of {subject} are in "
            f"{options['out']}. To be looked at by a person: {gathered.by_hand}."
        )
