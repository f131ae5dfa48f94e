"""The pages of meetings, for whoever keeps a group, sits in it, or stands outside."""

import re
from datetime import date, time
from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document

from upstander.capabilities.meetings import changes, reading
from upstander.capabilities.meetings.models import Item, Meeting, Outcome
from upstander.capabilities.meetings.tests.conftest import DAY, again, pdf
from upstander.kernel.audit.record import events_for
from upstander.kernel.documents.report.model import Bullets, Table, words_in
from upstander.kernel.groups import attending
from upstander.kernel.groups.steps import SettleForm
from upstander.kernel.plan.changes import NewLead, set_leads
from upstander.kernel.plan.models import Action
from upstander.kernel.quarters.changes import open_quarter
from upstander.kernel.records.filing import add_file
from upstander.kernel.records.typed import seen_of
from upstander.kernel.reference.quarters import quarters_of

BY = "system:test"
JSON = {"Accept": "application/json"}


def page(name, *args):
    return reverse(f"meetings:{name}", args=args)


def words(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_meeting_is_proposed_by_the_rule_and_writes_its_agenda(group, chair, visit):
    client = visit(chair)
    form = client.get(page("groups_plan", group.pk)).context["form"]
    assert form.initial["on"] == date(2025, 1, 28)

    day = {"on_day": "28", "on_month": "1", "on_year": "2025"}
    answer = client.post(page("groups_plan", group.pk), day | {"at": "14:00", "length": "120"})

    meeting = Meeting.objects.get()
    assert answer["Location"] == page("detail", meeting.pk)
    assert meeting.items.filter(title__startswith="18.2").exists()
    again = client.get(page("groups_plan", group.pk)).context["form"]
    assert again.initial["on"] == date(2025, 4, 22), "the day that is taken is not proposed again"


def test_an_agenda_shows_times_reasons_and_papers(planned, chair, member, visit):
    item = planned.items.get(title__startswith="18.2")
    paper = add_file(item, title="Rooms without steps", file=pdf(), by=chair)

    shown = words(visit(member).get(page("detail", planned.pk)))

    assert re.search(r"14:05</td>.*?18\.2 Hold the surgeries.*?Needs a reason", shown)
    assert "Rooms without steps" in shown
    assert "5 items, until 14:21" in shown
    assert "Move “" not in shown, "only who keeps the group changes the order"
    file = visit(member).get(page("items_files", item.pk, paper.pk))
    assert b"".join(file.streaming_content).startswith(b"%PDF")
    assert file["Content-Type"] == "application/pdf"


def test_a_file_of_another_item_is_not_there(planned, chair, visit):
    one, other = planned.items.all()[:2]
    file = add_file(one, title="A paper", file=pdf(), by=chair)

    assert visit(chair).get(page("items_files", other.pk, file.pk)).status_code == 404


def test_an_agenda_that_is_too_long_says_by_how_much(planned, chair, visit):
    changes.update_item(planned.items.first(), minutes=200, by=chair)

    assert "1 hour, 36" in words(visit(chair).get(page("detail", planned.pk))).replace(
        "\xa0", " "
    ).replace("&nbsp;", " ")


def test_items_move_by_a_button_that_needs_no_script(planned, chair, visit):
    item = planned.items.get(title="Any other business")

    answer = visit(chair).post(page("items_move", item.pk), {"places": "-1"})

    assert answer["Location"] == page("detail", planned.pk)
    assert list(planned.items.values_list("title", flat=True))[2] == "Any other business"


def test_a_member_answers_and_sends_what_they_know(planned, chair, member, visit):
    changes.call(planned, by=chair)
    sent = {"answer": "apologies", "information": "Fourteen people told us."}

    visit(member).post(page("answer", planned.pk), sent)

    assert "Fourteen people told us." in words(visit(chair).get(page("detail", planned.pk)))


def test_notes_are_saved_as_one_types_and_never_over_other_words(item, chair, visit):
    client, address = visit(chair), page("items_notes", item.pk)

    first = client.post(address, {"words": "One", "seen": seen_of("")}, headers=JSON)
    second = client.post(address, {"words": "One, two", "seen": first.json()["seen"]}, headers=JSON)
    late = client.post(address, {"words": "Else", "seen": seen_of("")}, headers=JSON)

    assert (first.status_code, second.status_code, late.status_code) == (200, 200, 409)
    assert late.json()["stands"] == "One, two"
    assert Item.objects.get(pk=item.pk).notes == "One, two"
    unchanged = client.post(address, {"words": "One, two", "seen": ""}, headers=JSON)
    assert unchanged.status_code == 200, "the same words are no conflict"


def test_without_scripts_both_versions_are_shown(item, chair, visit):
    client, address = visit(chair), page("items_notes", item.pk)
    answer = client.post(address, {"words": "Theirs", "seen": seen_of("")})
    assert answer["Location"] == page("items_detail", item.pk)

    late = client.post(address, {"words": "Mine", "seen": seen_of("")})

    assert late.status_code == 409
    assert "Theirs" in words(late)
    assert "Mine" in words(late)


def test_a_decision_without_a_day_is_asked_for_one(item, chair, visit):
    answer = visit(chair).post(page("items_outcome", item.pk), {"kind": "action", "text": "Do it"})

    assert answer.status_code == 200
    assert "Say by when it is to be done" in words(answer)
    assert not Outcome.objects.exists()


def test_what_is_in_the_plan_already_can_be_chosen_once(item, chair, plan, visit):
    day = {"due_day": "1", "due_month": "12", "due_year": "2024"}
    said = {"kind": "action", "action": plan.surgeries.pk} | day
    client = visit(chair)

    client.post(page("items_outcome", item.pk), said | {"text": "Hold two in December"})
    again = client.post(page("items_outcome", item.pk), said | {"text": "Another wording"})

    assert Outcome.objects.get().action == plan.surgeries
    assert "Another decision is this action already" in words(again)


def test_the_room_shows_the_agenda_the_item_and_what_came_of_it(item, chair, plan, visit):
    said = {"kind": "action", "text": "Find a dry room", "due": date(2024, 12, 1)}
    changes.add_outcome(item, by=chair, **said)

    shown = words(visit(chair).get(page("items_detail", item.pk)))

    assert "What is said" in shown
    assert 'aria-current="page"' in shown
    assert "Action:</strong> Find a dry room (by 1 December 2024)" in shown
    assert "Not in the plan yet." in shown


def test_what_was_taken_off_is_not_there_any_more(planned, chair, visit):
    item = planned.items.first()

    answer = visit(chair).post(page("items_remove", item.pk))

    assert answer["Location"] == page("detail", planned.pk)
    assert visit(chair).get(page("items_detail", item.pk)).status_code == 404


def test_minutes_go_from_draft_over_corrections_to_approval(
    held, item, chair, member, visit, settings
):
    client, group = visit(chair), held.group
    client.post(page("attendance", held.pk), {"present": [str(s.pk) for s in group.seats.all()]})
    client.post(page("circulate", held.pk))
    visit(member).post(page("correct", held.pk), {"correction": "It was Tuesday."})
    waiting = words(visit(chair).get(page("detail", held.pk)))
    assert "It was Tuesday." in waiting
    assert "Answer the corrections" in waiting

    client = visit(chair)
    answers = dict.fromkeys(SettleForm(record=held).fields, "Put right.")
    client.post(page("settle", held.pk), answers)
    following = changes.plan_meeting(group, on=date(2025, 1, 28), at=time(14), by=chair)
    changes.call(following, by=chair)
    settings.TODAY = following.on
    changes.hold(following, by=chair)
    client.post(page("approve", held.pk), {"at": following.pk, "published": "on"})

    shown = words(visit(member).get(page("minutes", held.pk)))
    assert "Approved on 28 January 2025" in shown
    assert "they have not been changed since" in shown


def test_what_is_written_down_about_an_item_keeps_it_in_the_minutes(item, chair, visit):
    changes.write_notes(Item.objects.get(pk=item.pk), "The room was flooded.", by=chair)

    answer = visit(chair).post(page("items_remove", item.pk))

    assert "so it stays in the minutes" in words(answer)
    assert not Item.objects.get(pk=item.pk).removed


def test_a_page_offers_only_what_can_still_be_done(planned, chair, visit, its_day):
    def offered():
        shown = words(visit(chair).get(page("detail", planned.pk)))
        named = ("Change day, time or place", "Send an item", 'name="places"')
        return [name in shown for name in named]

    assert offered() == [True, True, True]
    changes.call(planned, by=chair)
    changes.hold(planned, by=chair)
    assert offered() == [False, True, True]
    changes.circulate(planned, by=chair)
    changes.approve(planned, at=planned, published=True, by=chair)
    assert offered() == [False, False, False]
    item = planned.items.first()
    assert page("items_edit", item.pk) not in words(visit(chair).get(page("items_detail", item.pk)))


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ("call", "Everybody who sits in the group is written to"),
        ("hold", "can no longer be called off"),
        ("cancel", "Whoever was invited is written to"),
        ("circulate", "Every member is written to"),
        ("approve", "nobody can change the minutes"),
    ],
)
def test_a_step_says_beforehand_what_it_does(step, told, planned, chair, visit):
    assert told in words(visit(chair).get(page(step, planned.pk)))


