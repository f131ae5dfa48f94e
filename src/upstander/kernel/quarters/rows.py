"""The rows of a review: each action as declared, suggested and adopted before, and what is left.

Pure functions over a reading and the verdicts; pages, agenda and adoption all use these rows.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from upstander.kernel.plan.standing import ActionRead, PlanRead
from upstander.kernel.quarters.models import Verdict

SETTLING = frozenset({"accepted", "suggested", "reason", "edited"})


class Need(StrEnum):
    """What a row still needs of a person, the most pressing first."""

    UPDATE = "update"  # nobody has spoken since the quarter was opened
    REASON = "reason"  # declared and suggested differ, and nobody has said why
    REPLY = "reply"  # something was asked back and not answered yet
    LOOK = "look"  # it agrees or is explained, but nobody has accepted it
    NOTHING = "nothing"


@dataclass(frozen=True)
class ReviewRow:
    """One action of the quarter under review."""

    action: ActionRead
    heard: bool
    before: str | None  # the status adopted last quarter; None where there is no last quarter
    verdict: Verdict | None

    @property
    def settled(self) -> bool:
        """Tell whether the word that stands now is the one that was accepted."""
        latest = self.action.latest
        return (
            self.verdict is not None
            and self.verdict.kind in SETTLING
            and self.verdict.update_id == (latest.pk if latest else None)
        )

    @property
    def asked_back(self) -> bool:
        """Tell whether a question of the review still waits for its answer."""
        latest = self.action.latest
        return (
            self.verdict is not None
            and self.verdict.kind == Verdict.Kind.ASKED_BACK
            and self.verdict.update_id == (latest.pk if latest else None)
        )

    @property
    def need(self) -> Need:
        """Say what is left to do."""
        if self.settled:
            return Need.NOTHING
        if self.asked_back:
            return Need.REPLY
        if not self.heard:
            return Need.UPDATE
        return Need.REASON if self.action.contradicts else Need.LOOK

    @property
    def changed(self) -> bool:
        """Tell whether the declared status is another than the one adopted last quarter."""
        return self.before is not None and self.before != self.action.declared

    @property
    def explained(self) -> bool:
        """Tell whether it differs from what the rules suggest, with a reason."""
        return self.action.differs and bool(self.action.reason)


def review_rows(
    read: PlanRead,
    heard: set[int],
    verdicts: Mapping[int, Verdict],
    before: Mapping[int, str] | None,
) -> list[ReviewRow]:
    """Make a row of each action, in the plan's order.

    `heard` are the actions spoken of since the quarter was opened; `before` the statuses adopted
    last quarter by action.
    """
    return [
        ReviewRow(
            action,
            action.pk in heard,
            None if before is None else before.get(action.pk, ""),
            verdicts.get(action.pk),
        )
        for action in read.actions
    ]


def count_needs(rows: Sequence[ReviewRow]) -> Mapping[Need, int]:
    """Count the rows by what they need; what nobody needs counts nought."""
    counted = Counter(row.need for row in rows)
    return {need: counted[need] for need in Need}
