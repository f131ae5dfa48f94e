"""`upstander keys_restore`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from upstander.kernel.audit.record import record
from upstander.kernel.audit.walk import TABLE
from upstander.kernel.vault.keys.backups import restore_keys
from upstander.kernel.vault.keys.store import store


class Command(BaseCommand):
    """Brings back keys from a backup; those of erased records stay gone."""

    help = (
        "Bring back the keys of a backup that are missing here. The master key has to be in its "
        "place first. Keys of records that were erased since stay gone."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path, help="the backup of keys")

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore, and say how many in the trail too, unless the data are yet to come back."""
        count = restore_keys(store(), options["file"])
        if TABLE in connection.introspection.table_names():
            with transaction.atomic():
                record("vault.keys_restored", "vault.keys", by="system:keys_restore", count=count)
        self.stdout.write(f"{count:,} keys were missing here and are back.")