def test_what_was_agreed_can_be_put_into_other_words(item, chair, visit):
    outcome = changes.add_outcome(item, kind="agreed", text="A romo is found", by=chair)

    shown = words(visit(chair).get(page("items_detail", item.pk)))

    assert page("outcomes_edit", outcome.pk) in shown


def test_approving_before_a_later_meeting_says_what_is_missing(held, chair, visit):
    changes.circulate(held, by=chair)

    shown = words(visit(chair).get(page("approve", held.pk)))

    assert "Open the next one first." in shown


def test_the_page_of_a_meeting_says_whether_enough_are_here_to_decide(held, chair, visit):
    client = visit(chair)
    seat = held.group.seats.get(user=chair)
    client.post(page("attendance", held.pk), {"present": [seat.pk]})

    assert "1 of 2 are here; a decision needs 3." in words(client.get(page("detail", held.pk)))


def test_an_outcome_leads_back_to_its_item(item, chair, visit):
    outcome = changes.add_outcome(item, kind="agreed", text="A room is found", by=chair)

    shown = words(visit(chair).get(page("outcomes_detail", outcome.pk)))

    assert page("items_detail", item.pk) in shown


def test_minutes_that_were_changed_in_the_database_say_so(held, item, chair, visit):
    changes.circulate(held, by=chair)
    changes.approve(held, at=held, published=True, by=chair)
    Meeting.objects.filter(pk=held.pk).update(approved=again(held).approved | {"present": ["X"]})

    assert "not the words that were approved" in words(visit(chair).get(page("minutes", held.pk)))


