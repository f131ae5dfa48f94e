"""Centres and partners report for somebody, and see what became of it."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from upstander.capabilities.reports.changes import triage
from upstander.capabilities.reports.changes.receiving import Source
from upstander.capabilities.reports.measures import (
    MEASURES,
    handed_to_police,
    read_in_time,
)
from upstander.capabilities.reports.models import Report
from upstander.capabilities.reports.tests.factories import told
from upstander.kernel import clock
from upstander.kernel.figures import Period, State
from upstander.kernel.reference.load import load_reference
from upstander.kernel.testing.people import organisation, person
from upstander.kernel.vault.retention.rules import load_rules

YEAR = Period(date(2024, 4, 1), date(2025, 3, 31))
NOON = datetime(2024, 11, 14, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def reference(db):
    load_reference()
    load_rules()


@pytest.fixture
def barber(db):
    return person("centre_worker", organisation("Fade and Friends"), name="Emre Yilmaz")


def take(client, **more):
    fields = {"story": "A man spat at her.", "forms": ["spitting"], "police": "no", **more}
    return client.post(reverse("reports:take_down"), fields)


def test_a_centre_worker_reports_for_somebody_and_hands_over_the_words(client, barber):
    client.force_login(barber)

    page = take(client).content.decode()

    report = Report.objects.get()
    assert "Your seven words" in page
    assert report.channel == "centre"
    assert report.organisation.name == "Fade and Friends"
    assert report.role == "professional"


def test_a_report_without_an_account_is_asked_for_it(client, barber):
    client.force_login(barber)

    page = take(client, story="").content.decode()

    assert "There is a problem" in page
    assert Report.objects.count() == 0


def test_a_centre_sees_what_became_of_its_own_reports_and_nothing_else(client, barber):
    client.force_login(barber)
    take(client)
    other = told(source=Source("centre", organisation("Another club")))

    page = client.get(reverse("reports:sent_list")).content.decode()

    assert Report.objects.exclude(pk=other.pk).get().reference in page
    assert other.reference not in page
    assert "spat" not in page
    assert client.get(reverse("reports:list")).status_code == 403


def test_a_poster_leads_to_the_form_with_the_place_known(client):
    key = "11111111-1111-4111-8111-111111111111"
    page = client.get(reverse("tell:at_place", args=[key])).content.decode()
    assert f'value="{key}"' in page
    client.post(reverse("tell:start"), {"role": "target", "place": key})

    client.post(reverse("tell:check"), {})

    assert Report.objects.get().place == key


def test_reports_read_in_time_are_counted_of_those_due():
    with clock.set_to(NOON):
        on_time, late = told(), told()
    with clock.set_to(datetime(2024, 11, 15, 9, tzinfo=UTC)):
        triage.take(on_time, by=person("caseworker"))
    with clock.set_to(datetime(2024, 11, 20, 9, tzinfo=UTC)):
        triage.take(late, by=person("caseworker"))
        value = read_in_time(YEAR)

    assert (value.numerator, value.denominator) == (1, 2)


def test_the_measures_serve_the_objectives_that_reporting_promises():
    served = {number for measure in MEASURES for number in measure.objectives}

    assert served == {"3", "5", "19", "21", "23"}
    assert handed_to_police(YEAR).state in (State.NOT_DUE, State.ZERO)
