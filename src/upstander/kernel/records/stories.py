"""The demonstration's story as data: who did what when, told to the product's own changes.

A story is a JSON list of steps:

    {"at": "2024-10-29 10:00", "by": "esther.vanterpool", "do": "call", "of": "$november"}

`do` names a change, `of` the record it is called with, `with` what else it takes, `as` a name for
what it gives back. A value may be a day or a time as text, `$name` for what came before, or
`{"people.organisation": {"name": "Police"}}` for a record; `{"groups.seat*": {...}}` is a list.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.apps import apps
from django.utils import timezone

from upstander.kernel import clock
from upstander.kernel.people.models import User

SYSTEM = "system:demonstration"
DAY, TIME = re.compile(r"\d{4}-\d{2}-\d{2}"), re.compile(r"\d{2}:\d{2}")


def tell(path: Path, changes: Mapping[str, Callable[..., Any]]) -> None:
    """Tell a story, moving the clock along; the file lies beside the module at `path`."""
    known: dict[str, Any] = {}
    people = {user.email.partition("@")[0]: user for user in User.objects.all()}
    for step in json.loads(path.with_suffix(".json").read_text("utf-8")):
        moment = datetime.strptime(step["at"], "%Y-%m-%d %H:%M")  # noqa: DTZ007 - of the borough
        with clock.set_to(moment.replace(tzinfo=timezone.get_current_timezone())):
            of = [_value(step["of"], known)] if "of" in step else []
            fields = {name: _value(value, known) for name, value in step.get("with", {}).items()}
            by = people[step["by"]] if "by" in step else SYSTEM
            known[step.get("as", "")] = changes[step["do"]](*of, by=by, **fields)


def _value(told: Any, known: Mapping[str, Any]) -> Any:
    if isinstance(told, str):
        return _text(told, known)
    if isinstance(told, list):
        return [_value(each, known) for each in told]
    if not isinstance(told, dict):
        return told
    ((label, wanted),) = told.items()
    rows = apps.get_model(label.removesuffix("*"))._default_manager
    found = rows.filter(**{name: _value(value, known) for name, value in wanted.items()})
    return list(found) if label.endswith("*") else found.get()


def _text(told: str, known: Mapping[str, Any]) -> Any:
    if told.startswith("$"):
        return known[told[1:]]
    if DAY.fullmatch(told):
        return date.fromisoformat(told)
    return time.fromisoformat(told) if TIME.fullmatch(told) else told
