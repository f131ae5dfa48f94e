"""The answer to somebody who asks what is kept of them: a page, a Word file, data, and files.

The Word file is there to be read and corrected by a person before it leaves.
"""

import io
import json
import os
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from upstander.kernel.documents.report.html import to_page
from upstander.kernel.documents.report.model import (
    Block,
    Callout,
    Cell,
    Closing,
    Column,
    Fact,
    Heading,
    Paragraph,
    Report,
    Row,
    Table,
)
from upstander.kernel.documents.report.word.file import to_docx
from upstander.kernel.errors import Refused
from upstander.kernel.holding import Entry
from upstander.kernel.subjects.gathering import Gathered

READ_FIRST = (
    "This is a draft for whoever answers, and is not handed over. Other people were masked by what "
    "the fields declare, and words in free text that may be names. A person has to decide on each "
    "of the {count} places marked “to look at”; the answer is written from those decisions."
)
DECIDED = (
    "Other people were masked. Somebody has read and decided on what speaks of others as well."
)
NOTHING_TO_LOOK_AT = "Nothing in it is free text or a file, so nothing is left to be looked at."
RIGHTS = (
    "You may ask us to put right what is wrong, to erase it, or to stop using it. If you are not "
    "content with our answer, you may complain to us, and to the Information Commissioner."
)
COLUMNS = (Column("What", 1), Column("What we hold", 3))


def report_of(gathered: Gathered) -> Report:
    """Set all that is kept of a person out as a document."""
    count = gathered.by_hand
    words = READ_FIRST.format(count=count) if count else NOTHING_TO_LOOK_AT
    heading = "Draft: not to be handed over" if count else "Before this is handed over"
    blocks: list[Block] = [Callout(heading, DECIDED if gathered.decided else words)]
    for entry in gathered.entries:
        blocks += _blocks(entry)
    return Report(
        title="What is kept about you",
        blocks=(*blocks, Heading(1, "Your rights"), Paragraph(RIGHTS)),
        facts=(
            Fact("Of", gathered.person),
            Fact("Records", f"{len(gathered.entries)}"),
            Fact("Files", f"{len(gathered.files)}"),
        ),
        closing=Closing("Upstander", gathered.on),
    )


def _blocks(entry: Entry) -> list[Block]:
    title = f"{entry.title} ({entry.record})"
    rows = tuple(Row((Cell(name, heads=True), Cell(said))) for name, said in entry.facts)
    blocks: list[Block] = [Heading(1, title)]
    if rows:
        blocks.append(Table(title, COLUMNS, rows, shows_caption=False))
    if entry.by_hand:
        blocks.append(Callout("To look at", "\n".join(f"• {line}" for line in entry.by_hand)))
    return blocks


def as_json(gathered: Gathered) -> bytes:
    """Write it as data."""
    said = {
        "of": gathered.person,
        "on": gathered.on.isoformat(),
        "draft": bool(gathered.by_hand),
        "records": [_entry_as_data(entry) for entry in gathered.entries],
        "files": [file.name for file in gathered.files],
    }
    return json.dumps(said, indent=2, ensure_ascii=False).encode()


def _entry_as_data(entry: Entry) -> dict[str, Any]:
    """Give what an entry shows; the words that somebody decides on are left out."""
    said = asdict(entry)
    del said["places"]
    return said


def as_page(gathered: Gathered) -> bytes:
    """Write it as one page."""
    return to_page(report_of(gathered)).encode()


def as_word(gathered: Gathered) -> bytes:
    """Write it as a Word file."""
    return to_docx(report_of(gathered))


def as_zip(gathered: Gathered) -> bytes:
    """Write all forms of it, and the files, into one archive."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("answer.html", as_page(gathered))
        archive.writestr("answer.docx", as_word(gathered))
        archive.writestr("answer.json", as_json(gathered))
        for file in gathered.files:
            archive.writestr(f"files-to-look-at/{file.name}", file.content())
    return out.getvalue()


FORMS: dict[str, Callable[[Gathered], bytes]] = {
    ".json": as_json,
    ".html": as_page,
    ".docx": as_word,
}


def write_answer(gathered: Gathered, path: Path) -> None:
    """Write it to a file that its owner alone can read: by its ending, else all in a zip archive.

    Raises `Refused` where there is a file of that name, or no folder to put it in.
    """
    write_private(FORMS.get(path.suffix.lower(), as_zip)(gathered), path)


def write_private(content: bytes, path: Path) -> None:
    """Write a new file that its owner alone can read; raises `Refused` where it cannot be made."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise Refused(f"{path} is there already. Name another file.") from error
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}.") from error
    with os.fdopen(handle, "wb") as file:
        file.write(content)
