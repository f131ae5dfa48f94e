"""Loads the demonstration: what every part of the product brings to it, in order."""

import json
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from django.conf import settings
from django.core.management import call_command

from upstander.kernel.errors import Refused
from upstander.kernel.people.models import User
from upstander.kernel.registry import Capability, capabilities

Say = Callable[[str], None]


def load_once(say: Say, plan: str | None = None) -> None:
    """Load the demonstration unless all of it is there already."""
    if not _is_loaded():
        load(say, plan)


def load(say: Say, plan: str | None = None) -> None:
    """Load the demonstration, or its people and a plan of the visitor's own."""
    if not settings.DEMO:
        raise Refused("This is a real installation. The demonstration is only for an empty one.")
    start = perf_counter()
    if plan:
        _load_with(plan, say)
    else:
        for capability in _parts():
            say(f"Loading the demonstration: {capability.title}")
            capability.demo and capability.demo()
    _note().write_text(json.dumps(_names()), encoding="utf-8")
    say(f"The demonstration took {perf_counter() - start:.1f} seconds to load.")


def _load_with(plan: str, say: Say) -> None:
    from upstander.kernel.plan.demo.loading import load_people  # noqa: PLC0415

    say("Loading the demonstration: people")
    load_people()
    say(f"Loading {Path(plan).name}")
    call_command("plan_import", plan)


def _parts() -> list[Capability]:
    return sorted((c for c in capabilities() if c.demo), key=lambda c: (c.demo_order, c.slug))


def _names() -> list[str]:
    return [capability.slug for capability in _parts()]


def _note() -> Path:
    return Path(settings.HOME) / "run" / "demonstration.json"


def _is_loaded() -> bool:
    # the note alone could outlive the database it speaks of
    note = _note()
    return (
        note.exists()
        and json.loads(note.read_text(encoding="utf-8")) == _names()
        and User.objects.exists()
    )
