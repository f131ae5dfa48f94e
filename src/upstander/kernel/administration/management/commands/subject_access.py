"""`upstander subject_access`."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from upstander.kernel.administration.finding_people import subject_of, who_acts
from upstander.kernel.administration.subject_answer import write_answer, write_private
from upstander.kernel.audit.record import record
from upstander.kernel.errors import Refused
from upstander.kernel.subjects.deciding import as_review, decided, places_of, read_decisions
from upstander.kernel.subjects.gathering import Gathered, gather
from upstander.kernel.subjects.models import Subject


class Command(BaseCommand):
    """Gathers everything that is kept of one person."""

    help = (
        "Gather everything that is kept of one person, with other people masked. Where free text "
        "or files may speak of others, what is written is a draft until somebody has decided on "
        "each place. All files are in the clear: keep them where only you can read."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say of whom, to where, who asks, and what was decided."""
        parser.add_argument("id", help="the person: their number, or their id")
        parser.add_argument(
            "--out",
            metavar="FILE",
            type=Path,
            help="where to write: .json, .html, .docx, or else a zip archive of all with the files",
        )
        parser.add_argument(
            "--review",
            metavar="FILE",
            type=Path,
            help="write the places that somebody has to decide on, to be read and filled in",
        )
        parser.add_argument(
            "--decisions", metavar="FILE", type=Path, help="what was decided: the filled-in review"
        )
        parser.add_argument("--by", metavar="EMAIL", default="", help="who answers the request")

    def handle(self, *args: Any, **options: Any) -> None:
        """Gather it, write what was asked for, and leave a row in the trail."""
        if bool(options["out"]) == bool(options["review"]):
            raise Refused(
                "Say where to write: the answer with --out, or --review for what to read."
            )
        subject, by = subject_of(options["id"]), who_acts(options["by"])
        with transaction.atomic():
            gathered = gather(subject, by=by)
            if options["review"]:
                self._review(subject, gathered, options["review"], by)
            else:
                self._answer(subject, gathered, options, by)

    def _review(self, subject: Subject, gathered: Gathered, path: Path, by: Any) -> None:
        count = len(places_of(gathered))
        record("subjects.gathered", subject, by=by, records=count, **{"as": "review"})
        written = json.dumps(as_review(gathered), indent=2, ensure_ascii=False)
        write_private(written.encode(), path)
        self.stdout.write(f"{count} places of {subject} are in {path}, to be read and filled in.")

    def _answer(
        self, subject: Subject, gathered: Gathered, options: dict[str, Any], by: Any
    ) -> None:
        if options["decisions"]:
            gathered = _decided(subject, gathered, options, by)
        form = "draft" if gathered.by_hand else "answer"
        count = len(gathered.entries)
        record("subjects.gathered", subject, by=by, records=count, **{"as": form})
        write_answer(gathered, options["out"])
        self.stdout.write(
            f"{count} records and {len(gathered.files)} files of {subject} are in "
            f"{options['out']}. To be looked at by a person: {gathered.by_hand}."
        )
        if gathered.by_hand:
            self.stdout.write("This is a draft, not to be handed over: see --review.")


def _decided(subject: Subject, gathered: Gathered, options: dict[str, Any], by: Any) -> Gathered:
    """Make the answer of what somebody decided, who has to be named."""
    if not options["by"]:
        raise Refused("Say with --by who has decided what is handed over.")
    try:
        filled = json.loads(options["decisions"].read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Refused(f"{options['decisions']} cannot be read as decisions.") from error
    decisions = read_decisions(filled)
    answer = decided(gathered, decisions)
    left_out = sum(not each.release for each in decisions.values())
    record("subjects.answer_decided", subject, by=by, places=len(decisions), left_out=left_out)
    return answer
