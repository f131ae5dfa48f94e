"""Which key store belongs to this database."""

from django.db import models

from upstander.kernel.vault.keys.store import KeyStore
from upstander.kernel.vault.refusals import VaultShut


class Pairing(models.Model):
    """The one row that names the key store with which this database was written."""

    store = models.CharField(max_length=16)

    def __str__(self) -> str:
        return self.store


def check_pairing(kept: KeyStore) -> None:
    """Let a database and its key store know each other; raises `VaultShut` for a strange one.

    Without that, an empty store in the place of a lost one would pass unnoticed, and a sweep would
    take the keys of another database for keys that nobody needs.
    """
    pairing, _ = Pairing.objects.get_or_create(pk=1, defaults={"store": kept.name()})
    if pairing.store != kept.name():
        raise VaultShut(
            "The key store is not the one that this database was written with. Nothing was opened "
            "or written. Restore the right one: upstander keys_restore FILE"
        )
