import email
import re
import smtplib
from datetime import UTC, datetime, timedelta
from email.policy import default as policy
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.utils import timezone

import upstander
from tests import copies
from upstander.kernel.outbox.letters import Attachment, Letter
from upstander.kernel.outbox.models import State
from upstander.kernel.outbox.sending import send_waiting
from upstander.kernel.outbox.tests.mail_server import MailServer, running
from upstander.kernel.outbox.transports.handing import Later, Never, Unreached
from upstander.kernel.outbox.transports.smtp import outcome_of, smtp
from upstander.kernel.outbox.ways import SMTP, Way

NOW = timezone.now() + timedelta(hours=1)  # later than any test writes a message
# RFC 5545, 3.6.1, cut to what a client needs
INVITATION = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"
)


def read(server, place=0):
    return email.message_from_bytes(server.letters[place][1], policy=policy)


def state_of(message):
    message.refresh_from_db()
    return message.state, message.result


# ---- the server of the tests ---------------------------------------------------------------------


def test_the_mail_server_of_the_tests_answers_as_the_standard_says():
    """Asked with the standard library's client, alone: RFC 5321, 4.2 and 4.3."""
    with running(MailServer()) as server, smtplib.SMTP("127.0.0.1", server.port) as client:
        server.answers["gone@x.test"] = "550 no such mailbox"
        assert client.ehlo()[0] == 250
        assert client.mail("a@x.test")[0] == client.rcpt("b@x.test")[0] == 250
        assert client.data(b"Subject: x\r\n\r\n.dots\r\n")[0] == 250
        assert client.rcpt("gone@x.test")[0] == 550
    assert server.letters == [("b@x.test", b"Subject: x\r\n\r\n.dots\r\n")]


# ---- what arrives --------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_message_arrives_whole(write, mail_server):
    message = write(says="https://plan.test/é/1234")

    send_waiting(NOW)

    found = read(mail_server)
    assert found["To"] == "ines@body.example"
    assert found["From"] == "Plan <plan@x.test>"
    assert found["Subject"] == "A test message from Upstander"
    assert found["Message-ID"] == f"<{message.reference}@x.test>"
    assert found["Auto-Submitted"] == "auto-generated"
    assert "https://plan.test/é/1234" in found.get_body(("plain",)).get_content()
    assert found.get_body(("html",)).get_content_type() == "text/html"
    assert state_of(message) == (State.SENT, "taken by the mail server")


@pytest.mark.django_db
def test_many_messages_take_one_connection(write, mail_server):
    for number in range(5):
        write(to=f"lead{number}@x.example")

    send_waiting(NOW)

    assert len(mail_server.letters) == 5
    assert sum(line.startswith("ehlo") for line in mail_server.commands) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "travels"),
    [("ines@bücher.example", "ines@xn--bcher-kva.example"), ("o'hara+plan@x.example",) * 2],
)
def test_an_address_of_another_script_travels_as_mail_servers_know_it(
    address, travels, write, mail_server
):
    write(to=address)

    send_waiting(NOW)

    assert [to for to, _ in mail_server.letters] == [travels]


@pytest.mark.django_db
def test_an_entry_for_the_calendar_arrives_as_one(write, mail_server):
    entry = Attachment("meeting.ics", INVITATION, "text/calendar; method=REQUEST; charset=utf-8")

    write(attachments=[entry])
    send_waiting(NOW)

    (part,) = read(mail_server).iter_attachments()
    assert part.get_content_type() == "text/calendar"
    assert part["Content-Type"].params == {"method": "REQUEST", "charset": "utf-8"}
    assert part.get_filename() == "meeting.ics"
    assert part.get_payload(decode=True) == INVITATION


