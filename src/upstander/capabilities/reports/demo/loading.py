"""Tells a year of reports through the same changes as real ones. All of it is invented.

`reports.json` holds what people told, and how many days before the demonstration's day; each comes
back a few times over the year with another place and time, since hate does that too.
"""

import json
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from upstander.capabilities.reports.changes import handing, triage
from upstander.capabilities.reports.changes.following import write
from upstander.capabilities.reports.changes.receiving import Source, Told, receive
from upstander.capabilities.reports.engine.deciding import suggest_kind, suggest_risk
from upstander.capabilities.reports.engine.passphrase import draw
from upstander.capabilities.reports.models import Kind, Report
from upstander.capabilities.reports.reading import signs_of
from upstander.kernel import clock
from upstander.kernel.access.reading import open_for_work
from upstander.kernel.clock import today
from upstander.kernel.links import changes as links
from upstander.kernel.people.models import Organisation, User
from upstander.kernel.vault.retention.rules import load_rules

STORY = Path(__file__).parent / "reports.json"
BY = "system:demonstration"
# days before the demonstration's own day, on top of the account's; rules of retention begin in 2024
SPREAD = (0, 90, 170, 245)
STREETS = ("Tarn Street", "Weir Lane", "Mill Green", "Orchard Road", "Priory Walk", "Castle Hill")
THANKS = "Thank you for telling us. We have read all of it. {what}"


@transaction.atomic
def load() -> None:
    """Load the year, unless there are reports already."""
    worker = User.objects.filter(memberships__role="caseworker").first()
    if Report.objects.exists() or worker is None:
        return
    load_rules()
    accounts = json.loads(STORY.read_text(encoding="utf-8"))
    story = [
        (account["days"] + offset, turn, account)
        for account in accounts
        for turn, offset in enumerate(SPREAD[: account["times"]])
    ]
    for number, (days, turn, account) in enumerate(sorted(story, key=lambda each: -each[0])):
        _tell(number, days, turn, account, worker)


def _tell(number: int, days: int, turn: int, account: dict[str, Any], worker: Any) -> None:
    moment = _moment(days, hour=8 + number * 5 % 14)
    answers = dict(account["answers"])
    if answers.get("where"):
        answers["where"] = f"{STREETS[(number + turn) % len(STREETS)]}, {answers['where']}"
    with clock.set_to(moment):
        secret = draw()
        source = Source(language=account.get("language", "en"), by=BY)
        report = receive(Told(secret, answers), source)
    late = number % 9 == 4
    read = _moment(max(days - (4 if late else 1), 0), hour=10)
    if days > 2:
        with clock.set_to(read):
            _triage(report, account, worker)
    if days > 6:
        with clock.set_to(_moment(days - 5, hour=11)):
            _act(report, worker)
    if days > 20 and number % 5:
        with clock.set_to(_moment(days - 15, hour=15)):
            _end(report, account, worker)


def _triage(report: Report, account: dict[str, Any], worker: Any) -> None:
    open_for_work("reports.demonstration", [report], by=BY)
    kind = suggest_kind(report.forms)[0] or account.get("kind", Kind.NON_CRIME)
    risk, why = suggest_risk(signs_of(report))
    triage.take(report, by=worker)
    triage.decide(
        report,
        kind=kind,
        risk=risk,
        reason=f"By the account: {', '.join(why) or 'nothing points higher'}.",
        summary=account["summary"],
        by=worker,
    )


def _act(report: Report, worker: Any) -> None:
    triage.answer(report, text=THANKS.format(what="Is there anything we should know?"), by=worker)
    if report.pk % 3 == 0:
        write(report, "Thank you. I would rather be written to here than be called.")
    for body, sector in (("police", "police"), ("police_without_details", "police")):
        recipient = Organisation.objects.filter(sector=sector, active=True).first()
        if recipient is not None and handing.may_hand(report, body):
            handed = handing.hand_over(report, body=body, to=recipient, said=_as_written, by=worker)
            links.answer(handed, state="accepted", by=worker)
            return


def _as_written(name: str, value: Any) -> str:
    return str(value)


def _end(report: Report, account: dict[str, Any], worker: Any) -> None:
    triage.feed_back(report, text=account["done"], by=worker)
    triage.close(report, outcome=account["outcome"], reason="Fed back, and content.", by=worker)


def _moment(days: int, *, hour: int) -> datetime:
    day = today() - timedelta(days=days)
    return datetime.combine(day, time(hour, 12), timezone.get_current_timezone())
