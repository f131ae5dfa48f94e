"""`upstander init`: make an installation, or bring one up to date."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand

from upstander.kernel.errors import Refused
from upstander.site.firsts import first_administrator
from upstander.site.preparing import is_prepared, prepare


class Command(BaseCommand):
    """Makes folders, keys, tables and lists; running it again does no harm."""

    help = "Make an installation, or bring one up to date; safe to repeat."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say whose installation it is and who looks after it."""
        parser.add_argument("--demo", action="store_true", help="make it a demonstration")
        parser.add_argument("--borough", help="whose partnership this is, such as Merton")
        parser.add_argument("--administrator", metavar="EMAIL", help="the first administrator")
        parser.add_argument("--name", help="the administrator's full name")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare the home, then invite the administrator where one is named."""
        if bool(options["administrator"]) != bool(options["name"]):
            raise Refused("Give --administrator EMAIL and --name NAME together.")
        if is_prepared():
            self.stdout.write(f"{settings.HOME} is up to date.")
        else:
            prepare(self.stdout.write)
            self.stdout.write(f"{settings.HOME} is ready.")
        if options["administrator"]:
            link = first_administrator(options["administrator"], options["name"])
            self.stdout.write("This link sets the administrator's password. It works once:")
            self.stdout.write(link)
