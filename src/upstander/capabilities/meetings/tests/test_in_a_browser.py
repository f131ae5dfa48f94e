"""A meeting in a real browser, from its invitation to its approved minutes."""

import re
from datetime import date, time

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from upstander.capabilities.meetings import changes
from upstander.capabilities.meetings.models import Item, Meeting, Outcome
from upstander.capabilities.meetings.tests.conftest import DAY
from upstander.kernel.outbox.models import Message
from upstander.kernel.plan.models import Action
from upstander.kernel.testing.groups import small_group
from upstander.kernel.testing.plan import small_plan

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def enter(live_server, browser):
    """Open a browser of one's own as somebody; every complaint of a page fails the test."""
    contexts, complaints = [], []

    def open_as(somebody, **options):
        context = browser.new_context(base_url=live_server.url, locale="en-GB", **options)
        contexts.append(context)
        store = SessionStore()
        store[SESSION_KEY] = str(somebody.pk)
        store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        store[HASH_SESSION_KEY] = somebody.get_session_auth_hash()
        store.create()
        name, url = settings.SESSION_COOKIE_NAME, live_server.url
        context.add_cookies([{"name": name, "value": store.session_key, "url": url}])
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_as
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def people(transactional_db):
    small_plan()
    return small_group()


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def follow(page, name):
    page.get_by_role("link", name=name, exact=True).click()


def wait_until_saved(page):
    page.get_by_text(re.compile("^Saved( at|$)")).wait_for()


def test_a_meeting_from_its_invitation_to_its_approved_minutes(enter, people, settings):
    chair, member = enter(people.chair), enter(people.member)
    changes.plan_meeting(people.group, on=DAY, at=time(14), place="Room B", by=people.chair)

    chair.goto("/meetings/")
    follow(chair, "Tuesday 19 November 2024, 14:00")
    follow(chair, "Call the meeting")
    press(chair, "Call the meeting")
    assert Message.objects.filter(kind="meetings.called").count() == 2

    member.goto(chair.url)
    follow(member, "Say whether you come")
    member.get_by_label("Apologies").check()
    member.get_by_label(re.compile("What should be known")).fill("Fourteen people told us.")
    press(member, "Say whether you come")

    settings.TODAY = DAY
    follow(chair, "Open the meeting")
    press(chair, "Open the meeting")
    follow(chair, "Who is here")
    press(chair, "Write it down")
    follow(chair, "18.2 Hold the surgeries face to face")
    chair.get_by_label("What is said").fill("The room was flooded in August.")
    wait_until_saved(chair)
    decide(chair, "Find a dry room")
    assert "In the plan as 18.3 Find a dry room" in chair.inner_text("main")
    assert Action.objects.get(text="Find a dry room").due == date(2024, 12, 3)

    chair.goto(f"/meetings/{Meeting.objects.get().pk}/")
    follow(chair, "Send the draft")
    press(chair, "Send the draft")
    member.goto(chair.url)
    follow(member, "Send a correction")
    member.get_by_label("What is not as it was?").fill("It was in September.")
    press(member, "Send a correction")
    chair.reload()
    follow(chair, "Answer the corrections")
    chair.get_by_label(re.compile("It was in September")).fill("It was August: the log says so.")
    press(chair, "Answer the corrections")

    meeting = Meeting.objects.get()
    following = changes.plan_meeting(
        people.group, on=date(2025, 1, 28), at=time(14), by=people.chair
    )
    changes.call(following, by=people.chair)
    settings.TODAY = following.on
    changes.hold(following, by=people.chair)
    chair.goto(f"/meetings/{meeting.pk}/approve/")
    chair.get_by_label("Approved at the meeting of").select_option(label=str(following))
    press(chair, "Approve")

    outsider = enter(people.outsider)
    outsider.goto(f"/meetings/{meeting.pk}/minutes/")
    read = outsider.inner_text("main")
    assert "Approved on 28 January 2025" in read
    assert "The room was flooded in August." in read
    assert "Fourteen people told us." in read
    assert "Action: Find a dry room (Safer Merton, by 3 December 2024)" in read


