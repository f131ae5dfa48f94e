"""Tells a year of reports through the same changes as real ones. All of it is invented.

`reports.json` holds what people told, how many days before the demonstration's day, by which way,
to whom it went and what came of it. Nobody in it is real, and nothing in it happened.
"""

import json
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from upstander.capabilities.reports.changes import following, handing, triage
from upstander.capabilities.reports.changes.moving import move
from upstander.capabilities.reports.changes.receiving import Source, Told, receive
from upstander.capabilities.reports.models import Body, Kind, Report, Stage
from upstander.capabilities.reports.reading import signs_of
from upstander.kernel import clock
from upstander.kernel.access.reading import open_for_work
from upstander.kernel.clock import today
from upstander.kernel.links import changes as links
from upstander.kernel.people.models import Organisation, User
from upstander.kernel.places.models import kinds_of_place
from upstander.kernel.reference.deciding import suggest_kind, suggest_risk
from upstander.kernel.reference.support_bodies import named_services
from upstander.kernel.subjects.passphrase import draw
from upstander.kernel.vault.retention.rules import load_rules

STORY = Path(__file__).parent / "reports.json"
BY = "system:demonstration"
ASKED_APART = frozenset({Body.SAFEGUARDING_CHILD, Body.SAFEGUARDING_ADULT})
THANKS = "Thank you for telling us. We have read all of it. Is there anything we should know?"
CONTENT = "Thank you. I would rather be written to here than be called."
Account = dict[str, Any]


@transaction.atomic
def load() -> None:
    """Load the year, unless there are reports already."""
    worker = User.objects.filter(memberships__role="caseworker").first()
    if Report.objects.exists() or worker is None:
        return
    load_rules()
    accounts = json.loads(STORY.read_text(encoding="utf-8"))
    for number, account in enumerate(sorted(accounts, key=lambda each: -each["days"])):
        _tell(number, account, worker)


def _tell(number: int, account: Account, worker: Any) -> None:
    days = account["days"]
    with clock.set_to(_moment(days, hour=8 + number * 5 % 13)):
        told = Told(draw(), account["answers"], danger=account.get("danger", False))
        report = receive(told, _source(account))
    late = number % 11 == 4
    if days > 2:
        with clock.set_to(_moment(max(days - (5 if late else 1), 0), hour=10)):
            _triage(report, account, worker)
    if account.get("end"):
        with clock.set_to(_moment(days - 2, hour=12)):
            _leave(report, account["end"], worker)
    elif days > 6:
        with clock.set_to(_moment(days - 6, hour=11)):
            _act(report, number, account, worker)
        _go_on(report, number, account, worker)


def _source(account: Account) -> Source:
    """Say by which way it came: the form, a poster of a place, a centre, or a partner."""
    language, way = account.get("language", "en"), account.get("through", "")
    if way == "poster":
        places = [place for model in kinds_of_place() for place in model._base_manager.all()]
        key = str(places[account["place"] % len(places)].public_id) if places else ""
        return Source(place=key, language=language, by=BY)
    role = {"centre": "centre_worker", "partner": "landlord_officer"}.get(way, "")
    sender = User.objects.filter(memberships__role=role).order_by("pk").first()
    if sender is None:
        return Source(language=language, by=BY)
    body = Organisation.objects.get(pk=min(sender.organisations_as(role)))
    return Source(way, body, language=language, by=sender)


def _triage(report: Report, account: Account, worker: Any) -> None:
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


def _leave(report: Report, end: str, worker: Any) -> None:
    if end == Stage.WITHDRAWN:
        following.withdraw(report)
    else:
        move(report, to=end, by=worker)


def _act(report: Report, number: int, account: Account, worker: Any) -> None:
    if number % 3 == 0:
        triage.answer(report, text=THANKS, by=worker)
        following.write(report, CONTENT)
    for body, name, state, outcome in account.get("to", ()):
        if body in ASKED_APART:
            triage.note_agreement(report, purpose=body, by=worker)
        to = _body_of(name, worker)
        if not handing.may_hand(report, body, to):
            continue
        handed = handing.hand_over(report, body=body, to=to, said=_as_written, by=worker)
        if state != "sent":
            links.answer(handed, state=state, outcome=outcome, by=worker)


def _body_of(name: str, worker: Any) -> Organisation:
    named = next((each for each in named_services() if each.name == name), None)
    if named is not None:
        return handing.organisation_of(named, by=worker)
    return Organisation.objects.get(name=name)


def _go_on(report: Report, number: int, account: Account, worker: Any) -> None:
    """Tell the person what was done, and close it; of every ninth the team still owes an answer."""
    days = account["days"]
    if days <= 14 or number % 9 == 5 or not account["done"]:
        return
    with clock.set_to(_moment(days - 13, hour=15)):
        triage.feed_back(report, text=account["done"], by=worker)
    if days > 21:
        with clock.set_to(_moment(days - 20, hour=16)):
            triage.close(
                report, outcome=account["outcome"], reason="The person was told.", by=worker
            )


def _as_written(name: str, value: Any) -> str:
    return str(value)


def _moment(days: int, *, hour: int) -> datetime:
    """Give a moment of a day, and never one that is still to come."""
    day = today() - timedelta(days=days)
    told = datetime.combine(day, time(hour, 12), timezone.get_current_timezone())
    return min(told, clock.now() - timedelta(minutes=5))
