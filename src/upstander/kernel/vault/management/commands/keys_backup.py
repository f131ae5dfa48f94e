"""`upstander keys_backup`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from upstander.kernel.audit.record import record
from upstander.kernel.vault.keys.backups import back_up_keys, refuse_beside_data
from upstander.kernel.vault.keys.store import store

RECORD = "vault.keys"


class Command(BaseCommand):
    """Writes a backup of the keys, sealed under the master key."""

    help = (
        "Write a backup of the keys into a folder apart from the data, sealed under the master "
        "key. It lives for 30 days; older ones in the folder are removed."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder."""
        parser.add_argument("folder", type=Path, help="where to, best on another machine")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it, and say where it is and until when it lives."""
        folder = options["folder"].expanduser().resolve()
        refuse_beside_data(folder)
        path, ends = back_up_keys(store(), folder)
        with transaction.atomic():
            record("vault.keys_backed_up", RECORD, by="system:keys_backup", until=ends)
        self.stdout.write(
            f"{path} lives until {ends:%d %B %Y}. It opens with the master key alone."
        )