def decide(page, words):
    page.get_by_label("Action", exact=True).check()
    page.get_by_label("In one sentence").fill(words)
    page.get_by_text("For an action: who, when, where in the plan").click()
    page.get_by_label("Lead (optional)").select_option(label="Safer Merton")
    for part, value in (("Day", "3"), ("Month", "12"), ("Year", "2024")):
        page.get_by_label(part, exact=True).fill(value)
    page.get_by_label("Objective (optional)").select_option(label="18. Hold advice surgeries")
    # sent twice in one breath, as an impatient finger does
    page.locator("form.up-outcome").evaluate("form => { form.submit(); form.submit() }")
    page.get_by_text("In the plan as").first.wait_for()


@pytest.fixture
def room(people, its_day):
    """The item in front while a meeting is held."""
    meeting = changes.plan_meeting(people.group, on=DAY, at=time(14), by=people.chair)
    changes.call(meeting, by=people.chair)
    changes.hold(meeting, by=people.chair)
    return f"/meetings/items/{meeting.items.get(title__startswith='18.2').pk}/"


def test_two_tabs_decide_the_same_and_it_is_one_action(enter, people, room):
    first, second = enter(people.chair), enter(people.lead)
    for page in (first, second):
        page.goto(room)

    decide(first, "Find a dry room")
    decide(second, "Find a dry room")

    assert Outcome.objects.count() == 1
    assert Action.objects.filter(text="Find a dry room").count() == 1


def test_words_of_two_who_type_at_once_are_both_kept(enter, people, room):
    first, second = enter(people.chair), enter(people.lead)
    for page in (first, second):
        page.goto(room)

    first.get_by_label("What is said").fill("The room was flooded.")
    wait_until_saved(first)
    second.get_by_label("What is said").fill("The library offers a room.")
    second.get_by_text("Two of you have written here").wait_for()
    press(second, "Put mine below theirs")
    wait_until_saved(second)

    notes = Item.objects.get(title__startswith="18.2").notes
    assert notes == "The room was flooded.\n\nThe library offers a room."


def test_what_is_typed_while_the_server_is_away_is_not_lost(enter, people, room):
    page = enter(people.chair)
    page.goto(room)

    page.context.set_offline(True)
    page.get_by_label("What is said").fill("Typed on a train.")
    page.get_by_text("kept in this tab").wait_for()
    page.context.set_offline(False)
    page.reload()
    wait_until_saved(page)

    assert page.get_by_label("What is said").input_value() == "Typed on a train."
    assert Item.objects.get(title__startswith="18.2").notes == "Typed on a train."


def test_the_room_works_with_the_keyboard_alone_and_without_scripts(enter, people, room):
    page = enter(people.chair, java_script_enabled=False, viewport={"width": 820, "height": 1180})
    page.goto(room)

    page.get_by_label("What is said").focus()
    page.keyboard.type("Without a script.")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_label("Agreed", exact=True).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Another room is found")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert "Agreed: Another room is found" in page.inner_text("main")
    assert Item.objects.get(title__startswith="18.2").notes == "Without a script."


@pytest.mark.parametrize("width", [1280, 320])
def test_the_room_has_no_fault_that_a_machine_can_find(enter, people, room, faults_of, width):
    page = enter(people.chair, viewport={"width": width, "height": 900})
    page.goto(room)
    page.get_by_text("For an action: who, when, where in the plan").click()

    assert faults_of(page) == []


def test_a_picture_for_the_readme_can_be_taken_of_the_room(step_in, take_picture):
    page = step_in("group_chair")
    page.goto("/meetings/3/")
    follow(page, "Safer Schools officers in assemblies")

    take_picture(page, "meeting-room")
