"""Where in the plan the reading stands: the theme, the objective and the row that are open."""

import re
from collections.abc import Sequence
from dataclasses import replace

from upstander.kernel.plan.interchange.text import one_line, sameness
from upstander.kernel.plan.recognition.drafts import (
    ObjectiveDraft,
    PlanDraft,
    RowDraft,
    ThemeDraft,
    Words,
)
from upstander.kernel.plan.recognition.headings import Heading, theme_parts

_MARK = re.compile(r"\s*(\*{1,3}|[†‡¹²³])\s*$")


class Place:
    """Opens themes and objectives, and adds rows to what is open."""

    def __init__(self, title: str) -> None:
        """Begin a plan in which nothing is open."""
        self.plan = PlanDraft(title=one_line(title))
        self.theme: ThemeDraft | None = None
        self.objective: ObjectiveDraft | None = None
        self.row: RowDraft | None = None
        self.kinds: set[str] = set()
        # what labels say before an objective is named: field, words, place, label
        self.ahead: list[tuple[str, str, str, str]] = []

    # ---- themes

    def open_theme(self, heading: Heading, place: str) -> None:
        """Begin a theme, or go on with one that was begun before."""
        self._note_kind(heading, place)
        title, aim = theme_parts(unmarked(heading.title)[0])
        self.objective = self.row = None
        self.theme = self._known_theme(heading.number, title)
        if self.theme is None:
            self.theme = ThemeDraft(heading.number, title, place)
            self.plan.themes.append(self.theme)
        if title or heading.number:
            self.plan.said |= {"theme.number", "theme.title"}
        self.add_aim(aim)

    def _known_theme(self, number: str, title: str) -> ThemeDraft | None:
        """Find a theme that goes on: the same name, or the same number and no other name."""
        for theme in self.plan.themes:
            same_number = not number or not theme.number or number == theme.number
            if title and theme.title:
                found = same_number and sameness(title) == sameness(theme.title)
            else:
                found = bool(number) and number == theme.number
            if found:
                theme.title = theme.title or title
                theme.number = theme.number or number
                return theme
        return None

    def add_aim(self, aim: str) -> None:
        """Add to what the open theme is to reach."""
        if aim and self.theme and aim not in self.theme.aims:
            self.theme.aims.append(aim)
            self.plan.said.add("theme.aim")

    def within(self, heading: Heading) -> bool:
        """Tell whether the open theme is the one that a heading names."""
        if self.theme is None:
            return False
        if heading.number and self.theme.number and heading.number != self.theme.number:
            return False
        title = theme_parts(unmarked(heading.title)[0])[0]
        return not title or sameness(title) == sameness(self.theme.title)

    # ---- objectives

    def open_objective(self, heading: Heading, place: str, marks: Sequence[str] = ()) -> None:
        """Begin an objective, or go on with one of the open theme."""
        self._note_kind(heading, place)
        self._tell_ahead()
        title, mark = unmarked(heading.title)
        self.row = None
        if self.theme is None:
            self.open_theme(Heading(""), place)
        theme = self.theme
        assert theme is not None  # noqa: S101 - it was opened just now
        known = [held for held in theme.objectives if _same(held, heading.number, title)]
        if known:
            self.objective = known[0]
            return
        called = [*marks, mark] if mark else [*marks]
        self.objective = ObjectiveDraft(heading.number, title, place, called)
        theme.objectives.append(self.objective)
        self.plan.said |= {"objective.number", "objective.title"}

    def _note_kind(self, heading: Heading, place: str) -> None:
        """Take the label of a heading for read; tell once what kind of theme it says it names."""
        if heading.label:
            said = f"{heading.label} {heading.number} {heading.title}"
            self.plan.consumed.append(one_line(said))
        if heading.kind and heading.kind not in self.kinds:
            self.kinds.add(heading.kind)
            advice = (
                "It is read as the label of what stands behind it, and is not part of the name."
            )
            self.plan.warn(place, heading.kind, advice)

    def put_side(self, name: str, words: str, place: str, label: str) -> None:
        """Keep what a card says of the open objective, or of the one that it is still to name."""
        if self.objective is None:
            self.ahead.append((name, words, place, label))
            return
        self.objective.own.put(name, words, place)
        self.plan.said.add(f"objective.{name}")

    def _tell_ahead(self) -> None:
        """Show what labels say above an objective that no card names: it may be of the file."""
        for _, words, place, label in self.ahead:
            if self.plan.themes:
                self.plan.warn(place, f"{label} {words}", "It stands above the first objective.")
            else:
                self.plan.preamble.append(Words(f"{label} {words}", place))
        self.ahead = []

    def name_open(self, text: str) -> bool:
        """Give a theme or objective that has only a number the words right below it for a name."""
        target = self.objective or self.theme
        begun = target is not None and (
            target.rows if isinstance(target, ObjectiveDraft) else target.objectives or target.aims
        )
        if target is None or target.title or not target.number or begun:
            return False
        target.title = one_line(text)
        return True

    def under(self, heading: Heading) -> bool:
        """Tell whether the open objective is the one that a heading names."""
        return self.objective is not None and _same(self.objective, heading.number, heading.title)

    def open_nameless(self, place: str) -> ObjectiveDraft:
        """Open an objective where the file names none: it takes the theme's own name."""
        theme = self.theme
        heading = Heading(theme.title if theme else "", theme.number if theme else "")
        self.open_objective(heading, place)
        assert self.objective is not None  # noqa: S101 - it was opened just now
        self.objective.copied = True
        return self.objective

    # ---- rows

    def add(self, row: RowDraft) -> None:
        """Add a row to the open objective."""
        objective = self.objective or self.open_nameless(row.place)
        row.goes_on = bool(objective.rows) and not row.says_more and not row.reference
        objective.rows.append(row)
        self.row = row
        self.plan.said.add("action.text")

    def join(self, row: RowDraft) -> None:
        """Put the rest of a row where its beginning stands."""
        before = self.row
        if before is None:
            return
        if row.lines and before.open_field == "progress":
            heading, said = before.progress[-1]
            before.progress[-1] = (heading, f"{said} {row.text}")
        elif row.lines and before.lines:
            last = before.lines[-1]
            before.lines[-1] = replace(last, text=f"{last.text} {row.lines[0].text}")
            before.lines += row.lines[1:]
        _append(before.leads, row.leads)
        _append(before.dues, row.dues)
        _append_said(before.progress, row.progress)
        before.statuses += row.statuses
        before.page, before.table = row.page, row.table


def unmarked(title: str) -> tuple[str, str]:
    """Take the mark of a footnote off the end of a title."""
    title = one_line(title)
    found = _MARK.search(title)
    return (title[: found.start()], found[1]) if found else (title, "")


def _same(objective: ObjectiveDraft, number: str, title: str) -> bool:
    title = unmarked(title)[0]
    if number and objective.number and sameness(number) != sameness(objective.number):
        return False
    if title and objective.title:
        return sameness(title) == sameness(objective.title)
    return bool(number) and number == objective.number


def _append_said(held: list[tuple[str, str]], more: list[tuple[str, str]]) -> None:
    """Go on with an update that was cut in two; what begins anew stands on a line of its own."""
    for heading, said in more:
        last = held[-1] if held and held[-1][0] == heading else None
        if last and not last[1].rstrip().endswith((".", "!", "?", ":")) and said[:1].islower():
            held[-1] = (heading, f"{last[1]} {said}")
        else:
            held.append((heading, said))


def _append(held: list[Words], more: list[Words]) -> None:
    """Go on with words that were cut in two."""
    if held and more:
        held[-1].text = f"{held[-1].text} {more[0].text}"
        held += more[1:]
    else:
        held += more
