"""`upstander plan_import`."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from upstander.kernel.access.check import may
from upstander.kernel.people.models import User
from upstander.kernel.plan.interchange.commit import commit
from upstander.kernel.plan.interchange.comparison import compare
from upstander.kernel.plan.interchange.directory import Directory
from upstander.kernel.plan.interchange.document import PlanDocument, to_json
from upstander.kernel.plan.interchange.finding import target_of
from upstander.kernel.plan.interchange.wording import sentences, summary, warning_sentence
from upstander.kernel.plan.opening import open_plan

OPERATOR = "system:plan_import"


class Command(BaseCommand):
    """Brings a plan in from a file, whole or not at all."""

    help = (
        "Bring a plan in from a docx, xlsx, pdf, csv, json or txt file: as a new plan, or as "
        "changes to the plan of the same year. All of it is saved or nothing is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, who brings it, and whether only to look."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change, save nothing"
        )
        parser.add_argument("--json", action="store_true", help="print what was read as JSON")
        parser.add_argument("--by", default="", metavar="EMAIL", help="who brings it in")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, say what was read and what changes, and save it unless only asked to look."""
        path: Path = options["file"]
        person = _person(options["by"]) if options["by"] else OPERATOR
        with path.open("rb") as file:
            document = open_plan(file, path.name, _known_names())
        if options["json"]:
            self.stdout.write(json.dumps(to_json(document), ensure_ascii=False, indent=2))
        if options["json"] and options["dry_run"]:
            return
        done = self._bring_in(document, path.name, person, options["dry_run"])
        if not options["json"]:
            self.stdout.write("\n".join(done))

    def _bring_in(
        self, document: PlanDocument, name: str, person: User | str, dry_run: bool
    ) -> list[str]:
        plan = target_of(document)
        changes = compare(document, plan)
        lines = [f"Read {name}: {document.title} ({document.year or 'no year'})."]
        lines += map(warning_sentence, (*document.warnings, *changes.warnings))
        lines += sentences(changes)
        lines.append(summary(changes))
        if dry_run:
            return [*lines, "Nothing was saved: this was only a look."]
        commit(document, plan, by=person, file_name=name, expected=changes.fingerprint)
        saved = "Nothing had to be saved." if plan and changes.nothing else "All of it was saved."
        return [*lines, saved]


def _person(email: str) -> User:
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        raise CommandError(f"Nobody here has the address {email}.")
    if not may(user, "plan.edit"):
        raise CommandError(f"{user} may not change what the plan says.")
    return user


def _known_names() -> tuple[str, ...]:
    try:
        return Directory.load().names
    except DatabaseError:  # reading a file needs no prepared database; saving says what is missing
        return ()
