import copy
import json
import pickle
from datetime import date

import pytest
from django import forms
from django.core import serializers
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import models, transaction
from django.template import engines
from django.test.utils import isolate_apps

from upstander.kernel.testing.models import TrialNote, TrialPerson, TrialReport
from upstander.kernel.vault.door import Door
from upstander.kernel.vault.fields import Personal, SpecialChoice
from upstander.kernel.vault.inventory import (
    classified_models,
    described_fields,
    redaction,
    sensitivity_of,
)
from upstander.kernel.vault.kinds import Choice, Day, Phone, Several, Text
from upstander.kernel.vault.models import Classification, Classified
from upstander.kernel.vault.refusals import NotSearchable, Unwritable
from upstander.kernel.vault.sensitivity import Sensitivity
from upstander.kernel.vault.tests.conftest import BY, again


def test_what_was_saved_comes_back_through_a_door(report, door):
    kept = again(report)

    door.open(kept)

    assert (kept.name, kept.story) == ("canary-name", "canary-story\nof two lines")
    assert (kept.happened_on, kept.household) == (date(2024, 1, 9), ("canary-one", "canary-two"))
    assert (kept.phone, kept.born_on, kept.handles) == ("", None, ())
    assert kept.strand == "race"


def test_a_shut_record_shows_a_mask_wherever_it_goes(report):
    kept = again(report)
    page = engines["django"].from_string("{{ r.name }} {{ r.household }} {{ r.strand }}")

    shown = [
        str(kept.name),
        repr(kept.name),
        f"{kept.happened_on!r}",
        json.dumps([kept.name, kept.household, kept.strand]),
        page.render({"r": kept}),
        repr(vars(kept)),
        str(pickle.dumps(kept.name)),
    ]

    assert kept.name == kept.happened_on == kept.strand == "[protected]"
    assert [text for text in shown if "canary" in text or "2024-01-09" in text] == []


def test_an_opened_record_that_is_copied_or_pickled_is_shut_again(report, door):
    door.open(report)

    for copied in (pickle.loads(pickle.dumps(report)), copy.copy(report), copy.deepcopy(report)):
        assert copied.name == "[protected]"
    assert b"canary" not in pickle.dumps(report)
    assert "canary" not in repr(vars(report))


def test_a_record_with_unsaved_values_cannot_be_carried_off():
    fresh = TrialReport(received_on=date(2024, 1, 1), name="canary-name")

    with pytest.raises(Unwritable):
        pickle.dumps(fresh)


def test_a_door_opens_only_the_classes_that_it_was_made_for(report):
    kept = again(report)

    Door(BY, "trying", frozenset({Sensitivity.PERSONAL})).open(kept)

    assert kept.name == "canary-name"
    assert (kept.story, kept.strand) == ("[protected]", "[protected]")


def test_a_door_remembers_what_it_opened(report, amara, door):
    door.open(report, again(report))
    door.open(amara)

    assert set(door.opened) == {
        f"testing.trialreport:{report.pk}",
        f"testing.trialperson:{amara.pk}",
    }


def test_each_record_is_one_document_and_says_nothing_by_its_length(report):
    other = TrialReport.objects.create(received_on=date(2024, 1, 1), name="Bo")
    third = TrialReport.objects.create(received_on=date(2024, 1, 1), name="Bartholomew Featherston")

    assert len(again(other).vault_document) == len(again(third).vault_document)
    assert again(other).vault_document.count(":") == 3


ASKING = {
    "filter": lambda rows: rows.filter(name="x"),
    "filter in part": lambda rows: rows.filter(name__icontains="x"),
    "exclude": lambda rows: rows.exclude(story=""),
    "filter by what is not there": lambda rows: rows.filter(name=None),
    "order": lambda rows: list(rows.order_by("name")),
    "values": lambda rows: list(rows.values("name")),
    "list of values": lambda rows: list(rows.values_list("name", flat=True)),
    "expression": lambda rows: list(rows.annotate(x=models.F("name"))),
    "aggregate": lambda rows: rows.aggregate(models.Max("name")),
    "update": lambda rows: rows.update(name="x"),
    "get or create": lambda rows: rows.get_or_create(name="x"),
    "through a relation": lambda rows: list(TrialNote.objects.filter(person__family_name="x")),
}


