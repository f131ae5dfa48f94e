"""Taking a report in: who, what they agreed to, what happened, who did it; once and whole."""

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from upstander.capabilities.reports.changes.drafts import VISITOR, code_of
from upstander.capabilities.reports.changes.team import team_now
from upstander.capabilities.reports.engine import repeats
from upstander.capabilities.reports.engine.danger import danger_in
from upstander.capabilities.reports.engine.sentences import lines
from upstander.capabilities.reports.models import Alleged, Move, Report, Stage
from upstander.kernel.audit.record import actor_name, record, written_together
from upstander.kernel.clock import now, today
from upstander.kernel.geography.placing import ward_of
from upstander.kernel.reference.bank_holidays import is_bank_holiday
from upstander.kernel.reference.models import Strand
from upstander.kernel.reference.working_days import answer_by
from upstander.kernel.rows import Prepared, insert, insert_each, on_disk
from upstander.kernel.subjects.changes import (
    Resting,
    add_ready,
    give_ready,
    new_subject,
    ready_consents,
)
from upstander.kernel.subjects.passphrase import Passphrase
from upstander.kernel.vault.models import draw
from upstander.kernel.vault.sealing import fingerprint

COUNTED = "statistics"
WORDING = "2026-11b"  # of the page of consent; change it whenever a word there changes
READ_FOR_DANGER = ("story", "why", "said", "saw", "shows", "looks", "where", "when", "told_whom")
DETAILS = (
    *("now", "when", "hour", "series", "told_whom", "place_type", "where", "transport", "route"),
    *("stop", "platform", "link", "handle", "injured", "injury", "weapon", "damaged", "worth"),
    *("known", "relation", "number", "saw", "shows", "impact", "wants", "feedback", "tenant_of"),
    *("needs", "interpreter", "aware"),
)
ABOUT = ("gender", "ethnicity", "belief", "disability", "orientation", "trans")
REPORTER = ("reporter_name", "reporter_body", "reporter_reach", "relation_to")
BANDS: dict[str, tuple[str, bool | None]] = {  # of the page, as the person's record has them
    "": ("", None),
    "unsaid": ("", None),
    "under_13": ("", True),
    "13_17": ("10_17", True),
}
STRANDS = Prepared(
    lambda day: Strand.objects.on(day).order_by().values_list("pk", "code"), models.DateField()
)


@dataclass(frozen=True)
class Source:
    """By which way a report comes: channel, the body that sends it, the place it came through."""

    channel: str = Report.Channel.PUBLIC
    organisation: Any = None
    place: str = ""
    language: str = "en"
    by: Any = VISITOR


@dataclass(frozen=True)
class Told:
    """A report as it arrives: its words, the answers, and a second word for its text.

    `danger` says whether words of danger were found while it was written; None asks for that now.
    """

    secret: Passphrase = field(repr=False)
    answers: Mapping[str, Any] = field(repr=False)
    second_word: str = field(default="", repr=False)
    danger: bool | None = None


def receive(
    told: Told, source: Source = Source(), along: Callable[[], object] | None = None
) -> Report:
    """Take a report in. The same words a second time give the report that is there already.

    `along` has to happen with it or not at all. All that can be ready before the transaction is:
    others who write wait for it (kernel/lane).
    """
    ready = _Ready(told, source)
    try:
        with transaction.atomic():
            if along:
                along()  # first: whoever destroys a draft takes it before the trail, too
            ready.store()
    except IntegrityError:  # two clicks at once: the second waits, and then its code is taken
        known = on_disk(Report.objects.filter(code=ready.report.code).first)
        if known is None:
            raise
        return known
    return ready.report


class _Ready:
    """A report as it will be stored, with all that belongs to it."""

    def __init__(self, told: Told, source: Source) -> None:
        answers, by = told.answers, source.by
        self.by, self.known = by, _known(answers)
        self.report, self.subject = _report(told, source), new_subject(**self.known)
        self.alleged, self.strands = _alleged(answers), _strands(answers)
        self.moved = Move(to_stage=Stage.RECEIVED, by_name=actor_name(by))
        self.agreed = ready_consents(
            _agreed(answers), wording=WORDING, language=source.language, by=by
        )

    def store(self) -> None:
        """Write all of it, inside a transaction."""
        report, subject, by = self.report, self.subject, self.by
        draw(subject, report, *self.alleged)
        with written_together():
            add_ready(subject, by=by, resting=Resting(report, "report_no_case"), known=self.known)
            report.subject = subject
            report.save()
            for each in self.alleged:
                each.report = report
                each.save()
            insert_each(Report.strands.through(report=report), "strand_id", self.strands)
            self.moved.report = report
            insert(self.moved)
            record("reports.received", report, by=by, channel=report.channel, danger=report.danger)
            give_ready(subject, self.agreed, by=by)


