"""What happened to an item of the plan, in one line of time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from upstander.kernel.plan.between import end_of
from upstander.kernel.plan.models import Edit, EvidenceItem, Update
from upstander.kernel.plan.standing import ActionRead
from upstander.kernel.plan.views.wording import Place, edit_in_words


@dataclass(frozen=True)
class Entry:
    """One thing that happened."""

    at: datetime
    on: date
    title: str
    by: str = ""
    status: str = ""
    text: str = ""
    reason: str = ""
    obstacle: str = ""
    source: str = ""
    pk: int = 0  # of an update, so that it can be put right
    corrected_on: date | None = None
    corrects_on: date | None = None
    evidence: Sequence[EvidenceItem] = field(default_factory=tuple)


def timeline(
    updates: Sequence[Update],
    edits: Iterable[Edit],
    actions: Iterable[ActionRead],
    places: Mapping[str, Place],
    *,
    of_one_action: bool = False,
) -> list[Entry]:
    """Put updates, edits and what took place in order, the latest first."""
    named: Mapping[str, Place] = {} if of_one_action else places
    entries = [*_said(updates, named), *_edited(edits, named), *_took_place(actions)]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _said(updates: Sequence[Update], places: Mapping[str, Place]) -> Iterator[Entry]:
    put_right = {u.corrects_id: timezone.localdate(u.at) for u in updates if u.corrects_id}
    for update in updates:
        place = places.get(f"plan.action:{update.action_id}")
        corrects = update.corrects
        yield Entry(
            at=update.at,
            on=timezone.localdate(update.at),
            title=_title(update, place),
            by=update.author_name,
            status=update.status,
            text=update.text,
            reason=update.reason,
            obstacle=update.obstacle,
            source=update.source,
            pk=update.pk,
            corrected_on=put_right.get(update.pk),
            corrects_on=timezone.localdate(corrects.at) if corrects else None,
            evidence=tuple(update.evidence.all()),
        )


def _title(update: Update, place: Place | None) -> str:
    word = "Correction" if update.corrects_id else "Update"
    if place:
        return f"{word} on {place.reference}"
    return word if update.action_id else f"{word} on the objective"


def _edited(edits: Iterable[Edit], places: Mapping[str, Place]) -> Iterator[Entry]:
    for edit in edits:
        place = places.get(edit.record)
        yield Entry(
            at=edit.at,
            on=timezone.localdate(edit.at),
            title=f"{place.reference} edited" if place else "Edited",
            by=edit.author_name,
            text=f"{edit_in_words(edit.field, edit.before, edit.after)}.",
        )


def _took_place(actions: Iterable[ActionRead]) -> Iterator[Entry]:
    for action in actions:
        for _, _, happening in action.occurrences:
            if happening.done_on:
                yield Entry(
                    at=end_of(happening.done_on),
                    on=happening.done_on,
                    title=f"{action.reference} {happening.label}",
                    text="Recorded as done.",
                )
