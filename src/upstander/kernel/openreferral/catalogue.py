"""All services of all directories that the parts of the product declare, as one list."""

from collections.abc import Iterator
from itertools import chain
from uuid import UUID

from upstander.kernel.listing import Body, Directory, Listing, Term
from upstander.kernel.registry import all_directories

AT_ONCE = 200


def count(*, placed: bool = False) -> int:
    """Count the services of all directories, or those that tell where they are."""
    return sum(directory.count(placed=placed) for directory in all_directories())


def part(start: int, stop: int, *, placed: bool = False) -> list[Listing]:
    """Give a slice of the whole list, reading no more than it needs."""
    found: list[Listing] = []
    for directory in all_directories():
        held = directory.count(placed=placed)
        if start < held and stop > 0:
            found += directory.listings(max(start, 0), min(stop, held), placed=placed)
        start, stop = start - held, stop - held
    return found


def every() -> Iterator[Listing]:
    """Read all services, some hundreds at a time."""
    return chain.from_iterable(_all_of(directory) for directory in all_directories())


def _all_of(directory: Directory) -> Iterator[Listing]:
    for start in range(0, directory.count(), AT_ONCE):
        yield from directory.listings(start, start + AT_ONCE)


def find(key: str) -> Listing | None:
    """Find a service by its key; what is no UUID is nobody's."""
    try:
        wanted = str(UUID(key))
    except ValueError:
        return None
    found = (directory.find(wanted) for directory in all_directories())
    return next(filter(None, found), None)


def bodies() -> list[Body]:
    """List who answers for services, each once."""
    known = (body for directory in all_directories() for body in directory.bodies())
    return sorted(set(known), key=lambda body: body.name)


def terms() -> list[Term]:
    """List the words by which services are sorted, each once."""
    known = (term for directory in all_directories() for term in directory.terms())
    return sorted(set(known), key=lambda term: (term.taxonomy, term.title))
