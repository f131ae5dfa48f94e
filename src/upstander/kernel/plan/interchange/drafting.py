"""A document while it waits for a person to agree: JSON that keeps what the shape leaves out."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from upstander.kernel.plan.interchange.document import PlanDocument, from_json, to_json


def pack(document: PlanDocument, file_name: str) -> dict[str, Any]:
    """Write a document with its file's name, its Refs and what its file speaks of."""
    return {
        "file": file_name,
        "document": to_json(document),
        "said": None if document.said is None else sorted(document.said),
        "references": [action.reference for action in document.actions],
    }


def unpack(draft: Mapping[str, Any]) -> tuple[PlanDocument, str]:
    """Read the document and its file's name again."""
    document = from_json(draft["document"])
    said = None if draft["said"] is None else frozenset(draft["said"])
    references = iter(draft["references"])
    themes = []
    for theme in document.themes:
        objectives = []
        for objective in theme.objectives:
            actions = [replace(a, reference=next(references)) for a in objective.actions]
            objectives.append(replace(objective, actions=tuple(actions)))
        themes.append(replace(theme, objectives=tuple(objectives)))
    return replace(document, themes=tuple(themes), said=said), draft["file"]
