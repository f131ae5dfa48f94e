"""What a reader of the feed may ask for: the parameters of the standard, one small test each."""

from collections.abc import Callable, Mapping

from upstander.kernel.errors import Refused
from upstander.kernel.listing import Listing
from upstander.kernel.openreferral.writing import taxonomy_id, term_id

Test = Callable[[Listing, str], bool]


def _says(listing: Listing, words: str) -> bool:
    text = f"{listing.name} {listing.description} {listing.area}".casefold()
    return all(word in text for word in words.casefold().split())


def _for_age_from(listing: Listing, age: str) -> bool:
    return listing.minimum_age is not None and listing.minimum_age >= _number(age)


def _for_age_to(listing: Listing, age: str) -> bool:
    return (listing.minimum_age or 0) <= _number(age)


def _on_day(listing: Listing, day: str) -> bool:
    return any(day[:2].upper() in opens.days for opens in listing.hours)


TESTS: Mapping[str, Test] = {
    "search": _says,
    "taxonomy_term_id": lambda listing, key: key in map(term_id, listing.terms),
    "taxonomy_id": lambda listing, key: key in map(taxonomy_id, listing.terms),
    "minimum_age": _for_age_from,
    "maximum_age": _for_age_to,
    "day": _on_day,
    "start_time": lambda listing, at: any(opens.opens <= at[:5] for opens in listing.hours),
    "end_time": lambda listing, at: any(opens.closes >= at[:5] for opens in listing.hours),
}


def wanted(query: Mapping[str, str]) -> Callable[[Listing], bool] | None:
    """Give the test for what was asked, or None where everything was.

    Raises Refused for a number that is none.
    """
    asked = [(TESTS[name], value) for name, value in query.items() if name in TESTS and value]
    if not asked:
        return None
    return lambda listing: all(test(listing, value) for test, value in asked)


def page_of(query: Mapping[str, str], usual: int, most: int) -> tuple[int, int]:
    """Read which page, of how many; raises Refused for what is no number."""
    page = _number(query.get("page") or "1")
    size = _number(query.get("per_page") or str(usual))
    if not (1 <= page <= 1_000_000 and 1 <= size <= most):
        raise Refused(f"page counts from 1, and per_page may be 1 to {most}.")
    return page, size


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise Refused("Ages, page and per_page are whole numbers.")
    return int(text)
