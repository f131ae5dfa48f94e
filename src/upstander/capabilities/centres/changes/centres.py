"""Adding a centre, changing what is known of it, and moving it from stage to stage."""

import re
import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from upstander.capabilities.centres.changes.upkeep import keep_up
from upstander.capabilities.centres.models import Centre, Move, Stage
from upstander.capabilities.centres.policies import check_move
from upstander.kernel.access.reading import open_for_work
from upstander.kernel.audit.record import actor_name, record
from upstander.kernel.clock import today
from upstander.kernel.errors import Refused
from upstander.kernel.people.models import Post
from upstander.kernel.places import keeping
from upstander.kernel.places.keeping import locate, set_apart

APART = (*keeping.APART, "strands", "stage", "since")  # not plain columns of the centre


class NamesSomebody(Refused):
    """Words that everybody reads name a person who works there."""

    def __init__(self) -> None:
        """Say why not."""
        super().__init__(
            "What to say on arrival is read by everybody. Do not name who works there: write "
            "what to ask for instead."
        )


@transaction.atomic
def add_centre(
    *,
    name: str,
    sector: str,
    owner: Post,
    by: Any,
    stage: str = Stage.IDEA,
    since: date | None = None,
    reason: str = "",
    **fields: Any,
) -> Centre:
    """Add a centre: an idea, or one that stands somewhere already when it is written down.

    What is taken over as it is need not meet what a step asks; what it lacks then shows at once.
    """
    centre = Centre(
        name=name, sector=sector, owner=owner, stage=stage, stage_since=since or today()
    )
    _set(centre, fields)
    centre.full_clean()
    centre.save()
    why = reason or ("A first idea." if stage == Stage.IDEA else "Stood there when it was added.")
    _write_move(centre, "", centre.stage_since, why, by)
    _set_apart(centre, fields)
    record("centres.added", centre, by=by, sector=sector, stage=stage)
    keep_up(centre)
    return centre


@transaction.atomic
def update_centre(centre: Centre, *, by: Any, **fields: Any) -> Centre:
    """Change what is known of a centre; its stage only moves by `move_centre`."""
    shown = centre.shown
    plain = {name: value for name, value in fields.items() if name not in APART}
    changed = [name for name, value in plain.items() if getattr(centre, name) != value]
    _set(centre, fields)
    if centre.shown != shown:
        centre.public_id = uuid.uuid4()  # who kept the old address finds nothing there
    centre.full_clean()
    centre.save()
    changed += _set_apart(centre, fields)
    if changed:
        record("centres.changed", centre, by=by, fields=sorted(changed))
        keep_up(centre)
    return centre


@transaction.atomic
def move_centre(
    centre: Centre,
    *,
    to: str,
    reason: str,
    by: Any,
    owner: Post | None = None,
    on: date | None = None,
) -> Centre:
    """Move a centre to another stage, with the reason and who looks after it from then on.

    Raises NotYet where the step does not follow, or something is missing for it.
    """
    day = on or today()
    if day > today() or day < centre.stage_since:
        raise Refused("The day lies between the last step and today.")
    check_move(centre, Stage(to), day)
    before = centre.stage
    centre.stage, centre.stage_since = to, day
    centre.owner = owner or centre.owner
    centre.save(update_fields=["stage", "stage_since", "owner"])
    _write_move(centre, before, day, reason, by)
    record("centres.moved", centre, by=by, stage=[before, to], on=day)
    keep_up(centre)
    return centre


def _write_move(centre: Centre, before: str, on: date, reason: str, by: Any) -> None:
    move = Move(
        centre=centre,
        from_stage=before,
        to_stage=centre.stage,
        on=on,
        reason=reason,
        owner=centre.owner,
        by_name=actor_name(by),
    )
    move.full_clean()
    move.save()


def _set(centre: Centre, fields: Mapping[str, Any]) -> None:
    for name, value in fields.items():
        if name not in APART:
            setattr(centre, name, value)
    locate(centre)
    if centre.pk and fields.get("on_arrival"):
        people = list(centre.leads.active())
        open_for_work("centres.words", people)
        refuse_names(centre, [lead.name for lead in people])


def _set_apart(centre: Centre, fields: Mapping[str, Any]) -> list[str]:
    """Set what lies in tables of its own, and name what changed."""
    changed = set_apart(centre, fields)
    if "strands" in fields and set(fields["strands"]) != set(centre.strands.all()):
        centre.strands.set(fields["strands"])
        changed.append("strands")
    return changed


def refuse_names(centre: Centre, names: Iterable[str]) -> None:
    """Raise NamesSomebody where public words name one of the people who work at the centre."""
    words = set(re.findall(r"\w{3,}", centre.on_arrival.casefold()))
    if any(words & set(re.findall(r"\w{3,}", name.casefold())) for name in names):
        raise NamesSomebody
