"""Limits that hold over all processes of the server, and that keep no address.

They count in the cache, which is a table of the database. A visitor stands there as a code made
from the address with a key that lives for one hour and is then thrown away: after that nobody, we
included, can tell whose code it was. It also means that a count starts anew with each full hour;
the limit for each account (settings.py) does not hang on the source and goes on counting.
"""

import hmac
import os
import secrets
import time
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.crypto import salted_hmac

from upstander.kernel.visitors import network_of

SALT = "upstander.site.limits"
HOUR = 60 * 60


def source_of(address: str) -> str:
    """Name where a visitor comes from in a way that cannot be led back to the address."""
    key = _key_of_the_hour(settings.HOME / "run", int(time.time() // HOUR))
    return hmac.digest(key, network_of(address).encode(), "sha256").hex()


def cache_key(key: str, prefix: str, version: int) -> str:
    """Name a row of the cache so that neither an account nor a code can be read from its name."""
    return salted_hmac(SALT, f"{prefix}:{version}:{key}", algorithm="sha256").hexdigest()


@lru_cache(maxsize=1)
def _key_of_the_hour(folder: Path, hour: int) -> bytes:
    """Read the hour's key; whichever process comes first makes it and clears the old one away."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"limits-{hour}.key"
    fresh = secrets.token_bytes(32)
    draft = folder / f"draft-{secrets.token_hex(8)}"
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(fresh)
    try:
        os.link(draft, path)
    except FileExistsError:
        return path.read_bytes()
    finally:
        draft.unlink()
        _clear_away(folder, hour)
    return fresh


def _clear_away(folder: Path, hour: int) -> None:
    for path in folder.glob("limits-*.key"):
        if int(path.stem.removeprefix("limits-")) < hour:
            path.unlink(missing_ok=True)
