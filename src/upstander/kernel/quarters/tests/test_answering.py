import pytest
from django.core.files.base import ContentFile

from upstander.kernel.audit.record import events_for
from upstander.kernel.plan import changes as plan_changes
from upstander.kernel.plan.models import EvidenceItem, Update
from upstander.kernel.quarters import changes
from upstander.kernel.quarters.changes.answering import MOST, Closed, NotYours, TooMany
from upstander.kernel.quarters.lines import lines_of
from upstander.kernel.quarters.models import Answer

SAID = {"status": "behind", "text": "August was missed.", "obstacle": "The host."}


def pdf(content=b"%PDF-1.4 minutes\n", title="minutes.pdf"):
    return plan_changes.NewEvidence("file", title, file=ContentFile(content, title))


def line_of(asked, action):
    return next(line for line in lines_of(asked) if line.action.pk == action.pk)


def test_an_answer_by_link_is_the_leads_own_word_and_begins_the_collecting(quarter):
    kept = changes.answer(quarter.asked, quarter.surgeries, **SAID)

    quarter.review.refresh_from_db()
    assert quarter.review.state == "collecting"
    assert (kept.update.author_name, kept.update.source, kept.way) == ("Ada Quay", "", "link")
    assert kept.update.obstacle == "The host."
    assert events_for(kept.asked)[0].actor == "link:Ada Quay"


def test_a_later_answer_corrects_the_earlier_one_and_both_stay_readable(quarter):
    first = changes.answer(quarter.asked, quarter.surgeries, **SAID)
    second = changes.answer(quarter.asked, quarter.surgeries, **SAID | {"status": "in_progress"})

    assert second.update.corrects == first.update
    assert line_of(quarter.asked, quarter.surgeries).action.declared == "in_progress"
    assert Update.objects.filter(pk=first.update_id, status="behind").exists()


def test_a_form_that_is_sent_twice_is_one_answer_and_so_is_its_file(quarter):
    first = changes.answer(quarter.asked, quarter.surgeries, evidence=[pdf()], **SAID)
    again = changes.answer(quarter.asked, quarter.surgeries, evidence=[pdf()], **SAID)
    without = changes.answer(quarter.asked, quarter.surgeries, **SAID)
    other = changes.answer(quarter.asked, quarter.surgeries, evidence=[pdf(b"%PDF-2\n")], **SAID)

    assert first == again == without
    assert other != first
    assert EvidenceItem.objects.count() == 2


def test_a_link_answers_for_its_own_actions_only(quarter):
    with pytest.raises(NotYours):
        changes.answer(quarter.asked, quarter.small.tenancies, **SAID)
    with pytest.raises(NotYours):
        changes.answer(quarter.body, quarter.surgeries, **SAID)

    assert Answer.objects.count() == 0


def test_nobody_answers_for_an_action_that_was_taken_out_of_the_plan(quarter):
    plan_changes.drop_action(quarter.surgeries, why="Merged.", by=quarter.lead)

    with pytest.raises(NotYours):
        changes.answer(quarter.asked, quarter.surgeries, **SAID)
    assert [line.action.reference for line in lines_of(quarter.asked)] == ["18.1"]


@pytest.mark.parametrize("end", ["revoked", "left", "reviewed", "adopted"])
def test_a_link_that_ended_while_a_page_was_open_takes_nothing(quarter, end):
    asked = quarter.asked
    if end == "revoked":
        changes.revoke_link(quarter.asked, by=quarter.lead)
    elif end == "left":
        quarter.ada.is_active = False
        quarter.ada.save()
    else:
        getattr(quarter, end)()

    with pytest.raises(Closed):
        changes.answer(asked, quarter.surgeries, **SAID)
    assert Answer.objects.count() == 0


def test_nobody_fills_the_disk_by_changing_an_answer_for_ever(quarter):
    kept = changes.answer(quarter.asked, quarter.surgeries, **SAID)
    for _ in range(MOST - 1):
        update = plan_changes.add_update(quarter.surgeries, by=quarter.ada, status="behind")
        Answer(asked=kept.asked, action=quarter.surgeries, update=update).save()

    with pytest.raises(TooMany, match="Tell the Strategic Lead"):
        changes.answer(quarter.asked, quarter.surgeries, status="completed", text="Done.")


