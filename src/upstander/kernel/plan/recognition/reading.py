"""From a document of any layout to a plan, with every original word kept or shown."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import PurePath

from upstander.kernel.clock import today
from upstander.kernel.documents.model import Document
from upstander.kernel.errors import Refused
from upstander.kernel.plan.interchange.checking import check
from upstander.kernel.plan.interchange.days import financial_year, span_of
from upstander.kernel.plan.interchange.document import DocumentWarning, NotAPlan, PlanDocument
from upstander.kernel.plan.interchange.text import one_line
from upstander.kernel.plan.recognition.days import read_due
from upstander.kernel.plan.recognition.drafts import PlanDraft
from upstander.kernel.plan.recognition.ends import take_ends
from upstander.kernel.plan.recognition.finishing import Finisher, Names
from upstander.kernel.plan.recognition.footnotes import place_footnotes
from upstander.kernel.plan.recognition.gathering import gather
from upstander.kernel.plan.recognition.initials import initials_in
from upstander.kernel.plan.recognition.mending import mend_numbers, mend_slips
from upstander.kernel.plan.recognition.outline import outline_of
from upstander.kernel.plan.recognition.shades import find_shades
from upstander.kernel.plan.recognition.sheets import chosen_sheets, within_reach
from upstander.kernel.plan.recognition.sorting import sort_items
from upstander.kernel.plan.recognition.splitting import manner_of
from upstander.kernel.plan.recognition.unplaced import unplaced
from upstander.kernel.plan.recognition.views import items_of
from upstander.kernel.reference.quarters import year_of

NO_PLAN = (
    "No plan was found in the file. It should hold objectives and their actions, in tables with "
    "headings such as “Action” and “Lead”, or in lists below headings."
)
_SPAN = re.compile(r"(?<!\d)(20\d\d)\s*(?:[-–/]|to)\s*(?:20)?(\d\d)(?!\d)")
_SHORT_YEAR = re.compile(r"(?<![\d/.-])([2-5]\d)\s?[-/–]\s?(\d\d)(?![\d/.-])")
_TWO_YEARS = (date(2020, 4, 1), date(2021, 4, 1))
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def recognise(document: Document, known_leads: tuple[str, ...] = ()) -> PlanDocument:
    """Read a plan out of a document; raises NotAPlan where there is none in it.

    `known_leads` are names of organisations, so that a comma within one is not read as two.
    """
    document = chosen_sheets(within_reach(document))
    found = sort_items(items_of(document))
    find_shades(found.entries, found.legend)
    outline = outline_of(found)
    plan = gather(found, outline)
    for note in document.footnotes:
        plan.footnotes.append((note.mark, note.text, f"Footnote {note.mark}"))
    if not any(objective.rows for objective in plan.objectives) and len(plan.objectives) < 2:
        raise NotAPlan(NO_PLAN)
    mend_slips(plan)
    mend_numbers(plan)
    place_footnotes(plan)
    take_ends(plan)
    title, year, starts_on = _title_and_year(plan, document)
    manner = manner_of(plan, document.kind, found.has_rows)
    names = Names(known_leads, initials_in(found.entries))
    finisher = Finisher(plan, found.legend, manner, starts_on, names)
    recognised = finisher.finish(title, year)
    told = tuple(DocumentWarning(note.where, note.what, note.suggestion) for note in document.notes)
    lost = tuple(unplaced(document, plan, recognised))
    recognised = PlanDocument(
        recognised.title,
        recognised.year,
        tuple(theme for theme in recognised.themes if theme.objectives or theme.aim or theme.title),
        (*recognised.warnings, *lost, *told),
        said=recognised.said,
    )
    check(recognised)
    return recognised


def _title_and_year(plan: PlanDraft, document: Document) -> tuple[str, str, date]:
    named = [
        plan.title,
        *[words.text for words in plan.preamble],
        document.title,
        PurePath(document.name).stem,
    ]
    named += [table.sheet for table in document.tables]
    for heading in [held for held in plan.others if held.startswith("\0")]:
        named += [words.text for words in plan.others[heading][:3]]
    for heading in ("Year", "Financial year", "Plan year"):
        named += [words.text for words in plan.others.get(heading, ())[:1]]
    title = (
        plan.title or one_line(document.title) or one_line(PurePath(document.name).stem) or "Plan"
    )
    if not plan.title:
        plan.warn("The file", "", f"It does not say the plan's title: “{title}” is used.")
    year = next(filter(None, map(financial_year, named)), "")
    year = year or next(filter(None, map(_short_year, named)), "")
    if not year:
        year = _guessed_year(plan, named)
    return title[:300], year, _starts_on(plan, year)


def _short_year(words: str) -> str:
    """Find a year such as 24/25 in words: no day, because the second number follows the first."""
    found = _SHORT_YEAR.search(words)
    follows = found and int(found[2]) == int(found[1]) + 1
    return f"20{found[1]}-{found[2]}" if found and follows else ""


def _starts_on(plan: PlanDraft, year: str) -> date:
    """Give the day on which the plan begins: by its year, else by when most of it is due."""
    try:
        return span_of(year)[0]
    except Refused:
        years = Counter(year_of(day) for day in _dated(plan))
        latest = max(years, key=lambda found: (years[found], found), default=year_of(today()))
        return span_of(latest)[0]


def _dated(plan: PlanDraft) -> Iterator[date]:
    """Go through the days in the plan that name their year themselves."""
    for objective in plan.objectives:
        for row in (objective.own, *objective.rows):
            for words in row.dues:
                found = {read_due(words.text, start).day for start in _TWO_YEARS}
                day = found.pop()
                if day and not found:
                    yield day


def _guessed_year(plan: PlanDraft, named: list[str]) -> str:
    for words in named:
        span = _SPAN.search(words)
        if span and int(span[2]) > int(span[1][2:]):
            year = f"{span[1]}-{(int(span[1]) + 1) % 100:02}"
            plan.warn(
                "The file", span[0], f"It spans several years: {year}, the first of them, is used."
            )
            return year
    for words in named:
        single = _YEAR.search(words)
        if single:
            return single[0]
    plan.warn("The file", "", "It does not say the plan's year, such as 2024-25.")
    return ""
