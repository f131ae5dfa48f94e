"""What is inserted by the statement made ahead is what Django itself would have saved."""

from datetime import date
from enum import Enum

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.utils.safestring import SafeString

from upstander.kernel.access.models import SystemUse
from upstander.kernel.reference.models import Strand
from upstander.kernel.rows import Prepared, insert, insert_each


def use(day=1):
    return SystemUse(work="trying", label="some.record", on=f"2026-01-{day:02}")


def values_of(row):
    return type(row).objects.filter(pk=row.pk).values().get()


@pytest.mark.django_db
def test_a_row_is_what_django_saves_and_knows_its_number():
    mine, theirs = use(1), use(2)
    insert(mine)
    theirs.save()

    said, meant = values_of(mine), values_of(theirs)
    assert said.pop("id") == mine.pk == meant.pop("id") - 1
    assert said.pop("on").replace(day=2) == meant.pop("on")
    assert said == meant
    assert not mine._state.adding


@pytest.mark.django_db
def test_a_row_that_was_inserted_is_changed_and_not_inserted_again():
    row = Strand(code="trying", title="To try", valid_from=None)
    insert(row)
    row.title = "To try again"
    row.save()

    assert Strand.objects.get(code="trying").title == "To try again"


@pytest.mark.django_db
def test_several_rows_come_together_or_not_at_all():
    insert(use(1), use(2))
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(use(3), use(1))

    assert SystemUse.objects.filter(work="trying").count() == 2


@pytest.mark.django_db
def test_a_row_whose_number_is_taken_overwrites_nobody():
    first = use(1)
    insert(first)
    second = use(2)
    second.pk = first.pk

    with pytest.raises(IntegrityError), transaction.atomic():
        insert(second)

    assert str(values_of(first)["on"]) == "2026-01-01"


@pytest.mark.django_db
def test_a_row_comes_once_for_each_of_some_values():
    other = use()
    insert(other)

    insert_each(use(), "work", ["one", "two"])
    insert_each(use(), "work", [])

    made = SystemUse.objects.exclude(pk=other.pk).order_by("pk")
    assert [row.work for row in made] == ["one", "two"]
    assert {(row.label, row.on) for row in made} == {(other.label, date(2026, 1, 1))}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "words"),
        ("title", SafeString("words")),
        ("scope", Strand.Scope.LOCAL),
        ("scope", Enum("Word", {"LOCAL": "local"}, type=str).LOCAL),
        ("position", 3),
        ("position", True),
        ("position", "7"),
        ("valid_from", None),
        ("valid_from", date(2026, 1, 1)),
        ("parent_id", None),
        ("parent_id", "1"),
    ],
)
def test_whatever_stands_in_a_field_is_written_as_django_would(field, value):
    Strand.objects.create(pk=1, code="parent")
    mine, theirs = (Strand(code=code, **{field: value}) for code in ("mine", "theirs"))
    insert(mine)
    theirs.save()

    said, meant = values_of(mine), values_of(theirs)
    assert (said.pop("id"), said.pop("code")) != (meant.pop("id"), meant.pop("code"))
    assert said == meant


@pytest.mark.django_db
def test_a_question_is_made_once_and_asked_with_other_values_each_time():
    made = []

    def on_a_day(work, day):
        made.append(work)
        return SystemUse.objects.filter(work=work, on__gte=day).order_by("on").values_list("pk")

    ask = Prepared(on_a_day, models.CharField(), models.DateField())
    first, second = use(1), use(2)
    insert(first)
    insert(second)

    assert ask.rows("trying", date(2026, 1, 1)) == [(first.pk,), (second.pk,)]
    assert ask.rows("trying", date(2026, 1, 2)) == [(second.pk,)]
    assert ask.rows("another", date(2026, 1, 1)) == []
    assert len(made) == 1


@pytest.mark.django_db
def test_a_question_whose_answer_needs_more_than_the_database_says_so():
    ask = Prepared(
        lambda work: SystemUse.objects.filter(work=work).values_list("on"), models.CharField()
    )

    if connection.vendor == "sqlite":  # PostgreSQL gives days as days
        with pytest.raises(TypeError):
            ask.rows("trying")
