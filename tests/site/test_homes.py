"""The public home, and everybody's own, which answers what needs them today."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.template import engines
from django.test.utils import CaptureQueriesContext

from upstander.kernel.access.predicates import anyone, has_role
from upstander.kernel.access.roles import ALL_ROLES
from upstander.kernel.clock import today
from upstander.kernel.due.gather import due_for
from upstander.kernel.people.models import Membership, Organisation, User
from upstander.kernel.registry import Capability, DueItem, Panel, Permission, registered

pytestmark = pytest.mark.django_db


@pytest.fixture
def body(db) -> Organisation:
    return Organisation.objects.create(name="Tarn Street Library")


@pytest.fixture
def person(body):
    """Somebody signed in with a role."""

    def make(role: str) -> User:
        user = User.objects.create_user(f"{role}@council.test", "Ines Marlow")
        Membership.objects.create(user=user, organisation=body, role=role)
        return user

    return make


def waiting(days: int, title: str) -> DueItem:
    return DueItem(title, "The Strategy Group asked for it.", today() + timedelta(days=days), "/x/")


@pytest.fixture
def trying():
    """A capability with something due in each group, and two panels."""
    items = [
        waiting(0, "For today"),
        waiting(-3, "Three days late"),
        waiting(-40, "Forty days late"),
        waiting(30, "In thirty days"),
        waiting(31, "Too far away"),
    ]
    capability = Capability(
        slug="trying",
        title="Trying",
        permissions=(
            Permission("trying.view", "See", (anyone,)),
            Permission("trying.lead", "Lead", (has_role("strategic_lead"),)),
        ),
        dues=(lambda user, day: items if "analyst" in user.roles else [],),
        panels=(
            Panel("trying/second.html", "trying.view", lambda user: {"name": user.name}, order=2),
            Panel("trying/first.html", "trying.lead", lambda user: {}, order=1),
        ),
    )
    with registered(capability):
        yield capability


@pytest.fixture
def panel_templates(settings):
    pages = {
        "trying/first.html": "<p>First panel</p>",
        "trying/second.html": "<p>Second panel for {{ name }}</p>",
    }
    loaders = [
        ("django.template.loaders.locmem.Loader", pages),
        "django.template.loaders.app_directories.Loader",
    ]
    settings.TEMPLATES = [
        {
            **settings.TEMPLATES[0],
            "APP_DIRS": False,
            "OPTIONS": {**settings.TEMPLATES[0]["OPTIONS"], "loaders": loaders},
        }
    ]
    yield
    engines._templates = None


def test_a_passer_by_reads_what_this_is_and_how_to_sign_in(client):
    page = client.get("/").content.decode()

    assert "In danger now? Call 999." in page
    assert 'href="/account/sign-in/"' in page
    assert "/demo/" not in page


def test_what_waits_is_grouped_and_the_oldest_comes_first(person, trying):
    due = due_for(person("analyst"), today())

    assert [each.item.title for each in due.late] == ["Forty days late", "Three days late"]
    assert [each.item.title for each in due.today] == ["For today"]
    assert [each.item.title for each in due.next] == ["In thirty days"]
    assert [each.days_late for each in due.now] == [40, 3, 0]


def test_nobody_is_shown_what_waits_for_another(person, trying):
    assert due_for(person("school_lead"), date(2024, 11, 14)).groups == ()


def test_the_home_says_how_much_waits_today(client, person, trying, panel_templates):
    client.force_login(person("analyst"))

    page = client.get("/").content.decode()

    assert "2 things are late, 1 for today" in page
    assert "40 days late" in page
    assert page.index("Forty days late") < page.index("For today") < page.index("In thirty days")


def test_panels_are_drawn_in_order_for_whoever_may_see_them(
    client, person, trying, panel_templates
):
    client.force_login(person("strategic_lead"))
    page = client.get("/").content.decode()
    client.force_login(person("school_lead"))
    other = client.get("/").content.decode()

    assert page.index("First panel") < page.index("Second panel for Ines Marlow")
    assert "First panel" not in other
    assert "Second panel" in other


@pytest.mark.parametrize("role", ALL_ROLES, ids=lambda role: role.code)
def test_every_role_has_a_home_that_says_what_the_role_is_for(client, person, role):
    client.force_login(person(role.code))

    page = client.get("/").content.decode()

    assert "What needs you today" in page
    assert f"<strong>{role.title}</strong>, Tarn Street Library" in page
    assert "Nothing waits for you today." in page


def test_whoever_has_no_role_yet_is_told_whom_to_ask(client):
    client.force_login(User.objects.create_user("new@council.test", "Tom Abiola"))

    page = client.get("/").content.decode()

    assert "you have no role yet" in page
    assert client.get("/due/").status_code == 403


def test_the_page_of_what_is_due_lists_every_group(client, person, trying):
    client.force_login(person("analyst"))

    page = client.get("/due/").content.decode()

    assert page.index("Late") < page.index("In the next 30 days")
    assert "Too far away" not in page


def test_an_empty_page_of_what_is_due_says_what_will_appear(client, person):
    client.force_login(person("analyst"))

    assert "appear here by themselves" in client.get("/due/").content.decode()


def test_the_home_asks_no_more_of_the_database_for_more_that_waits(
    client, person, trying, panel_templates
):
    asked = []
    for role in ("school_lead", "analyst"):  # for whom nothing waits, and much
        client.force_login(person(role))
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        asked.append(len(queries))

    assert asked[1] == asked[0]
