"""What reporters do with their seven words: write, narrow an agreement, withdraw, add files."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from upstander.capabilities.reports.changes.drafts import VISITOR, code_of
from upstander.capabilities.reports.changes.moving import move
from upstander.capabilities.reports.changes.receiving import COUNTED, WORDING
from upstander.capabilities.reports.models import Body, Report, Stage
from upstander.kernel.access.reading import note_read, open_for_work
from upstander.kernel.audit.record import record
from upstander.kernel.errors import Refused
from upstander.kernel.subjects.changes import (
    Withdrawal,
    agreed_now,
    mark_read,
    settle,
    write_message,
)
from upstander.kernel.subjects.models import ChannelMessage, Consent, Subject, channel_of
from upstander.kernel.subjects.passphrase import Passphrase
from upstander.kernel.vault.files.changes import Ready, keep
from upstander.kernel.vault.models import StoredFile, files_of

MOST_FILES = 20
# what the page of agreements asks, and what each answer means in the ledger
ASKED = ("police", "support", "landlord", "council", COUNTED)
WITHOUT = Body.POLICE_WITHOUT.value
ASKED_BY_TEAM = tuple(body.value for body in Body if body not in (*ASKED, WITHOUT))


class TooManyFiles(Refused):
    """A report has as many files as it can hold."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            _("A report can hold %(most)s files. Write to us, and we find a way for the others.")
            % {"most": MOST_FILES}
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
    answers = agreed_now(subject, (*ASKED, *ASKED_BY_TEAM, WITHOUT))
    narrower = answers.pop(WITHOUT)
    if answers["police"] == "yes":
        answers["police"] = "police"
    elif narrower == "yes":
        answers["police"] = WITHOUT
    if not Consent.objects.filter(subject=subject, purpose=COUNTED).exists():
        answers[COUNTED] = "yes"  # early reports were told so, and not asked
    return {name: answer for name, answer in answers.items() if name in ASKED or answer == "yes"}


@transaction.atomic
def change_agreements(
    report: Report, wanted: dict[str, str], language: str, *, by: Any = VISITOR
) -> list[Withdrawal]:
    """Let the ledger say what somebody wants now; give what each taking back did."""
    before = agreed(report.subject)
    changed = {
        name: answer
        for name, answer in wanted.items()
        if answer and name in before and answer != before[name]
    }
    if not changed:
        return []
    if "police" in changed:
        changed |= _police(report.subject, changed.pop("police"))
    done = settle(report.subject, changed, wording=WORDING, language=language, by=by)
    record("reports.agreement_changed", report, by=by, taken_back=len(done))
    return done


def _police(subject: Subject, after: str) -> dict[str, str]:
    """Say no to all that holds of the police by a yes of its own, and yes to what is wanted."""
    rows = Consent.objects.filter(subject=subject, recipient="")
    last = {row.purpose: row.step for row in rows.filter(purpose__in=["police", WITHOUT])}
    held = [name for name, step in last.items() if step == Consent.Step.GIVEN and name != after]
    return dict.fromkeys(held, "no") | ({} if after == "no" else {after: "yes"})


@transaction.atomic
def withdraw(report: Report, *, by: Any = VISITOR) -> list[Withdrawal]:
    """Take the report back: nothing more is done with it, and nothing more is shared.

    That it happened is still counted, until the person says no to that as well.
    """
    ended = [name for name in agreed(report.subject) if name != COUNTED]
    done = change_agreements(report, dict.fromkeys(ended, "no"), report.language, by=by)
    move(report, to=Stage.WITHDRAWN, by=by)
    return done


def add_evidence(report: Report, ready: Ready, *, by: Any = VISITOR) -> StoredFile:
    """Keep a picture, sound or document that was looked at; raises `TooManyFiles`."""
    if files_of(report).count() >= MOST_FILES:
        raise TooManyFiles
    return keep(report, ready, by=by)


@transaction.atomic
def text_of(report: Report) -> Any:
    """Open the report's text for its reporter, who has given the second word."""
    open_for_work("reports.follow", [report], by=VISITOR)
    note_read([report], about=report.subject, page="own text", by=VISITOR)
    return report
