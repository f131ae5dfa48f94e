"""Reading what a system sends: strict JSON, of a size that a person could have written."""

import json
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.http.request import UnreadablePostError

from upstander.kernel.api.problems import Problem


def body_of(request: HttpRequest, largest: int) -> Any:
    """Read a body of so many bytes; raises `Problem` for what is no JSON, or not only JSON."""
    if request.content_type != "application/json":
        raise Problem(415, "Send the body as JSON, with Content-Type: application/json.")
    if int(request.META.get("CONTENT_LENGTH") or 0) > largest:
        raise Problem(
            413, f"The body may have {largest // 1024} KB. Shorten what is longest in it."
        )
    try:
        return parsed(request.body)
    except (RequestDataTooBig, UnreadablePostError):
        raise Problem(400, "The body did not arrive whole. Send it again.") from None


def parsed(raw: bytes) -> Any:
    """Read JSON in UTF-8; raises `Problem` also for what JSON does not forbid and no text is."""
    try:
        found = json.loads(
            raw.decode("utf-8"), object_pairs_hook=_once_each, parse_constant=_no_number
        )
        json.dumps(found, ensure_ascii=False).encode("utf-8")  # half of a sign is no text
    except (ValueError, RecursionError):
        raise Problem(
            400, "The body is not JSON in UTF-8 in which each name stands once."
        ) from None
    return found


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _no_number(text: str) -> float:
    raise ValueError("no number")
