"""Bulletins are drafted from what happened, edited by a person, and sent once."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from upstander.kernel.clock import today
from upstander.kernel.groups import bulletins
from upstander.kernel.groups.dues import due_in_groups
from upstander.kernel.groups.models import Bulletin
from upstander.kernel.news import NewsItem
from upstander.kernel.outbox.models import Message
from upstander.kernel.people.changes import switch_off
from upstander.kernel.registry import Capability, registered

BY = "system:test"
pytestmark = pytest.mark.django_db


def news(period):
    told = [
        NewsItem(today(), "New evidence", "18.2 Surgeries: a poster", "/plan/actions/1/"),
        NewsItem(today() - timedelta(days=40), "Adopted", "Quarter 1", "/quarters/1/adopted/"),
    ]
    return [item for item in told if period.start <= item.on <= period.end]


@pytest.fixture
def part():
    with registered(Capability("spare", "Spare", news=(news,))) as capability:
        yield capability


def test_a_bulletin_is_drafted_from_what_every_part_tells(group, part):
    text = bulletins.draft_bulletin(group, by=BY).text

    assert text.splitlines()[0] == "Adopted"
    assert "- 18.2 Surgeries: a poster (14 November)" in text
    assert "/plan/actions/1/" in text


def test_the_next_bulletin_begins_where_the_last_ended(group, part):
    Bulletin.objects.create(
        group=group,
        text="x",
        starts_on=date(2024, 9, 1),
        ends_on=date(2024, 10, 31),
        sent_on=date(2024, 11, 1),
    )

    draft = bulletins.draft_bulletin(group, by=BY)

    assert draft.starts_on == date(2024, 11, 1)
    assert "Quarter 1" not in draft.text


def test_what_happened_is_in_the_next_draft_until_it_was_sent(group, part):
    Bulletin.objects.create(
        group=group, text="left lying", starts_on=date(2024, 9, 1), ends_on=date(2024, 11, 13)
    )

    assert "Quarter 1" in bulletins.draft_bulletin(group, by=BY).text


def test_drafting_twice_on_one_day_gives_one_draft_and_after_sending_another(group, part):
    first = bulletins.draft_bulletin(group, by=BY)
    assert bulletins.draft_bulletin(group, by=BY) == first

    bulletins.send_bulletin(first, by=BY)
    again = bulletins.draft_bulletin(group, by=BY)

    assert again.starts_on == again.ends_on == today()


def test_it_is_sent_once_to_everybody_who_sits_there(group, part, member, chair):
    bulletin = bulletins.draft_bulletin(group, by=chair)

    bulletins.send_bulletin(bulletin, by=chair)
    with pytest.raises(bulletins.AlreadySent):
        bulletins.send_bulletin(Bulletin.objects.get(), by=chair)
    with pytest.raises(bulletins.AlreadySent):
        bulletins.update_bulletin(bulletin, text="Other words", by=chair)

    written = Message.objects.filter(kind="groups.bulletin")
    assert {m.open().to for m in written} == {member.email, chair.email}
    assert "18.2 Surgeries: a poster" in written[0].open().text


def test_a_bulletin_falls_due_two_months_after_the_last_and_at_once_where_there_was_none(
    group, chair, member
):
    def due():
        return [(item.kind, item.on) for item in due_in_groups(chair, today())]

    assert due() == [("bulletin", today())]

    bulletins.send_bulletin(bulletins.draft_bulletin(group, by=chair), by=chair)

    assert due() == [("bulletin", date(2025, 1, 14))]
    assert due_in_groups(member, today()) == []


def test_who_is_switched_off_gets_nothing(group, member, chair):
    switch_off(member, by=BY)

    bulletins.send_bulletin(bulletins.draft_bulletin(group, by=chair), by=chair)

    assert [m.open().to for m in Message.objects.filter(kind="groups.bulletin")] == [chair.email]


def test_a_draft_is_for_members_and_what_was_sent_for_everybody(group, member, outsider, chair):
    draft = bulletins.draft_bulletin(group, by=chair)
    assert list(Bulletin.objects.visible_to(member)) == [draft]
    assert list(Bulletin.objects.visible_to(outsider)) == []

    bulletins.send_bulletin(draft, by=chair)

    assert list(Bulletin.objects.visible_to(outsider)) == [draft]


def test_the_pages_lead_from_the_draft_to_the_archive(group, part, chair, client):
    client.force_login(chair)
    answer = client.post(reverse("groups:bulletin", args=[group.pk]))
    bulletin = Bulletin.objects.get()
    assert answer["Location"] == reverse("groups:bulletins_edit", args=[bulletin.pk])

    client.post(answer["Location"], {"text": "Two rooms without steps were found."})
    client.post(reverse("groups:bulletins_send", args=[bulletin.pk]))

    page = client.get(reverse("groups:bulletins_detail", args=[bulletin.pk])).content.decode()
    assert "Two rooms without steps were found." in page
    assert "Sent on Thursday 14 November 2024" in page
    again = client.post(reverse("groups:bulletins_send", args=[bulletin.pk]))
    assert "no longer where this can be done" in again.content.decode()
