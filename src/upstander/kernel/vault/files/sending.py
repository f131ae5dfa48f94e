"""Hands a file out: always as a download, never to be shown inside a page."""

import base64
from collections.abc import Iterator

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from upstander.kernel.vault.door import Door
from upstander.kernel.vault.files.changes import about
from upstander.kernel.vault.models.files import StoredFile
from upstander.kernel.vault.refusals import KeyLost
from upstander.kernel.vault.stream import opened

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "no-store",
}


def content_of(stored: StoredFile, door: Door) -> Iterator[bytes]:
    """Give a file piece by piece, once it is known to be whole.

    Raises `Unopened` where it was changed and `KeyLost` where it is not there; nothing of it has
    left by then.
    """
    door.open(stored)
    for _ in _chunks(stored):
        pass  # to the very end: what was cut off would only show there
    return _chunks(stored)


def send(stored: StoredFile, door: Door) -> StreamingHttpResponse:
    """Answer a request with a file."""
    content = content_of(stored, door)
    name = str(stored.called).rpartition(".")[0] or f"file-{stored.pk}"
    disposition = content_disposition_header(True, f"{name}.{stored.kind}")
    return StreamingHttpResponse(
        content,
        content_type="application/octet-stream",
        headers={**HEADERS, "Content-Disposition": disposition, "Content-Length": stored.size},
    )


def _chunks(stored: StoredFile) -> Iterator[bytes]:
    try:
        with StoredFile.path_of(stored.blob).open("rb") as file:
            yield from opened(file, base64.b64decode(stored.secret), about(stored.blob))
    except FileNotFoundError as error:
        raise KeyLost(str(stored)) from error
