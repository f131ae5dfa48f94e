"""Makes the document of a plan out of what was gathered, with a warning for every doubt."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from upstander.kernel.plan.interchange.checking import LONGEST_LEAD, LONGEST_TITLE
from upstander.kernel.plan.interchange.document import (
    ActionDocument,
    ObjectiveDocument,
    PlanDocument,
    ThemeDocument,
    stand_in_title,
)
from upstander.kernel.plan.interchange.text import clean, distinct, one_line, upper_first
from upstander.kernel.plan.recognition.days import read_due
from upstander.kernel.plan.recognition.drafts import (
    ObjectiveDraft,
    PlanDraft,
    RowDraft,
    ThemeDraft,
    Words,
)
from upstander.kernel.plan.recognition.leads import known_apart, plain_names, split_leads
from upstander.kernel.plan.recognition.mending import mend_letters, past_years
from upstander.kernel.plan.recognition.numbering import give_numbers
from upstander.kernel.plan.recognition.splitting import Manner, actions_in, numbered_apart
from upstander.kernel.plan.recognition.statuses import Legend, read_status
from upstander.kernel.plan.recognition.telling import Telling, tell_what_is_left

Leads = tuple[str, ...]
_JOINING = ("/", "&", " and ")


@dataclass(frozen=True)
class Names:
    """Names that are known from elsewhere, and the names behind initials."""

    known: Sequence[str] = ()
    initials: Mapping[str, str] = field(default_factory=dict)


class Finisher:
    """Writes the parts of a plan, collecting what has to be told."""

    def __init__(
        self,
        plan: PlanDraft,
        legend: Legend,
        manner: Manner,
        starts_on: date,
        names: Names,
    ) -> None:
        """Learn the names that stand alone somewhere, by which lists of names are told apart."""
        self.plan = plan
        self.legend = legend
        self.manner = manner
        self.starts_on = starts_on
        rows = [row for objective in plan.objectives for row in (objective.own, *objective.rows)]
        cells = [mend_letters(words.text) for row in rows for words in row.leads]
        self.known = {*names.known, *plain_names(cells)}
        self.initials = names.initials
        self.telling = Telling()

    def finish(self, title: str, year: str) -> PlanDocument:
        """Write the whole plan."""
        give_numbers(self.plan)
        themes = tuple(self.theme(theme) for theme in self.plan.themes)
        tell_what_is_left(self.plan)
        self._tell_numbers(themes)
        warnings = (*self.plan.warnings, *self.telling.warnings())
        said = frozenset(self.plan.said | {"plan.title", "objective.title"})
        return PlanDocument(title, year, themes, warnings, said=said)

    def _tell_numbers(self, themes: Sequence[ThemeDocument]) -> None:
        """Show the file's own numbers of actions where the plan's will differ."""
        told = []
        for objective in (objective for theme in themes for objective in theme.objectives):
            numbers = [
                action.reference
                for place, action in enumerate(objective.actions, start=1)
                if action.reference.strip(".:)( ") not in ("", f"{objective.number}.{place}")
            ]
            told += [f"objective {objective.number}: {', '.join(numbers)}"] if numbers else []
        if told:
            advice = (
                "These are the file’s own numbers. In the plan, actions count within their "
                "objective."
            )
            self.plan.warn("Numbers of actions", "; ".join(told), advice)

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
            one_line(title)[:LONGEST_TITLE],
            clean(aim),
            tuple(self.objective(o) for o in draft.objectives),
            place=draft.place,
        )

    def objective(self, draft: ObjectiveDraft) -> ObjectiveDocument:
        """Write an objective; what stands once beside all its actions is its own."""
        where = f"Objective {draft.number}"
        title = self._title(draft, where)
        rows = [piece for row in draft.rows for piece in numbered_apart(row)]
        texts = [actions_in(row, self.manner) for row in rows]
        own = draft.own
        if self.manner.pooled or (len(rows) == 1 and len(texts[0]) > 1):
            for row in rows:
                own.take_sides(row)
        shared, leads = self._leads_of(own, rows, where)
        self._note_fields(own, shared)
        status = self.status(own, where)
        waits = [*draft.depends_on, *own.depends_on, *[d for row in rows for d in row.depends_on]]
        depends = [words for words in waits if self._fits(words, where, LONGEST_TITLE)]
        return ObjectiveDocument(
            number=draft.number,
            title=title,
            leads=shared,
            progress=self.progress(own, where),
            status=status,
            due=self.due(own.dues, where),
            depends_on=distinct(depends),
            actions=tuple(
                action
                for row, pieces, names in zip(rows, texts, leads, strict=True)
                for action in self._actions(row, pieces, names, where)
            ),
            place=draft.place,
        )

    def _leads_of(
        self, own: RowDraft, rows: Sequence[RowDraft], where: str
    ) -> tuple[Leads, list[Leads]]:
        """Read who leads the objective and each row; what all rows say alike is the objective's."""
        shared = self.leads(own.leads, where)
        leads = [self.leads(row.leads, where) for row in rows]
        first = leads[0] if leads else ()
        # beside the first row of a table stands who leads all of them; in a list it is that entry's
        only_first = bool(rows and rows[0].table) and not any(leads[1:])
        if first and not shared and (only_first or all(names == first for names in leads)):
            return first, [()] * len(rows)
        return shared, leads

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
                "It speaks of a date that is past before the plan begins. Look whether it still "
                "stands.",
            )

    def _actions(
        self, row: RowDraft, pieces: list[str], leads: tuple[str, ...], where: str
    ) -> Iterator[ActionDocument]:
        struck = bool(row.lines) and all(line.struck for line in row.lines)
        for place, text in enumerate(pieces):
            mended = self.mended(text, where)
            if not clean(mended):
                continue
            if struck:
                self.plan.warn(
                    f"{where} ({row.place})",
                    mended,
                    "The words are struck through in the file. Take the action out if it no longer "
                    "stands.",
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
                place=row.place,
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

    def leads(self, cells: Sequence[Words], where: str) -> Leads:
        """Read who leads; what is no plain list is told."""
        found: list[str] = []
        for words in cells:
            text = self.mended(words.text, f"{where}, lead")
            names, dropped = split_leads(text, self.known)
            if self.manner.joined:
                names = tuple(one for name in names for one in known_apart(name, self.known))
            self.plan.consumed.append(text)
            place = f"{where}, lead ({words.place})"
            count = f"it is read as {len(names)} leads: {'; '.join(names)}."
            if dropped:
                left = "; ".join(dropped)
                self.plan.warn(place, words.text, f"“{left}” names nobody, so {count}")
            elif len(names) > 1 and (self.manner.joined or any(sign in text for sign in _JOINING)):
                self.telling.add(place, text, upper_first(count))
            found += [
                self._in_full(name, place)
                for name in names
                if self._fits(name, place, LONGEST_LEAD)
            ]
        return distinct(found)

    def _in_full(self, name: str, place: str) -> str:
        """Give the name behind initials, by the key that the plan has."""
        full = self.initials.get(name, name)
        if full != name:
            self.telling.add(place, name, f"By the key in the file it is read as “{full}”.")
        return full

    def _fits(self, words: str, place: str, longest: int) -> bool:
        """Tell whether a name is short enough for one; what is not is shown instead."""
        fits = len(words) <= longest
        if not fits:
            advice = f"It is longer than {longest} characters, so it was left out. Shorten it."
            self.plan.warn(place, words, advice)
        return fits

    def status(self, row: RowDraft, where: str) -> str | None:
        """Read how something stands: the last of several columns that says so."""
        latest: str | None = None
        place = f"{where}, status ({row.place})" if row.place else f"{where}, status"
        for words, colour, heading in row.statuses:
            said = read_status(words, colour, self.legend)
            self.plan.consumed.append(words)
            shown = words or f"the colour #{colour}"
            latest = said.status.value if said.status else latest
            told = said.how
            if not told and heading and len(row.statuses) > 1:
                told = "A plan keeps the last of several statuses; this one came in too."
            if told:
                self.telling.add(place, f"{heading}: {shown}" if heading else shown, told)
            if said.rest:
                row.progress.append((heading, said.rest))
        return latest

    def due(self, cells: Sequence[Words], where: str) -> date | None:
        """Read when something is due."""
        day: date | None = None
        for words in cells:
            read = read_due(words.text, self.starts_on)
            self.plan.consumed.append(words.text)
            told = read.how
            if day and read.day and read.day != day:
                told = told or f"Another day is named before it, {day.isoformat()}: this is kept."
            day = read.day or day
            if told:
                self.telling.add(f"{where}, due ({words.place})", words.text, told)
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
