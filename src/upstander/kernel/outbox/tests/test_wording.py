from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upstander.kernel.outbox.answers import in_words
from upstander.kernel.outbox.letters import Attachment, Letter, masked
from upstander.kernel.outbox.wording import LONGEST_SUBJECT, Undeclared, one_line, words_for
from upstander.kernel.registry import message_kind

SAYS = {"sent_from": "https://plan.test/"}


@pytest.fixture
def kind():
    return message_kind("outbox.test")


def test_a_message_ends_with_who_sent_it_why_and_how_to_stop_it(kind, settings):
    settings.BOROUGH, settings.CONTACT = "Wexbourne", "plan@wexbourne.test"

    assert words_for(kind, SAYS).text.endswith(
        "\nYou get this because somebody wanted to see whether messages reach you.\n"
        "Nothing more will follow.\n\n"
        "Sent by Upstander for the hate crime partnership in Wexbourne.\n"
        "Questions: plan@wexbourne.test\n"
    )


def test_words_are_plain_in_text_and_harmless_in_html(kind):
    words = words_for(kind, {"sent_from": "<b>O'Hara & Sons</b>"})

    assert "<b>O'Hara & Sons</b>" in words.text
    assert "&lt;b&gt;O&#x27;Hara &amp; Sons&lt;/b&gt;" in words.html


@pytest.mark.parametrize("context", [{}, {"link": "x"}, {**SAYS, "name": "Ines"}])
def test_a_message_is_given_exactly_what_its_kind_declares(kind, context):
    with pytest.raises(Undeclared):
        words_for(kind, context)


def test_a_template_that_asks_for_more_than_is_declared_does_not_leave(kind):
    careless = replace(kind, context={})

    with pytest.raises(Undeclared) as refused:
        words_for(careless, {})

    assert "sent_from" in str(refused.value)


def test_a_subject_names_what_it_may_and_stays_on_one_line(kind):
    dated = replace(kind, subject="{borough}: quarter {sent_from}", in_subject=("sent_from",))

    subject = words_for(dated, {"sent_from": "2\r\nBcc: all@x.example\u202e " + "é" * 200}).subject

    assert subject.startswith("Merton: quarter 2 Bcc: all@x.example éé")
    assert len(subject) == LONGEST_SUBJECT


def test_a_subject_cannot_name_what_is_not_said_to_be_open(kind):
    careless = replace(kind, subject="About {sent_from}")

    with pytest.raises(KeyError):
        words_for(careless, SAYS)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.text())
def test_no_text_whatever_begins_a_new_line_in_a_head(text):
    line = one_line(text)

    assert line.isprintable()
    assert len(line.splitlines()) <= 1
    assert line == line.strip()


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("ines.marlow@body.example", "i•••@body.example"),
        ("im@body.example", "•••@body.example"),
        ("é@x.example", "•••@x.example"),
    ],
)
def test_an_address_is_shown_so_that_one_can_tell_it_and_not_use_it(address, shown):
    assert masked("email", address) == shown
    assert masked("sms", "07700900123") == "•••123"


@pytest.mark.parametrize(
    ("result", "words"),
    [
        ("SMTPRecipientsRefused 550", "The address is not right"),
        ("SMTPRecipientsRefused 450", "The mailbox is full, or busy"),
        ("permanent-failure", "The address is not right"),
        ("ConnectionRefusedError", "Nobody answers at the other end"),
        ("gaierror", "Nobody answers at the other end"),
        ("SMTPServerDisconnected", "Nobody answers at the other end"),
        (
            "SSLCertVerificationError",
            "The server cannot prove who it is, so nothing was said to it",
        ),
        ("AuthError 403", "Our password or key is not taken"),
        ("Exception 500", "The service has a fault of its own"),
        ("taken by the mail server", "Taken by the mail server"),
        ("", ""),
    ],
)
def test_what_became_of_a_try_is_told_in_words(result, words):
    assert in_words(result) == words


def test_a_letter_gives_all_its_words_with_the_lines_of_a_calendar_whole():
    entry = Attachment("a.ics", b"LOCATION:Room o\r\n f Ada\r\n", "text/calendar; method=REQUEST")
    picture = Attachment("a.png", b"\x89PNG", "image/png")
    letter = Letter("r", "email", "a@b.example", "Subject", "Text", "<p>", (entry, picture))

    assert letter.texts == ["Subject", "Text", "<p>", "LOCATION:Room of Ada\r\n"]
