"""A letter as an email: head, text, the same as HTML where there is any, and its files."""

from email import encoders
from email.mime.base import MIMEBase

from django.core.mail import EmailMultiAlternatives

from upstander.kernel.outbox.letters import Attachment, Letter


def email_of(letter: Letter, sender: str, reply_to: str = "") -> EmailMultiAlternatives:
    """Make the email. Its id is made from the reference, so that copies of it are known as such."""
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        from_email=sender,
        to=[letter.to],
        reply_to=[reply_to] if reply_to else None,
        headers={
            "Message-ID": f"<{letter.reference}@{_domain(sender)}>",
            "Auto-Submitted": "auto-generated",  # RFC 3834: no holiday notice answers it
        },
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    for attachment in letter.attachments:
        message.attach(_part(attachment))
    return message


def _domain(sender: str) -> str:
    return sender.rpartition("@")[2].strip("> ") or "localhost"


def _part(attachment: Attachment) -> MIMEBase:
    kind, *options = [part.strip() for part in attachment.type.split(";")]
    main, _, sub = kind.partition("/")
    part = MIMEBase(main, sub)
    for option in options:
        name, _, value = option.partition("=")
        part.set_param(name, value)
    part.set_payload(attachment.content)
    encoders.encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename=attachment.name)
    return part
