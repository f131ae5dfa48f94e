"""Writes the reference of access to records of people, from the table that a proof asks about."""

from collections.abc import Iterable, Iterator

from upstander.kernel.access.check import DENIALS
from upstander.kernel.access.declared import all_guards, all_purposes, all_system_work
from upstander.kernel.access.roles import ALL_ROLES, Role
from upstander.kernel.access.table import (
    ABSENT,
    RELATIONS,
    VERBS,
    Answer,
    Relation,
    answer_for,
    edited_by,
    seen_by,
)
from upstander.kernel.access.watching.rules import RULES
from upstander.kernel.guards import CATEGORIES, Guard

Rows = Iterator[tuple[str, ...]]
SENTENCE = (
    "Who is answered what about records of people. A proof asks a running server more than 20,000 "
    "times as every role and compares each answer with this table."
)


def sections() -> Iterator[tuple[str, str, tuple[str, ...], Iterable[tuple[str, ...]]]]:
    """Give heading, sentence, head and rows of each table."""
    titles = tuple(VERBS.values())
    yield (
        "How one stands to a record",
        "Roles that a relation does not let in are answered as in the last row. What a page's own "
        f"permission does not let in is {Answer.NOT_ALLOWED} (403); {Answer.NOT_THERE} is 404, as "
        "for a number that no record has.",
        ("relation", "when", "lets in", "sees", *titles),
        _relations(),
    )
    yield ("Denials", "They come before every right.", ("denial",), ((d.title,) for d in DENIALS))
    for guard in (each for each in all_guards() if not each.record.startswith("testing.")):
        yield from _of_guard(guard)
    yield (
        "Categories of data",
        "What an agreement can open, and what can be withheld of one record.",
        ("category", "what it holds"),
        ((f"`{code}`", title) for code, title in CATEGORIES.items()),
    )
    yield (
        "Purposes",
        "What records may be opened for.",
        ("purpose", "title", "in a sentence"),
        ((f"`{each.code}`", each.title, each.sentence) for each in all_purposes().values()),
    )
    yield (
        "Work of the product itself",
        "The only other door: `acting_for(work)`. Each use leaves a row in the trail, once a day.",
        ("work", "title", "in a sentence"),
        ((f"`{each.code}`", each.title, each.sentence) for each in all_system_work().values()),
    )
    yield (
        "Unusual reading",
        "The rules, every ten minutes; what they find is due for information governance. "
        "`UPSTANDER_ALERTS` sets other numbers.",
        ("rule", "title", "up to so much is usual", "why"),
        ((f"`{rule.code}`", rule.title, str(rule.usual), rule.why) for rule in RULES),
    )


def _relations() -> Rows:
    for relation in RELATIONS:
        yield (relation.title, relation.sentence, relation.lets_in, relation.sees, *_said(relation))
    said = (str(ABSENT[verb]) for verb in VERBS)
    yield ("Any of these, a role that is not let in", "", "", "nothing", *said)


def _said(relation: Relation) -> Iterator[str]:
    return (str(relation.answers[verb]) for verb in VERBS)


def _of_guard(guard: Guard) -> Iterator[tuple[str, str, tuple[str, ...], Rows]]:
    yield (
        f"Records of `{guard.record}`",
        _opened(guard),
        ("role", "sees in its own body's", "changes there", "under an agreement"),
        _roles_of(guard),
    )


def _opened(guard: Guard) -> str:
    if guard.owner:
        return f"Opened in the body whose record it is for the purpose `{guard.purpose}`."
    if guard.along:
        return (
            "They lie with a person. Each opens as far as the record does that it is about, or, "
            "where it is about none, as any does that speaks of the person. Who is barred from "
            "either is barred from it."
        )
    return (
        "They belong to no body, and open as far as a record does that speaks of them; whom an "
        "agreement lets in to that record sees the same categories here."
    )


def _roles_of(guard: Guard) -> Rows:
    for role in ALL_ROLES:
        own, partner = _own(guard, role), _partner(guard, role)
        if own != "nothing" or partner == "yes":
            changes = ", ".join(sorted(edited_by(guard, role.code))) or "nothing"
            yield (role.title, own, changes, partner)


def _own(guard: Guard, role: Role) -> str:
    return ", ".join(sorted(seen_by(guard, role.code))) or "nothing"


def _partner(guard: Guard, role: Role) -> str:
    shown = answer_for(guard, role.code, "agreement", "view") is Answer.SHOWN
    return "yes" if shown else "no"