def test_outsiders_read_what_a_group_shares_and_nothing_else(held, item, chair, outsider, visit):
    changes.circulate(held, by=chair)
    assert visit(outsider).get(page("detail", held.pk)).status_code == 404
    assert visit(outsider).get(page("minutes", held.pk)).status_code == 404

    changes.approve(held, at=held, published=True, by=chair)

    assert "shares the minutes" in words(visit(outsider).get(page("detail", held.pk)))
    assert visit(outsider).get(page("minutes", held.pk)).status_code == 200
    assert visit(outsider).get(page("pack", held.pk)).status_code == 403
    assert visit(outsider).get(page("items_detail", item.pk)).status_code == 403


def test_minutes_that_a_group_keeps_to_itself_are_not_there_for_others(
    held, chair, outsider, visit
):
    changes.circulate(held, by=chair)
    changes.approve(held, at=held, published=False, by=chair)

    assert visit(outsider).get(page("minutes", held.pk)).status_code == 404
    assert visit(chair).get(page("minutes", held.pk)).status_code == 200


# ---- the pack ------------------------------------------------------------------------------------


@pytest.fixture
def quarter(plan):
    first = quarters_of("2024-25")[0]
    days = {"answer_by": date(2024, 11, 18), "meeting_on": DAY}
    return open_quarter(plan.plan, first, by=BY, by_letter=False, **days)


