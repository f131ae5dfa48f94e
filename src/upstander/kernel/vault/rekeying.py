"""Gives records new keys in place of old ones, and sweeps up keys that nothing uses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from upstander.kernel.vault import envelope, tokens
from upstander.kernel.vault.inventory import classified_models, records_under
from upstander.kernel.vault.keys.store import Key, store
from upstander.kernel.vault.models.classified import Classified
from upstander.kernel.vault.models.pairing import check_pairing
from upstander.kernel.vault.models.search import replace_tokens
from upstander.kernel.vault.refusals import Tampered

UNUSED_FOR = timedelta(days=1)  # threads draw on keys made ahead for some hours
AT_ONCE = 500


@dataclass
class Rekeyed:
    """What was done: how many records have new keys, and which did not open."""

    records: int = 0
    unopened: list[str] = field(default_factory=list)
    stuck: set[str] = field(default_factory=set)  # keys of records that did not open


def rekey(old_ids: Sequence[str], done: Rekeyed, *, cut: bool = True) -> None:
    """Lock whatever stands under these keys under new ones, then destroy them.

    The records change in one transaction; a crash before its end leaves all as it was, and one
    after it leaves only keys to destroy, which the next run does.
    """
    kept = store()
    _, fresh = kept.make(len(old_ids))
    new = dict(zip(old_ids, fresh, strict=True))
    old = kept.fetch(old_ids)
    with transaction.atomic():
        for model in classified_models():
            _rekey_rows(model, old, new, done)
    kept.destroy([id for id in old_ids if id not in done.stuck], erased=False, cut=cut)


def sweep_unused_keys() -> int:
    """Destroy keys that were made ahead a day ago and that no record uses; give their number."""
    kept, destroyed = store(), 0
    check_pairing(kept)
    before = (datetime.now(UTC) - UNUSED_FOR).isoformat(timespec="hours")[:13]
    while ids := kept.made_before(before, AT_ONCE):
        used = {id for rows in records_under(ids) for id in _keys_of(rows)}
        unused = [id for id in ids if id not in used]
        kept.mark_used(sorted(used))
        kept.destroy(unused, erased=False)
        destroyed += len(unused)
    return destroyed


def _keys_of(rows: QuerySet[Any]) -> set[str]:
    return set(rows.values_list("vault_key", flat=True))


def _rekey_rows(
    model: type[Classified], old: Mapping[str, Key], new: Mapping[str, Key], done: Rekeyed
) -> None:
    rows = model._base_manager.select_for_update().filter(vault_key__in=list(old))
    changed = []
    for record in rows.only("pk", "vault_key", "vault_document"):
        try:
            changed.append(_resealed(record, old[record.vault_key], new[record.vault_key]))
        except Tampered:
            done.unopened.append(str(record.where))
            done.stuck.add(record.vault_key)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {model._meta.db_table} SET vault_key = %s, vault_document = %s"  # noqa: S608
            f" WHERE {model._meta.pk.column} = %s",
            changed,
        )
    done.records += len(changed)


def _resealed(record: Classified, old: Key, new: Key) -> list[Any]:
    place = record.where  # under the classes of data that are declared today
    sealed = envelope.Sealed.read(record.vault_document, place)
    stood = envelope.Place(place.table, place.row, sealed.classes)
    text = envelope.unseal_bytes(record.vault_document, old.secret, stood)
    if record.classification.search:
        keys = tokens.search_keys(store())[0]
        document = envelope.read(text)
        made = tokens.tokens_for(record.classification.search, document, place.table, keys)
        replace_tokens(record, made)
    return [new.id, envelope.seal_bytes(text, new.secret, new.id, place), record.pk]
