"""Nothing of who reports is kept, and nobody can shut another out."""

import logging
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.urls import reverse

from upstander.capabilities.reports.models import Report
from upstander.capabilities.reports.views.throttle import LIMITS, TALLY, within
from upstander.kernel.reference.load import load_reference
from upstander.kernel.tally import Tally
from upstander.kernel.vault.retention.rules import load_rules

ADDRESS, BROWSER, STORY = "203.0.113.77", "canary-browser/7.3", "canary-story told here"


@pytest.fixture(autouse=True)
def reference(db):
    load_reference()
    load_rules()


def tell(client, **sent):
    client.post(reverse("tell:start"), {"role": "target"}, **sent)
    client.post(reverse("tell:step", args=["story"]), {"story": STORY}, **sent)
    return client.post(reverse("tell:check"), {}, **sent)


def everything_kept():
    """Give all that the database holds, as text, and every file of the home."""
    for model in apps.get_models():
        for row in model._base_manager.values():
            yield str(row)
    for path in Path(settings.HOME).rglob("*"):
        if path.is_file():
            yield path.read_bytes().decode("latin-1")


def test_no_mark_of_address_or_browser_or_story_is_left_anywhere(caplog):
    caplog.set_level(logging.DEBUG)
    sent = {"REMOTE_ADDR": ADDRESS, "HTTP_USER_AGENT": BROWSER, "HTTP_REFERER": BROWSER}
    for _ in range(5):
        tell(Client(), **sent)

    kept = "\n".join(everything_kept()) + caplog.text

    assert Report.objects.count() == 5
    for mark in (ADDRESS, BROWSER, STORY):
        assert mark not in kept


def test_one_address_that_floods_is_stopped_and_keeps_what_it_wrote():
    sent = {"REMOTE_ADDR": ADDRESS}

    answers = [tell(Client(), **sent) for _ in range(LIMITS["send"] + 2)]

    assert Report.objects.count() == LIMITS["send"]
    assert answers[-1].status_code == 429
    assert "What you have written is kept" in answers[-1].content.decode()
    assert "Your seven words" in answers[-1].content.decode()


def test_a_flood_from_one_address_shuts_nobody_else_out():
    for _ in range(10_000):
        within("send", ADDRESS)
        within("begin", ADDRESS)

    other = tell(Client(), REMOTE_ADDR="203.0.113.78")

    assert not within("send", ADDRESS)
    assert other["Location"] == reverse("tell:sent")


def test_a_table_full_of_strangers_lets_a_newcomer_through(monkeypatch):
    monkeypatch.setattr("upstander.capabilities.reports.views.throttle.TALLY", Tally(room=50))
    for number in range(60):
        within("send", f"198.51.100.{number}")

    assert all(within("send", "203.0.113.78") for _ in range(LIMITS["send"] + 5))


def test_the_throttle_keeps_no_address():
    within("send", ADDRESS)

    assert ADDRESS.encode() not in bytes(TALLY)
