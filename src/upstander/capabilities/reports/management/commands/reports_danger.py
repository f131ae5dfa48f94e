"""`upstander reports_danger`."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from upstander.capabilities.reports.engine.danger import danger_in
from upstander.kernel.errors import Refused


class Command(BaseCommand):
    """Tries the words of danger on narratives, without keeping any of them."""

    help = "Say of each text in a file whether its writer would be shown 999 at once, and why."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, and --json."""
        parser.add_argument("file", metavar="FILE", help='a line each: {"id": 1, "text": "..."}')
        parser.add_argument("--json", action="store_true", help="answer with a line of JSON each")

    def handle(self, *args: Any, **options: Any) -> None:
        """Judge each line."""
        for row in _rows(Path(options["file"])):
            found = danger_in(row["text"])
            answer = {"id": row["id"], "danger": found.danger, "why": found.sentence}
            if options["json"]:
                self.stdout.write(json.dumps(answer, ensure_ascii=False))
            else:
                shown = "999" if found.danger else "  -"
                self.stdout.write(f"{shown}  {row['id']}  {found.sentence}")


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"{path} cannot be read as text: give a file of JSON lines.") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _read(line, number)


def _read(line: str, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
        return {"id": row["id"], "text": str(row["text"])}
    except (ValueError, TypeError, KeyError) as error:
        raise Refused(f'Line {number} is not like {{"id": 1, "text": "..."}}.') from error
