"""A demonstration's story is told to the product's own changes."""

import json
from datetime import date, time

import pytest

from upstander.kernel.clock import today
from upstander.kernel.people.models import User
from upstander.kernel.records.stories import tell
from upstander.kernel.testing.people import organisation, person

pytestmark = pytest.mark.django_db


def test_a_story_moves_the_clock_and_finds_what_it_speaks_of(tmp_path):
    body, ada = organisation("Tarn Library"), person(email="ada@council.example")
    heard = []

    def note(*of, by, **told):
        heard.append((today(), of, by, told))
        return "noted"

    told = {
        "body": {"people.organisation": {"name": "Tarn Library"}},
        "all": {"people.organisation*": {"name__in": ["Tarn Library"]}},
        "on": "2024-07-23",
        "at": "14:00",
        "before": "$first",
        "text": "2024 was a year",
    }
    steps = [
        {"at": "2024-04-01 09:00", "do": "note", "as": "first"},
        {"at": "2024-07-23 14:00", "by": "ada", "do": "note", "of": "$first", "with": told},
    ]
    (tmp_path / "demo.json").write_text(json.dumps(steps))

    tell(tmp_path / "demo.py", {"note": note})

    assert heard[0] == (date(2024, 4, 1), (), "system:demonstration", {})
    assert heard[1][:3] == (date(2024, 7, 23), ("noted",), ada)
    assert heard[1][3] == {
        "body": body,
        "all": [body],
        "on": date(2024, 7, 23),
        "at": time(14),
        "before": "noted",
        "text": "2024 was a year",
    }
    assert User.objects.count() == 1
