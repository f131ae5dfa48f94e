"""Finding a person by what one knows of them, without the database learning any of it.

Tokens give candidates; the best few hundred are compared letter by letter, and only those that are
shown are opened through the door. Names are looked for in both orders, since not every form gets
right which comes first.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Case, QuerySet, Sum, Value, When

from upstander.kernel.vault.door import Door, documents_of
from upstander.kernel.vault.keys.store import store
from upstander.kernel.vault.models.search import SearchToken
from upstander.kernel.vault.phonetics import parts_of, sounds_of
from upstander.kernel.vault.tokens import ONE_WAY, Purpose, search_keys, values_as_tokens

CANDIDATES = 500
AT_ONCE = 2_000  # keys in one question
SHOWN = 20
WEIGHTS: Mapping[Purpose, int] = {
    Purpose.PHONE: 6,
    Purpose.EMAIL: 6,
    Purpose.BORN_ON: 5,
    Purpose.SURNAME: 4,
    Purpose.FORENAME: 3,
    Purpose.POSTCODE: 2,
    Purpose.BORN_IN: 1,
}
SWAPPED = {Purpose.SURNAME: Purpose.FORENAME, Purpose.FORENAME: Purpose.SURNAME}
SWAPPED_COUNTS = 0.97  # many forms mix up which name comes first
LIKELY = 0.87  # so near, all that was asked is at least spelt as it sounds
ALIKE = 0.75  # two names below this have nothing to do with each other
# letters alone take Wisniewska for Wisniowska, and Harjit for Harpreet, as much as they do Nowak
# for Novak: how a name sounds weighs more (subjects/tests/name_pairs.txt)
SOUNDS_ALIKE, SOUNDS_APART = 0.9, 0.75
SEXES_APART = 0.65  # so that with the very same surname two people are shown, and none is likely


@dataclass(frozen=True)
class Found:
    """A record that may be the one: how near it comes (0 to 1), and by what it was known."""

    record: Any
    nearness: float
    known_by: tuple[Purpose, ...]

    @property
    def likely(self) -> bool:
        """Tell whether all that was asked fits, at least as it sounds."""
        return self.nearness >= LIKELY


def find(
    rows: QuerySet[Any], asked: Mapping[Purpose, str], door: Door, *, most: int = SHOWN
) -> list[Found]:
    """Find among `rows` (those that the person may see) who comes near to what is asked.

    `asked` holds text for each purpose: a name, a day as 1980-02-03, a telephone number.
    """
    best = nearest(rows, asked)[:most]
    door.open(*[found.record for found in best])
    return best


def nearest(rows: QuerySet[Any], asked: Mapping[Purpose, str]) -> list[Found]:
    """Give all who come near, the nearest first, and open none of them."""
    given = {purpose: text.strip() for purpose, text in asked.items() if text.strip()}
    records = {record.pk: record for record in rows.filter(pk__in=candidates(rows, given))}
    documents = documents_of(records.values())
    near = sorted(
        (_compared(records[pk], document, given) for pk, document in documents.items()),
        key=lambda found: (-found.nearness, found.record.pk),
    )
    return [found for found in near if found.known_by]


def candidates(rows: QuerySet[Any], given: Mapping[Purpose, str]) -> list[Any]:
    """Give the keys of the records among `rows` that share most with what is asked, at most 500."""
    weights = dict(_weighted(rows.model._meta.label_lower, given))
    if not weights:
        return []
    weight = Case(*[When(token=token, then=Value(w)) for token, w in weights.items()])
    # the kind of record is in the tokens already: asking for it as well would lead the database to
    # walk through all records of the kind instead
    tokens = SearchToken.objects.filter(token__in=list(weights)).values("record")
    shared = tokens.annotate(shared=Sum(weight)).order_by("-shared", "record")
    keys = shared.values_list("record", flat=True)
    if not rows.query.has_filters():  # of all records, none has to be looked up
        return list(keys[:CANDIDATES])
    return _first_among(rows, keys)


def _first_among(rows: QuerySet[Any], keys: QuerySet[Any, Any]) -> list[Any]:
    """Give the first keys that are among rows.

    Asked in one question, the database would work out first which of all records the rows are: of
    a million people that takes a second, of some that share a name a few milliseconds.
    """
    first: list[Any] = []
    nearest_first = keys.iterator(AT_ONCE)
    while some := list(islice(nearest_first, AT_ONCE)):
        there = set(rows.filter(pk__in=some).values_list("pk", flat=True))
        first += [key for key in some if key in there]
        if len(first) >= CANDIDATES:
            break
    return first[:CANDIDATES]


def _weighted(label: str, given: Mapping[Purpose, str]) -> Iterator[tuple[int, int]]:
    for keys in search_keys(store()):
        for purpose, text in given.items():
            other = SWAPPED.get(purpose)
            if other:
                for token in values_as_tokens(keys[other], label, other, text):
                    yield token, 1
            for token in values_as_tokens(keys[purpose], label, purpose, text):
                yield token, WEIGHTS[purpose]


def _compared(record: Any, document: Mapping[str, Any], given: Mapping[Purpose, str]) -> Found:
    held = _held(record, document)
    near = {purpose: _nearness(purpose, text, held) for purpose, text in given.items()}
    total = sum(WEIGHTS[purpose] * share for purpose, share in near.items())
    known_by = tuple(purpose for purpose, share in near.items() if share >= ALIKE)
    return Found(record, total / sum(WEIGHTS[purpose] for purpose in given), known_by)


def _held(record: Any, document: Mapping[str, Any]) -> dict[Purpose, list[str]]:
    """Give what a document holds for each purpose."""
    held: dict[Purpose, list[str]] = {}
    for searched in record.classification.search:
        written = document.get(searched.field)
        texts = written if isinstance(written, list | tuple) else [written]
        for purpose in searched.purposes:
            held.setdefault(purpose, []).extend(text for text in texts if text)
    return held


def _nearness(purpose: Purpose, text: str, held: Mapping[Purpose, Sequence[str]]) -> float:
    if purpose not in SWAPPED:
        wanted = set(ONE_WAY[purpose](text))
        return float(any(wanted & set(ONE_WAY[purpose](value)) for value in held.get(purpose, ())))
    right = _nearest_name(purpose, text, held)
    swapped = _nearest_name(SWAPPED[purpose], text, held)
    return max(right, swapped * SWAPPED_COUNTS)


def _nearest_name(kept_as: Purpose, text: str, held: Mapping[Purpose, Sequence[str]]) -> float:
    """Compare a name with those that are kept as surnames, or as forenames: these have a sex."""
    compare = _of_word if kept_as is Purpose.SURNAME else _of_forename
    words = parts_of(text)
    near = (_of_words(words, parts_of(value), compare) for value in held.get(kept_as, ()))
    return max(near, default=0.0)


def _of_words(ones: list[str], others: list[str], compare: Callable[[str, str], float]) -> float:
    """Compare names of several words: each of the shorter has its match, or all as one word."""
    short, long = sorted((ones, others), key=len)
    if not short:
        return 0.0
    parted = sum(max(compare(one, other) for other in long) for one in short) / len(short)
    if len(long) == 1:
        return parted
    return max(parted, compare("".join(ones), "".join(others)))


def _of_forename(one: str, other: str) -> float:
    near = _of_word(one, other)
    return min(near, SEXES_APART) if _of_two_sexes(one, other) else near


def _of_word(one: str, other: str) -> float:
    # loaded only here: no page but a search needs it
    from jellyfish import jaro_winkler_similarity  # noqa: PLC0415

    letters = float(jaro_winkler_similarity(one, other))
    if sounds_of(one) & sounds_of(other):
        return max(letters, SOUNDS_ALIKE)
    return letters * SOUNDS_APART


def _of_two_sexes(one: str, other: str) -> bool:
    """Tell Samir and Samira apart, Mario and Maria: letters and sound make nothing of it."""
    short, long = sorted((one, other), key=len)
    if len(short) == len(long):
        return short[:-1] == long[:-1] and {short[-1:], long[-1:]} == {"a", "o"}
    return long == f"{short}a" and short[-1:] not in "aeiouy"
