"""What of a quarter is frozen: the plan, each action's status and words, measures, dependencies."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from upstander.kernel.plan.models import (
    Dependency,
    EvidenceItem,
    MeasureSample,
    Occurrence,
    Update,
)
from upstander.kernel.plan.standing import (
    ActionRead,
    DependencyRead,
    LeadRead,
    ObjectiveRead,
    PlanRead,
    ThemeRead,
)
from upstander.kernel.quarters.models import Review
from upstander.kernel.quarters.rows import ReviewRow

Pair = tuple[str, Any]


@dataclass(frozen=True)
class Beside:
    """What stands beside the plan as read: words, evidence, dates with notes, counted measures."""

    words: Mapping[int, Update]
    evidence: Sequence[EvidenceItem]
    occurrences: Sequence[Occurrence]
    samples: Iterable[MeasureSample]


def frozen_values(
    review: Review, read: PlanRead, rows: Sequence[ReviewRow], beside: Beside, on: date
) -> dict[str, Any]:
    """Give every value to be frozen on a day, by its path."""
    left = {row.action.pk: row.need.value for row in rows}
    pairs: list[Pair] = [*_review(review), *_plan(read)]
    for place, theme in enumerate(read.themes):
        pairs += _theme(theme, place)
        for order, objective in enumerate(theme.objectives):
            pairs += _objective(objective, theme, order)
    for action in read.actions:
        pairs += _action(action, beside.words, left)
    for dependency in read.dependencies:
        pairs += dependency_values(dependency, on)
    for item in beside.evidence:
        pairs += evidence_values(item)
    for occurrence in beside.occurrences:
        pairs += occurrence_values(occurrence, on)
    for sample in beside.samples:
        pairs += _sample(sample)
    return dict(pairs)


def _at(record: str, **values: Any) -> Iterator[Pair]:
    for name, value in values.items():
        yield f"{record}.{name}", value


def _review(review: Review) -> Iterator[Pair]:
    return _at(
        "quarter",
        year=review.year,
        number=review.number,
        starts_on=review.starts_on,
        ends_on=review.ends_on,
        meeting_on=review.meeting_on,
    )


def _plan(read: PlanRead) -> Iterator[Pair]:
    plan = read.plan
    return _at(
        "plan",
        title=plan.title,
        year=plan.year,
        borough=plan.borough,
        introduction=plan.introduction,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
    )


def _theme(theme: ThemeRead, place: int) -> Iterator[Pair]:
    record = f"theme:{theme.pk}"
    return _at(record, place=place, number=theme.number, title=theme.title, aim=theme.aim)


def _objective(objective: ObjectiveRead, theme: ThemeRead, place: int) -> Iterator[Pair]:
    return _at(
        f"objective:{objective.pk}",
        theme=theme.pk,
        place=place,
        number=objective.number,
        title=objective.title,
        due=objective.due,
        leads=_bodies(objective.leads),
        waits_for=[d.code for d in objective.dependencies if d.met_on is None],
    )


def _action(
    action: ActionRead, words: Mapping[int, Update], left: Mapping[int, str]
) -> Iterator[Pair]:
    record = f"action:{action.pk}"
    yield from _at(
        record,
        objective=action.objective.pk,
        place=action.position,
        reference=action.reference,
        text=action.text,
        short_title=action.short_title,
        due=action.due,
        leads=_bodies(action.leads),
        done=action.done,
        due_by_now=action.due_by_now,
        total=action.total,
        status=action.declared,
        suggested=action.suggestion.status.value,
        why_suggested=action.suggestion.reason,
        left=left.get(action.pk, ""),
        evidence=sum(update.has_evidence for update in action.updates),
    )
    yield from _said(record, action, words)


def _said(record: str, action: ActionRead, words: Mapping[int, Update]) -> Iterator[Pair]:
    update = words.get(action.latest.pk) if action.latest else None
    if update is not None:
        yield from _at(record, update=update.pk, **update_values(update))


def update_values(update: Update) -> dict[str, Any]:
    """Give what was said, and by whom."""
    return {
        "said": update.text,
        "reason": update.reason,
        "obstacle": update.obstacle,
        "author": update.author_name,
        "source": update.source,
        "said_at": update.at,
    }


def evidence_values(item: EvidenceItem) -> Iterator[Pair]:
    """Give what shows an update, a file by the hash of its content."""
    return _at(
        f"evidence:{item.pk}",
        update=item.update_id,
        kind=item.kind,
        title=item.title,
        url=item.url,
        sha256=_content_hash(item),
    )


def _content_hash(item: EvidenceItem) -> str:
    if not item.file:
        return ""
    try:
        with item.file.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError:
        return "missing"


def occurrence_values(occurrence: Occurrence, on: date) -> Iterator[Pair]:
    """Give one date of an action, and whether it had taken place by a day."""
    done = occurrence.done_on is not None and occurrence.done_on <= on
    return _at(
        f"occurrence:{occurrence.pk}",
        action=occurrence.action_id,
        label=occurrence.label,
        due_on=occurrence.due_on,
        done_on=occurrence.done_on if done else None,
        note=occurrence.note if done else "",
    )


def dependency_values(dependency: DependencyRead | Dependency, on: date) -> Iterator[Pair]:
    """Give what objectives wait for, and whether it had come by a day."""
    met = dependency.met_on is not None and dependency.met_on <= on
    return _at(
        f"dependency:{dependency.pk}",
        code=dependency.code,
        title=dependency.title,
        expected_on=dependency.expected_on,
        met_on=dependency.met_on if met else None,
        met_how=dependency.met_how if met else "",
    )


def _sample(sample: MeasureSample) -> Iterator[Pair]:
    return _at(
        f"measure:{sample.code}:{sample.objective or '*'}",
        state=sample.state,
        numerator=sample.numerator,
        denominator=sample.denominator,
        total=sample.total,
        low=sample.low,
        high=sample.high,
    )


def _bodies(leads: Iterable[LeadRead]) -> list[str]:
    """Name the bodies only: who holds a post is a person, and people come and go."""
    return list(dict.fromkeys(lead.organisation for lead in leads))
