"""How much the words of a text weigh for danger: two voices, each a sum that can be told apart.

The first voice weighs the concepts that a text speaks of (`concepts.py`), alike in all languages.
The second weighs runs of three to five letters, and hears what no list of words foresaw. Both were
learnt from narratives that were written and labelled by hand; `learn_danger.py`, among the tests of
reports, makes the weights again from them, and ADR 23 says what they are worth. Pure functions.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from upstander.kernel.wording.concepts import (
    WORDS,
    Found,
    concepts_in,
    languages_of,
    plain,
    sentences,
)

# what tells of a thing that is over or no danger: it counts by its share of the sentences, so that
# a long and quiet story does not drown the one sentence that matters
CALM = frozenset({"over", "refused", "record", "insult", "idiom", "past", "was", "day"})
SOFT = frozenset({"child", "self", "wish", "death", "help"})  # said in danger and out of it
NOW = frozenset({"now", "soon", "again", "today"})
GRAVE = frozenset({"weapon", "fire", "kill", "injury", "trapped", "follow"})
# a few words that speak of none of it ("May I bring a friend?") have to weigh so much more
FEW_WORDS, MORE = 7, 2.0
LONG_AGO = 0.5  # what a sentence of the past says counts half
SHORTEST, LONGEST = 3, 5  # letters of a run
SECOND_VOICE = 1.0


@dataclass(frozen=True)
class Reading:
    """What was found in a text: its languages, its concepts by sentence, and its plain form."""

    languages: tuple[str, ...]
    sentences: tuple[tuple[Found, ...], ...]
    text: str


@dataclass(frozen=True)
class Weights:
    """What was learnt: of concepts, of runs of letters, and from which sum on 999 is shown."""

    concepts: Mapping[str, float]
    letters: Mapping[str, float]
    enough: float


def reading_of(text: str) -> Reading:
    """Read a text in the languages that it may be written in."""
    languages = languages_of(text)
    found = tuple(tuple(concepts_in(part, languages)) for part in sentences(text))
    return Reading(tuple(languages), found, plain(text))


def features_of(reading: Reading) -> dict[str, float]:
    """Give what the first voice weighs."""
    told = [{found.concept for found in sentence} for sentence in reading.sentences]
    found: dict[str, float] = {}
    for concepts in told:
        worth = LONG_AGO if "past" in concepts and not NOW & concepts else 1.0
        for concept in concepts - CALM:
            found[concept] = max(found.get(concept, 0.0), worth)
    for concept in CALM:
        share = sum(concept in concepts for concepts in told) / max(1, len(told))
        if share:
            found |= {concept: share, f"some {concept}": 0.5}
    found |= {f"in {language}": 1.0 for language in reading.languages[:1]}
    most = max((len(concepts - CALM - SOFT) for concepts in told), default=0)
    return found | {
        "at once": min(most, 5) / 2,
        "one sentence": float(len(told) <= 1),
        "length": math.log1p(len(told)),
    }


def runs_of(text: str) -> frozenset[str]:
    """Give the runs of letters in a plain text, word by word; a blank is the edge of a word."""
    return frozenset(run for word in set(text.split()) for run in _runs(word))


def _runs(word: str) -> Iterator[str]:
    edged = f" {word} "
    for size in range(SHORTEST, LONGEST + 1):
        for start in range(max(1, len(edged) - size + 1)):
            yield edged[start : start + size]


def weigh(reading: Reading, weights: Weights) -> float:
    """Add up both voices."""
    return first_voice(reading, weights) + SECOND_VOICE * second_voice(reading, weights)


def certain(reading: Reading) -> bool:
    """Tell whether a sentence says it outright, and does not say that it is over.

    Somebody writes of not wanting to live, or of two grave things at once: whatever stands around
    it weighs nothing against that.
    """
    told = ({found.concept for found in sentence} for sentence in reading.sentences)
    return any(
        ("suicide" in concepts or len(concepts & GRAVE) > 1) and not concepts & {"past", "over"}
        for concepts in told
    )


def shows(reading: Reading, weights: Weights) -> bool:
    """Tell whether 999 has to be shown."""
    told = {found.concept for sentence in reading.sentences for found in sentence}
    speaks = told - CALM - SOFT - {"will"} or len(reading.text.split()) > FEW_WORDS
    enough = weights.enough if speaks else weights.enough + MORE
    return certain(reading) or weigh(reading, weights) >= enough


def first_voice(reading: Reading, weights: Weights) -> float:
    """Weigh the concepts."""
    found = features_of(reading)
    return weights.concepts[""] + sum(
        worth * weights.concepts.get(name, 0.0) for name, worth in found.items()
    )


def second_voice(reading: Reading, weights: Weights) -> float:
    """Weigh the runs of letters; each counts the less, the more there are."""
    runs = runs_of(reading.text)
    said = sum(weights.letters.get(run, 0.0) for run in runs)
    return weights.letters[""] + said / math.sqrt(len(runs) or 1)


def heaviest_words(text: str, weights: Weights) -> list[str]:
    """Name the words whose runs of letters weighed most, the heaviest first."""
    words = dict.fromkeys(text.split())
    heavy = {word: sum(weights.letters.get(run, 0.0) for run in _runs(word)) for word in words}
    return sorted((word for word in words if heavy[word] > 0), key=lambda word: -heavy[word])


@cache
def learnt() -> Weights:
    """Read the weights, when somebody first writes."""
    concepts = dict(_weights("concepts"))
    return Weights(concepts, dict(_weights("letters")), concepts.pop("enough"))


def _weights(name: str) -> Iterable[tuple[str, float]]:
    lines = (WORDS / "weights" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if not line.startswith("#"):
            said, _, weight = line.rpartition("\t")
            yield said, int(weight) / 100
