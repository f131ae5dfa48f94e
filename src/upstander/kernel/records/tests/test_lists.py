import io
import json

import pytest
from django.http import QueryDict
from django.urls import reverse

from upstander.kernel.administration.declarations import OrganisationViews
from upstander.kernel.audit.record import events_for
from upstander.kernel.exports.reading import read_rows
from upstander.kernel.people.changes import end_role, give_role, switch_off
from upstander.kernel.people.models import Organisation, Post
from upstander.kernel.records.filtering import query_with
from upstander.kernel.testing.people import organisation, person, post

pytestmark = pytest.mark.django_db


def page(name, *args):
    return reverse(f"administration:{name}", args=args)


@pytest.fixture
def ada(client):
    made = person("administrator", name="Ada Admin", email="ada@x.example")
    client.force_login(made)
    return made


def words(answer):
    return answer.content.decode()


def test_a_list_without_records_says_what_to_do_next(client, ada):
    answer = client.get(page("posts_list"))

    assert "There are no posts yet" in words(answer)
    assert "import a list" in words(answer)
    assert page("posts_new") in words(answer)
    assert "Filter posts" not in words(answer)


def test_a_list_says_how_many_it_shows_and_no_more_than_it_knows(client, ada):
    for number in range(51):
        post(f"Post {number:02}")

    first = client.get(page("posts_list"))
    last = client.get(page("posts_list") + first.context["next"])

    assert "50 posts shown. There are more." in words(first)
    assert "1 post shown." in words(last)
    assert first.context["previous"] == ""
    assert last.context["next"] == ""


def test_turning_pages_keeps_filter_and_order_and_puts_no_value_into_the_address(client, ada):
    for number in range(60):
        post(f"Librarian {number:02}")
    post("Clerk")

    first = client.get(page("posts_list"), {"q": "librarian", "sort": "-title"})
    second = client.get(page("posts_list") + first.context["next"])
    again = client.get(page("posts_list") + second.context["previous"])

    titles = [row["record"].title for row in second.context["rows"]]
    assert titles == [f"Librarian {number:02}" for number in range(9, -1, -1)]
    assert sorted(QueryDict(first.context["next"][1:])) == ["after", "q", "sort"]
    assert QueryDict(first.context["next"][1:])["after"].isdigit()
    assert [r["record"] for r in again.context["rows"]] == [
        r["record"] for r in first.context["rows"]
    ]


@pytest.mark.parametrize("place", ["x", "-1", "9" * 30, "²", "1; drop"])
def test_a_crafted_place_is_the_start(client, ada, place):
    post("Librarian")

    assert "1 post." in words(client.get(page("posts_list"), {"after": place, "before": place}))


def test_any_column_sorts_both_ways_and_says_so(client, ada):
    sam = person("analyst", name="Sam")
    post("Held", holder=sam)
    post("Vacant")

    up = client.get(page("posts_list"), {"sort": "holder"})
    down = client.get(page("posts_list"), {"sort": "-holder"})

    assert [r["record"].title for r in up.context["rows"]] == ["Held", "Vacant"]
    assert [r["record"].title for r in down.context["rows"]] == ["Held", "Vacant"]
    assert 'aria-sort="ascending"><a class="up-sort" href="?sort=-holder"' in words(up)
    assert 'aria-sort="descending"><a class="up-sort" href="?sort=holder"' in words(down)


def test_an_order_that_is_none_is_the_usual_one(client, ada):
    organisation("b")
    organisation("A")

    answer = client.get(page("organisations_list"), {"sort": "password"})

    names = [row["record"].name for row in answer.context["rows"]]
    assert names == ["A", "b", "Safer Merton"]


def test_every_filter_in_force_is_a_chip_that_takes_it_away(client, ada):
    sam = person("caseworker", organisation("Tarn Library"), name="Sam")
    person("analyst", organisation("Tarn Library"), name="Sally")
    chosen = {"q": "sa", "role": "caseworker", "organisation": str(organisation("Tarn Library").pk)}

    answer = client.get(page("people_list"), {**chosen, "sort": "name"})

    chips = {chip.title: QueryDict(chip.url[1:]).dict() for chip in answer.context["chips"]}
    assert [row["record"] for row in answer.context["rows"]] == [sam]
    assert list(chips) == ["Name or email: sa", "Organisation: Tarn Library", "Role: Caseworker"]
    assert chips["Role: Caseworker"] == {
        "q": "sa",
        "organisation": chosen["organisation"],
        "sort": "name",
    }


def test_a_day_in_three_boxes_is_one_chip(client, ada):
    day = {"since_day": "1", "since_month": "11", "since_year": "2024"}

    answer = client.get(page("trail_list"), {**day, "kind": "people.role_given"})

    chips = {chip.title: QueryDict(chip.url[1:]).dict() for chip in answer.context["chips"]}
    assert chips == {"What: Gave a role": day, "From: 1 Nov 2024": {"kind": "people.role_given"}}


def test_a_filter_that_makes_no_sense_shows_nothing_and_says_why(client, ada):
    answer = client.get(page("people_list"), {"role": "emperor"})

    assert answer.context["rows"] == []
    assert "There is a problem" in words(answer)
    assert "No people match" in words(answer)


def test_filters_that_nothing_passes_can_be_taken_away(client, ada):
    answer = client.get(page("people_list"), {"q": "nobody of this name"})

    assert "No people match" in words(answer)
    assert 'href="?">Take all filters away' in words(answer)