# ---- what is refused -----------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answer", "state", "result"),
    [
        ("550 no such mailbox: ines@x", State.FAILED, "SMTPRecipientsRefused 550"),
        ("450 come back later", State.QUEUED, "SMTPRecipientsRefused 450"),
    ],
)
def test_a_refused_address_is_told_at_once_and_a_busy_one_is_tried_again(
    answer, state, result, write, mail_server
):
    mail_server.answers["ines@body.example"] = answer
    refused, other = write(), write(to="kim@body.example")

    send_waiting(NOW)

    assert state_of(refused) == (state, result)
    assert state_of(other)[0] == State.SENT
    assert refused.letter, "its words stay, so that it can be sent again to the right address"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "answers",
    [
        {"EHLO": "421 closing", "HELO": "421 closing"},
        {"MAIL": "530 sign in first"},
        {"RCPT": "421 closing"},
    ],
)
def test_a_server_that_will_have_nothing_from_us_is_asked_once_a_turn(answers, write, mail_server):
    mail_server.answers |= answers
    first, second = write(), write()

    turn = send_waiting(NOW)

    assert (turn.put_back, turn.out_of_reach) == (1, {"email"})
    assert state_of(first)[0] == state_of(second)[0] == State.QUEUED
    assert second.attempts == 0
    assert first.result.startswith("SMTP")


@pytest.mark.django_db
def test_a_letter_that_is_refused_for_what_it_says_is_told(write, mail_server):
    mail_server.answers["DATA"] = "554 this looks like spam"
    message = write()

    send_waiting(NOW)

    assert state_of(message) == (State.FAILED, "SMTPDataError 554")


@pytest.mark.django_db
def test_a_server_that_says_nothing_holds_nobody_up(write, mail_server, settings):
    mail_server.silent = True
    way = Way(SMTP, host="127.0.0.1", port=mail_server.port, timeout=0.2)
    settings.WAYS = {"email": way, "sms": Way()}
    message = write()

    send_waiting(NOW)

    assert state_of(message) == (State.QUEUED, "SMTPServerDisconnected")


# ---- encryption ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate that nobody has vouched for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    day = datetime.now(UTC) - timedelta(days=1)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(day)
        .not_valid_after(day + timedelta(days=9))
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("certificate") / "self-made.pem"
    plain = serialization.NoEncryption()
    pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    path.write_bytes(key.private_bytes(pem, pkcs8, plain) + made.public_bytes(pem))
    return path


@pytest.mark.parametrize(
    ("error", "kind", "result"),
    [
        (smtplib.SMTPDataError(421, b"closing"), Unreached, "SMTPDataError"),
        (smtplib.SMTPDataError(451, b"a@x.test: later"), Later, "SMTPDataError 451"),
        (smtplib.SMTPNotSupportedError("SMTPUTF8"), Never, "SMTPNotSupportedError"),
        (smtplib.SMTPAuthenticationError(535, b"no"), Unreached, "SMTPAuthenticationError"),
        (BrokenPipeError(), Unreached, "BrokenPipeError"),
    ],
)
def test_each_answer_says_whether_trying_again_may_help(error, kind, result):
    outcome = outcome_of(error)

    assert (type(outcome), outcome.result) == (kind, result)
    assert outcome.unsure is (result == "BrokenPipeError")


LETTER = Letter("3f1b", "email", "a@x.test", "Subject", "Text")


@pytest.mark.parametrize("certified", [True, False])
def test_a_server_that_is_not_who_it_says_gets_neither_password_nor_letter(
    certified, certificate, settings
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with running(MailServer(certificate if certified else None)) as server:
        way = Way(
            SMTP,
            host="127.0.0.1",
            port=server.port,
            user="plan",
            password="violet-trombone",
            starttls=True,
            timeout=2,
        )
        with smtp(way) as hand_over, pytest.raises(Unreached) as refused:
            hand_over(LETTER, unsure=False)

    told = refused.value.result
    assert told == ("SSLCertVerificationError" if certified else "SMTPNotSupportedError")
    assert server.letters == []
    assert not [line for line in server.commands if line.upper().startswith(("AUTH", "MAIL"))]


def test_secrets_of_a_way_do_not_show():
    way = Way(SMTP, user="plan", password="violet-trombone", key="whole-key")

    assert "violet" not in repr(way)
    assert "whole-key" not in repr(way)


def test_nothing_else_in_the_product_sends_by_itself():
    sending = re.compile(r"^\s*(from|import) (django\.core\.mail|smtplib)", re.MULTILINE)
    files = copies.sources(Path(upstander.__path__[0]))

    senders = {path.name for path in files if sending.search(path.read_text(encoding="utf-8"))}

    assert senders == {"smtp.py", "envelope.py"}
