"""Whether a body's own form can be used: it asks for what it may get, and shows what it has to."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from upstander.kernel.referrals.declared import Kind
from upstander.kernel.referrals.tables import Field, UnfitForm

MOST_NAMED = 8


def check(kind: Kind, fields: Sequence[Field], places: Set[str] | None) -> None:
    """Raise UnfitForm with all that is wrong; `places` are those of a Word file, if there is one.

    The Word file has a place for every line of the table and no other, so that what leaves is the
    same on paper, as data, and in the ledger.
    """
    asked = {each.source for each in fields}
    wrong = [
        *_asked_in_vain(kind, asked),
        *_lacking(kind, asked),
        *(_places(fields, places) if places is not None else ()),
    ]
    if wrong:
        raise UnfitForm(" ".join(wrong))


def chosen(kind: Kind, places: Set[str]) -> tuple[Field, ...]:
    """Make a table for a Word file whose places are named as our answers are.

    Raises UnfitForm where it has none, or one that is not ours.
    """
    if not places:
        raise UnfitForm(
            "The Word form has no place for an answer. Write a name in braces where one belongs, "
            "such as {story}, or choose a table as well."
        )
    known = {each.source: replace(each, key=each.source) for each in kind.whole.fields}
    strange = sorted(places - set(known))
    if strange:
        raise UnfitForm(f"The Word form asks for {_listed(strange)}, which nobody here is asked.")
    return tuple(each for name, each in known.items() if name in places)


def _asked_in_vain(kind: Kind, asked: Set[str]) -> Iterator[str]:
    may = {each.source for each in kind.ours.fields}
    known = {each.source for each in kind.whole.fields}
    if strange := sorted(asked - known):
        yield f"It asks for {_listed(strange)}, which nobody here is asked."
    if withheld := sorted((asked & known) - may):
        yield f"It asks for {_listed(withheld)}, which does not go to “{kind.title}”."


def _lacking(kind: Kind, asked: Set[str]) -> Iterator[str]:
    names = {each.source: each.heading for each in kind.ours.fields}
    demanded = kind.referral.demanded.items()
    lacking = [
        f"{source} (“{names[source]}”)"
        for source, where in demanded
        if source in names and source not in asked and (not where or where & asked)
    ]
    if lacking:
        yield f"It has to show {_listed(lacking)} as well: nothing goes out without."


def _places(fields: Sequence[Field], places: Set[str]) -> Iterator[str]:
    keys = {each.key for each in fields}
    if strange := sorted(places - keys):
        yield f"The Word form has a place for {_listed(strange)}, which the table does not have."
    if missing := sorted(keys - places):
        yield f"The Word form has no place for {_listed(missing)}, which the table has."


def _listed(names: Sequence[str]) -> str:
    shown = [name[:80] for name in names[:MOST_NAMED]]
    more = len(names) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")
