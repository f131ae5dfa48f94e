"""How a system is told no: RFC 9457, one plain sentence, and the names of the fields.

What somebody sent is never said back: it may be personal, and answers end up in logs.
"""

import json
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse

ROOT = "/api/"
TYPE = "application/problem+json"
TITLES = {
    400: "The request cannot be read",
    401: "Who asks is not known",
    403: "This token may not do this",
    404: "There is nothing here",
    405: "This cannot be done here",
    409: "The key stands for something else",
    410: "It is gone",
    413: "The request is too large",
    415: "Only JSON is read here",
    422: "Something in it is not right",
    429: "Too many requests",
    500: "Something went wrong here",
}


class Problem(Exception):
    """A request that is turned down, with a sentence that says what to do.

    `errors` are pairs: a JSON pointer to what is wrong, and a sentence about it.
    """

    def __init__(
        self, status: int, detail: str, errors: Sequence[tuple[str, str]] = (), **headers: str
    ) -> None:
        """Keep what is said; names of headers are written with underscores."""
        super().__init__(detail)
        self.status, self.detail, self.errors = status, detail, tuple(errors)
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


def answer(problem: Problem) -> HttpResponse:
    """Write a problem as an answer."""
    said: dict[str, Any] = {
        "type": "about:blank",
        "title": TITLES[problem.status],
        "status": problem.status,
        "detail": problem.detail,
    }
    if problem.errors:
        said["errors"] = [{"pointer": where, "detail": text} for where, text in problem.errors]
    return HttpResponse(
        json.dumps(said, ensure_ascii=False),
        status=problem.status,
        content_type=TYPE,
        headers=problem.headers,
    )


def is_for_systems(request: HttpRequest) -> bool:
    """Tell whether a system asks, to which a page says nothing."""
    return request.path.startswith(ROOT)


SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "additionalProperties": False,
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string", "description": "What kind of problem it is"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What is wrong, and what to do"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "detail"],
                "additionalProperties": False,
                "properties": {
                    "pointer": {"type": "string", "description": "Which field, as JSON Pointer"},
                    "detail": {"type": "string", "description": "What is wrong with it"},
                },
            },
        },
    },
}
