"""How tests look at a page."""

from typing import Any


def words(response: Any) -> str:
    """Give a page on one line, so that where its lines break says nothing."""
    return " ".join(response.content.decode().split())
