"""Erasing a record: its key is destroyed, and with it every copy in every backup of the data.

In three steps, each of which may be the last before a crash: the record is emptied and an erasure
begun, in one transaction with its row of the trail; the key is destroyed; the erasure is finished
and sealed as a certificate. What was begun is ended by the next call, or by the background work.
The row stays, with its plain columns, to be counted.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from itertools import chain
from typing import Any

from django.db import transaction

from upstander.kernel.audit.record import (
    actor_key,
    actor_name,
    key_of,
    record,
    written_together,
)
from upstander.kernel.errors import Refused
from upstander.kernel.rows import insert, on_disk
from upstander.kernel.vault.fields import SpecialChoice
from upstander.kernel.vault.inventory import records_under
from upstander.kernel.vault.keys.backups import last_backup_ends
from upstander.kernel.vault.keys.store import store
from upstander.kernel.vault.models.classified import Classified
from upstander.kernel.vault.models.erasure import Erasure
from upstander.kernel.vault.models.files import StoredFile
from upstander.kernel.vault.models.retention import Hold, HoldQuerySet
from upstander.kernel.vault.models.search import tokens_of
from upstander.kernel.vault.refusals import VaultShut
from upstander.kernel.vault.rekeying import Rekeyed, rekey

GROUNDS = Erasure.Ground
AT_ONCE = 200


class Held(Refused):
    """A hold keeps a record that somebody wanted to erase."""

    def __init__(self, hold: Hold) -> None:
        """Say which and why; lifting the hold is somebody's decision."""
        until = f"until {hold.until:%d %B %Y}" if hold.until else "until it is lifted"
        super().__init__(
            f"{hold.record} is held {until}: {hold.get_ground_display().lower()}. Nothing was "
            "erased. Whoever answers for records can lift the hold."
        )


