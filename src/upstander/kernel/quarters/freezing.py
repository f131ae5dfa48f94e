"""What of a quarter is frozen, as pairs of a path and a value.

What people typed has a field of its own, so that a name typed by mistake can be taken out alone;
an empty one has none. Everything else of a record stands together in its `facts`, which hold keys,
days, numbers, codes and hashes, and can name nobody.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
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
from upstander.kernel.quarters.history import History, content_hash
from upstander.kernel.quarters.models import Review, Verdict
from upstander.kernel.quarters.rows import ReviewRow
from upstander.kernel.quarters.snapshots import FACTS

Pair = tuple[str, Any]


@dataclass(frozen=True)
class Beside:
    """What stands beside the plan as read: words, evidence, dates, counted measures, decisions."""

    words: Mapping[int, Update]
    evidence: Sequence[EvidenceItem]
    occurrences: Sequence[Occurrence]
    samples: Iterable[MeasureSample]
    verdicts: Sequence[Verdict]
    history: History


@dataclass(frozen=True)
class Adoption:
    """When the Group adopted it, and who noted that."""

    at: datetime
    on: date
    by_name: str


def frozen_values(
    review: Review, read: PlanRead, rows: Sequence[ReviewRow], beside: Beside, adoption: Adoption
) -> dict[str, Any]:
    """Give every value to be frozen, by its path."""
    left = {row.action.pk: row.need.value for row in rows}
    pairs: list[Pair] = [
        *_record("adopted", {"at": adoption.at}, by=adoption.by_name),
        *quarter_values(review),
        *_plan(read, beside),
    ]
    for place, theme in enumerate(read.themes):
        pairs += _theme(theme, place)
        for order, objective in enumerate(theme.objectives):
            pairs += _objective(objective, theme, order, beside.history)
    for action in read.actions:
        pairs += _action(action, beside, left)
    for dependency in read.dependencies:
        pairs += dependency_values(dependency, adoption.on)
    pairs += _beside(beside, adoption.on)
    return {path: value for path, value in pairs if value}  # what is empty has no field


def _beside(beside: Beside, on: date) -> Iterator[Pair]:
    for item in beside.evidence:
        yield from evidence_values(item)
    for occurrence in beside.occurrences:
        yield from occurrence_values(occurrence, on)
    for sample in beside.samples:
        yield from _sample(sample)
    for verdict in beside.verdicts:
        yield from verdict_values(verdict)


def _record(record: str, facts: Mapping[str, Any], **typed: Any) -> Iterator[Pair]:
    yield f"{record}.{FACTS}", dict(facts)
    for name, value in typed.items():
        yield f"{record}.{name}", value


def quarter_values(review: Review) -> Iterator[Pair]:
    """Give the days of a review that no change touches once it is adopted."""
    return _record(
        "quarter",
        {
            "year": review.year,
            "number": review.number,
            "starts_on": review.starts_on,
            "ends_on": review.ends_on,
            "opened_at": review.opened_at,
            "answer_by": review.answer_by,
            "meeting_on": review.meeting_on,
            "reviewed_at": review.reviewed_at,
        },
    )


def _plan(read: PlanRead, beside: Beside) -> Iterator[Pair]:
    plan, history = read.plan, beside.history
    facts = {
        "year": plan.year,
        "starts_on": plan.starts_on,
        "ends_on": plan.ends_on,
        "last_update": history.last_update,
        "last_edit": history.last_edit,
        "decisions": len(beside.verdicts),  # quarters adopted before decisions were frozen lack it
    }
    return _record(
        "plan",
        facts,
        title=plan.title,
        borough=plan.borough,
        introduction=plan.introduction,
        edits=history.edits,
    )


def _theme(theme: ThemeRead, place: int) -> Iterator[Pair]:
    facts = {"place": place, "number": theme.number}
    return _record(f"theme:{theme.pk}", facts, title=theme.title, aim=theme.aim)


def _objective(
    objective: ObjectiveRead, theme: ThemeRead, place: int, history: History
) -> Iterator[Pair]:
    facts = {
        "theme": theme.pk,
        "place": place,
        "number": objective.number,
        "due": objective.due,
        "led_by": keys_of(objective.leads),
        "waits_for": [d.code for d in objective.dependencies if d.met_on is None],
    }
    return _record(
        f"objective:{objective.pk}",
        facts,
        title=objective.title,
        leads=_bodies(objective.leads),
        history=history.of_objective(objective.pk),
    )


def _action(action: ActionRead, beside: Beside, left: Mapping[int, str]) -> Iterator[Pair]:
    facts = {
        "objective": action.objective.pk,
        "place": action.position,
        "reference": action.reference,
        "due": action.due,
        "led_by": keys_of(action.leads),
        "done": action.done,
        "due_by_now": action.due_by_now,
        "total": action.total,
        "status": action.declared,
        "suggested": action.suggestion.status.value,
        "left": left.get(action.pk, ""),
        "evidence": sum(update.has_evidence for update in action.updates),
        "update": action.latest.pk if action.latest else None,
    }
    typed = {
        "text": action.text,
        "short_title": action.short_title,
        "leads": _bodies(action.leads),
        "why_suggested": action.suggestion.reason,
        "history": beside.history.of_action(action.pk),
    }
    if action.latest:
        update = beside.words[action.latest.pk]
        facts["said_at"] = update.at
        typed |= update_values(update)
    return _record(f"action:{action.pk}", facts, **typed)


def update_values(update: Update) -> dict[str, str]:
    """Give what was said, and by whom."""
    return {
        "said": update.text,
        "reason": update.reason,
        "obstacle": update.obstacle,
        "author": update.author_name,
        "source": update.source,
    }


def evidence_values(item: EvidenceItem, *, files: bool = True) -> Iterator[Pair]:
    """Give what shows an update; of a file, the hash of its content where that is wanted."""
    facts = {"update": item.update_id, "kind": item.kind}
    typed = {"title": item.title, "url": item.url}
    if files:
        typed["sha256"] = content_hash(item)
    return _record(f"evidence:{item.pk}", facts, **typed)


def occurrence_values(occurrence: Occurrence, on: date) -> Iterator[Pair]:
    """Give one date of an action, and whether it had taken place by a day."""
    done = occurrence.done_on is not None and occurrence.done_on <= on
    facts = {
        "action": occurrence.action_id,
        "due_on": occurrence.due_on,
        "done_on": occurrence.done_on if done else None,
    }
    note = occurrence.note if done else ""
    return _record(f"occurrence:{occurrence.pk}", facts, label=occurrence.label, note=note)


def verdict_values(verdict: Verdict) -> Iterator[Pair]:
    """Give one decision of the review: what was decided, when, in which words, and by whom."""
    facts = {
        "action": verdict.action_id,
        "kind": verdict.kind,
        "update": verdict.update_id,
        "at": verdict.at,
    }
    return _record(f"verdict:{verdict.pk}", facts, words=verdict.words, by=verdict.by_name)


def dependency_values(dependency: DependencyRead | Dependency, on: date) -> Iterator[Pair]:
    """Give what objectives wait for, and whether it had come by a day."""
    met = dependency.met_on is not None and dependency.met_on <= on
    facts = {
        "code": dependency.code,
        "expected_on": dependency.expected_on,
        "met_on": dependency.met_on if met else None,
    }
    how = dependency.met_how if met else ""
    return _record(f"dependency:{dependency.pk}", facts, title=dependency.title, met_how=how)


def _sample(sample: MeasureSample) -> Iterator[Pair]:
    facts = {
        "state": sample.state,
        "numerator": sample.numerator,
        "denominator": sample.denominator,
        "total": sample.total,
        "low": sample.low,
        "high": sample.high,
    }
    return _record(f"measure:{sample.code}:{sample.objective or '*'}", facts)


def keys_of(leads: Iterable[LeadRead]) -> list[int]:
    """Name the bodies that lead by their keys, which stay when a body is renamed."""
    return list(dict.fromkeys(lead.organisation_id for lead in leads))


def _bodies(leads: Iterable[LeadRead]) -> list[str]:
    """Name the bodies only: who holds a post is a person, and people come and go."""
    return list(dict.fromkeys(lead.organisation for lead in leads))
