"""All that was said and edited up to an adoption, as a hash for each action, objective and plan.

The words that stood at an adoption are frozen themselves. Those before them are not read out to
anybody, but they must not change either; so their rows are hashed up to the last one of that day.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max, Q

from upstander.kernel.plan.models import Edit, EvidenceItem, Plan, Update
from upstander.kernel.quarters.snapshots import canonical, plain

SAID = (
    "pk",
    "at",
    "author_id",
    "author_name",
    "status",
    "text",
    "reason",
    "obstacle",
    "source",
    "corrects_id",
)
EDITED = ("pk", "record", "field", "before", "after", "at", "author_name")


@dataclass(frozen=True)
class History:
    """Hashes over the rows of a plan's updates and edits, up to the keys of the last ones."""

    last_update: int
    last_edit: int
    edits: str
    said: Mapping[tuple[str, int], str] = field(repr=False)

    def of_action(self, key: int) -> str:
        """Give the hash over everything said of an action; '' where nothing was."""
        return self.said.get(("action", key), "")

    def of_objective(self, key: int) -> str:
        """Give the hash over everything said of an objective as a whole."""
        return self.said.get(("objective", key), "")

    def by_path(self) -> dict[str, str]:
        """Give every hash under the path at which it is frozen."""
        hashes = {f"{label}:{key}.history": hashed for (label, key), hashed in self.said.items()}
        return hashes | {"plan.edits": self.edits}


def history_so_far(plan: Plan) -> History:
    """Hash everything that was said and edited in a plan until now."""
    last_update = _of(plan).aggregate(last=Max("pk"))["last"] or 0
    last_edit = Edit.objects.filter(plan=plan).aggregate(last=Max("pk"))["last"] or 0
    return history_until(plan, last_update, last_edit)


def history_until(plan: Plan, last_update: int, last_edit: int) -> History:
    """Hash it up to the rows that were the last ones; keys only ever grow, days need not."""
    rows: dict[tuple[str, int], list[Sequence[Any]]] = defaultdict(list)
    columns = ("action_id", "objective_id", *SAID)
    for action, objective, *said in _of(plan).filter(pk__lte=last_update).values_list(*columns):
        rows["action" if action else "objective", action or objective].append(said)
    edits = Edit.objects.filter(plan=plan, pk__lte=last_edit).order_by("pk").values_list(*EDITED)
    return History(
        last_update,
        last_edit,
        _hash(edits),
        {owner: _hash(said) for owner, said in rows.items()},
    )


def content_hash(item: EvidenceItem) -> str:
    """Hash the content of a file; '' where there is none, and a word where it is gone."""
    if not item.file:
        return ""
    try:
        with item.file.open("rb") as content:
            return hash_of_file(content)
    except OSError:
        return "missing"


def hash_of_file(content: Any) -> str:
    """Hash an open file from its start, and leave it there."""
    content.seek(0)
    hashed = hashlib.file_digest(content, "sha256").hexdigest()
    content.seek(0)
    return hashed


def _of(plan: Plan) -> Any:
    own, shared = Q(action__objective__theme__plan=plan), Q(objective__theme__plan=plan)
    return Update.objects.filter(own | shared).order_by("pk")


def _hash(rows: Iterable[Sequence[Any]]) -> str:
    listed = [list(row) for row in rows]
    return hashlib.sha256(canonical(plain(listed)).encode()).hexdigest() if listed else ""
