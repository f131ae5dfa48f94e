"""What a PDF of our own make carries beside its pages: what it says, as data.

It counts only while the file is as it was written (see `report/seal.py`): after any change its
pages are read, as those of any other PDF.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, dict_value, list_value, resolve1

from upstander.kernel.documents.limits import MEGABYTE
from upstander.kernel.documents.report.seal import is_whole

MOST_BYTES = 8 * MEGABYTE
_DEEPEST = 20


def data_in(content: bytes) -> str:
    """Give the data that a PDF of ours carries; '' for any other, and for one that was changed."""
    if not is_whole(content):
        return ""
    source = PDFDocument(PDFParser(BytesIO(content)))
    files = _files(resolve1(source.catalog.get("Names")))
    found = next((held for name, held in files if name.endswith(b".json")), None)
    held = found.get_data() if found else b""
    return held.decode("utf-8", "ignore") if len(held) <= MOST_BYTES else ""


def _files(names: Any, deep: int = 0) -> Iterator[tuple[bytes, PDFStream]]:
    """Go through the files in a tree of names."""
    tree = resolve1(dict_value(names).get("EmbeddedFiles", names)) if names else {}
    pairs = list_value(tree.get("Names")) if tree.get("Names") else []
    for name, held in zip(pairs[::2], pairs[1::2], strict=False):
        stream = resolve1(dict_value(dict_value(held).get("EF")).get("F"))
        if isinstance(stream, PDFStream):
            yield _bytes(name), stream
    for kid in list_value(tree.get("Kids"))[:_DEEPEST] if tree.get("Kids") else ():
        if deep < _DEEPEST:
            yield from _files(resolve1(kid), deep + 1)


def _bytes(value: Any) -> bytes:
    found = resolve1(value)
    if not isinstance(found, bytes):
        return b""
    return (
        found.decode("utf-16", "ignore").encode()
        if found[:2] in (b"\xfe\xff", b"\xff\xfe")
        else found
    )
