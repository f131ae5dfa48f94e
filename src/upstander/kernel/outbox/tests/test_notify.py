import http.client
import json
import time
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from upstander.kernel.outbox.letters import Attachment
from upstander.kernel.outbox.models import Message, State
from upstander.kernel.outbox.returned import look_for_returned
from upstander.kernel.outbox.sending import LEASE, send_waiting
from upstander.kernel.outbox.tests.notify_server import (
    CONTRACT,
    KEY,
    SERVICE,
    TEMPLATES,
    is_signed,
    problem_with_token,
    unpacked,
)
from upstander.kernel.outbox.transports.notify import outcome_of, token
from upstander.kernel.outbox.ways import Way

NOW = timezone.now() + timedelta(hours=1)  # later than any test writes a message


def state_of(message):
    message.refresh_from_db()
    return message.state, message.result


def asked(server, method, path, body=None, bearer=None):
    """Ask the server of the tests, not with our client; give status and answer."""
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=2)) as line:
        headers = {
            "Authorization": f"Bearer {token(KEY, time.time()) if bearer is None else bearer}"
        }
        line.request(method, path, body and json.dumps(body), headers)
        response = line.getresponse()
        return response.status, json.loads(response.read())


# ---- the service of the tests tells the truth ----------------------------------------------------


def test_the_service_of_the_tests_checks_signatures_as_the_standard_does():
    """The example of RFC 7515, appendix A.1, with its own key and its own signature."""
    key = unpacked(
        "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"
    )
    example = (
        "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9."
        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ."
        "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    )

    assert is_signed(example, key)
    assert not is_signed(example, key + b"x")
    assert not is_signed(example.replace("eyJpc3Mi", "eyJpc3Mj"), key)


@pytest.mark.parametrize(
    ("key", "seconds", "status"),
    [
        (KEY, 0, 200),
        (KEY, 20, 200),
        (KEY, -60, 403),
        (KEY, 6000, 403),
        (f"{SERVICE}-{SERVICE}", 0, 403),
        (None, 0, 403),
    ],
)
def test_the_service_of_the_tests_lets_in_whom_the_documentation_lets_in(
    key, seconds, status, notify_server
):
    bearer = token(key, time.time() + seconds) if key else "a.b.c"

    found, answer = asked(notify_server, "GET", "/v2/notifications", bearer=bearer)

    assert found == status
    assert set(answer) == set(
        CONTRACT["list"]["fields"] if status == 200 else CONTRACT["errors"]["fields"]
    )


@pytest.mark.parametrize("channel", ["email", "sms"])
def test_the_service_of_the_tests_answers_a_message_as_the_documentation_says(
    channel, notify_server
):
    contract = CONTRACT["requests"][channel]
    right = {
        "template_id": TEMPLATES[channel],
        "personalisation": {"subject": "S", "body": "B"},
        "reference": "r1",
        **(
            {"email_address": "a@x.example"}
            if channel == "email"
            else {"phone_number": "07700900123"}
        ),
    }
    wrong = {
        "ValidationError": [{**right, contract["required"][0]: "nobody"}, {"reference": "r1"}],
        "BadRequestError": [{**right, "template_id": SERVICE}, {**right, "personalisation": {}}],
    }

    status, answer = asked(notify_server, "POST", contract["path"], right)

    assert status == CONTRACT["created"]["status"]
    assert set(answer) == set(CONTRACT["created"]["fields"])
    assert set(answer["content"]) == set(CONTRACT["created"]["content"][channel])
    for error, bodies in wrong.items():
        assert error in CONTRACT["errors"]["types"]["400"]
        for body in bodies:
            status, answer = asked(notify_server, "POST", contract["path"], body)
            assert (status, answer["errors"][0]["error"]) == (400, error)


# ---- what we ask of it ---------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "to", "channel"),
    [("outbox.test", "ines@body.example", "email"), ("outbox.test_text", "07700 900123", "sms")],
)
def test_what_we_ask_is_what_the_documentation_knows(kind, to, channel, write, notify_server):
    contract = CONTRACT["requests"][channel]
    message = write(kind=kind, to=to)

    send_waiting(NOW)

    ((path, body),) = notify_server.requests
    assert f"/v2/notifications/{path}" == contract["path"]
    assert set(contract["required"]) <= set(body)
    assert set(body) <= set(contract["required"] + contract["other"])
    assert body["reference"] == str(message.reference)
    assert body[contract["required"][0]] == to.replace(" ", "")
    assert "https://plan.test/" in body["personalisation"]["body"]
    assert state_of(message) == (State.SENT, "taken by GOV.UK Notify")


def test_a_token_says_who_we_are_and_when_and_nothing_more():
    head, claims, _ = (unpacked(part) for part in token(KEY, 1_568_818_578.9).split("."))

    assert json.loads(head) == CONTRACT["token"]["header"]
    assert json.loads(claims) == {"iss": SERVICE, "iat": 1_568_818_578}
    assert problem_with_token(f"Bearer {token(KEY, 100)}", 100) is None


