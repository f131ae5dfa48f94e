"""Mends what a copy has spoilt: look-alike letters, and rows that have slipped."""

import re

from upstander.kernel.documents.model import Line
from upstander.kernel.plan.recognition.drafts import ObjectiveDraft, PlanDraft
from upstander.kernel.plan.recognition.splitting import title_within

# letters of other alphabets that look like Latin ones
ALIKE = str.maketrans(
    "АВЕКМНОРСТУХІЈЅаеорсухіјѕԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϲ",
    "ABEKMHOPCTYXIJSaeopcyxijsdqwABEZHIKMNOPTYXoc",
)
_FOREIGN = re.compile(r"[\u0370-\u03ff\u0400-\u04ff\u0500-\u052f]")
_WORD = re.compile(r"\w+")
_YEARS = re.compile(r"(?<![\d/-])(20\d\d)(?:\s*[-–/]\s*((?:20)?\d\d))?(?![\d])")


def mend_letters(text: str) -> str:
    """Write words that only look Latin in Latin letters; real words of other alphabets stay."""
    if not _FOREIGN.search(text):
        return text
    words = [word for word in _WORD.findall(text) if _FOREIGN.search(word)]
    if not all(_looks_latin(word) for word in words):
        return text
    return _WORD.sub(lambda found: found[0].translate(ALIKE), text)


def _looks_latin(word: str) -> bool:
    mended = word.translate(ALIKE)
    return mended.isascii()


def mend_slips(plan: PlanDraft) -> None:
    """Mend rows that slipped: actions that stand beside the number of the next objective.

    An objective has no actions, and the next number stands before a row that has a lead of its own
    and is followed by more. That row then holds the actions of the first and, behind them, the
    title of the second.
    """
    for theme in plan.themes:
        found: list[ObjectiveDraft] = []
        for objective in theme.objectives:
            found.append(objective)
            slipped = _slipped(objective, plan)
            if slipped:
                found.append(slipped)
        theme.objectives = found


def _slipped(objective: ObjectiveDraft, plan: PlanDraft) -> ObjectiveDraft | None:
    if len(objective.rows) < 2 or not objective.number.isdecimal():
        return None
    first = objective.rows[0]
    number = str(int(objective.number) + 1)
    others = [
        row for held in plan.objectives for row in held.rows if row.reference and row is not first
    ]
    taken = any(held.number == number for held in plan.objectives)
    if first.reference.rstrip(".):") != number or taken or others:
        return None
    original = first.text
    actions, title = title_within(" ".join(line.text for line in first.lines))
    if not title:
        return None
    first.lines = [Line(text, "•") for text in actions]
    first.reference = ""
    after = ObjectiveDraft(number, title, first.place, rows=objective.rows[1:])
    after.rows[0].goes_on = False
    objective.rows = [first]
    plan.warn(
        f"Objective {objective.number} ({objective.place})",
        original,
        f"The rows have slipped: these words stand beside number {number}. All but the last of "
        f"them are read as the actions of {objective.number}.",
    )
    plan.warn(
        f"Objective {number} ({first.place})",
        original,
        f"The rows have slipped: the last of these words, “{title}”, are read as the title of "
        f"{number}, and the row below as its actions.",
    )
    return after


def mend_numbers(plan: PlanDraft) -> None:
    """Find the number of an objective where only its actions carry one: "3" of "3.1" and "3.2"."""
    named = [objective for objective in plan.objectives if not objective.copied]
    bare = [objective for objective in named if not objective.number and objective.rows]
    if _take_row_numbers(bare):
        return
    for stem in (_before_point, _before_letter):
        found = [{stem(row.reference) for row in objective.rows} for objective in bare]
        numbers = [next(iter(held)) if len(held) == 1 else "" for held in found]
        taken = {objective.number for objective in plan.objectives}
        if bare and all(numbers) and len(set(numbers)) == len(numbers) and not taken & set(numbers):
            for objective, number in zip(bare, numbers, strict=True):
                objective.number = number
            return


def _take_row_numbers(bare: list[ObjectiveDraft]) -> bool:
    """Take the numbers of rows where each objective has one, and its further rows none."""
    numbers = [objective.rows[0].reference.rstrip(".:) *") for objective in bare]
    more = any(row.reference for objective in bare for row in objective.rows[1:])
    if not bare or more or not all(numbers) or len(set(numbers)) < len(numbers):
        return False
    for objective, number in zip(bare, numbers, strict=True):
        objective.number = number
        if objective.rows[0].reference.endswith("*"):
            objective.marks.append(objective.rows[0].reference.lstrip(number + ".:) "))
        objective.rows[0].reference = ""
    return True


def _before_point(reference: str) -> str:
    return reference.rstrip(".:) ").rpartition(".")[0]


def _before_letter(reference: str) -> str:
    found = re.fullmatch(r"(\d{1,3}|[A-Z]{1,2})[a-z0-9]{1,2}\*?", reference.rstrip(".:) "))
    return found[1] if found and not reference.rstrip(".:) ").isdecimal() else ""


def past_years(text: str, first_year: int) -> bool:
    """Tell whether words speak only of years that were over before the plan began."""
    ends = []
    for found in _YEARS.finditer(text):
        last = found[2] or found[1]
        ends.append(int(last) if len(last) == 4 else 2000 + int(last))
    return bool(ends) and max(ends) < first_year
