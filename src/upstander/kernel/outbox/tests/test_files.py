import email
import stat
from datetime import timedelta
from email.policy import default as policy

import pytest
from django.core.management import call_command
from django.utils import timezone

from upstander.kernel.errors import Refused
from upstander.kernel.outbox.models import Message, State
from upstander.kernel.outbox.sending import send_waiting
from upstander.kernel.outbox.transports import opened_way
from upstander.kernel.outbox.transports.files import path_of
from upstander.kernel.outbox.ways import NOTIFY, SMTP, Way

pytestmark = pytest.mark.django_db
NOW = timezone.now() + timedelta(hours=1)  # later than any test writes a message


@pytest.fixture
def into_files(settings, tmp_path):
    settings.HOME = tmp_path
    settings.WAYS = {"email": Way("files", sender="Plan <plan@x.test>"), "sms": Way("files")}
    return tmp_path / "outbox"


def test_a_message_becomes_a_file_that_its_owner_alone_can_read(write, into_files):
    message = write(says="https://plan.test/é")

    send_waiting(NOW)

    path = path_of(str(message.reference))
    found = email.message_from_bytes(path.read_bytes(), policy=policy)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(into_files.stat().st_mode) == 0o700
    assert found["To"] == "ines@body.example"
    assert "https://plan.test/é" in found.get_body(("plain",)).get_content()
    assert list(into_files.iterdir()) == [path]


def test_a_text_message_becomes_a_file_as_well(write, into_files):
    message = write(to="07700 900123", kind="outbox.test_text", says="é")

    send_waiting(NOW)

    path = path_of(str(message.reference))
    found = email.message_from_bytes(path.read_bytes(), policy=policy)
    assert (found["To"], found["Subject"]) == ("07700900123", "Text message")
    assert "Messages from é reach you." in found.get_content()


def test_a_message_can_be_printed(write, settings, capsys):
    settings.WAYS = {"email": Way("console"), "sms": Way("console")}
    write()

    send_waiting(NOW)

    assert "To: ines@body.example" in capsys.readouterr().out
    assert Message.objects.get().result == "printed"


@pytest.mark.parametrize("transport", [SMTP, NOTIFY])
def test_a_demonstration_opens_no_way_to_anybody(transport, settings, mail_server, write):
    settings.DEMO = True

    with pytest.raises(Refused):
        opened_way(Way(transport, host="127.0.0.1", port=mail_server.port))
    write()
    with pytest.raises(Refused):
        send_waiting(NOW)

    assert mail_server.commands == []


# ---- the command ---------------------------------------------------------------------------------


def test_the_command_sends_one_message_and_says_how_it_went(mail_server, write, capsys):
    waiting = write()

    call_command("outbox_test", to="ada@x.example")

    assert capsys.readouterr().out == "The test message was taken by the mail server.\n"
    assert [to for to, _ in mail_server.letters] == ["ada@x.example"]
    waiting.refresh_from_db()
    assert waiting.state == State.QUEUED


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            "550 no",
            "The address is not right (SMTPRecipientsRefused 550). Look at UPSTANDER_MAIL.\n",
        ),
        ("450 no", "Look at UPSTANDER_MAIL. It is tried again in the background.\n"),
    ],
)
def test_the_command_says_what_went_wrong(answer, said, mail_server, capsys):
    mail_server.answers["ada@x.example"] = answer

    with pytest.raises(SystemExit) as left:
        call_command("outbox_test", to="ada@x.example")

    assert left.value.code == 1
    assert capsys.readouterr().out.endswith(said)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ({"to": "07700900123", "sms": True}, "UPSTANDER_SMS"),
        ({"to": "nobody"}, "--to"),
    ],
)
def test_the_command_says_what_is_missing(words, named, mail_server):
    with pytest.raises(Refused) as refused:
        call_command("outbox_test", **words)

    assert named in refused.value.message
    assert not Message.objects.exists()


def test_the_command_sends_a_text_message(notify_server, capsys):
    call_command("outbox_test", to="07700 900123", sms=True)

    assert "taken by GOV.UK Notify" in capsys.readouterr().out
    assert notify_server.messages[0]["phone_number"] == "07700900123"
