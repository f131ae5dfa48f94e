import re

import pytest
from django.contrib.auth import get_user_model
from django.template.loader import render_to_string
from django.test import RequestFactory

from upstander.kernel.pages.context import frame, role_line
from upstander.kernel.registry import Capability, NavItem, Permission, PublicNavItem, registered

ERRORS = {
    "400.html": "We could not read that request",
    "403.html": "You may not open this page",
    "403_csrf.html": "This form is too old",
    "404.html": "Page not found",
    "429.html": "Too many tries",
    "500.html": "Sorry, something went wrong",
}


class Stranger:
    is_authenticated = False


class Place:
    short = "Safer Wexbourne"


class Role:
    def __init__(self, role):
        self.role = role
        self.organisation = Place()


class Worker:
    is_authenticated = is_active = True

    def __init__(self, *roles):
        self.current_memberships = [Role(role) for role in roles]


@pytest.mark.parametrize(("template", "heading"), list(ERRORS.items()))
def test_a_page_of_refusal_needs_nothing_to_be_drawn(template, heading):
    html = render_to_string(template)

    assert f'<h1 class="govuk-heading-l">{heading}</h1>' in html
    assert f"<title>{heading} - Upstander</title>" in html


@pytest.mark.parametrize(
    "address", ["/design/", "/design/?base=public", "/accessibility/", "/privacy/"]
)
def test_a_page_has_its_landmarks_and_a_way_past_the_menu(client, db, address):
    html = client.get(address).content.decode()

    assert '<a href="#main" class="govuk-skip-link"' in html
    assert html.count("<main ") == html.count('id="main"') == 1
    assert html.count("<h1") == 1
    assert 'lang="en-GB" dir="ltr"' in html


@pytest.mark.parametrize("address", ["/design/", "/design/?form=errors", "/accessibility/"])
def test_a_page_has_no_inline_script_or_style(client, db, address):
    html = client.get(address).content.decode()

    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", html)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", html))
    assert not re.search(r'(?:src|href)="(?:https?:)?//', html)


def test_no_id_stands_twice_in_the_guide(client, db):
    html = client.get("/design/?form=errors").content.decode()

    ids = re.findall(r'\sid="([^"]+)"', html)

    assert len(ids) == len(set(ids))


def test_a_page_with_an_error_says_so_in_its_title(client, db):
    html = client.get("/design/?form=errors").content.decode()

    assert "<title>Error: Design guide - Upstander" in html


def test_a_page_written_from_right_to_left_has_its_own_styles(client, db):
    html = client.get("/design/?direction=rtl").content.decode()

    assert 'dir="rtl"' in html
    assert "app.rtl.css" in html


def test_a_refusal_shows_its_sentence_and_its_details():
    class TooLate:
        message = "Quarter 2 is closed."
        details = ("Action 1.1 was adopted.",)

    html = render_to_string("pages/refused.html", {"refusal": TooLate()})

    assert '<p class="govuk-body">Quarter 2 is closed.</p>' in html
    assert "<li>Action 1.1 was adopted.</li>" in html


def test_a_stranger_sees_the_way_about_the_public_pages_alone_and_no_name():
    request = RequestFactory().get("/accessibility/")
    request.user = Stranger()
    trial = Capability(
        slug="trial",
        title="Trial",
        permissions=(Permission("trial.view", "View", (lambda user, record: True,)),),
        nav=(NavItem("Inside", "pages:guide", "trial.view"),),
        public_nav=(PublicNavItem("About access", "pages:accessibility", order=1),),
    )

    with registered(trial):
        around = frame(request)["frame"]

        assert around.nav[0] == {
            **{"title": "About access", "url": "/accessibility/"},
            **{"count": 0, "current": "page"},
        }
        assert "Inside" not in [entry["title"] for entry in around.nav]
    assert around.who is None


@pytest.fixture
def trial():
    """A declaration with one page that everybody may open and one that nobody may."""
    declared = Capability(
        slug="trial",
        title="Trial",
        permissions=(
            Permission("trial.view", "View", (lambda user, record: True,)),
            Permission("trial.rule", "Rule", (lambda user, record: False,)),
        ),
        nav=(
            NavItem("Rules", "pages:privacy", "trial.rule", order=1),
            NavItem("Guide", "pages:guide", "trial.view", order=2, count=lambda user: 3),
        ),
    )
    with registered(declared):
        yield declared


def test_the_navigation_has_what_this_person_may_open(trial, db):
    request = RequestFactory().get("/design/more/")
    request.user = get_user_model().objects.create_user("amara@wexbourne.example", "Amara Osei")

    around = frame(request)["frame"]

    assert {"title": "Guide", "url": "/design/", "count": 3, "current": "true"} in around.nav
    assert "Rules" not in [entry["title"] for entry in around.nav]
    assert around.who == {"name": "Amara Osei", "role": ""}


def test_the_page_one_is_on_is_marked_in_the_navigation(trial, db):
    request = RequestFactory().get("/design/")
    request.user = get_user_model().objects.create_user("amara@wexbourne.example", "Amara Osei")

    current = [
        entry["title"] for entry in frame(request)["frame"].nav if entry["current"] == "page"
    ]

    assert current == ["Guide"]


@pytest.mark.parametrize(
    ("roles", "line"),
    [
        (["strategic_lead"], "Strategic Lead, Safer Wexbourne"),
        (["analyst", "action_lead", "group_member"], "Analyst, Safer Wexbourne and 2 more"),
        ([], ""),
    ],
)
def test_the_header_says_as_what_somebody_is_here(roles, line):
    assert role_line(Worker(*roles)) == line