@pytest.mark.parametrize("noun", ["organisations", "posts", "people", "trail"])
def test_a_list_asks_as_often_for_twice_the_rows(client, ada, noun, django_assert_num_queries):
    def fill(count):
        for _ in range(count):
            body = organisation()
            sam = person("analyst", body)
            give_role(sam, organisation=body, role="caseworker", by=ada)
            post("", body, holder=sam)

    fill(6)
    client.get(page(f"{noun}_list"))
    with django_assert_num_queries(20, exact=False) as few:
        client.get(page(f"{noun}_list"))
    fill(12)
    with django_assert_num_queries(len(few), exact=True) as many:
        client.get(page(f"{noun}_list"))

    assert len(many) <= 14


@pytest.mark.parametrize("noun", ["organisations", "posts"])
def test_a_later_page_costs_no_more_queries(client, ada, noun, django_assert_num_queries):
    bodies = Organisation.objects.bulk_create(Organisation(name=f"Body {n}") for n in range(55))
    Post.objects.bulk_create(Post(title="Clerk", organisation=body) for body in bodies)
    first = client.get(page(f"{noun}_list"))

    with django_assert_num_queries(12, exact=False):
        client.get(page(f"{noun}_list") + first.context["next"])


def test_the_roles_in_the_list_are_those_of_today(client, ada):
    sam = person("analyst", organisation("Library"), name="Sam")
    end_role(sam.memberships.get(), by=ada)
    give_role(sam, organisation=organisation("Library"), role="caseworker", by=ada)

    assert client.get(page("people_list"), {"role": "analyst"}).context["rows"] == []
    assert "Caseworker, Library" in words(client.get(page("people_list"), {"q": "sam"}))


def test_people_without_an_account_that_works_are_found(client, ada):
    gone = person("analyst", name="Gone")
    switch_off(gone, by=ada)

    answer = client.get(page("people_list"), {"is_active": "no"})

    assert [row["record"] for row in answer.context["rows"]] == [gone]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_list_leaves_as_it_is_filtered_and_sorted(client, ada, form):
    for name in ("=Beta", "Alpha", "Gamma"):
        organisation(name, sector="council", short_name=name[:2])
    organisation("Elsewhere", sector="police")
    query = {"sector": "council", "sort": "-name", "after": Organisation.objects.last().pk}

    answer = client.get(page("organisations_export", form), query)

    sheet = read_rows(io.BytesIO(answer.content), f"list.{form}")
    assert sheet.columns == (
        "Name",
        "Short name",
        "Sector",
        "Email address",
        "Works in the partnership",
    )
    assert [row[0] for row in sheet.rows] == ["Safer Merton", "Gamma", "Alpha", "=Beta"]
    assert sheet.rows[1] == ["Gamma", "Ga", "Council", "", "Yes"]


def test_json_leaves_under_the_same_headings(client, ada):
    answer = client.get(page("organisations_export", "json"))

    assert json.loads(answer.content)[0]["Works in the partnership"] is True


def test_every_export_is_in_the_trail(client, ada):
    organisation("Alpha")

    client.get(page("organisations_export", "csv"), {"q": "alpha"})

    row = events_for("dataset:administration.organisations").get()
    assert (row.kind, row.actor_name) == ("exports.taken", "Ada Admin")
    assert row.facts == {
        "dataset": "administration.organisations",
        "format": "csv",
        "count": 1,
    }


def test_a_format_that_is_none_is_not_there_and_leaves_no_row(client, ada):
    assert client.get(page("organisations_export", "exe")).status_code == 404
    assert not events_for("dataset:administration.organisations").exists()


def test_more_rows_than_a_page_leave_at_once(client, ada):
    for number in range(520):
        Organisation.objects.create(name=f"Body {number}")

    answer = client.get(page("organisations_export", "json"))

    assert len(json.loads(answer.content)) == 521


def test_colleagues_see_the_list_but_neither_add_nor_take_addresses_away(client):
    client.force_login(person("caseworker"))

    listed = client.get(page("people_list"))

    assert listed.status_code == 200
    assert page("people_new") not in words(listed)
    assert "csv" not in words(listed)
    assert client.get(page("people_export", "csv")).status_code == 403
    assert client.get(page("people_new")).status_code == 403


@pytest.mark.parametrize("address", ["organisations_list", "people_list", "trail_list", "home"])
def test_an_outsider_is_refused_and_a_stranger_is_led_to_sign_in(client, address):
    stranger = client.get(page(address))
    client.force_login(person(None))
    outsider = client.get(page(address))

    assert stranger.status_code == 302
    assert reverse("account_login") in stranger["Location"]
    assert outsider.status_code == 403


def test_a_query_string_changes_one_value_and_begins_again():
    query = QueryDict("q=a&sort=name&after=5&role=x&role=y")

    assert query_with(query, sort="-name") == "?q=a&role=x&role=y&sort=-name"
    assert query_with(query, role=None) == "?q=a&sort=name"
    assert query_with(QueryDict("after=5")) == "?"


def test_a_list_needs_neither_filters_nor_an_order(client, ada, monkeypatch):
    monkeypatch.setattr(OrganisationViews, "filters", None)
    monkeypatch.setattr(OrganisationViews, "order", ())

    answer = client.get(page("organisations_list"))

    assert [row["record"].name for row in answer.context["rows"]] == ["Safer Merton"]
    assert answer.context["chips"] == []


def test_a_kind_that_may_not_leave_has_no_download(client, ada, monkeypatch):
    monkeypatch.setattr(OrganisationViews, "has", frozenset({"list", "detail"}))

    assert "Download" not in words(client.get(page("organisations_list")))
