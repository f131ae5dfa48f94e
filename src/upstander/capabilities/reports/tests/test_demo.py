"""The demonstration's reports."""

import pytest
from django.urls import reverse

from upstander.capabilities.reports.demo import load
from upstander.capabilities.reports.models import Report, Stage
from upstander.kernel.testing.people import person

pytestmark = pytest.mark.slow


def test_the_year_holds_reports_of_every_stage_and_loads_once(demonstration):
    count = Report.objects.count()

    load()

    stages = set(Report.objects.values_list("stage", flat=True))
    assert count == Report.objects.count() >= 30
    assert {Stage.RECEIVED, Stage.TRIAGED, Stage.ACTING, Stage.CLOSED} <= stages
    assert Report.objects.filter(danger=True).exists()


def test_the_poster_is_a_pdf_that_can_be_read_aloud(client, demonstration):
    client.force_login(person("centre_worker"))
    page = client.get(reverse("reports:posters")).content.decode()
    first = page.split('href="/reports/posters/')[1].split('"')[0]

    poster = client.get(f"/reports/posters/{first}").content

    assert poster.startswith(b"%PDF")
    assert b"pdfuaid" in poster
