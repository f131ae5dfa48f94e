"""Bank holidays are those of England, moved ones and single ones among them."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from upstander.kernel.reference.bank_holidays import is_bank_holiday

PUBLISHED = Path(os.environ.get("OPEN_DATA", "")) / "calendar/uk_bank_holidays_2012_2028.json"


@pytest.mark.parametrize(
    ("day", "holiday"),
    [
        (date(2022, 6, 3), True),  # the Platinum Jubilee
        (date(2023, 5, 8), True),  # the Coronation
        (date(2024, 3, 29), True),  # Good Friday
        (date(2024, 12, 26), True),
        (date(2026, 12, 28), True),  # in place of a Saturday
        (date(2024, 3, 18), False),  # only in Northern Ireland
        (date(2024, 8, 5), False),  # only in Scotland
        (date(2024, 11, 14), False),
    ],
)
def test_the_holidays_are_those_of_england(day, holiday):
    assert is_bank_holiday(day) is holiday


if PUBLISHED.is_file():  # the government's own list, where somebody has it

    def test_every_published_holiday_is_known():
        told = json.loads(PUBLISHED.read_text(encoding="utf-8"))["england-and-wales"]["events"]
        days = [date.fromisoformat(event["date"]) for event in told]

        assert [day for day in days if not is_bank_holiday(day)] == []
