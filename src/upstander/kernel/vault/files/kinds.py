"""Which files a record can hold, told by what is in them, never by what they are called."""

from collections.abc import Callable
from dataclasses import dataclass

from upstander.kernel.errors import Refused

MEGABYTE = 1024 * 1024
HEAD = 64  # bytes that tell the kinds apart
SOUND_BRANDS = (b"M4A ", b"M4B ", b"mp42", b"mp41", b"isom", b"iso2", b"3gp4", b"3gp5")


class NotStored(Refused):
    """A file that a record cannot hold; the sentence says why and what to do."""


@dataclass(frozen=True)
class Kind:
    """One kind of file: its ending, what people call it, how large it may be, how it begins."""

    code: str
    title: str
    most: int
    begins: Callable[[bytes], bool]


def gettext_noop(sentence: str) -> str:
    """Mark a sentence for the translators. The child that reads files loads no framework."""
    return sentence


def kind_of(head: bytes) -> Kind:
    """Find what a file is by its first bytes; raises `NotStored`."""
    for kind in KINDS.values():
        if kind.begins(head):
            return kind
    if head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"hevc"):
        raise NotStored(HEIC)
    raise NotStored(ACCEPTED)


def within(kind: Kind, size: int) -> None:
    """Refuse a file that is larger than its kind may be."""
    if size > kind.most:
        raise NotStored(TOO_LARGE[kind.most // MEGABYTE])


def _begins(*signatures: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(signatures)


def _is_mp3(head: bytes) -> bool:
    sync = len(head) > 2 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2
    return head.startswith(b"ID3") or sync


KINDS = {
    kind.code: kind
    for kind in (
        Kind("jpg", "a JPEG photograph", 20 * MEGABYTE, _begins(b"\xff\xd8\xff")),
        Kind("png", "a PNG picture", 20 * MEGABYTE, _begins(b"\x89PNG\r\n\x1a\n")),
        Kind(
            "webp",
            "a WebP picture",
            20 * MEGABYTE,
            lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP",
        ),
        Kind("pdf", "a PDF document", 20 * MEGABYTE, _begins(b"%PDF-")),
        Kind(
            "wav",
            "a WAV recording",
            40 * MEGABYTE,
            lambda head: head[:4] == b"RIFF" and head[8:12] == b"WAVE",
        ),
        Kind(
            "m4a",
            "an M4A recording",
            40 * MEGABYTE,
            lambda head: head[4:8] == b"ftyp" and head[8:12] in SOUND_BRANDS,
        ),
        Kind("mp3", "an MP3 recording", 40 * MEGABYTE, _is_mp3),
    )
}
LARGEST = max(kind.most for kind in KINDS.values())
ACCEPTED = gettext_noop(
    "A record can hold JPEG, PNG and WebP pictures, PDF documents, and MP3, M4A and WAV "
    "recordings. This file is none of them inside."
)
HEIC = gettext_noop(
    "This is a HEIC photograph, which we cannot keep. On an iPhone choose Settings, Camera, "
    "Formats, Most Compatible. Or send it to yourself as a JPEG, and add that."
)
TOO_LARGE = {
    20: gettext_noop("The file is too large: this kind may have 20 MB. Send a smaller one."),
    40: gettext_noop("The file is too large: this kind may have 40 MB. Send a smaller one."),
}
FAILED = gettext_noop(
    "The file is damaged, or holds more than such a file does. Save it again and add that."
)
