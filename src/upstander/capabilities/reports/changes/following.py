"""What reporters do with their seven words: write, narrow an agreement, withdraw, add files."""

from typing import Any

from django.db import transaction

from upstander.capabilities.reports.changes.drafts import VISITOR, code_of
from upstander.capabilities.reports.changes.moving import move
from upstander.capabilities.reports.changes.receiving import COUNTED, WORDING
from upstander.capabilities.reports.engine.passphrase import Passphrase
from upstander.capabilities.reports.guarding import PURPOSES
from upstander.capabilities.reports.models import Report, Stage
from upstander.capabilities.reports.reading import AT
from upstander.kernel.access.reading import note_read, open_for_work
from upstander.kernel.audit.record import record
from upstander.kernel.errors import Refused
from upstander.kernel.subjects.changes import (
    Withdrawal,
    give_consent,
    mark_read,
    withdraw_consent,
    write_message,
)
from upstander.kernel.subjects.models import ChannelMessage, Consent, Subject, channel_of
from upstander.kernel.subjects.sharing import may_share
from upstander.kernel.vault.files.changes import add_file
from upstander.kernel.vault.files.upload import SealedUpload
from upstander.kernel.vault.models import StoredFile, files_of

MOST_FILES = 20
# what the page of agreements asks, and what each answer means in the ledger
ASKED = ("police", "support", "landlord", "council", COUNTED)
ASKED_BY_TEAM = tuple(purpose.code for purpose in PURPOSES)
WITHOUT = "police_without_details"


class TooManyFiles(Refused):
    """A report has as many files as it can hold."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            f"A report can hold {MOST_FILES} files. Write to us, and we find a way for the others."
        )


def find_report(secret: Passphrase) -> Report | None:
    """Find the report that these words open; None where there is none, or it was erased."""
    return Report.objects.filter(code=code_of(secret), vault_erased_at=None).first()


def messages_of(report: Report) -> list[ChannelMessage]:
    """Give the messages about a report, opened for its reporter; they count as read now."""
    messages = list(channel_of(report.subject, report.about))
    open_for_work("reports.follow", messages, by=VISITOR)
    mark_read([each for each in messages if not each.from_person], by=VISITOR)
    return messages


def write(report: Report, text: str) -> ChannelMessage:
    """Write to the team."""
    return write_message(
        report.subject, text=text, by=VISITOR, from_person=True, about=report.about
    )


def agreed(subject: Subject) -> dict[str, str]:
    """Say what somebody agrees to now, as the page of agreements asks it.

    What only the team asks, and which body by name, stands there once they have agreed to it.
    """
    answers = {name: "yes" if may_share(subject, name) else "no" for name in ASKED}
    if answers["police"] == "yes":
        answers["police"] = "police"
    elif may_share(subject, WITHOUT):
        answers["police"] = WITHOUT
    if not Consent.objects.filter(subject=subject, purpose=COUNTED).exists():
        answers[COUNTED] = "yes"  # told before it could be taken back
    answers |= {name: "yes" for name in ASKED_BY_TEAM if may_share(subject, name)}
    return answers | {name: "yes" for name in _by_name(subject)}


def _by_name(subject: Subject) -> list[str]:
    """List what somebody agreed to of one body alone: purpose and body, parted by `AT`."""
    rows = Consent.objects.filter(subject=subject, step=Consent.Step.GIVEN).exclude(recipient="")
    pairs = dict.fromkeys(rows.values_list("purpose", "recipient"))
    return [
        f"{purpose}{AT}{recipient}"
        for purpose, recipient in pairs
        if may_share(subject, purpose, recipient).ground == "consent"
        and not may_share(subject, purpose)
    ]


@transaction.atomic
def change_agreements(
    report: Report, wanted: dict[str, str], language: str, *, by: Any = VISITOR
) -> list[Withdrawal]:
    """Let the ledger say what somebody wants now; give what each taking back did."""
    subject, before = report.subject, agreed(report.subject)
    done: list[Withdrawal] = []
    changed = [name for name in before if (wanted.get(name) or before[name]) != before[name]]
    for name in changed:
        done += _change(subject, name, before[name], wanted[name], language, by)
    if changed:
        record("reports.agreement_changed", report, by=by, taken_back=len(done))
    return done


def _change(
    subject: Subject, name: str, before: str, after: str, language: str, by: Any
) -> list[Withdrawal]:
    purpose, _, recipient = name.partition(AT)
    done = []
    # who narrows what the police may know says no to the wider one, and yes to the narrower
    for each in sorted({before, purpose} if purpose == "police" else {purpose}):
        if each != "no" and (may_share(subject, each, recipient) or _told_alone(purpose, after)):
            done.append(withdraw_consent(subject, purpose=each, recipient=recipient, by=by))
    if after != "no":
        wanted = after if purpose == "police" else purpose
        give_consent(
            subject, purpose=wanted, recipient=recipient, wording=WORDING, language=language, by=by
        )
    return done


def _told_alone(purpose: str, after: str) -> bool:
    """Tell whether somebody takes back what early reports were told of, and not asked."""
    return purpose == COUNTED and after == "no"


@transaction.atomic
def withdraw(report: Report, *, by: Any = VISITOR) -> list[Withdrawal]:
    """Take the report back: nothing more is done with it, and nothing more is shared.

    That it happened is still counted, until the person says no to that as well.
    """
    ended = [name for name in agreed(report.subject) if name != COUNTED]
    done = change_agreements(report, dict.fromkeys(ended, "no"), report.language, by=by)
    move(report, to=Stage.WITHDRAWN, by=by)
    return done


def add_evidence(report: Report, upload: SealedUpload) -> StoredFile:
    """Keep a picture, film, sound or document; raises `NotStored` or `TooManyFiles`."""
    if files_of(report).count() >= MOST_FILES:
        raise TooManyFiles
    return add_file(report, upload, by=VISITOR)


@transaction.atomic
def text_of(report: Report) -> Any:
    """Open the report's text for its reporter, who has given the second word."""
    open_for_work("reports.follow", [report], by=VISITOR)
    note_read([report], about=report.subject, page="own text", by=VISITOR)
    return report