@pytest.fixture
def following(held, item, group, chair, plan):
    """The meeting after the one that is held, whose chair leads an action of the plan."""
    changes.write_notes(item, "The room was flooded.", by=chair)
    police = chair.current_memberships[0].organisation
    set_leads(plan.surgeries, [NewLead(police)], by=BY)
    return changes.plan_meeting(group, on=date(2025, 1, 28), at=time(14), by=chair)


def headings_of(report):
    return [words_in(block.words) for block in report.blocks if hasattr(block, "level")]


def test_a_pack_holds_agenda_own_actions_last_minutes_and_the_quarter(quarter, following, chair):
    report = reading.pack(following, chair)

    facts = {fact.label: words_in(fact.words) for fact in report.facts}
    assert facts["For"] == "Winston Chair"
    assert headings_of(report)[:6] == [
        "Agenda",
        "What you answer for",
        "Minutes of 19 November 2024",
        "18.2 Hold the surgeries face to face",
        "What needs the Group",
        "Where the plan stands",
    ]
    assert "Hold advice surgeries" in headings_of(report)
    tables = {block.caption: block for block in report.blocks if isinstance(block, Table)}
    own = tables["What you answer for"].rows
    assert [words_in(row.cells[0].words) for row in own] == ["18.2"]


def test_a_pack_tells_what_members_send_who_cannot_come(planned, chair, member):
    assert "Who comes" not in headings_of(reading.pack(planned, chair))

    sent = {"answer": "apologies", "information": "Fourteen people told us."}
    attending.take_part(planned, by=member, **sent)

    report = reading.pack(planned, chair)
    assert headings_of(report)[:2] == ["Agenda", "Who comes"]
    (told,) = [block.entries for block in report.blocks if isinstance(block, Bullets)]
    assert told == ("Joan Member, Merrow Voices: Fourteen people told us.",)


def test_each_person_gets_a_pack_of_their_own_and_it_is_in_the_trail(planned, chair, member, visit):
    packs = {}
    for who in (chair, member):
        answer = visit(who).get(page("pack_file", planned.pk, "docx"))
        packs[who] = "\n".join(p.text for p in Document(BytesIO(answer.content)).paragraphs)

    assert "For:\tWinston Chair" in packs[chair]
    assert "For:\tJoan Member" in packs[member]
    taken = events_for(planned).filter(kind="records.taken")
    assert [event.facts for event in taken] == [{"report": "pack", "format": "docx"}] * 2
    assert visit(chair).get(page("pack_file", planned.pk, "exe")).status_code == 404


# ---- a second group ------------------------------------------------------------------------------


def test_a_second_group_is_made_by_configuration_alone(people, visit):
    client = visit(people.lead)
    said = {
        "name": "Community MARAC Steering Group",
        "rule": "first Wednesday of every month at 10:00",
        "length": "90",
        "quorum": "4",
        "standing": "Referrals, in figures",
        "sectors": ["police", "health"],
    }
    client.post(reverse("groups:new"), said)
    second = type(people.group).objects.get(name=said["name"])
    ward = people.outsider.current_memberships[0].organisation
    days = {"starts_on_day": "1", "starts_on_month": "11", "starts_on_year": "2024"}
    seat = {"organisation": ward.pk, "user": people.outsider.pk, "role": "chair"} | days
    client.post(reverse("groups:seat", args=[second.pk]), seat)

    client = visit(people.outsider)
    proposed = client.get(page("groups_plan", second.pk)).context["form"].initial
    day = {f"on_{part}": getattr(proposed["on"], part) for part in ("day", "month", "year")}
    client.post(page("groups_plan", second.pk), day | {"at": "10:00", "length": "90"})

    meeting = second.meetings.get()
    assert (meeting.on, meeting.at) == (date(2024, 12, 4), time(10))
    assert "Referrals, in figures" in words(client.get(page("detail", meeting.pk)))
    assert client.get(page("groups_plan", people.group.pk)).status_code == 403
    assert visit(people.chair).get(page("detail", meeting.pk)).status_code == 404
    assert Action.objects.count() == 3
