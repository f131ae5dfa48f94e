"""`upstander work`."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from upstander.kernel.jobs.work import Work

GIVES_WAY = 10  # work may take its time: whoever waits for a page comes first


class Command(BaseCommand):
    """Does the background work until it is stopped."""

    help = "Do the background work: schedules each minute, queued tasks between. Stop with Ctrl+C."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --until-idle."""
        parser.add_argument(
            "--until-idle", action="store_true", help="stop when nothing is left to do"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Work."""
        work = Work()
        if not options["until_idle"]:
            os.nice(GIVES_WAY)
        work.listen()
        work.run(until_idle=options["until_idle"])
