"""Text without the signs that nobody sees, some of which make it read as something else."""

import re

# direction overrides and isolates can make a line read backwards; the rest shows as nothing
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_UNSEEN = re.compile("[\u200b\u2060\ufeff\u00ad\u202a-\u202e\u2066-\u2069]")
_UNFIT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_BLANKS = re.compile("[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")


def tidy(text: str) -> str:
    """Drop unseen and unfit signs, and put every run of blanks into one."""
    text = _UNFIT.sub("", _UNSEEN.sub("", text))
    return "\n".join(_BLANKS.sub(" ", line).strip() for line in text.split("\n")).strip()


def word_set(text: str) -> frozenset[str]:
    """Give the words of a text as a set, so that a long list of words stays readable."""
    return frozenset(text.split())
