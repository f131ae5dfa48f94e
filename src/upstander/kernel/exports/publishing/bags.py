"""Tables that share dimensions, arranged as a tree, so that checking them stays small and exact.

Several tables of the same records fit together exactly if each fits its neighbours, as long as they
hang together like a tree (an acyclic hypergraph; Beeri, Fagin, Maier and Yannakakis 1983). What
goes round in a circle is put into one bag, whose combinations are all looked at.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

Attributes = frozenset[Hashable]


@dataclass(frozen=True)
class Bag:
    """What is looked at together, and the place of the bag it has to agree with."""

    attributes: Attributes
    parent: int | None


def arrange(edges: Sequence[Attributes]) -> tuple[list[Bag], list[int]]:
    """Arrange sets of attributes into a tree of bags; say which bag holds each set."""
    widest = [edge for edge in dict.fromkeys(edges) if not any(edge < other for other in edges)]
    parents, core = _reduce(widest)
    if len(core) > 1:
        merged = frozenset[Hashable]().union(*(widest[place] for place in core))
        widest[core[0]] = merged
        parents |= dict.fromkeys(core[1:], core[0])
    kept = [place for place in range(len(widest)) if place not in core[1:]]
    new_place = {old: new for new, old in enumerate(kept)}
    new_place |= {old: new_place[core[0]] for old in core}
    bags = [
        Bag(widest[place], new_place[parents[place]] if place in parents else None)
        for place in kept
    ]
    return bags, [_holder(bags, edge) for edge in edges]


def _reduce(edges: Sequence[Attributes]) -> tuple[dict[int, int], list[int]]:
    """Take leaves of the tree away until none is left; what remains is one bag or a circle."""
    live = {place: set(edge) for place, edge in enumerate(edges)}
    parents: dict[int, int] = {}
    while True:
        _forget_what_stands_alone(live)
        leaf = next(
            ((a, b) for a in live for b in live if a != b and live[a] <= live[b]),
            None,
        )
        if leaf is None:
            return parents, list(live)
        parents[leaf[0]] = leaf[1]
        del live[leaf[0]]


def _forget_what_stands_alone(live: dict[int, set[Hashable]]) -> None:
    for place, attributes in live.items():
        others = set[Hashable]().union(*(of for at, of in live.items() if at != place))
        attributes.intersection_update(others)


def _holder(bags: Sequence[Bag], edge: Attributes) -> int:
    return next(place for place, bag in enumerate(bags) if edge <= bag.attributes)
