"""Pure functions: minutes as a document."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from upstander.kernel.documents.report.model import Block, Bullets, Heading, Paragraph, Run
from upstander.kernel.groups.attending import attendance_blocks


def minutes_blocks(minutes: Mapping[str, Any], level: int = 1) -> list[Block]:
    """Lay minutes out: who was there, what was sent, then each item with what came of it."""
    found = attendance_blocks(minutes)
    for number, item in enumerate(minutes["items"], start=1):
        found.append(Heading(level, item["title"], label=str(number)))
        found += [Paragraph(item["notes"])] if item["notes"] else []
        outcomes = tuple((Run(f"{k}: ", strong=True), Run(text)) for k, text in item["outcomes"])
        found += [Bullets(outcomes)] if outcomes else []
    return found


def day(on: date) -> str:
    """Write a day as agendas and minutes do."""
    return f"{on.day} {on:%B %Y}"
