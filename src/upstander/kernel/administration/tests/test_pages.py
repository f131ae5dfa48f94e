import pytest
from django.urls import reverse

from upstander.kernel.testing.people import organisation, person, post

pytestmark = pytest.mark.django_db


def page(name, *args):
    return reverse(f"administration:{name}", args=args)


@pytest.fixture
def administrator(client):
    made = person("administrator", name="Ada Admin")
    client.force_login(made)
    return made


def test_every_page_of_the_administration_opens_for_an_administrator(client, administrator):
    body = organisation("Tarn Library")
    lead = post("Librarian", body, holder=administrator)
    pages = [
        page("home"),
        *(page(f"{noun}_list") for noun in ("organisations", "posts", "people", "trail")),
        *(page(f"{noun}_new") for noun in ("organisations", "posts", "people")),
        *(page(f"{noun}_import") for noun in ("organisations", "posts")),
        *(page(f"organisations_{name}", body.pk) for name in ("detail", "edit", "history")),
        *(page(f"posts_{name}", lead.pk) for name in ("detail", "edit", "history", "hand_over")),
        *(
            page(f"people_{name}", administrator.pk)
            for name in ("detail", "edit", "history", "give_role", "switch_off", "switch_on")
        ),
    ]

    answers = {address: client.get(address) for address in pages}

    assert {address: a.status_code for address, a in answers.items() if a.status_code != 200} == {}


def test_held_and_vacant_posts_are_told_apart(client, administrator):
    post("Held", holder=administrator)
    post("Vacant")

    def titles(held):
        answer = client.get(page("posts_list"), {"held": held})
        return [row["record"].title for row in answer.context["rows"]]

    assert titles("yes") == ["Held"]
    assert titles("no") == ["Vacant"]


def test_the_administration_shows_the_ways_that_a_role_may_take(client):
    client.force_login(person("information_governance"))

    words = client.get(page("home")).content.decode()

    assert "Read the trail" in words
    assert client.post(page("home")).status_code == 405
