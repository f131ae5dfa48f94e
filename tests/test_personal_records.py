"""Whatever holds something on a person is reached when that person asks for it, or asks it gone."""

import pytest
from django.apps import apps
from django.db import models

from tests.access_table import parts
from upstander.kernel.registry import all_personal_records
from upstander.kernel.subjects.gathering import fields_to_subjects, pointing_at_subjects
from upstander.kernel.subjects.models import Subject
from upstander.kernel.vault.inventory import classified_models
from upstander.kernel.vault.models import StoredFile

# models with a protected part that speaks of no subject, and how those people are answered: each
# capability says it of its own, in `tests/access.py`
OF_NOBODY = {
    label: why for part in parts() for label, why in getattr(part, "OF_NOBODY", {}).items()
}
PROTECTED = [model for model in classified_models() if model._meta.app_label != "testing"]


def reached():
    """Name the models that an answer and an erasure reach."""
    pointing = {model._meta.label_lower for model, _ in pointing_at_subjects()}
    declared = {kept.label for kept in all_personal_records()}
    with_their_owner = {StoredFile._meta.label_lower, Subject._meta.label_lower}
    return pointing | declared | with_their_owner


@pytest.mark.parametrize("model", PROTECTED, ids=lambda model: model._meta.label)
def test_what_is_protected_is_reached_by_whose_it_is(model):
    label = model._meta.label_lower

    assert label in reached() or OF_NOBODY.get(label), (
        f"{label} neither points at subjects.Subject nor is declared as PersonalRecords"
    )


@pytest.mark.parametrize("model", PROTECTED, ids=lambda model: model._meta.label)
def test_what_is_protected_says_how_long_it_is_kept(model):
    declared = model.classification

    assert declared.clocks or declared.keyed_to, f"nothing ends {model._meta.label}"


def test_what_speaks_of_two_people_declares_what_each_may_be_told():
    declared = {kept.label for kept in all_personal_records()}
    of_two = {model._meta.label_lower for model in PROTECTED if len(fields_to_subjects(model)) > 1}

    assert of_two <= declared


def test_what_declares_to_hold_something_on_people_is_a_model():
    labels = {model._meta.label_lower for model in apps.get_models()}

    assert {kept.label for kept in all_personal_records()} <= labels


def test_no_row_about_a_person_is_deleted_with_them():
    pointing = [
        model._meta.get_field(name) for model in PROTECTED for name in fields_to_subjects(model)
    ]

    assert {field.remote_field.on_delete for field in pointing} == {models.PROTECT}
