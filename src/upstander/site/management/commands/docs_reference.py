"""`upstander docs_reference`: write the reference from what the product declares."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand

from upstander.site.environment import CHECKOUT
from upstander.site.reference import pages


class Command(BaseCommand):
    """Writes docs/reference, or tells whether it is up to date."""

    help = "Write docs/reference from what the product declares."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say where to write, or only to look."""
        parser.add_argument(
            "--to",
            type=Path,
            default=CHECKOUT / "docs" / "reference",
            metavar="FOLDER",
            help="write into this folder instead",
        )
        parser.add_argument(
            "--check", action="store_true", help="write nothing; exit 1 if a page is out of date"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the pages that differ, or name them."""
        folder, written = options["to"], pages()
        stale = [name for name, text in written.items() if _read(folder / name) != text]
        if options["check"]:
            if stale:
                self.stderr.write(f"Out of date: {', '.join(stale)}. Run: upstander docs_reference")
                raise SystemExit(1)
            return
        folder.mkdir(parents=True, exist_ok=True)
        for name in stale:
            (folder / name).write_text(written[name], encoding="utf-8")
        self.stdout.write(f"{len(stale)} of {len(written)} pages written anew.")


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
