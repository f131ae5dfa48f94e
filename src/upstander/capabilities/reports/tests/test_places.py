"""What came through a place is counted for it, whichever part of the product keeps places."""

from datetime import UTC, date, datetime

import pytest

from upstander.capabilities.reports.changes import triage
from upstander.capabilities.reports.changes.receiving import Source
from upstander.capabilities.reports.tests.factories import told
from upstander.kernel import clock
from upstander.kernel.figures import Period
from upstander.kernel.places.models import kinds_of_place
from upstander.kernel.reference.load import load_reference
from upstander.kernel.reference.models import Ward
from upstander.kernel.registry import counts_about
from upstander.kernel.testing.people import organisation, person
from upstander.kernel.vault.retention.rules import load_rules

YEAR = Period(date(2024, 4, 1), date(2025, 3, 31))
NOON = datetime(2024, 11, 14, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def reference(db):
    load_reference()
    load_rules()


@pytest.mark.parametrize("model", kinds_of_place(), ids=lambda model: model._meta.label)
def test_what_a_place_took_is_counted_for_it(model):
    body, worker = organisation("Fade and Friends"), person("caseworker")
    ward = Ward.objects.all()[0]
    taken, told_back = counts_about(model._meta.label_lower)
    with clock.set_to(NOON):
        fade = model.objects.create(name="Fade", ward=ward, organisation=body)
        quiet = model.objects.create(name="Quiet", ward=ward)
        first = told(source=Source("centre", body))
        told(source=Source(place=str(fade.public_id)))
        triage.decide(first, kind="crime", risk="high", reason="A.", summary="B", by=worker)
        triage.feed_back(first, text="Done.", by=worker)
        found = [each.count([fade.pk, quiet.pk], YEAR) for each in (taken, told_back)]

    assert (taken.what, told_back.what) == ("reports_taken", "feedback_given")
    assert [{key: value.numerator for key, value in each.items()} for each in found] == [
        {fade.pk: 2},
        {fade.pk: 1},
    ]
