import pytest

from upstander.kernel.errors import Refused
from upstander.kernel.outbox.models import Message
from upstander.kernel.plan import changes as plan_changes
from upstander.kernel.plan.models import Update
from upstander.kernel.quarters import changes
from upstander.kernel.quarters.changes.finishing import NotFinished
from upstander.kernel.quarters.changes.reviewing import (
    NothingToAccept,
    NothingToUndo,
    NotOpen,
    Overtaken,
    ReasonNeeded,
)
from upstander.kernel.quarters.models import Verdict
from upstander.kernel.quarters.reading import rows_of
from upstander.kernel.quarters.rows import Need
from upstander.kernel.quarters.states import MOVES, CannotMove, State, check_move

AGREES = {"status": "behind", "text": "August was missed."}
DIFFERS = {"status": "completed", "text": "All held."}


def row_of(quarter, action=None):
    wanted = (action or quarter.surgeries).pk
    return next(row for row in rows_of(quarter.review) if row.action.pk == wanted)


def answer(quarter, said, action=None):
    return changes.answer(quarter.asked, action or quarter.surgeries, **said).update


def by(quarter):
    return {"by": quarter.lead}


def test_each_row_says_what_it_needs(quarter):
    answer(quarter, DIFFERS)
    answer(quarter, {"status": "in_progress", "text": "Posters are up."}, quarter.small.publicity)

    assert [(row.action.reference, row.need) for row in rows_of(quarter.review)] == [
        ("18.1", Need.LOOK),
        ("18.2", Need.REASON),
        ("22.1", Need.UPDATE),
    ]


def test_what_agrees_is_accepted_and_then_needs_nothing(quarter):
    answer(quarter, AGREES)

    changes.accept(quarter.review, quarter.surgeries.pk, **by(quarter))

    row = row_of(quarter)
    assert (row.settled, row.need) == (True, Need.NOTHING)


def test_a_difference_that_nobody_explained_is_not_accepted(quarter):
    answer(quarter, DIFFERS)

    with pytest.raises(ReasonNeeded, match=r"one sentence why 18\.2 stands"):
        changes.accept(quarter.review, quarter.surgeries.pk, **by(quarter))


def test_one_sentence_settles_a_difference(quarter):
    answer(quarter, DIFFERS)

    changes.give_reason(
        quarter.review, quarter.surgeries.pk, " Held in the library. ", **by(quarter)
    )

    row = row_of(quarter)
    assert row.settled
    assert (row.action.declared, row.action.reason) == ("completed", "Held in the library.")
    written = Update.objects.get(pk=row.action.latest.pk)
    assert (written.author, written.source) == (quarter.lead, "Review of quarter 2, 2024-25")


def test_the_suggested_status_can_be_taken_and_the_word_of_the_lead_stays_readable(quarter):
    said = answer(quarter, DIFFERS)

    changes.take_suggested(quarter.review, quarter.surgeries.pk, **by(quarter))

    row = row_of(quarter)
    assert (row.settled, row.action.declared) == (True, "behind")
    assert Update.objects.filter(pk=said.pk, status="completed").exists()


def test_taking_what_is_declared_already_is_no_decision(quarter):
    answer(quarter, AGREES)

    with pytest.raises(Refused, match="as the rules suggest already"):
        changes.take_suggested(quarter.review, quarter.surgeries.pk, **by(quarter))


def test_edited_words_keep_the_authors_own_beside_them(quarter):
    said = answer(quarter, AGREES)

    changes.edit_words(quarter.review, quarter.surgeries.pk, "None in August.", **by(quarter))

    written = Update.objects.get(pk=row_of(quarter).action.latest.pk)
    assert (written.text, written.corrects.text) == ("None in August.", said.text)
    assert written.status == "behind"


