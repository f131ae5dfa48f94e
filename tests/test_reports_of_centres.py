"""Where reporting and centres meet: each knows the other by its label alone."""

from datetime import UTC, date, datetime

import pytest

from upstander.capabilities.centres.tests.factories import live_centre
from upstander.capabilities.reports.changes import triage
from upstander.capabilities.reports.changes.receiving import Source
from upstander.capabilities.reports.measures import fed_back_at, taken_at
from upstander.capabilities.reports.tests.factories import told
from upstander.kernel import clock
from upstander.kernel.figures import Period
from upstander.kernel.reference.load import load_reference
from upstander.kernel.registry import counts_about
from upstander.kernel.testing.people import organisation, person
from upstander.kernel.vault.retention.rules import load_rules

YEAR = Period(date(2024, 4, 1), date(2025, 3, 31))
NOON = datetime(2024, 11, 14, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def reference(db):
    load_reference()
    load_rules()


def test_what_a_centre_took_is_counted_for_it():
    body = organisation("Fade and Friends")
    with clock.set_to(NOON):
        centre, other = live_centre("Fade", organisation=body), live_centre("Quiet")
        first = told(source=Source("centre", body))
        told(source=Source(place=str(centre.public_id)))
        worker = person("caseworker")
        triage.decide(first, kind="crime", risk="high", reason="A.", summary="B", by=worker)
        triage.feed_back(first, text="Done.", by=worker)

        taken = taken_at([centre.pk, other.pk], YEAR)
        given = fed_back_at([centre.pk, other.pk], YEAR)

    assert {key: value.numerator for key, value in taken.items()} == {centre.pk: 2}
    assert given[centre.pk].numerator == 1
    assert {each.what for each in counts_about("centres.centre")} >= {
        "reports_taken",
        "feedback_given",
    }
