"""What somebody was asked about, a line for each action: their own answer, and what others said."""

from dataclasses import dataclass
from datetime import datetime

from upstander.kernel.plan.models import Update
from upstander.kernel.plan.standing import ActionRead
from upstander.kernel.quarters.models import Answer, Asked, Verdict
from upstander.kernel.quarters.reading import adopted_before, ear_of, read_quarter


@dataclass(frozen=True)
class Line:
    """One of somebody's actions, and what was said of it this quarter."""

    action: ActionRead
    update: Update | None  # their own answer, as they gave it last
    at: datetime | None
    others: Update | None  # what counts instead or already: a co-lead's words, or an edited answer
    speaker: str  # who said that: "You" where they said it on the plan's own pages
    before: str  # the status adopted last quarter
    question: str  # what the review asked back, while that waits for an answer

    @property
    def answered(self) -> bool:
        """Tell whether they have answered themselves."""
        return self.update is not None

    @property
    def waits(self) -> bool:
        """Tell whether an answer is still wanted: nobody has spoken, or a question is open."""
        return bool(self.question) or (self.update is None and self.others is None)

    @property
    def asked_why(self) -> bool:
        """Tell whether their own answer differs from what is recorded, and nobody has said why."""
        return self.answered and self.others is None and self.action.contradicts


def lines_of(asked: Asked) -> list[Line]:
    """List the actions that somebody was asked about, without those that were dropped."""
    review = asked.review
    mine = set(asked.actions.values_list("pk", flat=True))
    given: dict[int, Answer] = {}
    for one in asked.answers.select_related("update"):
        given.setdefault(one.action_id, one)
    before = adopted_before(review)
    verdicts = list(review.verdicts.filter(action__in=mine))
    ear, actions = (
        ear_of(review, verdicts),
        [a for a in read_quarter(review).actions if a.pk in mine],
    )
    counting = [a.latest.pk for a in actions if a.latest and ear.heard_at(a)]
    words = Update.objects.in_bulk(counting)
    found = []
    for action in actions:
        own = given.get(action.pk)
        latest = words.get(action.latest.pk) if action.latest else None
        found.append(
            Line(
                action=action,
                update=own.update if own else None,
                at=own.at if own else None,
                others=latest if latest and not (own and own.update_id == latest.pk) else None,
                speaker=_speaker(latest, asked) if latest else "",
                before=before.statuses.get(action.pk, "") if before else "",
                question=_question(action, verdicts),
            )
        )
    return found


def _speaker(update: Update, asked: Asked) -> str:
    return "You" if asked.user_id and update.author_id == asked.user_id else update.author_name


def _question(action: ActionRead, verdicts: list[Verdict]) -> str:
    """Give what was asked back about an action, unless somebody has spoken since."""
    last = next((v for v in verdicts if v.action_id == action.pk), None)
    if last is None or last.kind != Verdict.Kind.ASKED_BACK:
        return ""
    latest = action.latest.pk if action.latest else None
    return last.words if last.update_id == latest else ""
