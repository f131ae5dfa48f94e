"""A report as a web page: whole, harmless, and in order for whoever hears it."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from upstander.kernel.documents.report.html import to_fragment, to_page
from upstander.kernel.documents.report.tests.sample import ARABIC, HARMFUL, SAMPLE, TAMIL, URDU

VOID = {"meta", "br", "col", "hr", "rect"}


class Page(HTMLParser):
    """The tags of a page, whether they close, and the words between them."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.open, self.crossed, self.words = [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if self.open and self.open[-1] == tag:
            self.open.pop()
        elif tag not in VOID:
            self.crossed.append(tag)

    def handle_data(self, data):
        if self.open and self.open[-1] != "style":
            self.words += data.split()

    def all(self, name):
        return [attrs for tag, attrs in self.tags if tag == name]


@pytest.fixture(scope="module")
def page():
    return Page(to_page(SAMPLE))


def test_every_tag_closes_and_every_name_is_used_once(page):
    names = [attrs["id"] for _, attrs in page.tags if "id" in attrs]

    assert (page.open, page.crossed) == ([], [])
    assert len(names) == len(set(names))


def test_it_names_its_language_and_turns_what_runs_the_other_way(page):
    turned = {(attrs.get("lang"), attrs.get("dir")) for _, attrs in page.tags if "lang" in attrs}

    assert ("en-GB", None) in turned
    assert {("ur", "rtl"), ("ar", "rtl"), ("ta", None), ("pl", None)} <= turned


def test_headings_come_in_order_and_columns_have_theirs(page):
    levels = [int(tag[1]) for tag, _ in page.tags if tag in ("h1", "h2", "h3", "h4")]

    assert levels == [1, 2, 3, 2, 2]
    assert len(page.all("caption")) == len(page.all("table")) == 2
    assert {attrs["scope"] for attrs in page.all("th")} == {"col", "row", "colgroup"}


def test_a_person_cannot_write_markup(page):
    assert page.all("script") == page.all("label") == []
    assert {"<script>alert(1)</script>", *HARMFUL[1].split()} <= set(page.words)


def test_it_asks_nothing_of_any_other_place(page):
    addresses = [v for _, attrs in page.tags for k, v in attrs.items() if k in ("src", "href")]

    assert {v for v in addresses if not v.startswith("#")} == {"https://upstander.example/"}


def test_all_words_are_there(page):
    for text in (URDU, TAMIL, ARABIC, *HARMFUL):
        assert set(text.split()) <= set(page.words)


def test_a_document_from_right_to_left_is_one_as_a_whole():
    page = Page(to_page(replace(SAMPLE, language="ar")))

    assert page.all("html") == [{"lang": "ar", "dir": "rtl"}]


def test_a_fragment_is_the_same_without_the_page_around_it():
    fragment = to_fragment(SAMPLE)

    assert fragment in to_page(SAMPLE)
    assert fragment.startswith('<article class="up-report up-report--wide">')
