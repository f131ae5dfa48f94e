from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from upstander.kernel.pages.bars import in_words, pace_bar, status_bar

COUNTS = {"completed": 3, "in_progress": 15, "behind": 1, "on_hold": 0}


def rendered(source, **context):
    return Template("{% load upstander %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("code", "dense", "word", "css"),
    [
        ("completed", "True", "Completed", "up-completed"),
        ("in_progress", "True", "In Progress", "up-in-progress"),
        ("in_progress", "False", "In Progress/ On Going", "up-in-progress"),
        ("behind", "True", "Behind", "up-behind"),
        ("on_hold", "True", "On Hold", "up-on-hold"),
    ],
)
def test_a_status_is_a_glyph_and_a_word(code, dense, word, css):
    html = rendered(f"{{% status_word code dense={dense} %}}", code=code)

    assert html == (
        f'<span class="up-status {css}"><svg aria-hidden="true" focusable="false" class="up-icon">'
        f'<use href="#up-{code}"/></svg>{word}</span>'
    )


@pytest.mark.parametrize("tag", ["status_word", "status_tag"])
@pytest.mark.parametrize("code", ["", None, "rumoured"])
def test_no_status_is_said_in_words(tag, code):
    assert "No update<" in rendered(f"{{% {tag} code %}}", code=code)


def test_a_status_tag_has_the_words_of_the_plan():
    html = rendered("{% status_tag 'in_progress' %}")

    assert html.startswith('<strong class="govuk-tag govuk-tag--blue up-status-tag"><svg')
    assert html.endswith("In Progress/ On Going</strong>")


@pytest.mark.parametrize("code", ["completed", "in_progress", "behind", "on_hold", "tick", "next"])
def test_every_icon_is_on_the_sheet_of_each_page(code):
    sheet = Template('{% include "pages/parts/icons.html" %}').render(Context())

    assert f'<symbol id="up-{code}"' in sheet


def test_an_icon_that_stands_alone_has_a_name():
    html = rendered("{% icon 'lock' label='Locked' %}")

    assert html.startswith('<svg role="img" aria-label="Locked"')


def test_a_status_bar_says_its_counts():
    svg = ElementTree.fromstring(rendered("{% stack counts most=26 %}", counts=COUNTS))

    assert svg.get("aria-label") == "3 completed, 15 in progress, 1 behind, 0 on hold"
    assert [
        (part.get("class"), part.get("x"), part.get("width")) for part in svg.findall("rect")
    ] == [
        ("up-completed", "0", "11.4"),
        ("up-in-progress", "12", "59.4"),
        ("up-behind", "72", "3.4"),
    ]


def test_a_status_bar_alone_fills_its_width():
    svg = ElementTree.fromstring(status_bar({"completed": 1, "behind": 1}, width=100))

    assert [part.get("x") for part in svg] == ["0", "50"]


def test_a_bar_of_nothing_is_empty_and_says_so():
    svg = ElementTree.fromstring(status_bar({}))

    assert list(svg) == []
    assert in_words({}) == "0 completed, 0 in progress, 0 behind, 0 on hold"


@pytest.mark.parametrize(
    ("done", "due", "total", "filled", "tick"),
    [(6, 6, 12, "30", "29"), (5, 6, 12, "25", "29"), (12, 12, 12, "60", "58"), (0, 0, 0, "0", "0")],
)
def test_a_pace_bar_is_filled_as_far_as_done_and_ticked_at_due(done, due, total, filled, tick):
    _, bar, mark = ElementTree.fromstring(pace_bar(done, due, total))

    assert (bar.get("width"), mark.get("x")) == (filled, tick)


def test_done_due_and_total_lead_to_the_list_behind_them():
    html = rendered("{% done_due 5 6 12 url='/plan/18.2/' noun='surgeries' %}")

    assert html == (
        '<a class="govuk-link govuk-link--no-visited-state" href="/plan/18.2/">'
        "<strong>5</strong> done / 6 due / 12"
        '<span class="govuk-visually-hidden"> surgeries</span></a>'
    )


def test_dense_numbers_say_what_they_are_to_a_screen_reader():
    html = rendered("{% done_due 5 6 12 dense=True %}")

    assert html == (
        "<strong>5</strong> / 6 / 12"
        '<span class="govuk-visually-hidden"> in the year, done, due and in all</span>'
    )


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("{% day d %}", "Thursday 14 November 2024"),
        ("{{ d|day }}", "Thursday 14 November 2024"),
        ("{% short_day d %}", "Thu 14 Nov"),
        ("{% short_day d year=True %}", "Thu 14 Nov 2024"),
        ("{{ d|short_day }}", "Thu 14 Nov"),
        ("{% day none %}{% short_day none %}{% moment none %}", ""),
        ("{% moment d %}", "Thu 14 Nov 2024"),
    ],
)
def test_a_day_is_written_with_its_weekday(words, text):
    assert rendered(words, d=date(2024, 11, 14), none=None) == text


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2024, 11, 14, 9, 4, tzinfo=UTC), "Thu 14 Nov 2024, 9:04am"),
        (datetime(2024, 7, 1, 23, 30, tzinfo=UTC), "Tue 2 Jul 2024, 12:30am"),
        (datetime(2024, 7, 1, 11, 0, tzinfo=UTC), "Mon 1 Jul 2024, 12:00pm"),
    ],
)
def test_a_moment_is_told_in_the_time_of_the_borough(moment, text):
    assert rendered("{{ at|moment }}", at=moment) == text


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("{% plural 1 'action' %}", "1 action"),
        ("{% plural 0 'action' %}", "0 actions"),
        ("{% plural 2 'surgery' 'surgeries' %}", "2 surgeries"),
        ("{% plural 1204 'action' %}", "1,204 actions"),
    ],
)
def test_a_number_agrees_with_its_noun(words, text):
    assert rendered(words) == text


@pytest.mark.parametrize(
    ("words", "query"),
    [
        ("{% query_with after=7 %}", "?status=behind&amp;lead=a+b&amp;after=7"),
        ("{% query_with status=None %}", "?lead=a+b"),
        ("{% query_with status='completed' lead='' %}", "?status=completed"),
    ],
)
def test_a_query_changes_only_what_is_asked(words, query):
    request = RequestFactory().get("/plan/?status=behind&lead=a+b")

    assert rendered(words, request=request) == query


def test_breadcrumbs_lead_back_and_end_on_this_page():
    html = rendered("{% breadcrumbs 'Plan' '/plan/' 'Objective 18' %}")

    assert '<a class="govuk-breadcrumbs__link" href="/plan/">Plan</a>' in html
    assert '<li class="govuk-breadcrumbs__list-item" aria-current="page">Objective 18</li>' in html


@pytest.mark.parametrize(
    ("words", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (list("abc"), "a, b and c")],
)
def test_words_are_joined_as_in_a_sentence(words, text):
    assert rendered("{{ words|join_with_and }}", words=words) == text


def test_markup_in_words_is_only_text():
    html = rendered(
        "{% status_word '' none=w %}{% stack c label=w %}{% chips l %}", w="<b>", c={}, l=["<i>"]
    )

    assert "<b>" not in html
    assert "<i>" not in html
