"""Answers to questions without a column of their own: lines that say what they answer."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

PARTED = ": "


def lines(answers: Mapping[str, Any], names: Iterable[str]) -> list[str]:
    """Write each answer as `name: answer`; what was not answered is not there."""
    return list(_lines(answers, names))


def _lines(answers: Mapping[str, Any], names: Iterable[str]) -> Iterator[str]:
    for name in names:
        given = answers.get(name)
        if isinstance(given, list | tuple):
            given = ", ".join(given)
        if given:
            yield f"{name}{PARTED}{given}"


def read(kept: Iterable[str]) -> dict[str, str]:
    """Give the answers back by their names."""
    return dict(line.split(PARTED, 1) for line in kept if PARTED in line)
