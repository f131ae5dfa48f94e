"""What the database says today of what was adopted, as pairs of a path and a value.

What was changed since in the ordinary way is put back first: edits from the rows that keep them,
dates and dependencies where the trail says that they were done or changed. So whatever differs
then was changed behind the product's back.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from django.db.models import Model
from django.utils.timezone import localdate

from upstander.kernel.audit.record import key_of, whole_trail
from upstander.kernel.plan.history import leads_before, undo_edits
from upstander.kernel.plan.models import (
    Dependency,
    Edit,
    EvidenceItem,
    Lead,
    Occurrence,
    Plan,
    Update,
)
from upstander.kernel.plan.reading import structure_of
from upstander.kernel.quarters.freezing import (
    dependency_values,
    evidence_values,
    occurrence_values,
    quarter_values,
    update_values,
    verdict_values,
)
from upstander.kernel.quarters.history import history_until
from upstander.kernel.quarters.models import Review, Snapshot, Verdict
from upstander.kernel.quarters.snapshots import one_by_one, records_of

Pair = tuple[str, Any]
Records = Mapping[str, Mapping[str, Any]]
Row = Mapping[str, Any]
M = TypeVar("M", bound=Model)
END_OF_TIME = datetime.max.replace(tzinfo=UTC)


class Gone(LookupError):
    """A row that was adopted is not there any more; its sentence says which."""


def as_recorded(snapshot: Snapshot, values: Mapping[str, Any], *, files: bool) -> Iterator[Pair]:
    """Give what the database says of everything frozen; `files` reads what lies in them too.

    `values` are the frozen ones, with what stands instead of what was taken out. Raises `Gone`
    where a row is missing.
    """
    plan, trail = snapshot.review.plan, _Since(snapshot)
    last = records_of(values, "plan")[""]
    yield from one_by_one(quarter_values(snapshot.review))
    for name in ("year", "starts_on", "ends_on", "title", "borough", "introduction"):
        yield f"plan.{name}", getattr(plan, name)
    yield from _history(plan, last, values)
    edits = list(Edit.objects.filter(plan=plan, pk__gt=last["last_edit"]).order_by("-pk"))
    yield from _structure(plan, edits, values)
    yield from _words(records_of(values, "action"))
    yield from _occurrences(records_of(values, "occurrence"), trail)
    yield from _dependencies(records_of(values, "dependency"), trail)
    yield from _evidence(records_of(values, "evidence"), files=files)
    if "decisions" in last:
        yield from _verdicts(snapshot.review, records_of(values, "verdict"))


def _history(plan: Plan, last: Row, values: Mapping[str, Any]) -> Iterator[Pair]:
    hashes = history_until(plan, last["last_update"], last["last_edit"]).by_path()
    yield "plan.edits", hashes["plan.edits"]
    for label in ("objective", "action"):
        for key in records_of(values, label):
            path = f"{label}:{key}.history"
            yield path, hashes.get(path, "")


# ---- titles, wordings, leads


def _structure(plan: Plan, edits: list[Edit], values: Mapping[str, Any]) -> Iterator[Pair]:
    """Give the structure as it stood: all edits since undone, all that was added since left out."""
    rows = undo_edits(structure_of(plan), edits, END_OF_TIME)
    leads = _leads(plan, edits)
    for label, prefix, told in (
        ("theme", "", _theme),
        ("objective", "objectives__", _objective),
        ("action", "objectives__actions__", _action),
    ):
        known = {str(row[f"{prefix}pk"]): row for row in rows}
        for key in records_of(values, label):
            if key not in known:
                raise Gone(f"{label.capitalize()} {key} is gone from the plan.")
            for name, value in told(known[key], leads).items():
                yield f"{label}:{key}.{name}", value


def _theme(row: Row, leads: Mapping[str, list[int]]) -> dict[str, Any]:
    return {"number": row["number"], "title": row["title"], "aim": row["aim"]}


def _objective(row: Row, leads: Mapping[str, list[int]]) -> dict[str, Any]:
    return {
        "theme": row["pk"],
        "number": row["objectives__number"],
        "title": row["objectives__title"],
        "due": row["objectives__due"],
        "led_by": leads.get(f"objective:{row['objectives__pk']}"),
    }


def _action(row: Row, leads: Mapping[str, list[int]]) -> dict[str, Any]:
    objective, place = row["objectives__pk"], row["objectives__actions__position"]
    own = leads.get(f"action:{row['objectives__actions__pk']}")
    return {
        "objective": objective,
        "place": place,
        "reference": f"{row['objectives__number']}.{place}",
        "text": row["objectives__actions__text"],
        "short_title": row["objectives__actions__short_title"],
        "due": row["objectives__actions__due"] or row["objectives__due"],
        "led_by": own or leads.get(f"objective:{objective}"),
    }


def _leads(plan: Plan, edits: list[Edit]) -> dict[str, list[int]]:
    """Give the keys of the bodies that led each objective and action."""
    found: dict[str, list[int]] = {}
    own = Lead.objects.filter(action__objective__theme__plan=plan)
    for lead in [*own, *Lead.objects.filter(objective__theme__plan=plan)]:
        owner = f"action:{lead.action_id}" if lead.action_id else f"objective:{lead.objective_id}"
        found.setdefault(owner, []).append(lead.organisation_id)
    for (label, key), before in leads_before(edits).items():
        found[f"{label}:{key}"] = [lead.organisation_id for lead in before]
    return {owner: list(dict.fromkeys(bodies)) for owner, bodies in found.items()}


# ---- words, dates, dependencies, evidence


def _words(actions: Records) -> Iterator[Pair]:
    said = {key: told["update"] for key, told in actions.items() if told["update"]}
    updates = _rows(Update, said.values())
    for key, update in said.items():
        words = updates[update]
        told = {**update_values(words), "status": words.status, "said_at": words.at}
        for name, value in told.items():
            yield f"action:{key}.{name}", value


def _occurrences(frozen: Records, trail: "_Since") -> Iterator[Pair]:
    rows = _rows(Occurrence, map(int, frozen))
    for key, told in frozen.items():
        row = rows[int(key)]
        if told["done_on"] is None and trail.was_done(row):
            row.done_on = None
        yield from one_by_one(occurrence_values(row, trail.day))


def _dependencies(frozen: Records, trail: "_Since") -> Iterator[Pair]:
    rows = _rows(Dependency, map(int, frozen))
    for key in frozen:
        changed = trail.changed(rows[int(key)])
        for path, value in one_by_one(dependency_values(rows[int(key)], trail.day)):
            if path.rpartition(".")[2] not in changed:
                yield path, value


def _evidence(frozen: Records, *, files: bool) -> Iterator[Pair]:
    rows = _rows(EvidenceItem, map(int, frozen))
    for key in frozen:
        yield from one_by_one(evidence_values(rows[int(key)], files=files))


def _verdicts(review: Review, frozen: Records) -> Iterator[Pair]:
    """Give every decision of the review: one that was slipped in later was not frozen."""
    _rows(Verdict, map(int, frozen))
    for verdict in review.verdicts.all():
        yield from one_by_one(verdict_values(verdict))


def _rows(model: type[M], keys: Iterable[int]) -> dict[int, M]:
    """Fetch the rows that were adopted; raises `Gone` where one is missing."""
    wanted = set(keys)
    rows = model._default_manager.in_bulk(list(wanted))
    for key in sorted(wanted - rows.keys()):
        raise Gone(f"{str(model._meta.verbose_name).capitalize()} {key} is gone from the plan.")
    return rows


class _Since:
    """What the trail says was done and changed in the ordinary way since an adoption."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.day: date = localdate(snapshot.at)
        adopted = whole_trail().filter(record=key_of(snapshot.review), kind="quarters.adopted")
        start = max(adopted.values_list("sequence", flat=True), default=0)
        later = whole_trail().filter(sequence__gt=start)
        done = later.filter(kind="plan.occurrence_done")
        self._done = {(event.record, event.facts["done_on"]) for event in done}
        self._changed: dict[str, set[str]] = {}
        for event in later.filter(kind__in=["plan.dependency_edited", "plan.dependency_met"]):
            names = event.facts.get("fields", ["met_on", "met_how"])
            self._changed.setdefault(event.record, set()).update(names)

    def was_done(self, row: Occurrence) -> bool:
        """Tell whether it was recorded since, on this very day, that it took place."""
        day = row.done_on.isoformat() if row.done_on else ""
        return (f"plan.action:{row.action_id}", day) in self._done

    def changed(self, row: Dependency) -> set[str]:
        """Name the fields that were changed since."""
        return self._changed.get(key_of(row), set())
