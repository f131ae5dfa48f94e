"""The way through a mail server, encrypted and only to a server whose certificate is right."""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.conf import settings
from django.core.mail import get_connection

from upstander.kernel.outbox.letters import Letter
from upstander.kernel.outbox.transports.envelope import email_of
from upstander.kernel.outbox.transports.handing import (
    HandOver,
    Later,
    Never,
    NotHandedOver,
    Unreached,
)
from upstander.kernel.outbox.ways import Way

FOR_EVER = 500  # SMTP's answers from here on are meant to last (RFC 5321, 4.2.1)
# what these say of one message they would say of every other
OF_US_ALL = (
    smtplib.SMTPSenderRefused,
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
)


@contextmanager
def smtp(way: Way) -> Iterator[HandOver]:
    """Open one connection for a whole turn, when the first message needs it."""
    server = get_connection(
        settings.EMAIL_BACKEND,
        host=way.host,
        port=way.port,
        username=way.user,
        password=way.password,
        use_tls=way.starttls,
        use_ssl=way.ssl,
        timeout=way.timeout,
    )

    def hand_over(letter: Letter, *, unsure: bool) -> str:
        _reach(server)
        try:
            server.send_messages([email_of(letter, way.sender, way.reply_to)])
        except (OSError, smtplib.SMTPException) as error:
            raise outcome_of(error) from None  # its words may quote an address
        return "taken by the mail server"

    try:
        yield hand_over
    finally:
        with suppress(OSError, smtplib.SMTPException):
            server.close()


def _reach(server: Any) -> None:
    try:
        server.open()
    except (OSError, smtplib.SMTPException) as error:
        raise Unreached(_named(error)) from None


def outcome_of(error: Exception) -> NotHandedOver:
    """Tell whether trying again may help, and whether other messages are better off."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _by_code(max((code for code, _ in error.recipients.values()), default=0), error)
    if isinstance(error, smtplib.SMTPResponseException) and not isinstance(error, OF_US_ALL):
        return _by_code(error.smtp_code, error)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return Never(_named(error))
    return Unreached(_named(error), unsure=not isinstance(error, OF_US_ALL))


def _by_code(code: int, error: Exception) -> NotHandedOver:
    if code == 421:
        return Unreached(_named(error))
    return (Never if code >= FOR_EVER else Later)(f"{_named(error)} {code}")


def _named(error: Exception) -> str:
    return type(error).__name__