class ErasedBefore(Refused):
    """A record was erased together with another one."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("This record was erased before, with the record that it belonged to.")


@transaction.atomic
def erase(target: Classified, *, by: Any, ground: str, rule: str = "") -> Erasure:
    """Erase a record and everything that stands under its key; a second time does nothing more.

    A record under the key of another (a note about a person) is emptied alone, and what else that
    key opened gets a new one. The key itself is destroyed once the transaction is committed.
    Raises `Held` where a hold keeps any of it, and `ErasedBefore` where it went with another.
    """
    rows = type(target)._base_manager.select_for_update().filter(pk=target.pk)
    key, erased_at = rows.values_list("vault_key", "vault_erased_at").get()
    if erased_at:
        return _certificate_of(target)
    alone = bool(target.classification.keyed_to)
    reached = [target] if alone else _all_under(key)
    hold = _holds_of(reached).first()
    if hold is not None:
        raise Held(hold)
    erasure = _begun(target, reached, by=by, ground=ground, rule=rule)
    erasure.key, erasure.alone = key, alone
    insert(erasure)
    _empty(reached)
    record("vault.erased", target, by=by, ground=ground, rule=rule, rows=erasure.rows)
    # should the key store not answer now, the background work ends it; Django names in its log
    # what failed, and falls over one without a name of its own, as a partial is
    transaction.on_commit(lambda: finish(erasure), robust=True)
    return erasure


@transaction.atomic
def erase_all(targets: Sequence[Classified], *, by: Any, ground: str) -> None:
    """Erase records of one model, each of which has a key of its own, in as many steps as one.

    For background work, which must not keep others waiting long. What is held is passed over, and
    so is what was erased before.
    """
    if not targets:
        return
    rows = type(targets[0])._base_manager.select_for_update()
    own = rows.filter(pk__in=[each.pk for each in targets], vault_erased_at=None)
    targeted = {each.vault_key: each for each in own}
    under = defaultdict(list)
    for each in _all_under(*targeted):
        under[each.vault_key].append(each)
    held = set(_holds_of(chain(*under.values())).values_list("record", flat=True))
    going = {key: some for key, some in under.items() if held.isdisjoint(map(key_of, some))}
    with written_together():
        for key, reached in going.items():
            erasure = _begun(targeted[key], reached, by=by, ground=ground)
            erasure.key = key
            insert(erasure)
            record("vault.erased", targeted[key], by=by, ground=ground, rule="", rows=erasure.rows)
    _empty(chain(*going.values()))
    transaction.on_commit(finish_what_was_begun, robust=True)


def _begun(target: Any, reached: Sequence[Any], *, by: Any, ground: str, rule: str = "") -> Erasure:
    return Erasure(
        record=key_of(target),
        ground=ground,
        rule=rule,
        actor=actor_key(by),
        actor_name=actor_name(by),
        begun_at=datetime.now(UTC),
        rows=_counted(reached),
        files=[each.blob for each in reached if isinstance(each, StoredFile) and each.blob],
    )


def finish(*erasures: Erasure) -> None:
    """Destroy the keys and the files of erasures that were begun, and seal their certificates.

    The keys go first: without them no file says anything. An erasure with a file that cannot be
    removed stays unfinished, holds up no other, and is taken up again.
    """
    whole = [erasure for erasure in erasures if not erasure.alone]
    store().destroy([erasure.key for erasure in whole], erased=True)
    # where what stands beside a record was changed, the key stays, and its erasure unfinished
    alone = [each for each in erasures if each.alone and not _others_do_not_open(each.key)]
    done = [each for each in (*whole, *alone) if _without_files(each)]
    backups_until = last_backup_ends(store())
    with transaction.atomic(savepoint=False):
        for erasure in done:
            _certify(erasure, backups_until)


def _without_files(erasure: Erasure) -> bool:
    """Remove the files of an erasure as far as that can be done, and tell whether none is left."""
    left = 0
    for blob in erasure.files:
        try:
            StoredFile.path_of(blob).unlink(missing_ok=True)
        except OSError:  # those who answer for records are told (dues.py), and so is the doctor
            left += 1
    return not left


def _certify(erasure: Erasure, backups_until: date | None) -> None:
    erasure.key, erasure.files = "", []
    erasure.finished_at = datetime.now(UTC)
    erasure.key_backups_until = backups_until
    erasure.seal = erasure.sealed()
    erasure.save()


def _certificate_of(target: Classified) -> Erasure:
    known = Erasure.objects.filter(record=key_of(target)).first()
    if known is None:
        raise ErasedBefore
    return known


def _holds_of(reached: Iterable[Any]) -> HoldQuerySet:
    holds: HoldQuerySet = Hold.objects.in_force().filter(record__in=map(key_of, reached))
    return holds


def _others_do_not_open(key: str) -> bool:
    """Give what else stands under a key another one, and tell whether some of it cannot have it."""
    if not store().fetch([key]):
        return False  # it was done before, and something else kept the erasure from its end
    done = Rekeyed()
    rekey([key], done)
    return bool(done.stuck)


def finish_what_was_begun() -> None:
    """End every erasure that was left to this, or that a crash left half done.

    One that fails holds up no other. Raises the first error once all others are ended, so that the
    work is known to have failed; the next call tries again.
    """
    unfinished = on_disk(lambda: list(Erasure.objects.unfinished()))  # no key goes before that
    errors: list[Exception] = []
    for start in range(0, len(unfinished), AT_ONCE):
        errors += _finish_each(unfinished[start : start + AT_ONCE])
    if errors:
        raise errors[0]


def _finish_each(erasures: Sequence[Erasure]) -> list[Exception]:
    """Finish erasures together; where that fails, in halves, down to those that fail alone."""
    try:
        finish(*erasures)
    except VaultShut:  # no key of any record can be destroyed now
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, the others are not to wait for it
        if len(erasures) == 1:
            return [error]
        middle = len(erasures) // 2
        return [*_finish_each(erasures[:middle]), *_finish_each(erasures[middle:])]
    return []


@transaction.atomic
def settle_restored() -> int:
    """Empty again what a restored backup brought back of records erased since it was made."""
    emptied = 0
    gone = [id for (id,) in store().rows("SELECT id FROM vault_gone")]
    for start in range(0, len(gone), 500):
        found = _all_under(*gone[start : start + 500])
        _empty(found)
        emptied += len(found)
    return emptied


def _all_under(*key_ids: str) -> list[Any]:
    return [each for rows in records_under(list(key_ids)) for each in rows.select_for_update()]


def _counted(reached: Iterable[Any]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for each in reached:
        counted[each._meta.label_lower] = counted.get(each._meta.label_lower, 0) + 1
    return counted


def _empty(records: Iterable[Any]) -> None:
    """Leave of records only what is counted."""
    alike = defaultdict(list)
    for each in records:
        alike[type(each)].append(each)
        if each.classification.search:
            tokens_of(each).delete()
    for model, some in alike.items():
        not_kept = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, SpecialChoice) and not field.kept
        ]
        model._base_manager.filter(pk__in=[each.pk for each in some]).update(
            vault_key="",
            vault_document="",
            vault_erased_at=datetime.now(UTC),
            **dict.fromkeys(not_kept, ""),
        )
