"""Says in words what a rule found."""

from datetime import datetime

from django.apps import apps
from django.utils import timezone
from django.utils.formats import date_format

from upstander.kernel.access.models import Alert
from upstander.kernel.access.watching.rules import Rule, rules_in_force


def rule_of(alert: Alert) -> Rule | None:
    """Give the rule that raised an alert; None for one that is gone."""
    return next((rule for rule in rules_in_force() if rule.code == alert.rule), None)


def title_of(alert: Alert) -> str:
    """Give the name of the rule; a rule that is gone names itself."""
    rule = rule_of(alert)
    return rule.title if rule else alert.rule


def sentence_of(alert: Alert) -> str:
    """Explain an alert in a sentence or two."""
    rule = rule_of(alert)
    if rule is None:
        return f"{alert.actor_name} read {alert.count} records."
    within_a_day = rule.code == "many_people"
    return rule.words.format(
        name=alert.actor_name,
        count=alert.count if rule.usual else _times(alert.count),
        about=in_words(alert.about),
        since=_moment(alert.since) if within_a_day else _day(alert.since),
        until=_moment(alert.until),
        usual=rule.usual,
    )


def in_words(key: str) -> str:
    """Name a record by kind and number: who it is about, nobody needs to know here."""
    label, _, number = key.partition(":")
    try:
        kind = str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return key
    return f"{kind} {number}"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _moment(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j M Y, H:i")


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j M Y")
