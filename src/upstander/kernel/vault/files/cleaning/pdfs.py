"""PDF documents, without what says who made them, and without anything that acts."""

import io
from typing import Any

from pikepdf import Dictionary, Name, PasswordError, Pdf, PdfError, Stream

from upstander.kernel.vault.files.kinds import NotStored

# of any part of a document: properties, private data of programs, thumbnails, files inside, and
# what runs by itself
UNWANTED = (
    "/Metadata", "/PieceInfo", "/Thumb", "/LastModified", "/AF", "/EF", "/XFA", "/AA",
    "/OpenAction", "/JS",
)  # fmt: skip
OF_REMARKS = ("/T", "/M", "/CreationDate")  # who made a remark, and when
OF_NAMES = ("/JavaScript", "/EmbeddedFiles")
ACTING = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/RichMedia"})


def clean_pdf(content: bytes) -> bytes:
    """Give the document as it reads, and nothing beside."""
    try:
        with Pdf.open(io.BytesIO(content)) as document:
            for part in document.objects:
                if isinstance(part, Dictionary | Stream):
                    _clean(part)
            _clean_trailer(document)
            out = io.BytesIO()
            document.save(out, static_id=True)
    except PasswordError as error:
        raise NotStored(
            "The document is locked with a password. Save a copy without one and add that."
        ) from error
    except PdfError as error:
        raise NotStored("The document is damaged. Print it to a new PDF and add that.") from error
    return out.getvalue()


def _clean(part: Any) -> None:
    remark = "/Subtype" in part and "/Rect" in part and "/FT" not in part
    for name in (*UNWANTED, *(OF_REMARKS if remark else ())):
        if name in part:
            del part[name]
    if part.get("/A") is not None and _acts(part["/A"]):
        del part["/A"]
    if _acts(part):
        part[Name.S] = Name("/None")
    if isinstance(part, Stream) and part.get("/Filter") == Name.DCTDecode:
        part.write(without_segments(part.read_raw_bytes()), filter=Name.DCTDecode)


def _acts(part: Any) -> bool:
    return isinstance(part, Dictionary) and str(part.get("/S", "")) in ACTING


def _clean_trailer(document: Pdf) -> None:
    if "/Info" in document.trailer:
        del document.trailer["/Info"]
    names = document.Root.get("/Names")
    for name in OF_NAMES:
        if names is not None and name in names:
            del names[name]


def without_segments(jpeg: bytes) -> bytes:
    """Cut out of a JPEG what is no picture: the segments for programs, and remarks."""
    kept, place = bytearray(jpeg[:2]), 2
    while place + 4 <= len(jpeg) and jpeg[place] == 0xFF and jpeg[place + 1] != 0xDA:
        marker, length = jpeg[place + 1], int.from_bytes(jpeg[place + 2 : place + 4], "big")
        if not (0xE1 <= marker <= 0xED or marker in (0xEF, 0xFE)):
            kept += jpeg[place : place + 2 + length]
        place += 2 + length
    return bytes(kept + jpeg[place:])
