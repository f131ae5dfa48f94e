"""A field into which people type cannot be forgotten, nor declared where there is none."""

from dataclasses import replace

import pytest
from django.core import checks
from django.core.exceptions import ImproperlyConfigured

from upstander.kernel.groups.models import Bulletin
from upstander.kernel.records.typed_fields import mistakes_of, typed_fields
from upstander.kernel.registry import Capability, capabilities, register

GROUPS = next(part for part in capabilities() if part.slug == "groups")


def test_what_a_part_declares_is_found_by_its_model():
    assert typed_fields()[Bulletin] == ("text",)


def test_the_parts_of_the_product_forgot_nothing():
    assert [error for error in checks.run_checks() if error.id == "records.E001"] == []


def test_a_forgotten_field_is_named():
    typed = {label: names for label, names in GROUPS.typed.items() if label != "groups.Bulletin"}

    assert mistakes_of(replace(GROUPS, typed=typed)) == [
        "groups.Bulletin.text holds text, and is declared neither as typed nor not."
    ]


@pytest.mark.parametrize("name", ["no_such", "sent_on"])
def test_a_field_that_holds_no_text_is_named(name):
    typed = {**GROUPS.typed, "groups.Bulletin": ("text", name)}

    (told,) = mistakes_of(replace(GROUPS, typed=typed))

    assert told == f"groups.Bulletin.{name} is declared, and is no field that holds text."


def test_a_table_that_is_not_there_is_named():
    (told,) = mistakes_of(replace(GROUPS, not_typed={**GROUPS.not_typed, "groups.Gone": ("text",)}))

    assert told.startswith("groups.Gone.text is declared")


def test_a_field_is_typed_or_it_is_not():
    not_typed = {**GROUPS.not_typed, "groups.Bulletin": ("text",)}

    assert mistakes_of(replace(GROUPS, not_typed=not_typed)) == [
        "groups.Bulletin.text is declared as typed and as not."
    ]


def test_nobody_declares_the_fields_of_another_part():
    with pytest.raises(ImproperlyConfigured, match="must begin with"):
        register(Capability(slug="trial", title="Trial", typed={"groups.Bulletin": ("text",)}))


def test_what_is_classified_or_chosen_from_a_list_needs_no_word():
    trial = Capability(slug="testing", title="Trial")

    assert not any("vault_document" in told or ".strand " in told for told in mistakes_of(trial))
