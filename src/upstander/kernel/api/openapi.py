"""The OpenAPI 3.1 document of all operations, written from what checks them."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings

from upstander import __version__
from upstander.kernel.api.endpoint import KEY, NO_KEY
from upstander.kernel.api.gathering import by_path
from upstander.kernel.api.problems import SCHEMA, TITLES, TYPE
from upstander.kernel.operations import Json, Operation

READING, WRITING = (401, 403, 429), (400, 401, 403, 409, 413, 415, 422, 429)
HEADERS = {
    401: {"WWW-Authenticate": "How to say who you are"},
    429: {"Retry-After": "Seconds to wait"},
}


def document() -> dict[str, Any]:
    """Write the document."""
    paths = {
        f"/{path}": {method.lower(): _operation(each) for method, each in sorted(found.items())}
        for path, found in sorted(by_path().items())
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"Upstander {settings.BOROUGH}",
            "version": __version__,
            "description": "For the systems of organisations of the partnership.",
        },
        "servers": [{"url": f"{settings.ADDRESS}/api"}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Problem": SCHEMA},
        },
    }


def _operation(operation: Operation) -> Json:
    said: dict[str, Any] = {
        "operationId": operation.code,
        "summary": operation.title,
        "description": operation.text,
        "parameters": list(_parameters(operation)),
        "responses": dict(_responses(operation)),
    }
    if operation.body is not None:
        content = {"schema": operation.body(), "example": operation.example}
        said["requestBody"] = {"required": True, "content": {"application/json": content}}
    return said


def _parameters(operation: Operation) -> Iterator[Json]:
    for name, schema in operation.parts.items():
        yield {"name": name, "in": "path", "required": True, "schema": schema}
    if operation.writes:
        yield {
            "name": "Idempotency-Key",
            "in": "header",
            "required": True,
            "description": NO_KEY,
            "schema": {"type": "string", "pattern": KEY},
        }


def problems_of(operation: Operation) -> list[int]:
    """List the statuses of the refusals that an operation may answer with."""
    usual = WRITING if operation.writes else READING
    return sorted({*usual, *([404, 410] if operation.parts else [])})


def _responses(operation: Operation) -> Iterator[tuple[str, Json]]:
    good = {"schema": operation.answer, "example": operation.example_answer}
    yield (
        str(operation.status),
        {
            "description": operation.title,
            "content": {"application/json": good},
        },
    )
    problem: Mapping[str, Any] = {TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for status in problems_of(operation):
        said: dict[str, Any] = {"description": TITLES[status], "content": problem}
        if status in HEADERS:
            said["headers"] = {
                name: {"description": text, "schema": {"type": "string"}}
                for name, text in HEADERS[status].items()
            }
        yield str(status), said
