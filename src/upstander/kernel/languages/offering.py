"""Which languages the public is offered: those that a named person has signed off as they stand.

The demonstration offers its drafts too, each marked as one, so that speakers can read them.
"""

from dataclasses import dataclass

from django.conf import settings

from upstander.kernel.languages.catalogue import DRAFTED, content, direction, own_name, title
from upstander.kernel.languages.models import SignOff
from upstander.kernel.reference.languages import LANGUAGES


@dataclass(frozen=True)
class Language:
    """One language, and whether its pages may be read."""

    code: str
    checked: SignOff | None  # of the sentences that are served now
    before: SignOff | None = None  # of others, that were served once

    @property
    def own(self) -> str:
        """Give the name that its speakers use."""
        return own_name(self.code)

    @property
    def title(self) -> str:
        """Give the English name."""
        return title(self.code)

    @property
    def direction(self) -> str:
        """Say which way it is written."""
        return direction(self.code)

    @property
    def offered(self) -> bool:
        """Tell whether the public may choose it."""
        return bool(self.checked) or settings.DEMO


def languages() -> list[Language]:
    """Give every language that has pages, in the order of the alphabet of the English names."""
    latest: dict[str, SignOff] = {}
    for signed in SignOff.objects.filter(code__in=DRAFTED, taken_back_at=None):
        latest.setdefault(signed.code, signed)
    return [_language(code, latest.get(code)) for code, _, _ in LANGUAGES if code in DRAFTED]


def _language(code: str, signed: SignOff | None) -> Language:
    if signed and signed.content == content(code):
        return Language(code, signed)
    return Language(code, None, signed)


def language_of(code: str) -> Language:
    """Find one; raises LookupError where there are no pages in it."""
    for found in languages():
        if found.code == code:
            return found
    raise LookupError(f"there are no pages in {code}")


def is_offered(code: str) -> bool:
    """Tell whether the public may read pages in it now."""
    return code in DRAFTED and (settings.DEMO or bool(language_of(code).checked))
