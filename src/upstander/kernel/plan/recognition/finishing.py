"""Makes the document of a plan out of what was gathered, with a warning for every doubt."""

from collections.abc import Iterable, Sequence
from datetime import date

from upstander.kernel.plan.interchange.document import (
    ActionDocument,
    DocumentWarning,
    ObjectiveDocument,
    PlanDocument,
    ThemeDocument,
    stand_in_title,
)
from upstander.kernel.plan.interchange.text import clean, one_line, sameness
from upstander.kernel.plan.recognition.days import read_due
from upstander.kernel.plan.recognition.drafts import (
    ObjectiveDraft,
    PlanDraft,
    RowDraft,
    ThemeDraft,
    Words,
)
from upstander.kernel.plan.recognition.leads import plain_names, split_leads
from upstander.kernel.plan.recognition.mending import mend_letters, past_years
from upstander.kernel.plan.recognition.splitting import Manner, actions_in, numbered_apart
from upstander.kernel.plan.recognition.statuses import Legend, read_status

MOST_PLACES = 3


class Finisher:
    """Writes the parts of a plan, collecting what has to be told."""

    def __init__(
        self,
        plan: PlanDraft,
        legend: Legend,
        manner: Manner,
        starts_on: date,
        known_leads: Sequence[str],
    ) -> None:
        """Learn the names that stand alone somewhere, by which lists of names are told apart."""
        self.plan = plan
        self.legend = legend
        self.manner = manner
        self.starts_on = starts_on
        cells = [
            words.text for o in plan.objectives for row in (o.own, *o.rows) for words in row.leads
        ]
        self.known = {*known_leads, *plain_names(mend_letters(cell) for cell in cells)}
        self.grouped: dict[tuple[str, str], list[str]] = {}

    def finish(self, title: str, year: str) -> PlanDocument:
        """Write the whole plan."""
        self._number()
        themes = tuple(self.theme(theme) for theme in self.plan.themes)
        self._tell_others()
        warnings = (*self.plan.warnings, *self._grouped_warnings())
        return PlanDocument(
            title,
            year,
            themes,
            tuple(warnings),
            said=frozenset(self.plan.said | {"plan.title", "objective.title"}),
        )

    # ---- numbers

    def _number(self) -> None:
        _give_numbers(self.plan, "theme", [theme for theme in self.plan.themes])
        everywhere = [o.number for o in self.plan.objectives if o.number]
        distinct = len({sameness(number) for number in everywhere}) == len(everywhere)
        if distinct:
            _give_numbers(self.plan, "objective", self.plan.objectives)
        else:
            for theme in self.plan.themes:
                _give_numbers(self.plan, "objective", theme.objectives)
        for theme in self.plan.themes:
            self._part_twins(theme)

    def _part_twins(self, theme: ThemeDraft) -> None:
        """Give the second of two objectives with one number a number of its own."""
        seen: set[str] = set()
        for objective in theme.objectives:
            number = objective.number
            letters = iter("bcdefghijklmnopqrstuvwxyz")
            while sameness(objective.number) in seen:
                objective.number = f"{number}{next(letters, 'z')}"
                if len(objective.number) > 18:
                    break
            seen.add(sameness(objective.number))
            if objective.number != number:
                self.plan.warn(
                    objective.place,
                    f"{number} {objective.title}",
                    f"Two objectives have the number {number}: {objective.number} is used for this one.",
                )

    # ---- parts

    def theme(self, draft: ThemeDraft) -> ThemeDocument:
        """Write a theme."""
        title = self.mended(draft.title, f"Theme {draft.number}")
        if not title:
            title = stand_in_title("theme", draft.number)
            self.plan.warn(draft.place, "", f"The file names no theme here: “{title}” is used.")
        aim = self.mended("\n".join(draft.aims), f"Theme {draft.number}")
        return ThemeDocument(
            draft.number,
            one_line(title)[:300],
            clean(aim),
            tuple(self.objective(o) for o in draft.objectives),
        )

    def objective(self, draft: ObjectiveDraft) -> ObjectiveDocument:
        """Write an objective; what stands once beside all its actions is its own."""
        where = f"Objective {draft.number}"
        title = self._title(draft, where)
        rows = [piece for row in draft.rows for piece in self._apart(row)]
        texts = [actions_in(row, self.manner) for row in rows]
        own = draft.own
        if self.manner.pooled or (len(rows) == 1 and len(texts[0]) > 1):
            for row in rows:
                _move_sides(own, row)
        leads = [self.leads(row.leads, where) for row in rows]
        shared = self.leads(own.leads, where)
        if (
            not shared
            and leads
            and leads[0]
            and all(names in ((), leads[0]) for names in leads)
            and (all(leads) or not any(leads[1:]))
        ):
            shared, leads = leads[0], [()] * len(rows)
        actions = [
            action
            for row, pieces, names in zip(rows, texts, leads, strict=True)
            for action in self._actions(row, pieces, names, where)
        ]
        self._note_fields(own, shared)
        depends = [*draft.depends_on, *own.depends_on, *[d for row in rows for d in row.depends_on]]
        return ObjectiveDocument(
            number=draft.number,
            title=title,
            leads=shared,
            progress=self.progress(own, where),
            status=self.status(own, where),
            due=self.due(own.dues, where),
            depends_on=_distinct(depends),
            actions=tuple(actions),
        )

    def _title(self, draft: ObjectiveDraft, where: str) -> str:
        title = self.mended(draft.title, where)
        if not title:
            title = stand_in_title("objective", draft.number)
            self.plan.warn(f"{where} ({draft.place})", "", f"It has no title: “{title}” is used.")
        elif draft.copied:
            self.plan.warn(
                f"{where} ({draft.place})",
                title,
                "The file names no objective here, so the theme’s own name is used.",
            )
        self._look_for_past(title, where, draft.place)
        return clean(title)

    def _look_for_past(self, text: str, where: str, place: str) -> None:
        if past_years(text, self.starts_on.year):
            self.plan.warn(
                f"{where} ({place})",
                text,
                "It speaks of a date that is past before the plan begins. Look whether it still stands.",
            )

    def _apart(self, row: RowDraft) -> list[RowDraft]:
        found = numbered_apart(row)
        for more in found[1:]:
            more.statuses, more.dues, more.progress, more.depends_on = [], [], [], []
        return found

    def _actions(
        self, row: RowDraft, pieces: list[str], leads: tuple[str, ...], where: str
    ) -> Iterable[ActionDocument]:
        struck = bool(row.lines) and all(line.struck for line in row.lines)
        for place, text in enumerate(pieces):
            mended = self.mended(text, where)
            if not clean(mended):
                continue
            if struck:
                self.plan.warn(
                    f"{where} ({row.place})",
                    mended,
                    "The words are struck through in the file. Take the action out if it no longer stands.",
                )
            self._look_for_past(mended, where, row.place)
            first = place == 0
            yield ActionDocument(
                text=clean(mended),
                leads=leads,
                status=self.status(row, where) if first else None,
                due=self.due(row.dues, where) if first or len(pieces) > 1 else None,
                progress=self.progress(row, where) if first else "",
                reference=row.reference.strip() if first else "",
            )

    def _note_fields(self, own: RowDraft, shared: tuple[str, ...]) -> None:
        names = {
            "leads": shared,
            "status": own.statuses,
            "due": own.dues,
            "progress": own.progress,
            "depends_on": own.depends_on,
        }
        self.plan.said |= {f"objective.{name}" for name, said in names.items() if said}

    # ---- cells

    def leads(self, cells: Sequence[Words], where: str) -> tuple[str, ...]:
        """Read who leads; what is no plain list is told."""
        found: list[str] = []
        for words in cells:
            text = self.mended(words.text, f"{where}, lead")
            names, dropped = split_leads(text, self.known)
            place = f"{where}, lead ({words.place})"
            for left in dropped:
                self.plan.warn(
                    place,
                    words.text,
                    f"“{left}” names nobody, so it is read as {len(names)} leads: {', '.join(names)}.",
                )
            unsure = len(names) > 1 and any(sign in text for sign in ("/", "&", " and "))
            if unsure and not dropped:
                self._group(f"It is read as {len(names)} leads: {'; '.join(names)}.", text, place)
            found += names
        return _distinct(found)

    def status(self, row: RowDraft, where: str) -> str | None:
        """Read how something stands: the last of several columns that says so."""
        latest: str | None = None
        for words, colour, heading in row.statuses:
            said = read_status(words, colour, self.legend)
            place = f"{where}, status ({row.place})" if row.place else f"{where}, status"
            shown = words or (f"the colour #{colour}" if colour else "")
            if said.status:
                latest = said.status.value
            if said.how:
                self._group(said.how, f"{heading}: {shown}" if heading else shown, place)
            elif heading and len(row.statuses) > 1:
                self._group(
                    "A plan keeps the last of several statuses; this one came in too.",
                    f"{heading}: {shown}",
                    place,
                )
            if said.rest:
                row.progress.append((heading, said.rest))
        row.statuses = [] if latest is None else row.statuses
        return latest

    def due(self, cells: Sequence[Words], where: str) -> date | None:
        """Read when something is due."""
        day: date | None = None
        for words in cells:
            read = read_due(words.text, self.starts_on)
            day = read.day or day
            if read.how:
                self._group(read.how, words.text, f"{where}, due ({words.place})")
        return day

    def progress(self, row: RowDraft, where: str) -> str:
        """Write what was last said; several columns keep their headings."""
        parts = [
            f"{heading}: {text}" if heading else text
            for heading, text in row.progress
            if text.strip()
        ]
        return clean(self.mended("\n".join(parts), where))

    def mended(self, text: str, where: str) -> str:
        """Mend look-alike letters, and say so."""
        mended = mend_letters(text)
        if mended != text:
            self.plan.warn(
                where,
                text,
                f"It is typed in letters of another alphabet that look like “{mended}”: mended.",
            )
        return mended

    # ---- what else the file says

    def _group(self, suggestion: str, what: str, where: str) -> None:
        self.grouped.setdefault((what, suggestion), []).append(where)

    def _grouped_warnings(self) -> Iterable[DocumentWarning]:
        for (what, suggestion), places in self.grouped.items():
            places = list(dict.fromkeys(places))
            more = len(places) - MOST_PLACES
            where = "; ".join(places[:MOST_PLACES]) + (f" and {more} more" if more > 0 else "")
            yield DocumentWarning(where, what, suggestion)

    def _tell_others(self) -> None:
        if self.plan.preamble:
            words = "\n".join(held.text for held in self.plan.preamble)
            self.plan.warn(
                f"Before the plan ({self.plan.preamble[0].place})",
                words,
                "These words stand before the first theme and have no place in a plan.",
            )
        for heading, held in self.plan.others.items():
            if heading.startswith("\0"):
                self.plan.warn(
                    held[0].place,
                    "\n".join(words.text for words in held),
                    "The table is no part of the plan, so it stays in your file only.",
                )
            else:
                words = "; ".join(f"{one.place}: {one_line(one.text)}" for one in held)
                self.plan.warn(
                    f"Column {heading}"
                    if not heading.startswith(("Headers", "Numbers", "column"))
                    else heading.capitalize()
                    if heading.startswith("column")
                    else heading,
                    words,
                    "A plan has no such field, so it stays in your file only.",
                )


def _give_numbers(
    plan: PlanDraft, level: str, drafts: Sequence[ThemeDraft | ObjectiveDraft]
) -> None:
    """Give what has no number the next free one."""
    used = [int(draft.number) for draft in drafts if draft.number.isdecimal()]
    free = max(used, default=0)
    for draft in drafts:
        if not draft.number:
            free += 1
            draft.number = str(free)
            if draft.title:
                plan.warn(draft.place, draft.title, f"The {level} has no number: {free} is used.")


def _move_sides(own: RowDraft, row: RowDraft) -> None:
    own.place = own.place or row.place
    own.leads += row.leads
    own.statuses += row.statuses
    own.dues += row.dues
    own.progress += row.progress
    row.leads, row.statuses, row.dues, row.progress = [], [], [], []


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name in names:
        if one_line(name):
            found.setdefault(sameness(name), one_line(name))
    return tuple(found.values())
