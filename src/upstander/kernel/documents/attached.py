"""Which files may stand beside a record, and how they are kept and given out.

What a file is called proves nothing, so its content is looked at. It is kept under a random name
and only ever handed out as a download.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any
from zipfile import BadZipFile, ZipFile

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.http import FileResponse, Http404
from django.utils.text import slugify

from upstander.kernel.errors import Refused

MEGABYTE = 1024 * 1024
LARGEST = 10 * MEGABYTE
OFFICE = "application/vnd.openxmlformats-officedocument"
HEAD = 16  # bytes that tell most kinds apart
LONGEST_TITLE = 200


class NotAttachable(Refused):
    """A file that cannot stand beside a record."""


@dataclass(frozen=True)
class Kind:
    """One kind of file: what people call it, what browsers call it, how it is known."""

    name: str
    content_type: str
    holds: Callable[[File], bool]


def kind_of(file: File) -> str:
    """Find what a file is by its content and give its suffix; raises `NotAttachable`."""
    suffix = PurePath(file.name or "").suffix.lower()
    suffix = {".jpeg": ".jpg"}.get(suffix, suffix)
    if file.size > LARGEST:
        raise NotAttachable("The file is larger than 10 MB. Send a smaller one, or a link to it.")
    if suffix not in KINDS:
        raise NotAttachable("Only PDF, Word (docx), Excel (xlsx), JPG and PNG files can be added.")
    if not KINDS[suffix].holds(file):
        name = KINDS[suffix].name
        raise NotAttachable(
            f"The file is called {suffix} but is not {name}. Save it again as {name} and choose it."
        )
    return suffix


def under_random_name(file: File) -> File:
    """Give the file a name that nobody can guess, with the suffix of what it really is."""
    return File(file.file, name=f"{secrets.token_hex(16)}{kind_of(file)}")


def title_of(file: File) -> str:
    """Make a title of what the sender called the file."""
    return PurePath(file.name or "").name[-LONGEST_TITLE:]


def hand_out(item: Any, name: str = "file") -> FileResponse:
    """Give a kept file as a download; `item` has a `title` and a `file`.

    Raises Http404 where the file is no longer there. `name` is for a title without letters.
    """
    try:
        content = item.file.open("rb")
    except (FileNotFoundError, ValueError) as error:
        raise Http404("the file is not here") from error
    suffix = PurePath(str(item.file.name)).suffix
    answer = FileResponse(
        content,
        as_attachment=True,
        filename=f"{slugify(PurePath(item.title).stem) or name}{suffix}",
        content_type=KINDS[suffix].content_type if suffix in KINDS else "application/octet-stream",
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


class AttachedField(forms.FileField):
    """Takes a file of a known kind, and gives it under a random name."""

    default_error_messages = {"empty": "The file is empty. Choose another"}  # noqa: RUF012

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Look at what the file is, not at what it is called."""
        file = super().clean(data, initial)
        try:
            return under_random_name(file) if file else file
        except NotAttachable as error:
            raise ValidationError(error.message, code="kind") from error


def _begins(*signatures: bytes) -> Callable[[File], bool]:
    def begins(file: File) -> bool:
        file.seek(0)
        head = file.read(HEAD)
        file.seek(0)
        return head.startswith(signatures)

    return begins


def _archive_with(part: str) -> Callable[[File], bool]:
    def holds(file: File) -> bool:
        file.seek(0)
        try:
            names = ZipFile(file).namelist()
        except (BadZipFile, ValueError, OSError, NotImplementedError):
            return False
        finally:
            file.seek(0)
        if any(name.endswith("vbaProject.bin") for name in names):
            raise NotAttachable("The document holds macros. Save it without them, then choose it.")
        return "[Content_Types].xml" in names and part in names

    return holds


KINDS = {
    ".pdf": Kind("a PDF", "application/pdf", _begins(b"%PDF-")),
    ".docx": Kind(
        "a Word document",
        f"{OFFICE}.wordprocessingml.document",
        _archive_with("word/document.xml"),
    ),
    ".xlsx": Kind(
        "an Excel workbook", f"{OFFICE}.spreadsheetml.sheet", _archive_with("xl/workbook.xml")
    ),
    ".jpg": Kind("a JPG picture", "image/jpeg", _begins(b"\xff\xd8\xff")),
    ".png": Kind("a PNG picture", "image/png", _begins(b"\x89PNG\r\n\x1a\n")),
}
