"""Learn the weights of danger again: `python -m upstander.capabilities.reports.tests.learn_danger`.

It says first what they are worth on hands that they did not see: the narratives of all writers but
one are learnt from, those of the one are judged, and so on round. The same narratives, written for
this product and labelled by hand, always make the same weights.
"""

import math
import random
import sys
from collections import Counter
from pathlib import Path

import numpy

from upstander.kernel.wording.concepts import LANGUAGES, WORDS
from upstander.kernel.wording.weighing import (
    VOICES,
    Weights,
    certain,
    ending_of,
    features_of,
    margin,
    reading_of,
    runs_of,
    voices,
)

NARRATIVES = Path(__file__).parent / "narratives"
FALSE_ALARMS = 0.30  # of narratives that tell of no danger, at most, judged by cross-validation
STRICT = {"concepts": 0.3, "runs": 10.0}  # how much a narrative may pull; less holds weights small
ROUNDS = 40  # over all narratives, when weights are fitted
RAREST = 4  # narratives that a run of letters or a word stands in
RARITY = 5  # divides how rare a run is, so that the weights stay of a size
LEAST = 2  # hundredths of a weight of a run that is kept


def narratives(language, folder=NARRATIVES):
    """Read the narratives of a language: text, whether somebody is in danger, and whose hand."""
    label, hand, found = "", "", []
    for line in (folder / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            label, _, hand = line.strip("[]").partition(" ")
        elif line and not line.startswith("#"):
            found.append((line, label == "danger", hand))
    return found


def weights_of(rows, labels, strict):
    """Fit a logistic regression; both labels count alike, however many narratives have them."""
    names = sorted({name for row in rows for name in row})
    place = {name: at for at, name in enumerate(names)}
    told = [
        # the last is the start of the sum; so large that it is hardly held small
        (numpy.array([*map(place.get, row), len(names)]), numpy.array([*row.values(), 3.0]))
        for row in rows
    ]
    wanted = [1.0 if label else -1.0 for label in labels]
    share = {value: strict * len(rows) / (2 * max(1, wanted.count(value))) for value in (1, -1)}
    found = _fitted(told, wanted, [share[value] for value in wanted], len(names) + 1)
    return dict(zip(names, found.tolist(), strict=False)) | {"": 3.0 * float(found[-1])}


def _fitted(told, wanted, most, size):
    """Let each narrative in turn pull the weights as far as it still errs, and not too far.

    This is coordinate descent in the dual: Yu, Huang and Lin, Machine Learning 85 (2011).
    """
    weights = numpy.zeros(size)
    pulls = [min(1e-3 * each, 1e-8) for each in most]
    for (at, worth), sign, pull in zip(told, wanted, pulls, strict=True):
        weights[at] += pull * sign * worth
    order, chance = list(range(len(told))), random.Random(7)
    for _ in range(ROUNDS):
        chance.shuffle(order)
        for each in order:
            at, worth = told[each]
            sum_now = wanted[each] * float(weights[at] @ worth)
            pull = _pull(sum_now, pulls[each], float(worth @ worth), most[each])
            weights[at] += (pull - pulls[each]) * wanted[each] * worth
            pulls[each] = pull
    return weights


def _pull(sum_now, pull, bend, most):
    """Find how strongly a narrative has to pull: halve the span in which the answer lies."""
    low, high = 0.0, most
    for _ in range(40):
        middle = (low + high) / 2
        if sum_now + bend * (middle - pull) + math.log(middle / (most - middle)) > 0:
            high = middle
        else:
            low = middle
    return (low + high) / 2


def learn(readings, labels):
    """Learn the voices."""
    concepts = weights_of([features_of(each) for each in readings], labels, STRICT["concepts"])
    texts = [runs_of(each.text) for each in readings]
    times = Counter(run for runs in texts for run in runs)
    rarity = {
        run: math.log(len(texts) / many) / RARITY for run, many in times.items() if many >= RAREST
    }
    endings = [runs_of(ending_of(each.text)) for each in readings]
    return Weights(concepts, _runs(texts, labels, rarity), _runs(endings, labels, rarity), 0.0)


def _runs(texts, labels, rarity):
    """Weigh runs and words; the rarer one is, the more it tells."""
    rows = [
        {run: rarity[run] / math.sqrt(len(runs) or 1) for run in sorted(runs) if run in rarity}
        for runs in texts
    ]
    found = weights_of(rows, labels, STRICT["runs"])
    return {run: weight * rarity.get(run, 1.0) for run, weight in found.items()}


def cross(readings, labels, hands):
    """Weigh each narrative by what was learnt from other hands, the voices apart."""
    sums = numpy.zeros((len(readings), len(VOICES)))
    for hand in sorted(set(hands)):
        judged = [at for at, each in enumerate(hands) if each == hand]
        others = [at for at, each in enumerate(hands) if each != hand]
        weights = learn([readings[at] for at in others], labels[others])
        sums[judged] = [voices(readings[at], weights) for at in judged]
    return sums


def enough(sums, labels):
    """Give the least sum that leaves no more false alarms than are borne."""
    return float(numpy.quantile(sums[~labels], 1 - FALSE_ALARMS))


def write(weights):
    """Write the weights in hundredths, for the product to read."""
    for name, least in (("concepts", 0), ("letters", LEAST), ("ending", LEAST)):
        hundredths = {said: round(100 * weight) for said, weight in getattr(weights, name).items()}
        kept = sorted(said for said, n in hundredths.items() if abs(n) >= least or not said)
        lines = [f"{said}\t{hundredths[said]}" for said in kept]
        head = "# Made by learn_danger.py; hundredths. Better the words or narratives instead."
        file = WORDS / "weights" / f"{name}.txt"
        file.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")


def main():
    """Judge, learn and write."""
    rows = [(each, *row) for each in LANGUAGES for row in narratives(each)]
    readings = [reading_of(text) for _, text, *_ in rows]
    labels = numpy.array([danger for *_, danger, _ in rows])
    hands = [hand for *_, hand in rows]
    total = cross(readings, labels, hands) @ numpy.array(VOICES) - [
        margin(each) for each in readings
    ]
    total[[certain(each) for each in readings]] = math.inf
    bar = enough(total, labels)
    for told in ([language for language, *_ in rows], [f"hand {hand}" for hand in hands]):
        report(told, total >= bar, labels)
    weights = learn(readings, labels)
    concepts = weights.concepts | {"enough": bar}
    write(Weights(concepts, weights.letters, weights.ending, bar))


def report(told, shown, labels):
    """Say for each language or hand how many in danger are noticed, and how many others alarmed."""
    for each in (*sorted(set(told)), "all"):
        here = numpy.array([each in (one, "all") for one in told])
        noticed, alarmed = shown[here & labels], shown[here & ~labels]
        sys.stdout.write(
            f"{each}: {noticed.mean():.1%} of {len(noticed)} in danger noticed, "
            f"{alarmed.mean():.1%} of {len(alarmed)} others alarmed for nothing\n"
        )


if __name__ == "__main__":
    main()