@pytest.mark.parametrize("way", ASKING)
def test_the_database_cannot_be_asked_about_a_protected_field(way, report):
    with pytest.raises(NotSearchable, match="is encrypted"), transaction.atomic():
        ASKING[way](TrialReport.objects.all())


def test_a_choice_that_is_counted_can_be_asked_about(report):
    assert TrialReport.objects.filter(strand="race").count() == 1
    assert TrialReport.objects.values_list("strand").get() == ("race",)


@pytest.mark.parametrize(
    "way",
    [
        lambda report: TrialReport.objects.bulk_create([TrialReport()]),
        lambda report: TrialReport.objects.bulk_update([report], ["ward"]),
        lambda report: TrialReport.objects.all().delete(),
        lambda report: report.delete(),
    ],
    ids=["bulk create", "bulk update", "delete all", "delete"],
)
def test_ways_of_writing_that_pass_the_vault_by_are_shut(way, report):
    with pytest.raises(Unwritable):
        way(report)


def test_a_change_keeps_what_was_not_opened(report, door):
    kept = again(report)
    kept.phone = "07700 900456"
    kept.save()

    kept = again(report)
    door.open(kept)
    assert (kept.phone, kept.name, kept.strand) == ("07700 900456", "canary-name", "race")


def test_an_emptied_field_is_empty(report, door):
    report.name, report.household = "", []
    report.save()

    kept = again(report)
    door.open(kept)
    assert (kept.name, kept.household, kept.story[:6]) == ("", (), "canary")


def test_saving_a_plain_field_leaves_key_and_document_alone(report, door):
    stale = again(report)
    report.name = "canary-second"
    report.save()

    stale.ward = "Lavender"
    stale.save()

    kept = again(report)
    door.open(kept)
    assert (kept.name, kept.ward) == ("canary-second", "Lavender")


def test_saving_some_fields_saves_those_alone(report, door):
    report.name, report.phone, report.ward = "canary-third", "07700 900456", "Lavender"
    report.save(update_fields=["name"])

    kept = again(report)
    door.open(kept)
    assert (kept.name, kept.phone, kept.ward) == ("canary-third", "", "Abbey")
    report.save()
    kept = again(report)
    door.open(kept)
    assert (kept.name, kept.phone, kept.ward) == ("canary-third", "07700 900456", "Lavender")


def test_a_field_that_the_code_no_longer_knows_is_kept(report, monkeypatch, door):
    gone = TrialReport._meta.get_field("story")
    others = [field for field in TrialReport._meta.private_fields if field is not gone]
    with monkeypatch.context() as patch:
        patch.setattr(TrialReport._meta, "private_fields", others)
        kept = again(report)
        kept.phone = "07700 900456"
        kept.save()

    kept = again(report)
    door.open(kept)
    assert kept.story.startswith("canary-story")


@pytest.mark.parametrize("field", ["name", "strand"])
def test_a_mask_is_never_saved_as_a_value(field, report):
    kept = again(report)

    with pytest.raises(Unwritable):
        setattr(kept, field, getattr(kept, field))


def test_reading_again_forgets_what_was_opened_and_what_was_set(report, door):
    door.open(report)
    report.phone = "07700 900456"

    report.refresh_from_db()

    assert (report.name, report.phone) == ("[protected]", "[protected]")


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (Text(5), "Bo", "Bartholomew"),
        (Text(), "one line", "two\nlines"),
        (Text(), "words", 12),
        (Phone(), "07700 900123", "ring me"),
        (Day(), date(2024, 1, 1), "2024-01-01"),
        (Choice(choices=(("a", "A"),)), "a", "b"),
        (Several(Text(5), most=2), ["a", "b"], ["a", "b", "c"]),
        (Several(Text(5)), ["a"], ["Bartholomew"]),
        (Several(Text(5)), ["a"], "a"),
    ],
)
def test_a_kind_of_field_takes_what_fits_and_gives_it_back(kind, good, bad):
    kind.check(good)
    with pytest.raises(ValidationError):
        kind.check(bad)
    through_json = json.loads(json.dumps(kind.written(good)))
    assert list(kind.read(through_json)) == good if isinstance(good, list) else True
    assert kind.read(through_json) == (tuple(good) if isinstance(good, list) else good)


