"""A standard is scored from what the records say, and from answers of the last year."""

from datetime import date

from upstander.kernel.standards import Item, lines_of, score, scores

ITEMS = (
    Item("space", "Access", "There is a private space"),
    Item("loop", "Access", "The loop is known", counted=True),
    Item("people", "Capability", "Two people are trained", counted=True),
)
NOV = date(2024, 11, 14)


def states(answers, counted, on=NOV):
    return {line.item.code: line.state for line in lines_of(ITEMS, answers, counted, on)}


def test_an_answer_holds_to_its_anniversary_and_what_is_counted_is_never_asked():
    answers = {"space": (True, NOV), "people": (True, NOV)}
    counted = {"people": False}

    assert states(answers, counted) == {
        **{"space": "met", "loop": "not_known", "people": "not_met"},
    }
    assert states(answers, counted, date(2025, 11, 14))["space"] == "met"
    assert states(answers, counted, date(2025, 11, 15))["space"] == "not_known"


def test_a_score_says_what_is_met_of_what_is_known_of_all():
    lines = lines_of(ITEMS, {"space": (False, NOV)}, {"people": True}, NOV)

    whole = score("All", lines)

    assert (whole.met, whole.known, whole.total) == (1, 2, 3)
    assert [(s.title, s.met, s.known, s.total) for s in scores(lines)] == [
        ("Access", 0, 1, 2),
        ("Capability", 1, 1, 1),
    ]
