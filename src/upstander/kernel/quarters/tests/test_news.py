"""Quarters tell what was adopted, and bring the one that waits before the Group."""

from datetime import date

from upstander.kernel.figures import Period
from upstander.kernel.quarters.models import Review
from upstander.kernel.quarters.news import adopted_in, to_adopt


def test_what_was_adopted_is_told_and_what_runs_is_brought_up(demonstration):
    year = Period(date(2024, 4, 1), date(2025, 3, 31))

    (told,) = adopted_in(year)
    (asked,) = to_adopt()

    assert told.title.startswith("Quarter 1")
    adopted = Review.objects.get(number=1)
    assert (told.on, told.url) == (date(2024, 7, 23), f"/quarters/{adopted.pk}/adopted/")
    assert asked.title.startswith("Quarter 2")
    assert adopted_in(Period(date(2024, 8, 1), date(2024, 10, 31))) == []
