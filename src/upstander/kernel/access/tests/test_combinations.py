"""Every way in which one person can stand to one record at once, against a rule of four lines."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from django.db import transaction

from upstander.kernel import clock
from upstander.kernel.access.models import (
    Agreement,
    Barring,
    Involvement,
    UrgentAccess,
    Withholding,
)
from upstander.kernel.access.standing import standing_of
from upstander.kernel.access.tests.conftest import again
from upstander.kernel.testing.cases import GUARD
from upstander.kernel.testing.models import TrialCase
from upstander.kernel.testing.proofs import scaled

NOON = datetime(2024, 11, 14, 12, tzinfo=UTC)
OPENED = {"identity", "events"}
ALL = {category.code for category in GUARD.categories}
CHOICES = {
    "involved": (True, False),
    "agreement": ("in force", "stopped", "over", "to come"),
    "barred": ("", "body", "user", "person", "person here", "person elsewhere"),
    "withheld": ("", "from them", "from all"),
    "kept": (True, False),
    "glass": (True, False),
}


def is_barred(facts):
    """One body's barring from the person it speaks of says nothing of what another keeps."""
    return facts["barred"] not in ("", "person elsewhere")


def expected(facts):
    if is_barred(facts):
        return set()
    kept = facts["kept"] and facts["agreement"] != "to come"
    partner = kept or (facts["involved"] and facts["agreement"] == "in force")
    opened = OPENED - ({"events"} if facts["withheld"] else set()) if partner else set()
    return opened | (ALL if facts["glass"] else set())


COMBINATIONS = [dict(zip(CHOICES, values, strict=True)) for values in product(*CHOICES.values())]
EVERY = max(1, len(COMBINATIONS) // scaled(len(COMBINATIONS)))  # one of so many is proved


def is_there(facts):
    """Tell whether the record exists for them, be all of it withheld."""
    by_agreement = facts["involved"] and facts["agreement"] == "in force"
    return not is_barred(facts) and (by_agreement or facts["kept"] or facts["glass"])


@pytest.mark.slow
@pytest.mark.parametrize("every", [17, pytest.param(EVERY, marks=pytest.mark.proof)])
def test_each_combination_opens_what_the_rule_says_by_both_tellings(case, every):
    wrong = []
    with clock.set_to(NOON):
        for facts in COMBINATIONS[::every]:
            with transaction.atomic():
                arrange(case, facts)
                user = again(case.officer)
                stands = standing_of(user, case.record)
                found = TrialCase.objects.visible_to(user).filter(pk=case.record.pk).exists()
                transaction.set_rollback(True)
            if stands.view != expected(facts) or {found, stands.open} != {is_there(facts)}:
                wrong.append((facts, stands, found))

    assert wrong == []
    assert len(COMBINATIONS) == 576


def arrange(case, facts):
    """Make it so by rows alone: how they come about is tested elsewhere."""
    at = {"label": "testing.trialcase", "key": case.record.pk}
    if not facts["involved"]:
        Involvement.objects.update(ended_on=date(2024, 11, 1))
    days = {
        "in force": {"title": "Homes and safety"},
        "stopped": {"stopped_on": date(2024, 11, 14)},
        "over": {"ends_on": date(2024, 11, 13)},
        "to come": {"starts_on": date(2024, 11, 15)},
    }
    Agreement.objects.filter(pk=case.agreement.pk).update(**days[facts["agreement"]])
    of_person = {
        "label": "testing.trialperson",
        "key": case.record.person_id,
        "organisation": case.landlord,
    }
    barred = {
        "body": {**at, "organisation": case.landlord},
        "user": {**at, "user": case.officer},
        "person": of_person,
        "person here": {**of_person, "within": case.council},
        "person elsewhere": {**of_person, "within": case.landlord},
    }
    if facts["barred"]:
        Barring.objects.create(ground="wish", **barred[facts["barred"]])
    if facts["withheld"]:
        whom = case.landlord if facts["withheld"] == "from them" else None
        Withholding.objects.create(category="events", organisation=whom, **at)
    for kind in ("kept", "glass"):
        if facts[kind]:
            urgent(case, {"kept": "continuity", "glass": "break_glass"}[kind], at)


def urgent(case, kind, at):
    UrgentAccess.objects.create(
        kind=kind,
        user=case.officer,
        organisation=case.landlord,
        danger="life",
        gateway="vital_interests",
        began_on=NOON.date(),
        began_at=NOON - timedelta(hours=1),
        ends_at=NOON + timedelta(hours=1),
        review_on=NOON.date(),
        reason="Somebody is in danger",
        **at,
    )
