"""The page for developers, and the document for their programs. Nothing comes from elsewhere."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from upstander.kernel.api import examples, openapi
from upstander.kernel.api.changes import REMEMBERED
from upstander.kernel.api.gathering import all_operations, purposes
from upstander.kernel.api.problems import TITLES
from upstander.kernel.api.throttle import MOST
from upstander.kernel.operations import USUAL, Json, Operation

FEW = 16  # of so many answers or fewer each is explained; longer lists speak for themselves


@require_safe
def document(request: HttpRequest) -> HttpResponse:
    """Give the OpenAPI document."""
    return JsonResponse(openapi.document(), json_dumps_params={"ensure_ascii": False})


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """Say what a partner's developer needs to know."""
    address = request.build_absolute_uri("/api")
    context = {
        "address": address,
        "operations": [_explained(operation, address) for operation in all_operations()],
        "purposes": list(purposes().values()),
        "statuses": [(status, title) for status, title in TITLES.items() if status != 500],
        "largest": USUAL // 1024,
        "most": MOST,
        "remembered": REMEMBERED.days,
    }
    return render(request, "api/guide.html", context)


def _explained(operation: Operation, address: str) -> dict[str, Any]:
    body = operation.body() if operation.body else None
    return {
        "operation": operation,
        "anchor": operation.code.replace(".", "-"),
        "fields": list(_parts(body)) if body else [],
        "answer": list(_fields(operation.answer)),
        "example_answer": examples.written(operation.example_answer),
        "shell": examples.for_shell(operation, address),
        "python": examples.for_python(operation, address),
    }


def _parts(schema: Json) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Give the fields under the headings that their schema names."""
    named = _fields(schema)
    for heading, fields in groupby(named, key=lambda field: field["part"]):
        yield heading, list(fields)


def _fields(schema: Json) -> Iterator[dict[str, Any]]:
    for name, known in schema["properties"].items():
        codes = known.get("items", known).get("enum", [])
        labels = known.get("x-labels", {})
        yield {
            "name": name,
            "required": name in schema.get("required", ()),
            "part": known.get("x-part", ""),
            "title": known.get("title", ""),
            "description": known.get("description", ""),
            "kind": _kind(known),
            "codes": [(code, labels.get(code, "")) for code in codes if code],
            "short": len(codes) <= FEW,
        }


def _kind(known: Json) -> str:
    if known.get("type") == "array":
        return "a list"
    if "enum" in known:
        return "one of"
    kinds = known["type"] if isinstance(known["type"], list) else [known["type"]]
    text = {
        "string": "text",
        "boolean": "true or false",
        "null": "null",
        "object": "an object",
        "integer": "a number",
    }
    longest = known.get("maxLength")
    more = f", at most {longest:,} characters" if longest else ""
    return " or ".join(text[kind] for kind in kinds) + more