@pytest.mark.django_db
def test_many_messages_take_one_connection(write, notify_server):
    for number in range(3):
        write(to=f"lead{number}@x.example")

    send_waiting(NOW)

    assert len(notify_server.messages) == 3
    assert notify_server.connections == 1


@pytest.mark.django_db
def test_a_file_that_the_service_cannot_carry_is_named_in_the_message(write, notify_server):
    write(attachments=[Attachment("meeting.ics", b"BEGIN:VCALENDAR", "text/calendar")])

    send_waiting(NOW)

    body = notify_server.messages[0]["personalisation"]["body"]
    assert body.endswith("The file meeting.ics could not come with this message.\n")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "error", "state", "tried"),
    [
        (400, "ValidationError", State.FAILED, 2),
        (400, "BadRequestError", State.QUEUED, 2),
        (403, "AuthError", State.QUEUED, 1),
        (429, "RateLimitError", State.QUEUED, 1),
        (429, "TooManyRequestsError", State.QUEUED, 1),
        (500, "Exception", State.QUEUED, 1),
        (502, "<html>no such thing</html>", State.QUEUED, 1),
    ],
)
def test_each_refusal_is_told_by_its_type_and_never_by_its_words(
    status, error, state, tried, write, notify_server
):
    notify_server.instead = (status, error)
    messages = [write(), write()]

    send_waiting(NOW)

    first = state_of(messages[0])
    assert first == (state, f"{error if error.isalpha() else 'Error'} {status}")
    assert len(notify_server.requests) == tried, "what is wrong for all is asked once a turn"
    messages[1].refresh_from_db()
    assert messages[1].attempts == tried - 1

    notify_server.instead = None
    send_waiting(NOW + timedelta(minutes=30))
    assert len(notify_server.messages) == (0 if state == State.FAILED else 2)


@pytest.mark.django_db
def test_an_answer_that_is_not_the_services_own_is_no_answer(write, notify_server):
    notify_server.garbled = True
    message = write()

    send_waiting(NOW)

    assert state_of(message) == (State.QUEUED, "HTTPException")


@pytest.mark.django_db
def test_a_service_that_does_not_speak_encrypted_gets_nothing(write, notify_server, settings):
    way = replace(settings.WAYS["email"], ssl=True)
    settings.WAYS = {"email": way, "sms": Way()}
    message = write()

    send_waiting(NOW)

    assert state_of(message) == (State.QUEUED, "SSLError")
    assert notify_server.requests == []


@pytest.mark.parametrize("answer", [None, [], {}, {"errors": []}, {"errors": [{"error": "a b@c"}]}])
def test_a_refusal_without_a_type_is_told_by_its_number(answer):
    assert outcome_of(404, answer).result == "Error 404"


def test_a_key_that_is_none_signs_nothing():
    with pytest.raises(ValueError):
        token("half-a-key", 0)


@pytest.mark.django_db
def test_a_message_that_the_service_may_have_taken_is_looked_for_and_not_sent_twice(
    write, notify_server
):
    notify_server.cut_off = True
    message = write()
    send_waiting(NOW)
    assert state_of(message) == (State.QUEUED, "RemoteDisconnected")
    assert message.unsure

    notify_server.cut_off = False
    send_waiting(NOW + LEASE)

    assert state_of(message) == (State.SENT, "taken by GOV.UK Notify")
    assert len(notify_server.messages) == 1


@pytest.mark.django_db
def test_a_message_that_the_service_does_not_know_is_sent_after_a_doubtful_try(
    write, notify_server
):
    message = write()
    Message.objects.update(state=State.SENDING, claimed_at=NOW, claim="of a process that died")

    send_waiting(NOW + LEASE)

    assert state_of(message)[0] == State.SENT
    assert len(notify_server.messages) == 1


@pytest.mark.django_db
def test_a_message_that_came_back_is_told_to_administrators(write, notify_server):
    gone, full, fine = (write(to=f"lead{number}@x.example") for number in range(3))
    send_waiting(NOW)
    notify_server.messages[0]["status"] = "permanent-failure"
    notify_server.messages[1]["status"] = "temporary-failure"
    notify_server.messages[2]["status"] = "delivered"

    look_for_returned()

    assert state_of(gone) == (State.FAILED, "permanent-failure")
    assert state_of(full) == (State.FAILED, "temporary-failure")
    assert state_of(fine)[0] == State.SENT
    assert {"permanent-failure", "temporary-failure"} <= set(CONTRACT["list"]["failures"])


@pytest.mark.django_db
def test_nobody_is_asked_what_came_back_when_nothing_was_sent(notify_server, settings):
    notify_server.instead = (500, "Exception")

    look_for_returned()
    settings.WAYS = {"email": Way(), "sms": Way()}
    look_for_returned()
