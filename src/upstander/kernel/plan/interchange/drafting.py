"""A document while it waits for a person to agree: as it was read, and what was put right since.

What was read is never overwritten. The document that would be brought in is made anew from it and
the corrections each time, so the last of them can always be taken back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from typing import Any

from upstander.kernel.errors import Refused
from upstander.kernel.plan.interchange.correcting import corrected
from upstander.kernel.plan.interchange.corrections import SETTLED, Correction
from upstander.kernel.plan.interchange.document import PlanDocument, from_json, to_json
from upstander.kernel.plan.interchange.doubts import Doubt, doubts_of
from upstander.kernel.plan.interchange.tree import numbered_rows, rows_of

MOST_CORRECTIONS = 2_000


@dataclass(frozen=True)
class Draft:
    """A file that waits: its name, what was read in it, what a person has put right."""

    file: str
    read: PlanDocument
    corrections: tuple[Correction, ...] = ()

    @classmethod
    def of(cls, document: PlanDocument, file: str) -> "Draft":
        """Begin a draft of a document; every row gets a number."""
        return cls(file, numbered_rows(document))

    @cached_property
    def document(self) -> PlanDocument:
        """Give the document as it would be brought in."""
        return reduce(corrected, self.corrections, self.read)

    @cached_property
    def doubts(self) -> tuple[Doubt, ...]:
        """List what is doubted, each beside its row as it stands now, with how it was settled."""
        settled: dict[int, str] = {}
        moved: dict[int, int] = {}
        for correction in self.corrections:
            how = correction.do if correction.do in SETTLED else "corrected"
            settled |= dict.fromkeys(correction.settles, "" if correction.do == "reopen" else how)
            if correction.do == "join":
                moved[correction.row] = correction.said["into"]
        standing = {placed.item.key for placed in rows_of(self.document)}
        return tuple(self._now(doubt, settled, moved, standing) for doubt in doubts_of(self.read))

    def _now(
        self,
        doubt: Doubt,
        settled: Mapping[int, str],
        moved: Mapping[int, int],
        standing: set[int | None],
    ) -> Doubt:
        row = doubt.row
        while row is not None and row in moved and row not in standing:
            row = moved[row]
        gone = row is not None and row not in standing
        how = settled.get(doubt.key, "gone" if gone else "")
        return replace(doubt, row=None if gone else row, settled=how)

    @property
    def open(self) -> list[Doubt]:
        """List the doubts that nobody has settled."""
        return [doubt for doubt in self.doubts if not doubt.settled]

    @property
    def in_order(self) -> list[Doubt]:
        """List the open doubts as the preview shows them: the file's own, then row by row."""
        places = {placed.item.key: at for at, placed in enumerate(rows_of(self.document))}
        return sorted(self.open, key=lambda doubt: places.get(doubt.row, -1))

    @property
    def by_hand(self) -> int:
        """Count the corrections that change the plan."""
        return sum(correction.by_hand for correction in self.corrections)

    @property
    def next_row(self) -> int:
        """Give a number that no row has had."""
        read = [placed.item.key or 0 for placed in rows_of(self.read)]
        return max([0, *read, *[correction.new for correction in self.corrections]]) + 1

    def doubts_about(self, rows: Sequence[int | None]) -> list[Doubt]:
        """List the open doubts about some rows."""
        return [doubt for doubt in self.open if doubt.row in rows]

    def having(self, correction: Correction) -> "Draft":
        """Put something right, whole or not at all; raises Refused where that cannot be."""
        if len(self.corrections) >= MOST_CORRECTIONS:
            raise Refused(
                f"A file can be corrected {MOST_CORRECTIONS:,} times here. Save the plan, and go "
                "on in the plan itself."
            )
        draft = replace(self, corrections=(*self.corrections, correction))
        _ = draft.document  # carries the correction out, or refuses it
        return draft

    def without_last(self) -> "Draft":
        """Take the last correction back."""
        return replace(self, corrections=self.corrections[:-1])


def pack(draft: Draft) -> dict[str, Any]:
    """Write a draft as JSON that keeps what a document's own shape leaves out."""
    document = draft.read
    return {
        "file": draft.file,
        "document": to_json(document),
        "said": None if document.said is None else sorted(document.said),
        "rows": [
            [p.item.key, p.item.place, getattr(p.item, "reference", "")] for p in rows_of(document)
        ],
        "corrections": [correction.to_json() for correction in draft.corrections],
    }


def unpack(packed: Mapping[str, Any]) -> Draft:
    """Read a draft again."""
    document = from_json(packed["document"])
    rows = iter(packed["rows"])
    themes = []
    for theme in document.themes:
        key, place, _ = next(rows)
        objectives = []
        for objective in theme.objectives:
            own, there, _ = next(rows)
            actions = [
                replace(action, key=number, place=where, reference=reference)
                for action, (number, where, reference) in zip(objective.actions, rows, strict=False)
            ]
            objectives.append(replace(objective, key=own, place=there, actions=tuple(actions)))
        themes.append(replace(theme, key=key, place=place, objectives=tuple(objectives)))
    said = None if packed["said"] is None else frozenset(packed["said"])
    read = replace(document, themes=tuple(themes), said=said)
    return Draft(packed["file"], read, tuple(map(Correction.from_json, packed["corrections"])))
