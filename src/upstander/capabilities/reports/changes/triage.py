"""What the team decides of a report: crime or not, risk, what is kept of a subject, feedback."""

from datetime import date
from typing import Any

from django.db import transaction

from upstander.capabilities.reports.changes.drafts import code_of
from upstander.capabilities.reports.changes.moving import move
from upstander.capabilities.reports.models import Alleged, Kind, Report, Stage
from upstander.kernel.access.reading import opened_for_work
from upstander.kernel.audit.record import actor_name, record
from upstander.kernel.clock import now, today
from upstander.kernel.errors import Refused
from upstander.kernel.people.models import Organisation
from upstander.kernel.reference.deciding import rule_on
from upstander.kernel.subjects.changes import give_consent, write_message
from upstander.kernel.subjects.models import ChannelMessage, Consent
from upstander.kernel.subjects.passphrase import Passphrase, draw
from upstander.kernel.subjects.safe_contact import Way
from upstander.kernel.vault.erasure import GROUNDS, erase

DECIDED = ("kind", "risk", "kind_rule", "reason", "summary", "ward")
KEPT = ("kept_until", "decided_by", "why_kept")
ASKED = "asked by the team"  # the words: of the purpose, as the form of the team shows them
CLOSED = ("outcome", "reason")


class ReasonMissing(Refused):
    """A decision without its reason."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("Say in a sentence why. Whoever looks at this later has to understand it.")


class Meanwhile(Refused):
    """Somebody else was quicker with the same report."""

    def __init__(self, report: Report) -> None:
        """Say what to do."""
        who = f"{report.holder} looks after it. " if report.holder else ""
        super().__init__(
            f"Somebody else has worked on {report} since you opened this page. {who}"
            "Look at it again before you go on; nothing of yours was saved."
        )


def seen(report: Report) -> str:
    """Mark how a report stands, so that a form that was opened before a change is noticed."""
    stands = Report.objects.values_list("stage", "kind", "risk", "holder").get(pk=report.pk)
    return ".".join("" if each is None else str(each) for each in stands)


def _still(report: Report, stood: str) -> None:
    """Keep other writers out, and look whether it stands as it did; raises `Meanwhile`."""
    Report.objects.select_for_update().get(pk=report.pk)
    report.refresh_from_db(fields=["stage", "holder", "read_at"])
    if stood and stood != seen(report):
        raise Meanwhile(report)


@transaction.atomic
def take(report: Report, *, by: Any, stood: str = "") -> Report:
    """Note that a person reads it now, and who looks after it."""
    _still(report, stood)
    if not report.is_open:
        raise Refused(f"{report} is {report.get_stage_display().lower()}. Open it again first.")
    Report.objects.filter(pk=report.pk).update(holder=by, read_at=report.read_at or now())
    report.refresh_from_db(fields=["holder", "read_at"])
    record("reports.taken", report, by=by)
    return report


@transaction.atomic
def decide(
    report: Report,
    *,
    kind: str,
    risk: str,
    reason: str,
    summary: str,
    by: Any,
    stood: str = "",
    **more: Any,
) -> Report:
    """Decide what it is and how great the risk is, with the reason; the rule is that of today.

    `more` may hold `strands` and `ward`, where they were looked at. `stood` is how the report was
    seen to stand (`seen`): raises `Meanwhile` where somebody has changed that. The subject of what
    is not a crime is from then on kept for 14 days, unless decided otherwise.
    """
    if not reason.strip():
        raise ReasonMissing
    _still(report, stood)
    if not report.is_open:
        raise Refused(f"{report} is {report.get_stage_display().lower()}. Open it again first.")
    report.kind, report.risk, report.kind_rule = kind, risk, rule_on(today()).code
    report.reason, report.summary = reason, summary
    if "ward" in more:
        report.ward = more["ward"]
    report.save(update_fields=[*DECIDED])
    if "strands" in more:
        report.strands.set(more["strands"])
    Alleged.objects.filter(report=report).update(non_crime=kind == Kind.NON_CRIME)
    record("reports.decided", report, by=by, kind=kind, risk=risk, rule=report.kind_rule)
    if report.stage == Stage.RECEIVED:
        move(report, to=Stage.TRIAGED, by=by)
    return report


@transaction.atomic
def keep_subject(alleged: Alleged, *, until: date, reason: str, by: Any) -> Alleged:
    """Decide that the subject of what is not a crime is kept: why, and until when to look again.

    Only a real risk of significant harm or of future crime is reason enough (domain.md 7).
    """
    if not reason.strip():
        raise ReasonMissing
    if until <= today():
        raise Refused("Give a day in the future on which somebody looks again.")
    alleged.kept_until, alleged.decided_by, alleged.why_kept = until, actor_name(by), reason
    alleged.save(update_fields=[*KEPT])
    record("reports.subject_kept", alleged, by=by, until=until)
    return alleged


@transaction.atomic
def forget_subject(alleged: Alleged, *, by: Any) -> None:
    """Destroy who a subject is; the report and its count stay."""
    record("reports.subject_forgotten", alleged, by=by)
    erase(alleged, by=by, ground=GROUNDS.THRESHOLD)


@transaction.atomic
def answer(report: Report, *, text: str, by: Any) -> ChannelMessage:
    """Write to the person, who reads it with their words."""
    if not text.strip():
        raise Refused("Write something to the person.")
    return write_message(report.subject, text=text, by=by, about=report.about)


@transaction.atomic
def renew_words(report: Report, *, by: Any) -> Passphrase:
    """Give a report new words, which its person gets over their safe contact; the old ones end.

    Raises `Refused` where the person gave no way to be reached: then nobody could tell that it is
    they who ask, and the report stays theirs who hold its words.
    """
    ways = set(opened_for_work("contact", report.subject).contact_ways) - {Way.CHANNEL}
    if not ways:
        raise Refused(
            "This person gave no way to be reached, so nobody can tell that it is they who ask. "
            "They can tell us anew."
        )
    secret = draw()
    Report.objects.filter(pk=report.pk).update(code=code_of(secret), second_code="")
    record("reports.words_renewed", report, by=by)
    return secret


def note_agreement(
    report: Report, *, purpose: str, by: Any, recipient: Organisation | str = ""
) -> Consent:
    """Note what the person told the team that they agree to; they see it, and can take it back.

    `recipient` is the one body that they spoke of; unsaid, any of the kind.
    """
    if report.stage == Stage.WITHDRAWN:
        raise Refused(f"{report} was taken back: nothing of it can be shared.")
    return give_consent(
        report.subject,
        purpose=purpose,
        recipient=recipient,
        wording=ASKED,
        language=report.language,
        by=by,
    )


@transaction.atomic
def feed_back(report: Report, *, text: str, by: Any) -> Report:
    """Tell the person what was done, and note that they were told."""
    answer(report, text=text, by=by)
    return move(report, to=Stage.FED_BACK, by=by)


@transaction.atomic
def close(report: Report, *, outcome: str, reason: str, by: Any) -> Report:
    """Close it with what became of it; nobody is closed who was not told."""
    if not reason.strip():
        raise ReasonMissing
    if report.stage != Stage.FED_BACK and outcome != "no_contact":
        raise Refused("Tell the person what was done before you close it, or say why you cannot.")
    report.outcome, report.reason = outcome, reason
    report.save(update_fields=[*CLOSED])
    record("reports.closed", report, by=by, outcome=outcome)
    return move(report, to=Stage.CLOSED, by=by)
