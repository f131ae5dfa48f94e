"""`upstander run`: prepare what is missing, then serve."""

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand

from upstander.kernel.vault.keys.status import check_keys
from upstander.site import beginning, demonstration, loading, preparing, serving


class Command(BaseCommand):
    """Starts the web server and the background work, and stops both cleanly."""

    help = "Serve the product; prepares the installation first where needed."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what to open, and where."""
        parser.add_argument("--demo", action="store_true", help="open the demonstration")
        parser.add_argument(
            "--plan",
            metavar="FILE",
            help="a plan to open it on (docx, xlsx, pdf, csv, json or txt)",
        )
        parser.add_argument("--host", default=beginning.LOOPBACK, help="address to listen at")
        parser.add_argument(
            "--port", type=_port, default=beginning.PORT, help="port to listen at (8000)"
        )
        parser.add_argument("--workers", type=_workers, default=2, help="web processes (2)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, check, serve until told to stop."""
        serving.check_port(options["host"], options["port"])
        if not preparing.is_prepared():
            preparing.prepare(self._say)
        demonstration.check_installation()
        check_keys()
        if settings.DEMO:
            loading.load_once(self._say)
        serving.serve(
            host=options["host"],
            port=options["port"],
            workers=options["workers"],
            welcome=self._welcome,
        )

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _welcome(self) -> None:
        self._say(f"\nUpstander is at {settings.ADDRESS}/")
        if settings.DEMO:
            self._say(f"Step in as anybody: {settings.ADDRESS}/demo/")
            self._say("This is a demonstration: people, updates and meetings are invented.")
        self._say("Stop it with Ctrl-C.")


def _port(written: str) -> int:
    if not written.isdecimal() or not 0 < int(written) < 65_536:
        raise ArgumentTypeError(f"a port is a number from 1 to 65535, not {written}")
    return int(written)


def _workers(written: str) -> int:
    if not written.isdecimal() or not 0 < int(written) <= 64:
        raise ArgumentTypeError(f"give a number of web processes from 1 to 64, not {written}")
    return int(written)
