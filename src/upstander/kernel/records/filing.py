"""Files beside a record: the step that adds one, the page that hands it out."""

from typing import Any, ClassVar

from django import forms
from django.core.files.base import File
from django.db import models, transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from upstander.kernel.audit.record import key_of
from upstander.kernel.audit.record import record as write_trail
from upstander.kernel.documents.attached import AttachedField, hand_out
from upstander.kernel.records.models import RecordFile
from upstander.kernel.records.page import RecordPage
from upstander.kernel.records.steps import Step


class FileForm(forms.Form):
    """A file and what it is."""

    title = forms.CharField(
        max_length=200, widget=forms.TextInput({"class": "govuk-input--width-30"})
    )
    file = AttachedField(
        help_text="PDF, Word, Excel, JPG or PNG, up to 10 MB. Leave out names of victims."
    )


@transaction.atomic
def add_file(record: models.Model, *, by: Any, title: str, file: File) -> RecordFile:
    """Put a file beside a record, under a name that nobody can guess."""
    made = RecordFile(record=key_of(record), title=title, file=file)
    made.full_clean()
    made.save()
    write_trail("records.file_added", record, by=by, file=made.pk)
    return made


@transaction.atomic
def remove_file(file: RecordFile, *, by: Any) -> None:
    """Take a file away, once nothing can be undone any more."""
    write_trail("records.file_removed", file.record, by=by, file=file.pk)
    kept = file.file
    file.delete()
    transaction.on_commit(lambda: kept.delete(save=False))


def filing(verb: str, title: str = "Add a file") -> Step:
    """Make the step that puts a file beside a record, for whoever may `verb`."""
    return Step("file", title, add_file, "The file is there.", verb, FileForm)


class FilePage(RecordPage):
    """Hands a file out to whoever may see the record that it stands beside."""

    page: ClassVar[str] = "files"

    def get(self, request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
        """Give it as a download."""
        beside = RecordFile.objects.beside(self.find(pk))
        return hand_out(get_object_or_404(beside, pk=file))
