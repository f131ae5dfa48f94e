"""Which step may follow which, and what a centre must have before it takes one."""

from datetime import date

from upstander.capabilities.centres.models import Centre, Stage
from upstander.kernel.errors import Refused

# the first of each is the usual next one
MOVES: dict[Stage, tuple[Stage, ...]] = {
    Stage.IDEA: (Stage.CONTACTED, Stage.CLOSED),
    Stage.CONTACTED: (Stage.VISITED, Stage.IDEA, Stage.CLOSED),
    Stage.VISITED: (Stage.AGREED, Stage.CONTACTED, Stage.CLOSED),
    Stage.AGREED: (Stage.TRAINED, Stage.PAUSED, Stage.CLOSED),
    Stage.TRAINED: (Stage.LIVE, Stage.PAUSED, Stage.CLOSED),
    Stage.LIVE: (Stage.PAUSED, Stage.CLOSED),
    Stage.PAUSED: (Stage.LIVE, Stage.AGREED, Stage.CLOSED),
    Stage.CLOSED: (Stage.IDEA, Stage.CONTACTED),
}


class NotYet(Refused):
    """A step for which the centre is not ready, or that does not follow from where it stands."""


def check_move(centre: Centre, to: Stage, on: date) -> None:
    """Raise NotYet, saying what is missing, where a centre may not take a step."""
    if to not in MOVES[Stage(centre.stage)]:
        raise NotYet(
            f"A centre does not go from {centre.get_stage_display()} to {to.label} in one step."
        )
    missing = lacks(centre, to, on)
    if missing:
        raise NotYet(f"Before this centre is {to.label.lower()} it needs {_joined(missing)}.")


def lacks(centre: Centre, to: Stage, on: date) -> list[str]:
    """List what a centre still needs for a stage."""
    needs = {
        "an agreement that is signed": centre.agreed_on is not None and centre.agreed_on <= on,
        "an agreement that has not ended": not _ended(centre, on),
        "a lead trained in the last 12 months": _trained(centre, on),
        "opening hours": centre.openings.exists() if to == Stage.LIVE else True,
        "a ward": centre.ward_id is not None,
    }
    asked = {Stage.AGREED: 2, Stage.TRAINED: 3, Stage.LIVE: len(needs)}.get(to, 0)
    return [words for words, met in list(needs.items())[:asked] if not met]


def _ended(centre: Centre, on: date) -> bool:
    return centre.agreement_ends_on is not None and centre.agreement_ends_on < on


def _trained(centre: Centre, on: date) -> bool:
    return centre.trained_until is not None and centre.trained_until >= on


def _joined(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if words[1:] else words[0]
