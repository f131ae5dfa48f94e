"""Takes an upload in without ever writing it in clear: it is sealed as it arrives.

Under a key that lives in memory alone, it waits on the disk until the record is saved. A view that
takes files for a record is wrapped in `sealed_uploads`.
"""

import secrets
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_noop
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from upstander.kernel.vault.files.kinds import LARGEST, NotStored
from upstander.kernel.vault.stream import Sealer, opened

ABOUT = b"upload"
# a form without a file and one whose file was cut off look alike here
NONE_CAME = gettext_noop(
    "No file came. Choose one. If yours is larger than 40 MB, send a smaller one, or a part of it."
)

View = Callable[..., HttpResponseBase]


class SealedUpload(UploadedFile):
    """An upload that waits, sealed. It opens only to `content`, and only in this process."""

    def __init__(self, name: str, path: Path, key: bytes, size: int) -> None:
        """Keep where it waits and what opens it."""
        super().__init__(None, name, "application/octet-stream", size)
        self._path, self._key = path, key

    def content(self) -> bytes:
        """Give the whole file."""
        return b"".join(self.chunks())

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Give the file piece by piece."""
        with self._path.open("rb") as file:
            yield from opened(file, self._key, ABOUT)

    def read(self, *args: Any) -> bytes:
        """Give the whole file."""
        return self.content()

    def close(self) -> None:
        """Throw the waiting file away, as Django does at the end of the request."""
        self._path.unlink(missing_ok=True)

    def __bool__(self) -> bool:
        return True


class SealingHandler(FileUploadHandler):
    """Seals each chunk of an upload as it comes in."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        folder = arriving()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path, self._key = folder / secrets.token_hex(16), secrets.token_bytes(32)
        self._out = self._path.open("xb")
        self._path.chmod(0o600)
        self._sealer, self._taken = Sealer(self._out, self._key, ABOUT), 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Seal a chunk; stop reading where it becomes too much."""
        self._taken += len(raw_data)
        if self._taken > LARGEST:
            self.upload_interrupted()
            raise StopUpload(connection_reset=False)
        self._sealer.write(raw_data)

    def file_complete(self, file_size: int) -> SealedUpload:
        """End the file and give it to the form."""
        self._sealer.finish()
        self._out.close()
        return SealedUpload(self.file_name or "", self._path, self._key, file_size)

    def upload_interrupted(self) -> None:
        """Throw away what came of a file whose sender went away."""
        if hasattr(self, "_out") and not self._out.closed:
            self._out.close()
            self._path.unlink(missing_ok=True)


def sealed_uploads(view: View) -> View:
    """Let a view take files for records: they are sealed before anything else reads the form.

    The protection against forged forms reads the form too, so it has to stand behind this.
    """
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def sealing(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.upload_handlers = [SealingHandler(request)]
        return protected(request, *args, **kwargs)

    return sealing


def arriving() -> Path:
    """Say where uploads wait, sealed, until their record is saved."""
    return Path(settings.HOME) / "files" / "arriving"


def received(form_files: Any, name: str) -> SealedUpload:
    """Give the upload of a field; raises `NotStored` where it came in any other way than sealed."""
    upload = form_files.get(name)
    if upload is None:
        raise NotStored(NONE_CAME)
    if not isinstance(upload, SealedUpload):
        raise TypeError("the view of this form has to be wrapped in sealed_uploads")
    return upload
