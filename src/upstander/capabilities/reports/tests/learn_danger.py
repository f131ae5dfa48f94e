"""Learn the weights of danger again: `python -m upstander.capabilities.reports.tests.learn_danger`.

It says first what they are worth on narratives that they did not see: five sixths are learnt from,
the last sixth is judged, six times round. The same narratives, written for this product and
labelled by hand, always make the same weights.
"""

import math
import random
import sys
from collections import Counter
from pathlib import Path

import numpy

from upstander.kernel.wording.concepts import LANGUAGES, WORDS
from upstander.kernel.wording.weighing import (
    SECOND_VOICE,
    Weights,
    certain,
    features_of,
    first_voice,
    reading_of,
    runs_of,
    second_voice,
)

NARRATIVES = Path(__file__).parent / "narratives"
FALSE_ALARMS = 0.18  # of narratives that tell of no danger, at most, judged by cross-validation
RIDGES = {"concepts": 3.0, "letters": 0.1}  # how strongly weights are held small
RAREST = 3  # narratives that a run of letters stands in
FOLDS = 6


def narratives(language, folder=NARRATIVES):
    """Read the narratives of a language: text, and whether somebody is in danger."""
    label, found = "", []
    for line in (folder / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            label = line.strip("[]")
        elif line and not line.startswith("#"):
            found.append((line, label == "danger"))
    return found


def weights_of(rows, labels, ridge):
    """Fit a logistic regression; both labels count alike, however many narratives have them."""
    names = sorted({name for row in rows for name in row})
    place = {name: at for at, name in enumerate(names)}
    told = numpy.zeros((len(rows), len(names) + 1))
    for at, row in enumerate(rows):
        told[at, [place[name] for name in row]] = list(row.values())
    told[:, -1] = 3.0  # the start of the sum; so large that it is hardly held small
    wanted = numpy.where(labels, 1.0, -1.0)
    counts = {value: max(1, int((wanted == value).sum())) for value in (1.0, -1.0)}
    share = numpy.array([len(rows) / (2 * counts[value]) for value in wanted])
    found = told.T @ _solved(told @ told.T, wanted, share, ridge)
    return dict(zip(names, found, strict=False)) | {"": 3.0 * found[-1]}


def _solved(alike, wanted, share, ridge):
    """Newton's steps, in as many unknowns as there are narratives: there are more letters."""
    held = numpy.zeros(len(wanted))
    for _ in range(8):
        margin = alike @ held
        risk = 1 / (1 + numpy.exp(wanted * margin))
        bend = numpy.maximum(share * risk * (1 - risk), 1e-6)
        aim = margin + share * wanted * risk / bend
        held = numpy.linalg.solve(alike + numpy.diag(ridge / bend), aim)
    return held


def learn(readings, labels):
    """Learn both voices."""
    concepts = weights_of([features_of(each) for each in readings], labels, RIDGES["concepts"])
    runs = [runs_of(each.text) for each in readings]
    often = {
        run for run, times in Counter(r for each in runs for r in each).items() if times >= RAREST
    }
    rows = [{run: 1 / math.sqrt(len(each)) for run in each & often} for each in runs]
    letters = weights_of(rows, labels, RIDGES["letters"])
    return Weights(concepts, letters, 0.0)


def cross(readings, labels):
    """Weigh each narrative by what was learnt from the others, both voices apart."""
    order = list(range(len(readings)))
    random.Random(7).shuffle(order)
    sums = numpy.zeros((len(order), 2))
    for fold in range(FOLDS):
        judged = set(order[fold::FOLDS])
        others = [at for at in order if at not in judged]
        weights = learn([readings[at] for at in others], labels[others])
        for at in judged:
            sums[at] = first_voice(readings[at], weights), second_voice(readings[at], weights)
    return sums


def enough(sums, labels):
    """Give the least sum that leaves no more false alarms than are borne."""
    return float(numpy.quantile(sums[~labels], 1 - FALSE_ALARMS))


def write(weights):
    """Write the weights in hundredths, for the product to read."""
    for name, found in (("concepts", weights.concepts), ("letters", weights.letters)):
        hundredths = {said: round(100 * weight) for said, weight in found.items()}
        lines = [f"{said}\t{n}" for said, n in sorted(hundredths.items()) if n or not said]
        head = "# Made by learn_danger.py; hundredths. Better the words or narratives instead."
        file = WORDS / "weights" / f"{name}.txt"
        file.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")


def main():
    """Judge, learn and write."""
    rows = [(each, *row) for each in LANGUAGES for row in narratives(each)]
    readings = [reading_of(text) for _, text, _ in rows]
    labels = numpy.array([danger for *_, danger in rows])
    sums = cross(readings, labels)
    total = sums[:, 0] + SECOND_VOICE * sums[:, 1]
    bar = enough(total, labels)
    outright = numpy.array([certain(each) for each in readings])
    report(rows, outright | (total >= bar), labels)
    weights = learn(readings, labels)
    write(Weights(weights.concepts | {"enough": bar}, weights.letters, bar))


def report(rows, shown, labels):
    """Say for each language how many in danger are noticed, and how many others are alarmed."""
    written_in = numpy.array([language for language, *_ in rows])
    for language in (*LANGUAGES, "all"):
        here = (written_in == language) | (language == "all")
        noticed, alarmed = shown[here & labels], shown[here & ~labels]
        sys.stdout.write(
            f"{language}: {noticed.mean():.1%} of {len(noticed)} in danger noticed, "
            f"{alarmed.mean():.1%} of {len(alarmed)} others alarmed for nothing\n"
        )


if __name__ == "__main__":
    main()
