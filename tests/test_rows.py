"""What is inserted by the statement made ahead is what Django itself would have saved."""

import pytest
from django.db import IntegrityError, transaction

from upstander.kernel.access.models import SystemUse
from upstander.kernel.reference.models import Strand
from upstander.kernel.rows import insert


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
