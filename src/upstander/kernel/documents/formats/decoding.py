"""Bytes as text: UTF-8, UTF-16 and the Windows code page, even where one file mixes two."""

import codecs

from upstander.kernel.documents.limits import NotRead
from upstander.kernel.documents.model import Note

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
NOT_TEXT = "The file is not text. Save it again as {form}, and bring that in."


def decoded(content: bytes, form: str) -> tuple[str, list[Note]]:
    """Read bytes as text, with a note where the encoding changes half way; or raise NotRead."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _whole(content, encoding, form), []
    unmarked = _unmarked_utf_16(content)
    if unmarked:
        return _whole(content, unmarked, form), []
    if b"\0" in content:
        raise NotRead(NOT_TEXT.format(form=form))
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError:
        return _line_by_line(content, form)


def _whole(content: bytes, encoding: str, form: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeError as error:
        raise NotRead(NOT_TEXT.format(form=form)) from error
    if "\0" in text:
        raise NotRead(NOT_TEXT.format(form=form))
    return text


def _unmarked_utf_16(content: bytes) -> str:
    """Recognise UTF-16 without its mark: in western text every other byte is nothing."""
    sample = content[:2_000]
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        nothing, something = sample[start::2], sample[1 - start :: 2]
        if len(nothing) > 3 and nothing.count(0) > 0.7 * len(nothing) and 0 not in something:
            return encoding
    return ""


def _line_by_line(content: bytes, form: str) -> tuple[str, list[Note]]:
    lines: list[str] = []
    wide: list[int] = []
    old: list[int] = []
    for number, line in enumerate(content.split(b"\n"), start=1):
        try:
            lines.append(line.decode("utf-8"))
            wide += [] if line.isascii() else [number]
        except UnicodeDecodeError:
            lines.append(_old_line(line, number, form))
            old.append(number)
    text = "\n".join(lines)
    return text, [_mixed(lines, old)] if wide else []


def _old_line(line: bytes, number: int, form: str) -> str:
    try:
        return line.decode("cp1252")
    except UnicodeDecodeError as error:
        raise NotRead(
            f"Line {number} is in an encoding that cannot be told. Save the file again as {form}, "
            "and bring that in."
        ) from error


def _mixed(lines: list[str], old: list[int]) -> Note:
    return Note(
        f"Line {old[0]}",
        lines[old[0] - 1].strip()[:300],
        "The file mixes two encodings. Look whether the letters with accents are right.",
    )
