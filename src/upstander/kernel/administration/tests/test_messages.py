import csv
import io

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from upstander.kernel.audit.record import key_of
from upstander.kernel.outbox.changes import queue
from upstander.kernel.outbox.letters import Recipient
from upstander.kernel.outbox.models import Message, State
from upstander.kernel.outbox.sending import send_waiting
from upstander.kernel.outbox.ways import Way
from upstander.kernel.testing.people import organisation, person

pytestmark = pytest.mark.django_db
CANARY = "canary-words-77"


def page(name, *args):
    return reverse(f"administration:messages_{name}", args=args)


def write(to, **more):
    return queue("outbox.test", to=to, context={"sent_from": CANARY}, by="system:test", **more)


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


@pytest.fixture
def ada(client):
    made = person("administrator", name="Ada Coyle")
    client.force_login(made)
    return made


@pytest.fixture
def ines():
    return person("action_lead", name="Ines Marlow", email="ines.marlow@body.example")


def test_the_list_says_what_left_and_to_whom_and_never_what_it_said(client, ada, ines):
    body = organisation("Tarn Library")
    sent = write(ines)
    send_waiting()
    write(ines, about=body)
    write(Recipient("nowhere", "people.user:999"))
    addresses = [page("list"), *(page("detail", row.pk) for row in Message.objects.all())]
    addresses += [page("history", sent.pk), *(page("export", form) for form in ("csv", "json"))]

    pages = {address: client.get(address).content.decode() for address in addresses}

    assert all(words in pages[page("list")] for words in ("Ines Marlow", "Tarn Library"))
    assert "i•••@body.example" in pages[page("list")]
    assert "The address is not right" in pages[page("list")]
    assert "i•••@body.example" not in pages[page("detail", sent.pk)], "the address is destroyed"
    for address, text in pages.items():
        assert CANARY not in text, address
        assert "ines.marlow@" not in text, address


def test_a_file_names_recipients_by_record(client, ada, ines):
    write(ines)

    rows = list(
        csv.DictReader(io.StringIO(client.get(page("export", "csv")).content.decode("utf-8-sig")))
    )

    assert rows[0]["To"] in (key_of(ines), "Ines Marlow")
    assert rows[0]["State"] == "Waiting"


def test_messages_are_narrowed_by_state_kind_and_record(client, ada, ines):
    body = organisation("Tarn Library")
    write(ines, about=body)
    write(Recipient("nowhere"))

    def found(**query):
        return len(client.get(page("list"), query).context["rows"])

    assert found() == 2
    assert found(state="failed") == found(state="queued") == 1
    assert found(kind="outbox.test") == 2
    assert found(record=key_of(body)) == found(record=key_of(ines)) == 1


def test_an_administrator_sends_again_what_could_not_be_sent(client, ada, ines):
    message = write(Recipient("nowhere", key_of(ines)))
    assert "1 message could not be sent" in client.get(page("list")).content.decode()
    assert "Send this message again?" in client.get(page("again", message.pk)).content.decode()

    answer = client.post(page("again", message.pk))

    message.refresh_from_db()
    assert (message.state, said(answer)) == (State.QUEUED, ["The message waits to be sent again."])


def test_all_that_could_not_be_sent_is_sent_again_at_once(client, ada, ines):
    for _ in range(2):
        write(Recipient("nowhere", key_of(ines)))

    answer = client.post(page("all_again"))

    assert said(answer) == ["2 messages wait to be sent again."]
    assert not Message.objects.filter(state=State.FAILED).exists()


def test_what_was_sent_cannot_be_sent_again_and_the_page_says_so(client, ada, ines):
    message = write(ines)
    send_waiting()

    answer = client.post(page("again", message.pk))

    assert said(answer)[0].startswith("Only a message that could not be sent")
    assert "What it said is destroyed." in client.get(page("detail", message.pk)).content.decode()


def test_an_administrator_stops_a_message(client, ada, ines):
    message = write(ines)
    assert "Stop this message?" in client.get(page("stop", message.pk)).content.decode()

    client.post(page("stop", message.pk))

    message.refresh_from_db()
    assert (message.state, message.letter) == (State.STOPPED, "")
    assert page("stop", message.pk) not in client.get(page("detail", message.pk)).content.decode()


def test_an_administrator_tries_whether_messages_arrive(client, ada, mailoutbox):
    answer = client.post(page("test"))
    send_waiting()

    assert answer.url == page("detail", Message.objects.get().pk)
    assert [letter.to for letter in mailoutbox] == [[ada.email]]


def test_while_nothing_can_leave_the_list_says_what_to_do(client, ada, settings):
    settings.WAYS = {"email": Way(), "sms": Way()}

    assert "No mail server is named, so messages wait" in client.get(page("list")).content.decode()


def test_information_governance_sees_that_messages_left_and_changes_nothing(client, ada, ines):
    message = write(Recipient("nowhere", key_of(ines)))
    client.force_login(person("information_governance"))

    listed = client.get(page("list")).content.decode()

    assert "1 message could not be sent" in listed
    assert "Send all of them again" not in listed
    assert client.post(page("again", message.pk)).status_code == 403
    assert client.post(page("stop", message.pk)).status_code == 403
