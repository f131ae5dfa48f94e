from datetime import date

import django_filters as filters
import pytest
from django.http import QueryDict

from upstander.kernel.people.models import Organisation, Post
from upstander.kernel.records.filtering import DayFilter, chips
from upstander.kernel.testing.people import organisation

pytestmark = pytest.mark.django_db


class Wide(filters.FilterSet):
    title = filters.CharFilter(label="Title")
    sector = filters.MultipleChoiceFilter(
        field_name="organisation__sector", choices=Organisation.Sector.choices, label="Sector"
    )
    body = filters.ModelMultipleChoiceFilter(
        field_name="organisation", queryset=Organisation.objects.all(), label="Body"
    )
    number = filters.RangeFilter(field_name="pk", label="Number")
    since = DayFilter(label="Since", method="anything")

    def anything(self, rows, name, value):
        return rows


def made(query):
    query = QueryDict(query)
    form = Wide(query, queryset=Post.objects.all()).form
    return [(chip.title, QueryDict(chip.url[1:]).urlencode()) for chip in chips(form, query)]


def test_a_list_without_filters_has_no_chips():
    assert made("") == []
    assert made("sort=title&after=4&title=") == []


def test_each_of_several_values_is_a_chip_of_its_own():
    assert made("sector=police&sector=housing&title=a&after=3") == [
        ("Title: a", "sector=police&sector=housing"),
        ("Sector: Police", "title=a&sector=housing"),
        ("Sector: Housing", "title=a&sector=police"),
    ]


def test_records_are_chips_by_their_names():
    body = organisation("Tarn Library")

    assert made(f"body={body.pk}") == [("Body: Tarn Library", "")]


def test_a_span_goes_away_as_a_whole():
    assert made("number_min=2&number_max=5&title=a") == [
        ("Title: a", "number_min=2&number_max=5"),
        ("Number: 2", "title=a"),
        ("Number: 5", "title=a"),
    ]


def test_a_day_is_one_chip():
    day = date(2024, 11, 14)

    assert made(f"since_day={day.day}&since_month=nov&since_year={day.year}&title=a") == [
        ("Title: a", "since_day=14&since_month=nov&since_year=2024"),
        ("Since: 14 Nov 2024", "title=a"),
    ]


def test_filters_that_make_no_sense_have_no_chips():
    assert made("sector=circus") == []
