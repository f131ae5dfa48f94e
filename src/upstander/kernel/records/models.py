"""Files that stand beside records of any kind."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models

from upstander.kernel.audit.record import key_of
from upstander.kernel.clock import now


class RecordFileQuerySet(models.QuerySet["RecordFile"]):
    """Finds files; whoever may see a record may see what stands beside it."""

    def beside(self, *records: models.Model) -> "RecordFileQuerySet":
        """Keep those that stand beside some records."""
        return self.filter(record__in=[key_of(record) for record in records])


class RecordFile(models.Model):
    """A file beside a record, which it names as the trail does: by label and key."""

    record = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    file = models.FileField(upload_to="records/%Y/", max_length=255)
    added_at = models.DateTimeField(default=now, editable=False)

    objects = RecordFileQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["added_at", "pk"]
        indexes: ClassVar = [models.Index(fields=["record"], name="file_of_record")]

    def __str__(self) -> str:
        return self.title


def files_of(records: Iterable[Any]) -> dict[int, list[RecordFile]]:
    """Find the files of records of one kind, by the record's key, in one query."""
    known = {key_of(record): record.pk for record in records}
    found: dict[int, list[RecordFile]] = {pk: [] for pk in known.values()}
    for file in RecordFile.objects.filter(record__in=known):
        found[known[file.record]].append(file)
    return found