def test_an_answer_by_phone_is_the_strategic_leads_entry_with_its_source(quarter):
    kept = changes.enter_answer(
        quarter.asked, quarter.surgeries, way="phone", by=quarter.lead, **SAID
    )

    assert kept.entered_by == "Ngozi Hartwell"
    assert kept.update.author == quarter.lead
    assert kept.update.source == "By phone from Ada Quay"


def test_an_answer_can_be_entered_for_somebody_whose_link_was_taken_back(quarter):
    changes.revoke_link(quarter.asked, by=quarter.lead)

    kept = changes.enter_answer(
        quarter.asked, quarter.surgeries, way="room", by=quarter.lead, **SAID
    )

    assert kept.way == "room"
    with pytest.raises(Closed):
        changes.enter_answer(
            quarter.reviewed().asked, quarter.surgeries, way="room", by=quarter.lead, **SAID
        )


def test_a_lead_sees_what_a_colleague_has_answered_meanwhile(quarter):
    changes.ask_stand_ins(quarter.review, only=[quarter.asked.pk], by=quarter.lead)
    stand_in = quarter.review.asked.select_related("user").get(stands_in=True)
    changes.answer(stand_in, quarter.surgeries, status="behind", text="I was there in July.")

    line = line_of(quarter.asked, quarter.surgeries)

    assert not line.waits
    assert (line.speaker, line.others.text) == ("Bea Moss", "I was there in July.")


def test_a_leads_own_answer_takes_the_place_of_a_colleagues(quarter):
    changes.ask_stand_ins(quarter.review, only=[quarter.asked.pk], by=quarter.lead)
    stand_in = quarter.review.asked.select_related("user").get(stands_in=True)
    changes.answer(stand_in, quarter.surgeries, status="behind", text="I was there.")

    changes.answer(quarter.asked, quarter.surgeries, status="completed", text="All held.")

    assert line_of(quarter.asked, quarter.surgeries).others is None
    assert line_of(stand_in, quarter.surgeries).others.text == "All held."


def test_words_on_the_plans_own_pages_are_told_back_as_ones_own(quarter):
    plan_changes.add_update(quarter.surgeries, by=quarter.ada, status="behind", text="So it is.")

    line = line_of(quarter.asked, quarter.surgeries)

    assert (line.answered, line.waits, line.speaker) == (False, False, "You")


def test_the_reason_is_asked_for_a_difference_of_ones_own_and_of_nobody_elses(quarter):
    changes.answer(quarter.asked, quarter.surgeries, status="completed", text="All held.")
    asked_why = line_of(quarter.asked, quarter.surgeries).asked_why

    changes.answer(
        quarter.asked, quarter.surgeries, status="completed", text="All held.", reason="Moved."
    )

    assert asked_why
    assert not line_of(quarter.asked, quarter.surgeries).asked_why


def test_a_question_of_the_review_stands_on_the_page_until_somebody_speaks(quarter):
    changes.answer(quarter.asked, quarter.surgeries, **SAID)
    changes.ask_back(quarter.review, quarter.surgeries.pk, "Why August?", by=quarter.lead)
    before = line_of(quarter.asked, quarter.surgeries)

    changes.answer(quarter.asked, quarter.surgeries, **SAID | {"text": "The host fell ill."})

    assert (before.question, before.waits) == ("Why August?", True)
    after = line_of(quarter.asked, quarter.surgeries)
    assert (after.question, after.waits) == ("", False)


def test_a_name_that_is_too_long_for_the_trail_keeps_nobody_from_answering(quarter):
    asked = quarter.asked
    asked.name = "Ada " + "Quay " * 39
    asked.save()

    changes.answer(asked, quarter.surgeries, **SAID)

    assert len(events_for(asked)[0].actor) <= 120
