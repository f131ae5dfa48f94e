"""The messages of the demonstration as their recipients would see them.

Only a demonstration has these addresses: there every message is a file of this installation, and
whoever it is written to is invented. A visitor follows a lead's link from here with one click.
"""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as policy
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from upstander.kernel.access.door import page
from upstander.kernel.outbox.models import Message, State
from upstander.kernel.outbox.transports.files import path_of

MOST = 100


@dataclass(frozen=True)
class Shown:
    """One message, read back from its file."""

    row: Message
    mail: EmailMessage

    @property
    def moment(self) -> datetime:
        """Tell when it was written, on the demonstration's clock."""
        return self.row.queued_at

    @property
    def text(self) -> str:
        """Give its words."""
        body = self.mail.get_body(("plain",))
        return str(body.get_content()) if body is not None else ""

    @property
    def files(self) -> list[str]:
        """Name the files that came with it."""
        return [part.get_filename() or "file" for part in self.mail.iter_attachments()]


@require_safe
@page("outbox.open")
def index(request: HttpRequest) -> HttpResponse:
    """List the latest messages, each with the way to open it."""
    rows = Message.objects.open_to(request.user)[:MOST]
    shown = [found for row in rows if (found := read(row))]
    waiting = Message.objects.filter(state=State.QUEUED).count()
    return render(request, "site/messages.html", {"shown": shown, "waiting": waiting, "most": MOST})


@require_safe
@page("outbox.open")
def show(request: HttpRequest, reference: UUID) -> HttpResponse:
    """Show one message."""
    return render(request, "site/message.html", {"message": find(request, reference)})


@require_safe
@page("outbox.open")
def file(request: HttpRequest, reference: UUID, number: int) -> HttpResponse:
    """Give one file of a message, to be saved and not shown."""
    parts = list(find(request, reference).mail.iter_attachments())
    if number >= len(parts):
        raise Http404
    content = parts[number].get_payload(decode=True)
    response = HttpResponse(content, content_type="application/octet-stream")
    name = parts[number].get_filename() or "file"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def find(request: HttpRequest, reference: UUID) -> Shown:
    """Give a message that the visitor may open; not there for everybody else."""
    row = get_object_or_404(Message.objects.open_to(request.user), reference=reference)
    shown = read(row)
    if shown is None:
        raise Http404
    return shown


def read(row: Message) -> Shown | None:
    """Read a message back from its file, if that is still there."""
    path = path_of(str(row.reference))
    if not path.exists():
        return None
    mail = message_from_bytes(path.read_bytes(), policy=policy)
    return Shown(row, mail) if isinstance(mail, EmailMessage) else None
