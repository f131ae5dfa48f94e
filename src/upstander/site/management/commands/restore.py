"""`upstander restore`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand
from django.db import connection

from upstander.site.backups.container import passphrase_from
from upstander.site.backups.restoring import explain, restore
from upstander.site.beginning import make_home


class Command(BaseCommand):
    """Brings a backup back into an empty home, proven whole first."""

    help = (
        "Bring a backup of the data back into an empty home. Restore the keys first "
        "(keys_restore). Nothing is put in its place unless all of it is whole."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, and from where the passphrase comes."""
        parser.add_argument("file", type=Path, help="the backup")
        parser.add_argument(
            "--passphrase-file", type=Path, metavar="FILE", help="read the passphrase from a file"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore, and say what is back and what to do next."""
        home = Path(settings.HOME)
        make_home(home)
        passphrase = passphrase_from(options["passphrase_file"])
        manifest = restore(home, connection, options["file"], passphrase)
        emptied = explain(manifest)
        self.stdout.write(
            f"The data of {manifest.made_at} are back: {manifest.sequence:,} rows of the trail and "
            f"{len(manifest.files):,} files, all whole. What was written since then is gone, and "
            "the trail says so."
        )
        if emptied:
            self.stdout.write(f"{emptied:,} records erased since then were emptied again.")
        self.stdout.write("Next: upstander init, then upstander doctor.")
