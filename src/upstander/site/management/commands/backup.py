"""`upstander backup`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand
from django.db import connection, transaction

from upstander.kernel.audit.record import record
from upstander.kernel.errors import Refused
from upstander.kernel.vault.keys.backups import NAME as KEY_BACKUPS
from upstander.site.backups.container import passphrase_from
from upstander.site.backups.making import back_up

RECORD = "site.backed_up"


class Command(BaseCommand):
    """Writes the data into one sealed file, while everybody goes on working."""

    help = (
        "Write database, files and anchors into one file, sealed under a passphrase, while work "
        "goes on. It holds no key of the vault: run keys_backup for those, to another place."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, and from where the passphrase comes."""
        parser.add_argument("file", type=Path, help="the file to write")
        parser.add_argument(
            "--passphrase-file", type=Path, metavar="FILE", help="read the passphrase from a file"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it, and say what is in it."""
        passphrase = passphrase_from(options["passphrase_file"], twice=True)
        path = options["file"].expanduser().resolve()
        if any(path.parent.glob(KEY_BACKUPS.format("*"))):
            raise Refused(f"{path.parent} holds backups of keys. Data go to another place.")
        manifest = back_up(Path(settings.HOME), connection, path, passphrase)
        with transaction.atomic():
            record(
                "site.backed_up", "installation:backup", by="system:backup", rows=manifest.sequence
            )
        rows = sum(count for count, _ in manifest.tables.values())
        self.stdout.write(
            f"{path} holds {rows:,} rows of {len(manifest.tables)} tables and "
            f"{len(manifest.files):,} files, {path.stat().st_size / 1_000_000:,.1f} MB. "
            "The keys are not in it: upstander keys_backup FOLDER"
        )
