"""The one word on a field from which its protection follows (design.md 1, 2)."""

from enum import StrEnum


class Sensitivity(StrEnum):
    """What a field that speaks of a person holds, in the words of data protection law."""

    PERSONAL = "personal"
    SPECIAL = "special"
    CRIMINAL = "criminal"


TITLES = {
    Sensitivity.PERSONAL: "Personal data",
    Sensitivity.SPECIAL: "Special category data",
    Sensitivity.CRIMINAL: "Criminal offence data",
}
ALL = frozenset(Sensitivity)
