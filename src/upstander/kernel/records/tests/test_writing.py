"""Changes that only write down: whole or not at all, each with its row in the trail."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from upstander.kernel.audit import record as trail
from upstander.kernel.audit.record import events_for
from upstander.kernel.groups.models import Group
from upstander.kernel.records.filing import add_file, remove_file
from upstander.kernel.records.models import RecordFile, files_of
from upstander.kernel.records.writing import adds, edits
from upstander.kernel.reference.models import Strand

BY = "system:test"
pytestmark = pytest.mark.django_db
add, edit = adds(Group, "groups.added"), edits(Group, "groups.changed")


@pytest.fixture
def strands():
    return [
        Strand.objects.create(code=code, title=code, scope="national") for code in ("race", "age")
    ]


def test_a_record_is_added_with_what_it_is_joined_to(strands):
    group = add(name="A group", rule="first Monday of May", strands=strands, by=BY)

    assert list(group.strands.order_by("code")) == sorted(strands, key=lambda s: s.code)
    assert events_for(group).get().facts == {"rule": "first Monday of May"}


def test_a_change_names_the_fields_that_are_different_and_no_others(strands):
    group = add(name="A group", quorum=3, strands=strands, by=BY)

    edit(group, name="A group", quorum=5, strands=strands[:1], by=BY)
    edit(group, quorum=5, by=BY)

    assert events_for(group)[0].facts == {"fields": ["quorum", "strands"]}
    assert events_for(group).count() == 2, "nothing was changed the second time"
    assert Group.objects.get().quorum == 5


def test_what_a_field_refuses_is_not_added():
    with pytest.raises(ValidationError):
        add(name="A group", rule="now and then", by=BY)

    assert not Group.objects.exists()


@pytest.mark.parametrize("change", ["add", "edit"])
def test_without_its_row_in_the_trail_nothing_is_written(change, monkeypatch):
    group = add(name="A group", by=BY)
    monkeypatch.setattr(trail, "insert", broken)

    with pytest.raises(RuntimeError):
        add(name="Another", by=BY) if change == "add" else edit(group, quorum=9, by=BY)

    assert [(g.name, g.quorum) for g in Group.objects.all()] == [("A group", 3)]


def broken(*args, **kwargs):
    raise RuntimeError("the trail is full")


def test_a_file_stands_beside_its_record_and_no_other(
    settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    one, other = add(name="One", by=BY), add(name="Other", by=BY)

    file = add_file(one, title="Rooms", file=ContentFile(b"%PDF-1.4\n", "x.pdf"), by=BY)

    assert files_of([one, other]) == {one.pk: [file], other.pk: []}
    assert events_for(one)[0].kind == "records.file_added"
    with django_capture_on_commit_callbacks(execute=True):
        remove_file(file, by=BY)
    assert not RecordFile.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
