"""Files of a record."""

from pathlib import Path
from typing import Any, ClassVar

from django.apps import apps
from django.conf import settings
from django.db import models

from upstander.kernel.vault.fields import Personal
from upstander.kernel.vault.kinds import Text
from upstander.kernel.vault.models.classified import Classification, Classified

PLACE = "vault"  # the folder for sealed files among the files of the home


class StoredFile(Classified):
    """A file that belongs to a record and goes with it.

    Its content lies on the disk under a key that stands only in this row's document, and that
    under the key of the record. What it is called may name a person, so that stands there too.
    """

    classification = Classification(
        people="Whoever a photograph, a recording or a document shows or names",
        purpose="To keep what shows that something happened",
        basis="As for the record to which the file belongs",
        keyed_to="owner",
    )

    owner_key = models.CharField(max_length=120, db_index=True)
    kind = models.CharField(max_length=10)
    size = models.BigIntegerField()
    blob = models.CharField(max_length=40, unique=True)
    scanned = models.BooleanField()
    added_at = models.DateTimeField()

    called = Personal(Text(), "To find the file again by the name that its sender gave it")
    secret = Personal(Text(), "To open the file's content")
    digest = Personal(Text(64), "To show later that it is the file that was sent (SHA-256)")

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"file {self.pk}"

    @property
    def owner(self) -> Any:
        """Give the record to which the file belongs."""
        label, _, key = self.owner_key.partition(":")
        return apps.get_model(label)._base_manager.get(pk=key)

    @staticmethod
    def path_of(blob: str) -> Path:
        """Say where a sealed file lies."""
        return Path(settings.HOME) / "files" / PLACE / blob[:2] / blob


def files_of(owner: Any) -> "models.QuerySet[StoredFile]":
    """Give the files of a record, those that were not erased."""
    key = f"{owner._meta.label_lower}:{owner.pk}"
    return StoredFile.objects.filter(owner_key=key, vault_erased_at=None)
