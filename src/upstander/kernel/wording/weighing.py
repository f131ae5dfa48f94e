"""How much the words of a text weigh for danger: three voices, each a sum that can be told apart.

The first voice weighs the concepts that a text speaks of (`concepts.py`), alike in all languages.
The second weighs runs of three to five letters, words and pairs of words, and hears what no list
foresaw. The third weighs the same in the last words only: a long complaint about parking may end
with somebody at the door. All were learnt from narratives that were written and labelled by hand;
`learn_danger.py`, among the tests of reports, makes the weights again from them, and ADR 23 says
what they are worth. Pure functions.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

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
EDGE = 0.7  # what is spoken of last; what is spoken of first counts half of it
LONG_AGO = 0.5  # what a sentence of the past says counts half
SHORTEST, LONGEST = 3, 5  # letters of a run
ENDING = 22  # words at the end of a text that the third voice hears
VOICES = (0.8, 1.0, 0.6)  # what each voice counts
Told = Sequence[set[str]]  # the concepts of each sentence


@dataclass(frozen=True)
class Reading:
    """What was found in a text: its languages, its concepts by sentence, and its plain form."""

    languages: tuple[str, ...]
    sentences: tuple[tuple[Found, ...], ...]
    text: str


@dataclass(frozen=True)
class Weights:
    """What was learnt: of concepts, of runs and words, and from which sum on 999 is shown."""

    concepts: Mapping[str, float]
    letters: Mapping[str, float]
    ending: Mapping[str, float]
    enough: float


def reading_of(text: str) -> Reading:
    """Read a text in the languages that it may be written in."""
    languages = languages_of(text)
    found = tuple(tuple(concepts_in(part, languages)) for part in sentences(text))
    return Reading(tuple(languages), found, plain(text))


def features_of(reading: Reading) -> dict[str, float]:
    """Give what the first voice weighs."""
    told = [{found.concept for found in sentence} for sentence in reading.sentences]
    found = _strongest(told) | _shares(told) | _ends(told)
    found |= {f"in {language}": 1.0 for language in reading.languages[:1]}
    most = max((len(concepts - CALM - SOFT) for concepts in told), default=0)
    words = len(reading.text.split())
    return found | {
        "at once": min(most, 5) / 2,
        "one sentence": float(len(told) <= 1),
        "length": math.log1p(len(told)),
        "words": math.log1p(words) / 2,
        "words a sentence": math.log1p(words / max(1, len(told))),
    }


def _strongest(told: Told) -> dict[str, float]:
    found: dict[str, float] = {}
    for concepts in told:
        worth = LONG_AGO if "past" in concepts and not NOW & concepts else 1.0
        for concept in concepts - CALM:
            found[concept] = max(found.get(concept, 0.0), worth)
    return found


def _shares(told: Told) -> dict[str, float]:
    """Give in which share of the sentences a concept stands; of a calm one, also that it does."""
    times = Counter(concept for concepts in told for concept in concepts)
    found: dict[str, float] = {}
    for concept, many in times.items():
        calm = concept in CALM
        found[concept if calm else f"share of {concept}"] = many / len(told)
        if calm:
            found[f"some {concept}"] = 0.5
    return found


def _ends(told: Told) -> dict[str, float]:
    """Give what is spoken of last and, in a longer text, first."""
    last = {f"last {concept}": EDGE for concept in (told[-1] if told else ())}
    first = {f"first {concept}": EDGE / 2 for concept in (told[0] if len(told) > 2 else ())}
    return last | first


def runs_of(text: str) -> frozenset[str]:
    """Give the runs of letters in a plain text, its words between blanks, and pairs of words."""
    words = text.split()
    runs = {run for word in set(words) for run in _runs(word)}
    return frozenset(runs.union((f" {word} " for word in words), map(" ".join, pairwise(words))))


def ending_of(text: str) -> str:
    """Give the last words of a plain text."""
    return " ".join(text.split()[-ENDING:])


def _runs(word: str) -> Iterator[str]:
    edged = f" {word} "
    for size in range(SHORTEST, LONGEST + 1):
        for start in range(max(1, len(edged) - size + 1)):
            yield edged[start : start + size]


def weigh(reading: Reading, weights: Weights) -> float:
    """Add up the voices."""
    return sum(
        counts * voice for counts, voice in zip(VOICES, voices(reading, weights), strict=True)
    )


def voices(reading: Reading, weights: Weights) -> tuple[float, float, float]:
    """Give what each voice says."""
    ending = ending_of(reading.text)
    return (
        _concepts_weigh(reading, weights),
        _runs_weigh(reading.text, weights.letters),
        _runs_weigh(ending, weights.ending),
    )


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


def margin(reading: Reading) -> float:
    """Give how much more a few words have to weigh that speak of nothing of the kind."""
    told = {found.concept for sentence in reading.sentences for found in sentence}
    speaks = told - CALM - SOFT - {"will"} or len(reading.text.split()) > FEW_WORDS
    return 0.0 if speaks else MORE


def shows(reading: Reading, weights: Weights) -> bool:
    """Tell whether 999 has to be shown."""
    return certain(reading) or weigh(reading, weights) >= weights.enough + margin(reading)


def _concepts_weigh(reading: Reading, weights: Weights) -> float:
    found = features_of(reading)
    return weights.concepts[""] + sum(
        worth * weights.concepts.get(name, 0.0) for name, worth in found.items()
    )


def _runs_weigh(text: str, weights: Mapping[str, float]) -> float:
    """Weigh the runs of letters and the words; each counts the less, the more there are."""
    runs = runs_of(text)
    said = sum(weights.get(run, 0.0) for run in runs)
    return weights[""] + said / math.sqrt(len(runs) or 1)


def heaviest_words(text: str, weights: Weights) -> list[str]:
    """Name the words whose runs of letters weighed most, the heaviest first."""
    words = dict.fromkeys(text.split())
    heavy = {word: sum(weights.letters.get(run, 0.0) for run in _runs(word)) for word in words}
    return sorted((word for word in words if heavy[word] > 0), key=lambda word: -heavy[word])


@cache
def learnt() -> Weights:
    """Read the weights, when somebody first writes."""
    concepts = dict(_weights("concepts"))
    letters, ending = dict(_weights("letters")), dict(_weights("ending"))
    return Weights(concepts, letters, ending, concepts.pop("enough"))


def _weights(name: str) -> Iterable[tuple[str, float]]:
    _, lines = (WORDS / "weights" / f"{name}.txt").read_text(encoding="utf-8").split("\n", 1)
    told = lines.rstrip("\n").replace("\t", "\n").split("\n")  # a name, its weight, a name, …
    return zip(told[::2], (int(weight) / 100 for weight in told[1::2]), strict=True)
