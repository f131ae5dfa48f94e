import random

import pytest
from django.db import connection
from django.db.models import Count
from django.db.models.functions import Lower

from upstander.kernel.people.models import Organisation, Post, User
from upstander.kernel.records.paging import Key, Place, page_of

pytestmark = pytest.mark.django_db

ORDERS = {
    "a name, many alike": (Key("title"),),
    "a name from Z to A": (Key("title", descending=True),),
    "what may be missing": (Key("holder__name"),),
    "what may be missing, backwards": (Key("holder__name", descending=True),),
    "two things, one missing": (Key("holder__name"), Key(Lower("organisation__name"), True)),
    "an expression": (Key(Lower("title")), Key("organisation__sector")),
    "nothing": (),
    "the key itself": (Key("id", descending=True),),
}


@pytest.fixture
def posts():
    chance = random.Random(20241114)
    bodies = Organisation.objects.bulk_create(
        Organisation(name=f"Body {n}", sector=chance.choice(["council", "police"])) for n in "abcD"
    )
    users = User.objects.bulk_create(
        User(name=chance.choice(["Ann", "bob", "Cy"]), email=f"{n}@x.example") for n in range(5)
    )
    Post.objects.bulk_create(
        Post(
            title=f"{chance.choice('abBc')} {n % 12}",
            organisation=bodies[n // 12],
            holder=chance.choice([None, None, *users]),
        )
        for n in range(47)
    )
    return Post.objects.all()


def walk(rows, keys, size):
    pages = [page_of(rows, keys, size=size)]
    while pages[-1].next is not None:
        pages.append(page_of(rows, keys, Place(after=pages[-1].next), size=size))
    return pages


def walk_back(rows, keys, last, size):
    pages = [last]
    while pages[-1].previous is not None:
        pages.append(page_of(rows, keys, Place(before=pages[-1].previous), size=size))
    return pages[::-1]


def keys_of(pages):
    return [row.pk for page in pages for row in page.rows]


@pytest.mark.parametrize("keys", ORDERS.values(), ids=ORDERS)
@pytest.mark.parametrize("size", [4, 46, 47])
def test_walking_through_the_pages_meets_every_row_once_forth_and_back(posts, keys, size):
    pages = walk(posts, keys, size)

    assert sorted(keys_of(pages)) == sorted(posts.values_list("pk", flat=True))
    assert keys_of(walk_back(posts, keys, pages[-1], size)) == keys_of(pages)
    assert all(len(page.rows) == size for page in pages[:-1])


@pytest.mark.parametrize("descending", [False, True])
def test_rows_without_a_value_come_last_whichever_way_a_list_is_sorted(posts, descending):
    pages = walk(posts.select_related("holder"), (Key("holder__name", descending),), 10)

    names = [row.holder.name if row.holder else None for page in pages for row in page.rows]

    held = [name for name in names if name is not None]
    assert held == sorted(held, reverse=descending)
    assert names[len(held) :] == [None] * (len(names) - len(held))


def test_a_list_that_fits_is_whole(posts):
    assert page_of(posts, (), size=47).is_whole
    assert not page_of(posts, (), size=46).is_whole


def test_a_place_whose_record_is_gone_is_the_start(posts):
    first = page_of(posts, (Key("title"),), size=5)
    gone = posts.last().pk + 1000

    assert page_of(posts, (Key("title"),), Place(after=gone), size=5).rows == first.rows
    assert page_of(posts, (Key("title"),), Place(before=gone), size=5).rows == first.rows


def test_a_place_that_the_person_may_not_see_is_the_start(posts):
    hidden = posts.first().pk

    page = page_of(posts, (), Place(after=hidden), known=posts.none(), size=5)

    assert page.rows == page_of(posts, (), size=5).rows


def test_where_nothing_follows_the_start_is_shown(posts):
    last = posts.order_by("pk").last().pk

    page = page_of(posts, (Key("pk"),), Place(after=last), size=5)

    assert page.previous is None
    assert len(page.rows) == 5


def test_a_place_that_no_longer_passes_the_filter_still_holds(posts):
    keys = (Key("title"),)
    first = page_of(posts, keys, size=10)
    place = first.rows[-1]
    others = posts.exclude(pk=place.pk)

    page = page_of(others, keys, Place(after=place.pk), known=posts, size=10)

    assert page.rows == page_of(posts, keys, Place(after=place.pk), size=10).rows


def test_a_page_neither_counts_nor_skips_rows(posts, django_assert_num_queries):
    place = Place(after=posts[20].pk)

    with django_assert_num_queries(2) as asked:
        page_of(posts, (Key("title"),), place, size=5)

    written = " ".join(query["sql"].upper() for query in asked.captured_queries)
    assert "COUNT(" not in written
    assert "OFFSET" not in written


def test_a_late_page_begins_in_the_index(posts, django_assert_num_queries):
    place = Organisation.objects.get(name="Body a")

    with django_assert_num_queries(2) as asked:
        page_of(Organisation.objects.all(), (Key("name"),), Place(after=place.pk), size=5)

    plan = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    with connection.cursor() as cursor:
        cursor.execute(
            "SET enable_seqscan = off" if connection.vendor == "postgresql" else plan + "SELECT 1"
        )
        cursor.execute(plan + asked.captured_queries[-1]["sql"])
        steps = str(cursor.fetchall())
    assert "name>" in steps or "Index Cond" in steps


def test_what_the_database_counts_can_be_sorted_by(posts):
    counted = Organisation.objects.annotate(number=Count("posts"))

    pages = walk(counted, (Key("number", descending=True),), 2)

    assert [row.number for page in pages for row in page.rows] == [12, 12, 12, 11]
