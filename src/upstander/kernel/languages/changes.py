"""Saying that a translation is right, and taking that back."""

from typing import Any

from django.db import transaction

from upstander.kernel.audit.record import actor_name, record
from upstander.kernel.clock import now
from upstander.kernel.errors import Refused
from upstander.kernel.languages.catalogue import DRAFTED, content, title
from upstander.kernel.languages.models import SignOff


class ReadAnotherVersion(Refused):
    """The sentences are no longer those that the speaker has read."""

    def __init__(self, code: str) -> None:
        """Say what to do."""
        super().__init__(
            f"The {title(code)} sentences have changed since this page was opened. Print the sheet "
            "again and let the speaker read what is new."
        )


@transaction.atomic
def sign_off(*, code: str, speaker: str, standing: str, read: str, by: Any) -> SignOff:
    """Note that a named person has read a language's sentences and found them right.

    `read` is the hash that stands on the sheet the speaker had. Raises `ReadAnotherVersion` where
    other sentences are served by now, and LookupError for a language without pages.
    """
    if code not in DRAFTED:
        raise LookupError(f"there are no pages in {code}")
    if read != content(code):
        raise ReadAnotherVersion(code)
    signed = SignOff.objects.create(
        code=code,
        speaker=speaker,
        standing=standing,
        content=read,
        by_name=actor_name(by),
    )
    record("languages.signed_off", signed, by=by, language=code, content=read)
    return signed


@transaction.atomic
def take_back(code: str, *, by: Any) -> None:
    """Stop offering a language: a fault was found. Nothing happens where nobody had signed."""
    for signed in SignOff.objects.select_for_update().filter(code=code, taken_back_at=None):
        signed.taken_back_at = now()
        signed.save(update_fields=["taken_back_at"])
        record("languages.taken_back", signed, by=by, language=code)
