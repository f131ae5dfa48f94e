"""What kind of file something is, by what it holds and not by what it is called."""

from pathlib import PurePath

from upstander.kernel.documents.limits import NotRead

KINDS = ("docx", "xlsx", "csv", "pdf", "txt", "json")
PROGRAMS = {
    "docx": "Word",
    "xlsx": "Excel",
    "csv": "Excel",
    "pdf": "a PDF reader",
    "txt": "an editor",
    "json": "an editor",
}
_TEXTS = {
    "csv": "csv",
    "tsv": "csv",
    "tab": "csv",
    "txt": "txt",
    "text": "txt",
    "md": "txt",
    "json": "json",
}
_READABLE = "A plan can be read from docx, xlsx, csv, pdf and txt files."
_SAVE_AS = {
    "doc": "Open it in Word, save it as docx, and bring that in.",
    "xls": "Open it in Excel, save it as xlsx, and bring that in.",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM", b"RIFF")
_PACKED = (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")


def kind_of(content: bytes, name: str) -> str:
    """Tell what kind of file it is; raises NotRead, saying what to do, for what is not read."""
    suffix = PurePath(name).suffix.lower().lstrip(".")
    if not content.strip(b"\0 \t\r\n\x0c\xef\xbb\xbf"):
        raise NotRead("The file is empty. Choose the file that holds the plan.")
    kind = _binary_kind(content, suffix) or _TEXTS.get(suffix)
    if kind is None:
        raise NotRead(_not_ours(content, suffix))
    if suffix in ("docm", "xlsm", "dotm", "xltm"):
        raise NotRead(f"The file is of a kind with macros. Save it as {kind} and bring that in.")
    if suffix in KINDS and _TEXTS.get(suffix, suffix) != kind:
        raise NotRead(
            f"The file is called {suffix}, but it is a {kind} file. Give it the ending .{kind} "
            "and bring it in again."
        )
    return kind


def _binary_kind(content: bytes, suffix: str) -> str | None:
    if content[:5] == b"%PDF-" or b"%PDF-" in content[:1024]:
        return "pdf"
    if content[:8] == _OLE:
        raise NotRead(_old_or_locked(content, suffix))
    if content[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _packed_kind(content, suffix)
    if content[:5] == b"{\\rtf":
        raise NotRead(f"The file is in the rich text format. {_SAVE_AS['doc']}")
    if content.startswith(_PICTURES):
        raise NotRead(
            "The file is a picture, and pictures are not read. Bring the Word or Excel file from "
            "which it was made."
        )
    if content.startswith(_PACKED):
        raise NotRead("The file is packed. Unpack it and bring in the plan that lies in it.")
    return None


def _packed_kind(content: bytes, suffix: str) -> str:
    """Tell Word from Excel by the names in the archive, which stand there unpacked."""
    word, excel = b"word/" in content, b"xl/" in content
    if b"application/vnd.oasis.opendocument" in content[:120]:
        wanted = "xlsx" if b"spreadsheet" in content[:120] else "docx"
        raise NotRead(f"The file is an OpenDocument file. Save it as {wanted} and bring that in.")
    if word != excel:
        return "docx" if word else "xlsx"
    if word and suffix in ("docx", "xlsx"):
        return suffix
    if b"ppt/" in content:
        raise NotRead("The file holds slides. Bring the plan as docx, xlsx, csv, pdf or txt.")
    if suffix in ("docx", "xlsx"):
        program = PROGRAMS[suffix]
        raise NotRead(
            f"The file is damaged. Open it in {program}, save it again, and bring the new file in."
        )
    raise NotRead("The file is packed. Unpack it and bring in the plan that lies in it.")


def _old_or_locked(content: bytes, suffix: str) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "The file has a password. Save it without one and bring it in again."
    if "Workbook".encode("utf-16-le") in content or suffix.startswith("xl"):
        return f"The file is in the old Excel format. {_SAVE_AS['xls']}"
    return f"The file is in the old Word format. {_SAVE_AS['doc']}"


def _not_ours(content: bytes, suffix: str) -> str:
    if suffix in ("docx", "docm"):
        return f"The file is called {suffix}, but it is no Word file. {_SAVE_AS['doc']}"
    if suffix in ("xlsx", "xlsm"):
        return f"The file is called {suffix}, but it is no workbook. {_SAVE_AS['xls']}"
    if suffix == "pdf":
        return "The file is called pdf, but it is no PDF. Save it as PDF again and bring that in."
    if content.lstrip()[:1] == b"<":
        return f"The file is a web page. {_SAVE_AS['doc']}"
    return f"{_READABLE} Save the file as one of these and bring that in."