def test_what_does_not_fit_is_not_saved(report):
    report.born_on = "long ago"

    with pytest.raises(ValidationError):
        report.save()


def test_a_record_is_checked_like_any_other(report, amara):
    with pytest.raises(ValidationError) as refused:
        TrialNote(person=amara, text="").full_clean()
    report.email = "nobody"
    with pytest.raises(ValidationError) as wrong:
        report.full_clean()

    assert set(refused.value.error_dict) == {"text"}
    assert set(wrong.value.error_dict) == {"email"}
    again(report).full_clean()


class ReportForm(forms.ModelForm):
    class Meta:
        model = TrialReport
        fields = ("received_on", "name", "household", "born_on", "who", "story", "strand")


def test_a_form_is_made_from_the_fields_and_shows_what_is_open(report, door):
    shown = again(report)
    door.open(shown)
    filled = ReportForm(instance=shown)

    assert filled["name"].value() == "canary-name"
    assert "canary-one\ncanary-two" in filled["household"].as_widget().replace("\r", "")
    assert isinstance(filled.fields["story"].widget, forms.Textarea)
    assert filled.fields["who"].choices[1] == ("self", "Me")


@pytest.mark.parametrize("field", ["name", "strand"])
def test_a_shut_record_does_not_stand_in_a_form_where_a_mask_could_be_saved(field, report):
    form = forms.modelform_factory(TrialReport, fields=[field])

    with pytest.raises(Unwritable, match="open the record"):
        form(instance=again(report))
    with pytest.raises(Unwritable):
        serializers.serialize("json", [again(report)])


def test_a_form_saves_what_it_was_given(db, door):
    form = ReportForm(
        {
            "received_on": "2024-01-01",
            "name": "canary-form",
            "household": "a\n\nb",
            "strand": "race",
        }
    )

    kept = again(form.save())

    door.open(kept)
    assert (kept.name, kept.household) == ("canary-form", ("a", "b"))


def test_the_mask_sent_back_by_a_form_is_refused(report, door):
    door.open(report)
    form = ReportForm({"received_on": "2024-01-01", "name": "[protected]"}, instance=report)

    with pytest.raises(Unwritable):
        form.is_valid()


def test_what_is_declared_of_a_field_can_be_asked_for():
    described = {field.name: field for field in described_fields(TrialReport)}

    assert {TrialReport, TrialPerson, TrialNote} <= set(classified_models())
    assert described["story"].sensitivity == sensitivity_of(TrialReport, "story") == "criminal"
    assert (described["story"].encrypted, described["story"].kept) == (True, False)
    assert (described["strand"].encrypted, described["strand"].kept) == (False, True)
    assert sensitivity_of(TrialReport, "ward") is None


def test_the_trail_gets_values_of_plain_fields_and_names_of_all_others():
    redact = redaction(TrialReport, "ward")

    assert redact({"ward": "Abbey", "name": "canary", "strand": "race"}) == {
        "ward": "Abbey",
        "fields": ["name", "strand"],
    }
    for name in ("name", "strand"):
        with pytest.raises(ImproperlyConfigured):
            redaction(TrialReport, name)


@isolate_apps("upstander.kernel.testing")
def test_a_declaration_that_leaves_something_out_stops_the_start():
    class Careless(Classified):
        name = Personal(Text(), "")
        strand = SpecialChoice()
        parent = models.ForeignKey(TrialPerson, on_delete=models.CASCADE)
        objects = models.Manager()

        class Meta:
            app_label = "testing"

    said = " ".join(error.msg for error in Careless.check())

    for what in (
        "no classification",
        "ClassifiedQuerySet",
        "what name is",
        "what strand",
        "PROTECT",
    ):
        assert what in said


@pytest.mark.parametrize("model", classified_models(), ids=lambda model: model.__name__)
def test_every_protected_model_says_what_it_is_for(model):
    declared = model.classification

    assert isinstance(declared, Classification)
    assert all((declared.people, declared.purpose, declared.basis))
    assert [error for error in model.check() if error.id == "vault.E001"] == []
