"""Tables at random: of one to three dimensions, with groups, overlaps, missing totals; and stories
of several tables and editions about the same records."""

from itertools import product

from upstander.kernel.exports.publishing.dimensions import Dimension
from upstander.kernel.exports.publishing.policy import Policy
from upstander.kernel.testing.tables import dimension, table

SHAPES = [(2,), (3,), (5,), (2, 2), (3, 2), (3, 3), (4, 3), (5, 4), (2, 2, 2), (3, 2, 2), (3, 3, 2)]
COUNTS = {
    "sparse": [0, 0, 0, 1, 2, 9],
    "small": [0, 1, 2, 3, 4, 5, 6],
    "mixed": [0, 1, 3, 5, 8, 20, 50],
    "large": [4, 6, 9, 14, 30, 80],
}
WARDS, STRANDS, QUARTERS = ["w0", "w1", "w2", "w3"], ["s0", "s1", "s2"], ["q1", "q2", "q3", "q4"]
AREAS = {"north": ("w0", "w1"), "south": ("w2", "w3")}
YEAR = {"year": tuple(QUARTERS)}


def some_table(dice, code="tests.table"):
    dimensions = _some_dimensions(dice)
    pick = COUNTS[dice.choice(sorted(COUNTS))]
    rows = []
    for cell in product(*([c for c in dim.codes if c not in dim.parts] for dim in dimensions)):
        row = dict(zip([dim.name for dim in dimensions], cell, strict=True))
        rows.append({**row, "count": dice.choice(pick)})
        for dim in dimensions:
            if dim.overlapping and dice.random() < 0.4:
                both = sorted({row[dim.name], dice.choice(list(dim.codes))})
                rows.append({**row, dim.name: both, "count": dice.choice([0, 1, 4])})
    return table(dimensions, rows, code)


def some_policy(dice):
    return Policy(
        threshold=dice.choice([3, 5, 5, 5, 10]),
        hide_zeros=dice.random() < 0.3,
        reader_knows_rule=dice.random() < 0.5,
        insider=dice.random() < 0.2,
    )


def _some_dimensions(dice):
    shape = dice.choice(SHAPES)
    overlapping = dice.choice([*range(len(shape)), *[None] * 4])
    return [
        _some_dimension(dice, "abc"[place], size, place == overlapping and size < 4)
        for place, size in enumerate(shape)
    ]


def _some_dimension(dice, name, size, overlapping):
    codes = [f"{name}{number}" for number in range(size)]
    total = "Total" if dice.random() < 0.85 else ""
    if overlapping:
        return dimension(name, *codes, overlapping=True, total=total)
    if size > 2 and dice.random() < 0.3:
        return dimension(name, "group", *codes, parts={"group": tuple(codes[:2])}, total=total)
    return dimension(name, *codes, total=total)


# ---- many tables of the same records -------------------------------------------------------------

WARD_KINDS = [
    lambda dice: dimension("ward", *WARDS),
    lambda dice: dimension("ward", *AREAS, parts=AREAS),
    lambda dice: dimension("ward", *AREAS, *WARDS, parts=AREAS),
    lambda dice: dimension("ward", dice.choice(WARDS), whole=False),
    lambda dice: dimension("ward", "north", parts=AREAS, whole=False),
    lambda dice: None,
]
PERIOD_KINDS = [
    lambda dice: _period("year"),
    lambda dice: _period("year", *QUARTERS),
    lambda dice: _period(dice.choice(QUARTERS)),
    lambda dice: _period("to3", more={"to3": tuple(QUARTERS[:3])}),
]


def some_records(dice):
    pick = dice.choice([[0, 0, 1, 2, 5], [0, 1, 3, 8, 12], [4, 6, 9, 14], [20, 40, 60]])
    return {cell: dice.choice(pick) for cell in product(WARDS, STRANDS, QUARTERS)}


def some_view(dice, records, code):
    """Give one table out of many that could be made of the records."""
    ward, strand = dice.choice(WARD_KINDS)(dice), dimension("strand", *STRANDS)
    kept = [ward, strand if dice.random() < 0.7 or not ward else None]
    dimensions = [*filter(None, kept), dice.choice(PERIOD_KINDS)(dice)]
    rows = [
        dict(zip(("ward", "strand", "period"), cell, strict=True)) | {"count": count}
        for cell, count in records.items()
    ]
    inside = [row for row in rows if all(_covers(dim, row[dim.name]) for dim in dimensions)]
    return table(dimensions, inside, code)


def _covers(dim: Dimension, code):
    return any(code in dim.leaves(shown) for shown in dim.codes)


def _period(*codes, more=None):
    return dimension("period", *codes, parts={**YEAR, **(more or {})}, whole=False)
