"""Recordings, without titles, places, names of devices and moments. Nothing is encoded anew."""

from collections.abc import Iterator

from upstander.kernel.vault.files.kinds import NotStored

DAMAGED = "The recording is damaged. Save it again, or in another format, and add that."
KEPT_OF_WAV = (b"fmt ", b"fact", b"data")
HOLDERS = (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"dinf", b"moof", b"traf")
TELLING = (b"udta", b"meta", b"uuid", b"free", b"skip", b"wide")
DATED = (b"mvhd", b"tkhd", b"mdhd")


def clean_mp3(content: bytes) -> bytes:
    """Cut off the tags before and after the sound."""
    while content[:3] == b"ID3" and len(content) > 10:
        size = sum(byte << shift for byte, shift in zip(content[6:10], (21, 14, 7, 0), strict=True))
        content = content[10 + size + (10 if content[5] & 0x10 else 0) :]
    if content[-128:-125] == b"TAG":
        content = content[:-128]
    if content[-32:-24] == b"APETAGEX":
        size = int.from_bytes(content[-20:-16], "little") + 32 * (content[-9] >> 7)  # its head
        content = content[:-size] if size < len(content) else b""
    if len(content) < 4 or content[0] != 0xFF or content[1] & 0xE0 != 0xE0:
        raise NotStored(DAMAGED)
    return content


def clean_wav(content: bytes) -> bytes:
    """Keep the sound and what is needed to play it."""
    kept, place = bytearray(), 12
    while place + 8 <= len(content):
        name, size = (
            content[place : place + 4],
            int.from_bytes(content[place + 4 : place + 8], "little"),
        )
        end = min(place + 8 + size, len(content))
        if name in KEPT_OF_WAV:
            body = content[place + 8 : end]
            kept += name + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) % 2)
        place = end + size % 2
    if b"fmt " not in kept or b"data" not in kept:
        raise NotStored(DAMAGED)
    return b"RIFF" + (len(kept) + 4).to_bytes(4, "little") + b"WAVE" + bytes(kept)


def clean_m4a(content: bytes) -> bytes:
    """Empty the parts that tell something, where they stand: pointers stay true."""
    cleaned = bytearray(content)
    for name, start, end in _boxes(content, 0, len(content)):
        if name in TELLING:
            cleaned[start - 4 : start] = b"free"
            cleaned[start:end] = bytes(end - start)
        elif name in DATED:
            width = 16 if content[start] == 1 else 8  # version 1 writes longer moments
            cleaned[start + 4 : start + 4 + width] = bytes(width)
        elif name == b"hdlr" and content[start + 8 : start + 12] == b"vide":
            raise NotStored("This is a film. A record can hold pictures and sound; add those.")
        elif name == b"hdlr":
            cleaned[start + 24 : end] = bytes(end - start - 24)
    return bytes(cleaned)


def _boxes(content: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Walk through the parts: the name of each, and where its content begins and ends."""
    while start + 8 <= end:
        size, name = (
            int.from_bytes(content[start : start + 4], "big"),
            content[start + 4 : start + 8],
        )
        head = 8
        if size == 1:
            size, head = int.from_bytes(content[start + 8 : start + 16], "big"), 16
        elif size == 0:
            size = end - start
        if size < head or start + size > end:
            raise NotStored(DAMAGED)
        yield name, start + head, start + size
        if name in HOLDERS:
            yield from _boxes(content, start + head, start + size)
        start += size
