"""The file that a backup is: an archive, sealed as it is written under a key from a passphrase."""

import getpass
import hashlib
import os
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from upstander.kernel.errors import Refused
from upstander.kernel.vault.stream import DATA_BACKUP, Sealer, Unopened, opened

ABOUT = b"backup of data"
SALT = 16
SHORTEST = 16
# what one guess costs: an eighth of a gigabyte and some tenths of a second
COST = {"n": 2**17, "r": 8, "p": 1, "maxmem": 2**28, "dklen": 32}


def passphrase_from(path: Path | None, *, twice: bool = False) -> str:
    """Read the passphrase from a file, or ask whoever sits at the terminal."""
    if path is not None:
        try:
            said = path.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise Refused(f"The passphrase in {path} cannot be read.") from error
    elif sys.stdin.isatty():
        said = getpass.getpass("Passphrase of the backup: ").strip()
        if twice and said != getpass.getpass("Once more: ").strip():
            raise Refused("The two differ. Nothing was written.")
    else:
        raise Refused("Name a file with the passphrase: --passphrase-file FILE")
    if len(said) < SHORTEST:
        raise Refused(f"A passphrase has {SHORTEST} characters or more: five words, for example.")
    return said


@contextmanager
def sealed_archive(path: Path, passphrase: str) -> Iterator[tarfile.TarFile]:
    """Write an archive; the file has its name only once it is whole and safe on the disk."""
    if path.exists():
        raise Refused(f"{path} is there already. Choose another name.")
    draft = path.with_name(f"{path.name}.unfinished")
    salt = os.urandom(SALT)
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(DATA_BACKUP + salt)
            sealer = Sealer(out, _key(passphrase, salt), ABOUT)
            with tarfile.open(fileobj=cast(BinaryIO, sealer), mode="w|") as archive:
                yield archive
            sealer.finish()
            out.flush()
            os.fsync(out.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def opened_archive(path: Path, passphrase: str) -> Iterator[tarfile.TarFile]:
    """Read an archive; raises `Unopened` for a wrong passphrase and at any changed byte.

    What was read before that is not yet proven whole: nobody may use it before the end.
    """
    try:
        with path.open("rb") as file:
            if file.read(len(DATA_BACKUP)) != DATA_BACKUP:
                raise Refused(f"{path} is no backup of this product.")
            pieces = _Pieces(opened(file, _key(passphrase, file.read(SALT)), ABOUT))
            with tarfile.open(fileobj=cast(BinaryIO, pieces), mode="r|") as archive:
                yield archive
            pieces.read_to_the_end()
    except tarfile.TarError as error:
        raise Unopened from error
    except FileNotFoundError as error:
        raise Refused(f"There is no file {path}.") from error


def _key(passphrase: str, salt: bytes) -> bytes:
    return hashlib.scrypt(passphrase.encode(), salt=salt, **cast(Any, COST))


class _Pieces:
    """Gives the pieces of a stream in the sizes that somebody asks for."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        """Begin."""
        self._pieces, self._held = pieces, bytearray()

    def read(self, size: int) -> bytes:
        """Give so many bytes, or fewer at the end."""
        while len(self._held) < size:
            piece = next(self._pieces, None)
            if piece is None:
                break
            self._held += piece
        given = bytes(self._held[:size])
        del self._held[:size]
        return given

    def read_to_the_end(self) -> None:
        """Read on, since only the last piece proves that nothing was cut off."""
        for _ in self._pieces:
            pass
