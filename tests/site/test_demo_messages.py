"""Opening the messages of a demonstration, which nobody can do anywhere else."""

import re

import pytest
from django.urls import NoReverseMatch, reverse

from upstander.kernel.outbox.changes import queue
from upstander.kernel.outbox.letters import Attachment, Recipient
from upstander.kernel.outbox.sending import send_waiting
from upstander.kernel.outbox.ways import Way
from upstander.kernel.testing.people import person

pytestmark = pytest.mark.django_db
LIST = "/demo/messages/"


@pytest.fixture
def demo(settings, tmp_path):
    reverse("home")  # the addresses of real work are made up before the setting changes
    settings.DEMO, settings.HOME = True, tmp_path
    settings.ROOT_URLCONF = "tests.site.demo_urls"
    settings.WAYS = {"email": Way("files"), "sms": Way("files")}


@pytest.fixture
def lead(client, demo):
    made = person("strategic_lead")
    client.force_login(made)
    return made


def write(to, says="http://127.0.0.1:8000/plan/?quarter=3", **more):
    return queue("outbox.test", to=to, context={"sent_from": says}, by="system:test", **more)


def first_link(page):
    return re.search(rf'href="({LIST}[0-9a-f-]+/)"', page)[1]


def test_a_visitor_follows_a_link_of_a_message_with_one_click(client, lead):
    write(person("action_lead", email="ines@body.example"))
    send_waiting()

    listed = client.get(LIST).content.decode()
    opened = client.get(first_link(listed)).content.decode()

    assert "ines@body.example" in listed
    assert '<a href="http://127.0.0.1:8000/plan/?quarter=3"' in opened
    assert "You get this because" in opened


def test_what_a_message_says_is_shown_and_never_obeyed(client, lead):
    write(lead, says="<script>alert(1)</script>")
    send_waiting()

    opened = client.get(first_link(client.get(LIST).content.decode())).content.decode()

    assert "<script>alert" not in opened
    assert "&lt;script&gt;alert(1)" in opened


def test_a_file_of_a_message_is_saved_and_not_shown(client, lead):
    entry = Attachment("meeting.ics", b"BEGIN:VCALENDAR", "text/calendar; method=REQUEST")
    message = write(lead, attachments=[entry])
    send_waiting()
    address = f"{LIST}{message.reference}/"

    answer = client.get(f"{address}files/0/")

    assert "meeting.ics" in client.get(address).content.decode()
    assert answer.content == b"BEGIN:VCALENDAR"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="meeting.ics"'
    assert client.get(f"{address}files/1/").status_code == 404


def test_a_text_message_can_be_opened_as_well(client, lead):
    context, to = {"sent_from": "here"}, Recipient("07700900123")
    queue("outbox.test_text", to=to, context=context, by="system:test")
    send_waiting()

    opened = client.get(first_link(client.get(LIST).content.decode())).content.decode()

    assert "07700900123" in opened
    assert "Messages from here reach you." in opened


def test_an_empty_page_says_what_will_appear(client, lead):
    assert "No message has been sent yet" in client.get(LIST).content.decode()

    write(lead)
    assert "1 message still waits" in client.get(LIST).content.decode()


def test_a_message_whose_file_is_gone_is_not_there(client, lead, settings):
    message = write(lead)
    send_waiting()
    for path in (settings.HOME / "outbox").iterdir():
        path.unlink()

    assert "No message has been sent yet" in client.get(LIST).content.decode()
    assert client.get(f"{LIST}{message.reference}/").status_code == 404


@pytest.mark.parametrize(("role", "status"), [("administrator", 200), ("action_lead", 403)])
def test_who_shows_the_demonstration_opens_its_messages(client, demo, role, status):
    message = write(person("action_lead"))
    send_waiting()
    client.force_login(person(role))

    addresses = (LIST, f"{LIST}{message.reference}/")

    assert [client.get(address).status_code for address in addresses] == [status, status]


def test_nobody_opens_a_message_of_real_work(client, lead, settings):
    message = write(lead)
    send_waiting()
    settings.DEMO = False  # even if the addresses were there

    assert client.get(f"{LIST}{message.reference}/").status_code == 404
    settings.ROOT_URLCONF = "upstander.site.urls"
    with pytest.raises(NoReverseMatch):
        reverse("demo_messages")
    assert client.get(LIST).status_code == 404