def _known(answers: Mapping[str, Any]) -> dict[str, Any]:
    age, child = _age(answers)
    known: dict[str, Any] = {"age_band": age, "is_child": child, **_reached(answers)}
    known["language"] = answers.get("spoken") or ""
    return {name: value for name, value in known.items() if value not in ("", [], None)}


def _age(answers: Mapping[str, Any]) -> tuple[str, bool | None]:
    """Give the band of age, and whether it is that of a child; None where nobody said."""
    band = answers.get("age") or ""
    return BANDS.get(band, (band, False))


def _reached(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Give names, addresses and the rule of safe contact, as the person's record holds them."""
    if answers.get("reach") != "yes":
        return {"contact_ways": ["channel"]}
    phone, email = answers.get("phone"), answers.get("email")
    return {
        "given_names": answers.get("given_names", ""),
        "family_name": answers.get("family_name", ""),
        "phones": [phone] if phone else [],
        "emails": [email] if email else [],
        "addresses": [answers["address"]] if answers.get("address") else [],
        "postcode": answers.get("home_postcode", ""),
        "contact_ways": list(answers.get("ways") or ["channel"]),
        "contact_days": list(answers.get("days") or []),
        "contact_from": answers.get("hour_from", ""),
        "contact_until": answers.get("hour_until", ""),
        "must_not_know": answers.get("must_not_know", ""),
        "safe_words": answers.get("safe_words", ""),
        "may_leave_message": answers.get("leave_message", ""),
    }


def _report(told: Told, source: Source) -> Report:
    answers, moment = told.answers, timezone.localtime(now())
    code = code_of(told.secret)
    return Report(
        code=code,
        second_code=second_code(told.second_word, code) if told.second_word else "",
        role=answers["role"],
        channel=source.channel,
        organisation=source.organisation,
        team_id=team_now(),
        place=source.place,
        language=source.language,
        received_at=moment,
        answer_by=due(moment),
        danger=in_danger(answers) if told.danger is None else told.danger,
        under_18=_age(answers)[1],
        repeat=answers.get("series") in ("some", "often"),
        place_type=answers.get("place_type") or "",
        ward=ward_of(str(answers.get("where") or "")),
        person_code=_code("person", repeats.phone_of(answers)),
        email_code=_code("email", repeats.email_of(answers)),
        place_code=_code("place", repeats.place_of(answers)),
        story=answers.get("story") or "",
        said=answers.get("said") or "",
        why=answers.get("why") or "",
        forms=list(answers.get("forms") or []),
        parts=list(answers.get("parts") or []),
        details=lines(answers, DETAILS),
        about_person=lines(answers, ABOUT),
        reporter=lines(answers, REPORTER),
    )


def due(moment: datetime) -> datetime:
    """Say by when somebody reads it."""
    return answer_by(moment, is_bank_holiday)


def in_danger(answers: Mapping[str, Any]) -> bool:
    """Tell whether words of danger stand in the answers, or the person said so."""
    said = [str(answers.get(name) or "") for name in READ_FOR_DANGER]
    signs = answers.get("now") == "yes" or "self_harm" in (answers.get("needs") or ())
    return signs or any(danger_in(text).danger for text in said if text)


def second_code(word: str, code: str) -> str:
    """Give the code of the second word, which opens the text of one report."""
    return fingerprint(" ".join(word.casefold().split()).encode(), f"reports.second {code}")


def second_fits(report: Report, word: str) -> bool:
    """Tell whether it is the word that the reporter chose."""
    return bool(report.second_code) and hmac.compare_digest(
        report.second_code, second_code(word, report.code)
    )


def _code(what: str, value: str) -> str:
    """Give a code that is the same for the same value, to see that it comes again."""
    return fingerprint(value.encode(), f"reports.{what}") if value else ""


def _strands(answers: Mapping[str, Any]) -> list[int]:
    wanted = set(answers.get("strands") or ()) - {"unsure"}
    known = STRANDS.rows(today()) if wanted else ()
    return [pk for pk, code in known if code in wanted]


def _alleged(answers: Mapping[str, Any]) -> list[Alleged]:
    """Give who is said to have done it; nobody where nothing was said of them."""
    told = {
        "name": answers.get("alleged_name") or "",
        "address": answers.get("alleged_address") or "",
        "looks": answers.get("looks") or "",
        "vehicle": answers.get("vehicle") or "",
    }
    return [Alleged(reported_on=today(), **told)] if any(told.values()) else []


def _agreed(answers: Mapping[str, Any]) -> list[str]:
    """Name what they said yes to; a no needs no row, since nothing goes anywhere without one.

    That it is counted stands on the page before anybody writes; who sends it has agreed to that,
    and can take it back like everything else.
    """
    agreed = [answers["police"]] if answers.get("police") not in (None, "", "no") else []
    agreed += [name for name in ("support", "landlord", "council") if answers.get(name) == "yes"]
    return [*agreed, COUNTED]
