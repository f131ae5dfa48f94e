"""How the keys stand, in a few facts and, where something is weak, in sentences."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from upstander.kernel.vault.keys.master import master_path, read_masters
from upstander.kernel.vault.keys.place import key_store_place
from upstander.kernel.vault.keys.store import store

OLD = timedelta(days=400)  # a master key is changed once a year, and a month is forgiven
LONG_AGO = timedelta(days=7)


def status() -> dict[str, Any]:
    """Give the facts; no key is among them."""
    kept = store()
    masters = read_masters()
    counted = dict(kept.rows("SELECT used, count(*) FROM vault_key GROUP BY used"))
    older = kept.rows(
        "SELECT count(*) FROM vault_key WHERE generation < %s OR master <> %s",
        [kept.generation, kept.fact("master")],
    )
    return {
        "key_store": str(key_store_place()["NAME"]),
        "master_key_file": str(master_path()),
        "master_key": masters[0].id if masters else "",
        "generation": kept.generation,
        "keys": sum(counted.values()),
        "erased": kept.rows("SELECT count(*) FROM vault_gone")[0][0],
        "left_to_rotate": older[0][0],
        "last_backup": kept.fact("backed_up_at"),
        "key_backups_until": kept.fact("backups_until"),
    }


def check_keys() -> bool:
    """Tell whether there are keys; raises `VaultShut` where they cannot be used as they lie."""
    place = key_store_place()
    if "sqlite" in str(place["ENGINE"]) and not Path(str(place["NAME"])).exists():
        return False
    kept = store()
    if kept.fact("master"):
        kept.locks.check(kept.fact("master"))
    return bool(kept.fact("master"))


def weaknesses() -> Iterator[str]:
    """Say what is weak about the keys; raises `VaultShut` where they cannot be used at all."""
    if not check_keys():
        return
    kept, path = store(), master_path()
    if path.stat().st_mode & 0o077:
        yield f"Others may read the master key. Run: chmod 600 {path}"
    store_path = Path(str(key_store_place()["NAME"]))
    if store_path.parent.resolve() == path.parent.resolve():
        yield (
            "The master key lies beside the keys that it locks: whoever copies the folder has "
            "both. Move it to another disk and set UPSTANDER_MASTER."
        )
    if _age(datetime.fromtimestamp(path.stat().st_mtime, UTC)) > OLD:
        yield "The master key is older than a year. Run: upstander keys_rotate"
    backed_up = kept.fact("backed_up_at")
    if not backed_up or _age(datetime.fromisoformat(backed_up)) > LONG_AGO:
        yield (
            "The keys were not backed up within a week; without them no record opens. "
            "Run: upstander keys_backup FOLDER"
        )
    if len(read_masters()) > 1 or status()["left_to_rotate"]:
        yield "A rotation of keys was cut off. Run: upstander keys_rotate"
    if not settings.SCANNER:
        yield "Files are not looked at for viruses. Set UPSTANDER_SCANNER."


def _age(moment: datetime) -> timedelta:
    return datetime.now(UTC) - moment
