"""Whoever has something on a person hears what became of it; what waits does not vanish."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse

from upstander.kernel import clock
from upstander.kernel.access.changes.records import bar
from upstander.kernel.due.gather import due_for
from upstander.kernel.outbox.models import Message
from upstander.kernel.people.models import Membership
from upstander.kernel.subjects.changes import (
    disclose,
    edit_subject,
    erase_subject,
    mark_told,
    settle_keepings,
    tell,
    tell_corrected,
    withdraw_consent,
)
from upstander.kernel.subjects.gathering import gather
from upstander.kernel.subjects.models import ToTell
from upstander.kernel.subjects.tests.conftest import NOON
from upstander.kernel.subjects.tests.everything import by_mail
from upstander.kernel.subjects.tests.test_opened_along import WITH_OUTCOME
from upstander.kernel.testing.cases import CAPABILITY, GUARD, PEOPLE
from upstander.kernel.testing.people import organisation, person
from upstander.kernel.vault.erasure import GROUNDS

BY = "system:test"
DAY = date(2024, 11, 14)
pytestmark = [pytest.mark.usefixtures("kinds", "at_noon"), pytest.mark.urls("tests.cases_urls")]


@pytest.fixture
def outcome():
    """Whether the keepers of a case see what was done in it."""
    return True


@pytest.fixture
def capability(outcome):
    return replace(CAPABILITY, guards=(WITH_OUTCOME if outcome else GUARD, PEOPLE))


@pytest.fixture
def shared(amara, case, agrees):
    """What went by hand to a body of which no address is known."""
    agrees(amara, "landlord")
    return share(amara, "A private landlord")


def share(subject, body):
    return disclose(
        subject,
        purpose="landlord",
        recipient=body,
        what=["Her name", "What happened"],
        by=BY,
        send=lambda made: None,
    )


def dues(user, day=DAY):
    due = due_for(user, day)
    return [each.item for each in (*due.now, *due.next) if each.item.kind == "To be told"]


def test_a_body_without_an_address_is_due_to_be_told_until_somebody_has(
    amara, caseworker, shared, client
):
    withdraw_consent(amara, purpose="landlord", by=BY)
    (item,) = dues(caseworker)
    (later,) = dues(caseworker, DAY + timedelta(days=400))
    assert "A private landlord" in item.title
    assert (item.on, later.url) == (DAY, item.url)

    client.force_login(caseworker)
    assert "What happened" in client.get(item.url).content.decode()
    client.post(reverse("protection:to_tell_told", args=[ToTell.objects.get().pk]))

    assert dues(caseworker) == []
    assert ToTell.objects.get().told_by == str(caseworker)


def test_information_governance_sees_what_is_late_and_not_what_was_shared(amara, shared, client):
    governor = person("information_governance")
    withdraw_consent(amara, purpose="landlord", by=BY)
    assert dues(governor) == []

    (item,) = dues(governor, DAY + timedelta(days=1))

    client.force_login(governor)
    page = client.get(item.url).content.decode()
    assert "A private landlord" in page
    assert "What happened" not in page
    assert "Amara" not in page + client.get(reverse("protection:to_tell_list")).content.decode()


def test_an_officer_to_whom_a_person_is_shut_is_not_told_and_another_is(amara, shared, client):
    shut, other = person("information_governance"), person("information_governance")
    withdraw_consent(amara, purpose="landlord", by=BY)
    bar(amara, shut, ground="family", by=BY)

    client.force_login(shut)
    page = client.get(reverse("protection:to_tell_list")).content.decode()

    assert "A private landlord" not in page
    assert dues(shut, DAY + timedelta(days=1)) == []
    assert dues(other, DAY + timedelta(days=1))


def test_the_person_is_told_who_was_told_and_of_what(amara, shared):
    withdraw_consent(amara, purpose="landlord", by=BY)
    mark_told(ToTell.objects.get(), by="system:somebody")

    said = {entry.title: dict(entry.facts) for entry in gather(amara, by=BY).entries}

    assert said["Something to be told"]["Recipient"] == "A private landlord"
    assert "Told by" not in said["Something to be told"]


@pytest.mark.parametrize("outcome", [False])
def test_a_keeper_who_does_not_see_what_was_done_is_shown_whom_to_tell_alone(
    amara, caseworker, shared, client
):
    withdraw_consent(amara, purpose="landlord", by=BY)
    client.force_login(caseworker)

    page = client.get(dues(caseworker)[0].url).content.decode()

    assert "A private landlord" in page
    assert "What they have<" not in page


def test_what_nobody_may_open_any_more_still_comes_to_somebody(amara, caseworker, shared):
    governor = person("information_governance")
    withdraw_consent(amara, purpose="landlord", by=BY)
    Membership.objects.filter(user=caseworker).delete()

    assert dues(governor, DAY + timedelta(days=1))


def test_a_caseworker_of_another_council_is_not_told_of_it(amara, shared, client):
    stranger = person("caseworker", organisation("Another council"))
    withdraw_consent(amara, purpose="landlord", by=BY)

    client.force_login(stranger)
    key = ToTell.objects.get().pk

    assert dues(stranger) == []
    for name in ("detail", "told"):
        assert client.get(reverse(f"protection:to_tell_{name}", args=[key])).status_code == 404


def test_a_body_counts_as_told_once_a_message_has_left_and_not_before(
    amara, landlord, agrees, caseworker, case
):
    agrees(amara, "landlord")
    share(amara, landlord)
    withdraw_consent(amara, purpose="landlord", by=BY)
    waits = {}

    for state, letter in (("queued", "x"), ("sent", ""), ("failed", "x"), ("expired", "")):
        Message.objects.update(state=state, letter=letter)
        waits[state] = bool(dues(caseworker))

    assert waits == {"queued": True, "sent": False, "failed": True, "expired": True}


def test_who_was_told_by_a_message_stays_told_when_the_message_is_forgotten(
    amara, landlord, caseworker, shared
):
    mark_told(tell_corrected(amara, by=BY)[0], by=BY)
    share(amara, landlord)
    made = withdraw_consent(amara, purpose="landlord", by=BY).told[0]
    Message.objects.filter(to=made.recipient).update(state="sent", letter="", ended_at=NOON)

    with clock.set_to(NOON + timedelta(days=8)):
        settle_keepings()
    Message.objects.all().delete()

    assert [each.disclosure for each in ToTell.objects.waiting()] == [shared]
    assert ToTell.objects.get(disclosure=made).told_by == "a message"


def test_whoever_was_sent_something_is_told_that_it_was_put_right(
    amara, landlord, agrees, caseworker, shared
):
    share(amara, landlord)

    tell_corrected(amara, by=BY)

    assert Message.objects.get().kind == "subjects.corrected"
    assert len(dues(caseworker)) == 2


@pytest.mark.slow
@pytest.mark.parametrize(("ground", "told"), [(GROUNDS.REQUEST, 2), (GROUNDS.TIME, 0)])
def test_whoever_was_sent_something_is_told_that_it_is_erased(
    amara, landlord, caseworker, shared, ground, told
):
    share(amara, landlord)

    erase_subject(amara, by=BY, ground=ground)

    assert ToTell.objects.filter(why="erased").count() == told
    assert Message.objects.filter(kind="subjects.gone", state="queued").count() == told // 2
    assert len(dues(caseworker)) == told


def test_what_was_stopped_before_it_left_is_told_to_nobody(amara, landlord, agrees):
    agrees(amara, "landlord")
    disclose(
        amara,
        purpose="landlord",
        recipient=landlord,
        what=["Her name"],
        by=BY,
        send=by_mail,
    )

    erase_subject(amara, by=BY)

    assert not ToTell.objects.exists()


def test_somebody_whom_no_message_reaches_safely_is_due_to_be_reached(amara, caseworker, case):
    edit_subject(amara, contact_ways=[], by=BY)

    tell(amara, "trial.answer", {"sent_from": "x"}, by=BY)

    (item,) = dues(caseworker)
    assert "in another way" in item.title
    mark_told(ToTell.objects.get(), by=caseworker)
    assert dues(caseworker) == []


def test_a_message_that_is_no_longer_safe_becomes_something_to_be_done(amara, caseworker, case):
    tell(amara, "trial.answer", {"sent_from": "x"}, by=BY)

    edit_subject(amara, contact_ways=[], by=BY)
    edit_subject(amara, contact_note="Ring her sister", by=BY)

    assert len(dues(caseworker)) == 1
