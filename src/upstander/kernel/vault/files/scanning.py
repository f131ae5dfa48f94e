"""The one place where a file is looked at for viruses, before it is kept.

`UPSTANDER_SCANNER` names a running clamd: `clamd:/run/clamav/clamd.ctl` or `clamd:host:3310`. The
content goes to it over a socket, never over the disk. Named but silent, nothing is taken in.
"""

import socket
from contextlib import closing

from django.conf import settings
from django.utils.translation import gettext_noop

from upstander.kernel.vault.files.kinds import NotStored
from upstander.kernel.vault.stream import CHUNK

SECONDS = 30
HARMFUL = gettext_noop(
    "The file holds something harmful and was not kept. Do not open it; tell your IT team."
)
SILENT = gettext_noop(
    "Files cannot be looked at for viruses at the moment, so none is taken in. Try later."
)


def scan(content: bytes) -> bool:
    """Tell whether the file was looked at; raises `NotStored` where it is harmful."""
    if not settings.SCANNER:
        return False
    try:
        said = _ask(settings.SCANNER.removeprefix("clamd:"), content)
    except OSError as error:
        raise NotStored(SILENT) from error
    if said.endswith("OK"):
        return True
    raise NotStored(HARMFUL if said.endswith("FOUND") else SILENT)


def _ask(place: str, content: bytes) -> str:
    """Send the file in clamd's own way: each chunk with its length before it, then nought."""
    with closing(_connected(place)) as clamd:
        clamd.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), CHUNK):
            chunk = content[start : start + CHUNK]
            clamd.sendall(len(chunk).to_bytes(4, "big") + chunk)
        clamd.sendall(bytes(4))
        return clamd.recv(4096).decode("ascii", "replace").strip("\0\n ")


def _connected(place: str) -> socket.socket:
    if place.startswith("/"):
        clamd = socket.socket(socket.AF_UNIX)
        clamd.settimeout(SECONDS)
        try:
            clamd.connect(place)
        except OSError:
            clamd.close()
            raise
        return clamd
    host, _, port = place.rpartition(":")
    return socket.create_connection((host, int(port)), SECONDS)
