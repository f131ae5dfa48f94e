"""The link by which somebody answers for a quarter without an account.

It names a row and a version and is signed under a key of its own outside the database. Nothing of
it is stored, so a copy of the database gives nobody a link; a new version ends the earlier one.
"""

import hmac
import re
from base64 import urlsafe_b64encode

from django.conf import settings
from django.urls import reverse

from upstander.kernel.audit.key import secret

KEY = "links.key"
SIGNED = 20  # bytes, of which nobody guesses one in the life of a quarter
_TOKEN = re.compile(r"([1-9]\d{0,17})-([1-9]\d{0,8})-([A-Za-z0-9_-]{27})")


def token_of(key: int, version: int) -> str:
    """Make the token of a row's version."""
    return f"{key}-{version}-{_signature(key, version)}"


def read_token(token: str) -> tuple[int, int] | None:
    """Give the row and version that a token was made for; None where it was not made here."""
    found = _TOKEN.fullmatch(token)
    if found is None:
        return None
    key, version = int(found[1]), int(found[2])
    return (key, version) if hmac.compare_digest(found[3], _signature(key, version)) else None


def link_to(key: int, version: int) -> str:
    """Give the whole address, as it stands in a letter."""
    return f"{settings.ADDRESS}{reverse('quarters:answer', args=[token_of(key, version)])}"


def _signature(key: int, version: int) -> str:
    words = f"answer {key} {version}".encode()
    signed = hmac.digest(secret(settings.HOME, KEY).encode("ascii"), words, "sha256")
    return urlsafe_b64encode(signed[:SIGNED]).decode("ascii").rstrip("=")
