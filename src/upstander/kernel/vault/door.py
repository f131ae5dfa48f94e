"""The door: what opens records, for whom, what for, and which classes of data.

Only `access` makes doors, after it has asked whether one may; an import contract holds that. What
a door opened it remembers, so that one row of the trail can say so for a whole page.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from upstander.kernel.vault.contents import Contents
from upstander.kernel.vault.envelope import unseal
from upstander.kernel.vault.keys.store import Key, store
from upstander.kernel.vault.models.classified import OWN, place_of
from upstander.kernel.vault.refusals import KeyLost
from upstander.kernel.vault.sensitivity import ALL, Sensitivity


@dataclass
class Door:
    """Opens records for `by` (a user, or "system:..."), for a purpose, as far as `classes` go.

    Fields named in `withheld` stay shut, whatever their class.
    """

    by: Any
    purpose: str
    classes: frozenset[Sensitivity] = ALL
    withheld: frozenset[str] = frozenset()
    opened: dict[str, frozenset[Sensitivity]] = field(default_factory=dict)

    def open(self, *records: Any) -> None:
        """Show what is in these records from now on, on these very instances.

        A record that was erased shows that. Raises `Tampered` or `KeyLost` at one that does not
        open, before any of them is shown.
        """
        documents = documents_of(records)
        for record in records:
            if record.pk in documents:
                Contents.of(record).fill(documents[record.pk], self.classes, self.withheld)
            else:
                Contents.of(record).fill_erased()
            self.opened[f"{record._meta.label_lower}:{record.pk}"] = self.classes


def documents_of(records: Iterable[Any]) -> dict[Any, dict[str, Any]]:
    """Give the documents of records of one kind by their keys, without those that were erased.

    For the vault itself: everybody else goes through a door.
    """
    listed = list(records)
    keys = store().fetch([record.vault_key for record in listed if record.vault_key])
    documents = {}
    for record in listed:
        key = None if record.vault_erased_at else keys.get(record.vault_key) or _found_anew(record)
        if key is not None:
            documents[record.pk] = unseal(record.vault_document, key.secret, place_of(record))
    return documents


def _found_anew(record: Any) -> Key | None:
    """Look again for a key: a rotation may have given the record another since it was read.

    None where it was erased meanwhile, or before a backup of it was restored.
    """
    record_as_it_stands = type(record)._base_manager.filter(pk=record.pk).values_list(*OWN).get()
    record.vault_key, record.vault_document, record.vault_erased_at = record_as_it_stands
    if record.vault_erased_at:
        return None
    key = store().fetch([record.vault_key]).get(record.vault_key)
    if key is None and not store().gone([record.vault_key]):
        raise KeyLost(str(record.where))
    return key
