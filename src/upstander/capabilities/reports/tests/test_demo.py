"""The demonstration's reports."""

import json

import pytest
from django.urls import reverse

from upstander.capabilities.reports.demo import load
from upstander.capabilities.reports.demo.loading import STORY
from upstander.capabilities.reports.models import Report, Stage
from upstander.kernel.links.models import Handover
from upstander.kernel.reference.models import Strand
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


def test_the_year_is_of_many_kinds_and_nobody_in_it_is_told_twice(demonstration):
    summaries = list(Report.objects.values_list("pk", flat=True))
    accounts = json.loads(STORY.read_text(encoding="utf-8"))
    stories = {account["answers"]["story"] for account in accounts}

    assert len(summaries) == len(accounts) == len(stories) >= 60
    strands = set(Report.objects.values_list("strands__code", flat=True)) - {None}
    assert set(Strand.objects.current().main().values_list("code", flat=True)) <= strands
    assert {"en", "pl", "ta", "ur", "es", "pt", "ar"} <= {each["language"] for each in accounts}
    assert {"public", "centre", "partner"} <= set(Report.objects.values_list("channel", flat=True))
    assert set(Stage.values) <= set(Report.objects.values_list("stage", flat=True))
    assert {"accepted", "declined", "done"} <= set(Handover.objects.values_list("state", flat=True))
    assert Report.objects.exclude(place="").exists()
    assert Report.objects.exclude(fed_back_at=None).count() > 30


def test_what_the_demonstration_asks_of_bodies_is_what_they_are_there_for():
    for account in json.loads(STORY.read_text(encoding="utf-8")):
        agreed = account["answers"]
        for body, *_ in account.get("to", ()):
            if body == "police":
                assert agreed["police"] == "police", account["summary"]
            elif body in ("support", "landlord", "council"):
                assert agreed[body] == "yes", account["summary"]