@pytest.mark.parametrize(
    ("change", "words", "sentence"),
    [
        (changes.give_reason, " ", "Write one sentence"),
        (changes.give_reason, "x" * 301, "at most 300 characters; these are 301"),
        (changes.edit_words, "", "Write what should stand there"),
        (changes.edit_words, "x" * 4001, "at most 4000"),
        (changes.edit_words, "August was missed.", "stand there already"),
        (changes.ask_back, "\n", "what you want to know"),
        (changes.ask_back, "x" * 601, "at most 600"),
    ],
)
def test_words_that_are_none_or_too_many_are_refused_with_a_sentence(
    quarter, change, words, sentence
):
    answer(quarter, AGREES)

    with pytest.raises(Refused, match=sentence):
        change(quarter.review, quarter.surgeries.pk, words, **by(quarter))
    assert Verdict.objects.count() == 0


def test_a_question_goes_to_everybody_who_was_asked_and_once(quarter):
    answer(quarter, AGREES)

    for _ in range(2):
        changes.ask_back(quarter.review, quarter.surgeries.pk, "Why August?", **by(quarter))

    (letter,) = Message.objects.filter(kind="quarters.asked_back")
    assert "Why August?" in letter.open().text
    assert letter.open().to == "ada@merton.example"
    assert row_of(quarter).need == Need.REPLY


def test_where_there_is_nobody_to_ask_that_is_said(quarter):
    changes.revoke_link(quarter.body, **by(quarter))

    with pytest.raises(Refused, match=r"nobody to write to about 22\.1"):
        changes.ask_back(quarter.review, quarter.small.tenancies.pk, "Well?", **by(quarter))


def test_an_answer_after_the_decision_opens_the_row_again(quarter):
    answer(quarter, AGREES)
    changes.accept(quarter.review, quarter.surgeries.pk, **by(quarter))

    answer(quarter, DIFFERS)

    row = row_of(quarter)
    assert (row.settled, row.need) == (False, Need.REASON)


def test_nothing_is_decided_about_words_that_whoever_decides_has_not_read(quarter):
    seen = answer(quarter, AGREES).pk
    answer(quarter, AGREES | {"text": "And September too."})

    with pytest.raises(Overtaken, match=r"Ada Quay has spoken about 18\.2"):
        changes.accept(quarter.review, quarter.surgeries.pk, seen=seen, **by(quarter))
    with pytest.raises(Overtaken):
        changes.take_suggested(quarter.review, quarter.surgeries.pk, seen=0, **by(quarter))


# ---- all at once


def test_all_that_agrees_or_is_explained_is_accepted_at_once_and_nothing_else(quarter):
    answer(quarter, DIFFERS)
    answer(quarter, {"status": "in_progress", "text": "Up."}, quarter.small.publicity)

    assert changes.accept_all(quarter.review, **by(quarter)) == 1
    assert changes.accept_all(quarter.review, **by(quarter)) == 0
    assert [row.action.reference for row in rows_of(quarter.review) if row.settled] == ["18.1"]


def test_an_answer_that_came_after_the_page_is_not_accepted_unread(quarter):
    read = answer(quarter, {"status": "in_progress", "text": "Up."}, quarter.small.publicity)
    answer(quarter, AGREES)

    assert changes.accept_all(quarter.review, until=read.pk, **by(quarter)) == 1
    assert not row_of(quarter).settled


# ---- undo


@pytest.mark.parametrize(
    ("decide", "words"),
    [
        (changes.give_reason, ("Held in the library.",)),
        (changes.take_suggested, ()),
        (changes.edit_words, ("Other words.",)),
    ],
)
def test_a_decision_that_wrote_something_is_undone_by_what_was_said_before(quarter, decide, words):
    answer(quarter, DIFFERS)
    before = row_of(quarter)
    decide(quarter.review, quarter.surgeries.pk, *words, **by(quarter))

    changes.undo(quarter.review, quarter.surgeries.pk, **by(quarter))

    after = row_of(quarter)
    latest = Update.objects.get(pk=after.action.latest.pk)
    assert (after.need, after.action.declared) == (before.need, before.action.declared)
    assert (latest.text, latest.reason) == ("All held.", "")


