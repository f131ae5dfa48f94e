"""A letter: what one message says, and to whom. Whole in memory only; elsewhere it is sealed."""

import base64
import json
import re
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from upstander.kernel.errors import Refused
from upstander.kernel.outbox.ways import EMAIL
from upstander.kernel.vault.sealing import fingerprint, place, seal, unseal

PURPOSE = ("outbox.message", "letter")
NUMBER = re.compile(r"\+?[0-9]{10,15}")
NAME = re.compile(r"[\w][\w .()-]{0,79}")
TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+(; *[a-z]+=[A-Za-z0-9-]+)*")
FOLD = re.compile(r"\r?\n[ \t]")  # within a line of a calendar (RFC 5545, 3.1)
MOST_BYTES = 1_000_000  # of all attachments together: what is larger stays behind a sign-in


@dataclass(frozen=True)
class Attachment:
    """A small file that goes with an email, such as an entry for a calendar."""

    name: str
    content: bytes = field(repr=False)
    type: str = "application/octet-stream"


@dataclass(frozen=True)
class Recipient:
    """An address, and the key of the record that it belongs to, by which the trail names it."""

    address: str = field(repr=False)
    record: str = ""


@dataclass(frozen=True)
class Letter:
    """One message as it leaves. `reference` tells it from all others and says nothing."""

    reference: str
    channel: str
    to: str = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)
    html: str = field(default="", repr=False)
    attachments: tuple[Attachment, ...] = field(default=(), repr=False)

    @property
    def texts(self) -> list[str]:
        """Give all that can be read in it as text, entries for calendars with whole lines."""
        files = [each for each in self.attachments if each.type.startswith("text/")]
        whole = [each.content.decode(errors="replace") for each in files]
        return [self.subject, self.text, self.html, *(FOLD.sub("", text) for text in whole)]


def sealed(letter: Letter) -> str:
    """Lock a letter for its row, and for no other."""
    values = asdict(letter)
    for attachment in values["attachments"]:
        attachment["content"] = base64.b64encode(attachment["content"]).decode("ascii")
    return seal(json.dumps(values, ensure_ascii=False).encode(), _purpose(letter.reference))


def opened(text: str, reference: str) -> Letter:
    """Open a row's letter; raises `Unsealable` where it was sealed for another row."""
    values: dict[str, Any] = json.loads(unseal(text, _purpose(reference)))
    attachments = tuple(
        Attachment(each["name"], base64.b64decode(each["content"]), each["type"])
        for each in values.pop("attachments")
    )
    return Letter(**values, attachments=attachments)


def mark_of(letter: Letter) -> str:
    """Give the code by which a copy of a letter is known again once the letter is gone."""
    parts = [letter.to, letter.subject, letter.text, letter.html]
    files = [each.name.encode() + b"\0" + each.content for each in letter.attachments]
    return fingerprint(b"\0".join([*map(str.encode, parts), *files]), PURPOSE[0])


def address_of(channel: str, written: str) -> str:
    """Put an address into shape; '' where nothing can be sent to it."""
    if channel == EMAIL:
        return written.strip() if _is_email(written.strip()) else ""
    digits = re.sub(r"[ ()-]", "", written)
    return digits if NUMBER.fullmatch(digits) else ""


def masked(channel: str, address: str) -> str:
    """Show so much of an address that a colleague can tell whether it is the right one."""
    if channel != EMAIL:
        return f"•••{address[-3:]}"
    local, _, domain = address.rpartition("@")
    return f"{local[:1] if len(local) > 2 else ''}•••@{domain}"


def check_attachments(attachments: tuple[Attachment, ...]) -> None:
    """Refuse files that are too large for a message or whose name would break its head."""
    if sum(len(each.content) for each in attachments) > MOST_BYTES:
        raise Refused("The files are too large for a message. Send a link to them instead.")
    for each in attachments:
        if not NAME.fullmatch(each.name) or not TYPE.fullmatch(each.type):
            raise Refused("A file has a name that a message cannot carry. Use letters and digits.")


def _is_email(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True


def _purpose(reference: str) -> str:
    table, name = PURPOSE
    return place(table, reference, name)
