"""`upstander plan_show`."""

import json
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from upstander.kernel.plan.interchange.document import PlanDocument, to_json
from upstander.kernel.plan.interchange.finding import plan_of_year
from upstander.kernel.plan.interchange.gathering import document_of
from upstander.kernel.plan.interchange.text import short
from upstander.kernel.plan.status import DENSE_WORDS, Status

WIDTH = max(len(words) for words in DENSE_WORDS.values())


class Command(BaseCommand):
    """Shows the plan on the screen."""

    help = "Show the plan: a line for each action with its status, number and words."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the plan's year."""
        parser.add_argument("--plan", default="", metavar="YEAR", help="default: the plan in force")
        parser.add_argument("--json", action="store_true", help="print the whole plan as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Show it."""
        document = document_of(plan_of_year(options["plan"]))
        if options["json"]:
            self.stdout.write(json.dumps(to_json(document), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(_lines(document)))


def _lines(document: PlanDocument) -> Iterator[str]:
    yield f"{document.title} ({document.year})"
    for theme in document.themes:
        yield f"\nTheme {theme.number}: {theme.title}"
        for objective in theme.objectives:
            yield f"  {objective.number}. {short(objective.title)}"
            for action in objective.actions:
                word = DENSE_WORDS[Status(action.status)] if action.status else "No update"
                due = f" (due {action.due})" if action.due else ""
                yield f"    {word:<{WIDTH}}  {action.reference:<5} {short(action.text)}{due}"