def test_undoing_a_decision_leaves_newer_words_of_a_lead_alone(quarter):
    answer(quarter, AGREES)
    changes.edit_words(quarter.review, quarter.surgeries.pk, "Other words.", **by(quarter))
    newer = answer(quarter, AGREES | {"text": "Newer words."})

    changes.undo(quarter.review, quarter.surgeries.pk, **by(quarter))

    assert row_of(quarter).action.latest.pk == newer.pk


def test_what_the_review_wrote_where_nobody_answered_is_no_answer_after_it_is_undone(quarter):
    changes.take_suggested(quarter.review, quarter.surgeries.pk, **by(quarter))
    changes.undo(quarter.review, quarter.surgeries.pk, **by(quarter))

    assert row_of(quarter).need == Need.UPDATE


def test_there_is_nothing_to_undo_twice(quarter):
    answer(quarter, AGREES)
    changes.accept(quarter.review, quarter.surgeries.pk, **by(quarter))
    changes.undo(quarter.review, quarter.surgeries.pk, **by(quarter))

    with pytest.raises(NothingToUndo):
        changes.undo(quarter.review, quarter.surgeries.pk, **by(quarter))


# ---- states


def test_a_review_is_finished_when_nothing_is_left_or_the_rest_goes_to_the_group(quarter):
    answer(quarter, AGREES)
    changes.accept_all(quarter.review, **by(quarter))

    with pytest.raises(NotFinished, match=r"Not settled yet: 18\.1, 22\.1\."):
        changes.mark_reviewed(quarter.review, **by(quarter))

    assert changes.mark_reviewed(quarter.review, leave_open=True, **by(quarter)).state == "reviewed"


def test_a_quarter_in_which_nobody_used_a_link_can_be_finished_as_well(quarter):
    assert quarter.review.state == "open"

    assert changes.mark_reviewed(quarter.review, leave_open=True, **by(quarter)).state == "reviewed"


def test_a_finished_review_is_reopened_before_anything_in_it_changes(quarter):
    answer(quarter, AGREES)
    quarter.reviewed()
    with pytest.raises(NotOpen):
        changes.accept(quarter.review, quarter.surgeries.pk, **by(quarter))

    changes.reopen(quarter.review, **by(quarter))

    assert quarter.review.reviewed_at is None
    changes.accept(quarter.review, quarter.surgeries.pk, **by(quarter))


def test_an_adopted_quarter_is_not_reopened(quarter):
    quarter.adopted()

    with pytest.raises(CannotMove, match="is adopted; it cannot become collecting"):
        changes.reopen(quarter.review, **by(quarter))


@pytest.mark.parametrize("before", State)
@pytest.mark.parametrize("after", State)
def test_a_quarter_goes_only_where_the_table_of_moves_leads(before, after):
    allowed = {
        ("open", "collecting"),
        ("collecting", "reviewed"),
        ("reviewed", "collecting"),
        ("reviewed", "adopted"),
    }
    assert {(b, a) for b, ends in MOVES.items() for a in ends} == allowed
    if (before, after) not in allowed:
        with pytest.raises(CannotMove):
            check_move(before, after)


def test_nothing_can_be_accepted_where_nobody_ever_spoke(quarter):
    silent = plan_changes.add_action(quarter.small.objective, text="New", by=quarter.lead)

    with pytest.raises(NothingToAccept):
        changes.accept(quarter.review, silent.pk, **by(quarter))
    with pytest.raises(Refused, match="no such action"):
        changes.accept(quarter.review, 99_999, **by(quarter))


def test_dates_count_as_they_stood_when_the_quarter_ended(quarter):
    october = next(o for o in quarter.surgeries.occurrences.all() if "October" in o.label)

    row = row_of(quarter)

    assert october.done_on is not None
    assert (row.action.done, row.action.due_by_now, row.action.total) == (1, 2, 4)
