"""The master key, which locks every other key, and where it comes from.

It is read from a file with one key a line. The first is in use; a second only stands there while
the keys are being locked anew. Another source, such as a hardware module, means writing
`read_masters` anew, and nothing else.
"""

import base64
import binascii
import hmac
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from upstander.kernel.audit.key import sync_folder
from upstander.kernel.vault.refusals import VaultShut

PREFIX = "upstander-master-key-1:"
LENGTH = 32


@dataclass(frozen=True, repr=False)
class Master:
    """One master key."""

    secret: bytes

    @property
    def id(self) -> str:
        """Name the key in a way that says nothing of it."""
        return hmac.digest(self.secret, b"the name of this master key", "sha256")[:8].hex()

    @classmethod
    def made(cls) -> "Master":
        """Make a new one."""
        return cls(secrets.token_bytes(LENGTH))

    def __str__(self) -> str:
        return PREFIX + base64.b64encode(self.secret).decode("ascii")


def master_path() -> Path:
    """Give the place of the master key: `UPSTANDER_MASTER` names one on another disk."""
    return Path(settings.MASTER_KEY or settings.HOME / "keys" / "master.key")


def read_masters() -> tuple[Master, ...]:
    """Read the master keys, the one in use first; none where there is no file.

    Raises `VaultShut` where the file cannot be read or holds something else.
    """
    path = master_path()
    try:
        lines = path.read_text(encoding="ascii").split()
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise VaultShut(f"The master key in {path} cannot be read. {REMEDY}") from error
    masters = tuple(_read(line, path) for line in lines)
    if not masters:
        raise VaultShut(f"The master key in {path} is empty. {REMEDY}")
    return masters


def write_masters(masters: Sequence[Master]) -> None:
    """Write the master keys so that at every moment the file is whole; its owner alone reads it."""
    path = master_path()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write("".join(f"{master}\n" for master in masters))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    sync_folder(path.parent)


REMEDY = "Put the right file back from where you keep it safe; nothing can be opened before that."


def _read(line: str, path: Path) -> Master:
    try:
        secret = base64.b64decode(line.removeprefix(PREFIX), validate=True)
    except binascii.Error:
        secret = b""
    if not line.startswith(PREFIX) or len(secret) != LENGTH:
        raise VaultShut(f"{path} does not hold a master key. {REMEDY}")
    return Master(secret)
