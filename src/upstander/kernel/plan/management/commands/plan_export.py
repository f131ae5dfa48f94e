"""`upstander plan_export`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from upstander.kernel.plan.changes import note_download
from upstander.kernel.plan.interchange.finding import plan_of_year
from upstander.kernel.plan.interchange.gathering import document_of
from upstander.kernel.plan.interchange.writing import WRITERS, write_document


class Command(BaseCommand):
    """Writes the whole plan to a file."""

    help = (
        "Write the whole plan to FILE as csv, xlsx or json, so that plan_import reads it back "
        "without loss. Without FILE it goes to the screen."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, its format and the plan's year."""
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE")
        parser.add_argument(
            "--format", choices=list(WRITERS), help="default: by FILE's suffix, or csv"
        )
        parser.add_argument("--plan", default="", metavar="YEAR", help="default: the plan in force")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file and note in the trail that the plan went out."""
        path: Path | None = options["file"]
        form = options["format"] or (path.suffix[1:].lower() if path else "csv")
        if path is None and form == "xlsx":
            raise CommandError("Name a file: a workbook cannot be shown on the screen.")
        plan = plan_of_year(options["plan"])
        document = document_of(plan)
        content = write_document(document, form)
        with transaction.atomic():
            note_download(plan, form=form, by="system:plan_export")
            if path:
                path.write_bytes(content)
        if path:
            self.stdout.write(f"Wrote {len(document.actions)} actions of {plan.title} to {path}.")
        else:
            self.stdout.write(content.decode(), ending="")
