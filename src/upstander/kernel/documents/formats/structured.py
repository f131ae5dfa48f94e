"""Reads json, as far as anything that is made of plans can reach, and gives it on as it is."""

import json
from typing import Any

from upstander.kernel.documents.formats.decoding import decoded
from upstander.kernel.documents.limits import Budget, NotRead, within_text
from upstander.kernel.documents.model import Document

FORM = "JSON (UTF-8)"
NOT_JSON = "The file is not JSON. Save it again, or bring the plan as xlsx."


def read_json(content: bytes, name: str) -> Document:
    """Read a json file; what it means is for the plan to say."""
    text, notes = decoded(content, FORM)
    try:
        data = json.loads(text, parse_constant=_refuse_constant)
    except ValueError as error:
        raise NotRead(NOT_JSON) from error
    _count(data)
    return Document("json", name, notes=tuple(notes), data=json.dumps(data, ensure_ascii=False))


def _refuse_constant(_: str) -> None:
    raise ValueError


def _count(data: Any) -> None:
    """Count everything that the file holds, and stop where no plan goes on."""
    budget = Budget()
    waiting = [data]
    while waiting:
        held = waiting.pop()
        if isinstance(held, dict):
            waiting += [*held.keys(), *held.values()]
        elif isinstance(held, list):
            waiting += held
        elif isinstance(held, str):
            within_text(held, "The file")
        budget.spend(cells=1, signs=len(held) if isinstance(held, str) else 0)
