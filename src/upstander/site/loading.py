"""Loads the demonstration: what every part of the product brings to it, in order."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from time import perf_counter

from django.conf import settings
from django.core.management import call_command

from upstander.kernel.errors import Refused
from upstander.kernel.people.models import User
from upstander.kernel.registry import Capability, capabilities
from upstander.site.environment import read_installation

Say = Callable[[str], None]


def load_once(say: Say) -> None:
    """Load the demonstration unless all of it is there already."""
    if not _is_loaded():
        load(say)


def load(say: Say) -> None:
    """Load the demonstration, or its people and the plan that this home was made to show."""
    if not settings.DEMO:
        raise Refused("This is a real installation. The demonstration is only for an empty one.")
    start = perf_counter()
    plan = plan_to_show()
    if plan:
        _load_with(plan, say)
    else:
        for capability in _parts():
            say(f"Loading the demonstration: {capability.title}")
            if capability.demo:
                capability.demo()
    _note().write_text(json.dumps(_content()), encoding="utf-8")
    say(f"The demonstration took {perf_counter() - start:.1f} seconds to load.")


def plan_to_show() -> Path | None:
    """Give the visitor's own plan that stands here instead of Merton's, if one does."""
    named = read_installation(settings.HOME).get("plan")
    return Path(str(named)) if named else None


def _load_with(plan: Path, say: Say) -> None:
    # loaded only now: the whole story comes with it, and no later start needs it
    from upstander.kernel.plan.demo.loading import load_people  # noqa: PLC0415

    if not plan.exists():
        raise Refused(f"The plan of this demonstration is no longer at {plan}.")
    say("Loading the demonstration: people")
    load_people()
    say(f"Loading {plan.name}")
    call_command("plan_import", str(plan))


def _parts() -> list[Capability]:
    return sorted((c for c in capabilities() if c.demo), key=lambda c: (c.demo_order, c.slug))


def _content() -> dict[str, object]:
    """Say what is loaded: the parts of the product, and the plan document as it now reads."""
    plan = plan_to_show()
    digest = sha256(plan.read_bytes()).hexdigest() if plan and plan.exists() else ""
    return {"parts": [capability.slug for capability in _parts()], "plan": digest}


def _note() -> Path:
    return Path(settings.HOME) / "run" / "demonstration.json"


def _is_loaded() -> bool:
    # the note alone could outlive the database it speaks of
    note = _note()
    if not note.exists() or not User.objects.exists():
        return False
    loaded = json.loads(note.read_text(encoding="utf-8"))
    gone = bool(loaded["plan"]) and not _content()["plan"]  # then what was read from it stays
    return gone or loaded == _content()
