"""`upstander plan_export`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from upstander.kernel.plan.changes import note_download
from upstander.kernel.plan.interchange.finding import plan_of_year
from upstander.kernel.plan.printing.forms import FORMS, write_plan


class Command(BaseCommand):
    """Writes the whole plan to a file."""

    help = (
        "Write the whole plan to FILE: as docx, pdf, xlsx, csv, txt or json, which plan_import "
        "reads back without loss; as html; or its due dates as ics. Without FILE it goes to the "
        "screen."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, its format and the plan's year."""
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE")
        parser.add_argument(
            "--format",
            choices=list(FORMS),
            help="default: by FILE's suffix, or csv; layout is an Excel workbook laid out as the "
            "document, xlsx is one with a row for each action",
        )
        parser.add_argument("--plan", default="", metavar="YEAR", help="default: the plan in force")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file and note in the trail that the plan went out."""
        path: Path | None = options["file"]
        form = options["format"] or (path.suffix[1:].lower() if path else "csv")
        if form not in FORMS:
            raise CommandError(f"Say in which form, with --format: {', '.join(FORMS)}.")
        if path is None and not FORMS[form].shown_on_a_screen:
            raise CommandError(f"Name a file: {form} cannot be shown on the screen.")
        plan = plan_of_year(options["plan"])
        written = write_plan(plan, form)
        with transaction.atomic():
            note_download(plan, form=form, by="system:plan_export")
            if path:
                path.write_bytes(written.content)
        if path:
            self.stdout.write(f"Wrote {written.actions} actions of {plan.title} to {path}.")
        else:
            self.stdout.write(written.content.decode(), ending="")
