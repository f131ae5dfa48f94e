"""The vault: its rows of the trail, and what it does in the background."""

from upstander.kernel.registry import (
    AuditKind,
    Capability,
    Permission,
    Schedule,
    keep_only,
    register,
)
from upstander.kernel.vault.answering import answers_for_records
from upstander.kernel.vault.dues import erasures_due
from upstander.kernel.vault.erasure import finish_what_was_begun
from upstander.kernel.vault.files.changes import sweep_files
from upstander.kernel.vault.rekeying import sweep_unused_keys
from upstander.kernel.vault.retention.changes import (
    carry_out_what_was_agreed,
    dispose_of_short_lived,
)

HOUR, DAY = 60, 24 * 60


def finish() -> None:
    """End what a crash left half done: erasures, and lists that two people agreed on."""
    try:
        finish_what_was_begun()
    finally:
        carry_out_what_was_agreed()


def sweep() -> None:
    """Destroy keys that no record uses, and files that no row names."""
    sweep_unused_keys()
    sweep_files()


def let_go() -> None:
    """Erase what lives for days only."""
    dispose_of_short_lived()


register(
    Capability(
        slug="vault",
        title="Vault",
        permissions=(
            Permission("vault.see", "See what is due, held and erased", (answers_for_records,)),
            Permission(
                "vault.decide", "Hold records, and let them be erased", (answers_for_records,)
            ),
        ),
        audit_kinds=(
            AuditKind("vault.erased", "Erased a record", keep_only("ground", "rule", "rows")),
            AuditKind("vault.file_added", "Added a file", keep_only("kind", "file")),
            AuditKind("vault.hold_placed", "Placed a hold", keep_only("ground", "until")),
            AuditKind("vault.hold_lifted", "Lifted a hold", keep_only("ground")),
            AuditKind("vault.rule_changed", "Changed a retention rule", keep_only("code", "on")),
            AuditKind("vault.run_prepared", "Prepared a retention list", keep_only("records")),
            AuditKind("vault.run_put_aside", "Put a retention list aside", keep_only()),
            AuditKind("vault.run_agreed", "Agreed to a retention list", keep_only()),
            AuditKind(
                "vault.run_finished",
                "Carried a retention list out",
                keep_only("erased", "held", "kept"),
            ),
            AuditKind("vault.rotation_begun", "Began to rotate keys", keep_only("records")),
            AuditKind("vault.rotated", "Rotated keys", keep_only("records", "unopened")),
            AuditKind("vault.keys_backed_up", "Backed keys up", keep_only("until")),
            AuditKind("vault.keys_restored", "Restored keys", keep_only("count")),
        ),
        typed={
            "vault.Hold": ("reference",),
        },
        not_typed={
            "vault.Pairing": ("store",),
            "vault.Erasure": (
                "record",
                "rule",
                "actor",
                "actor_name",
                "rows",
                "files",
                "key",
                "seal",
            ),
            "vault.StoredFile": ("owner_key", "kind", "blob"),
            "vault.RetentionRule": ("code", "title", "counted_from", "basis"),
            "vault.Hold": ("record", "placed_by", "lifted_by"),
            "vault.RetentionRun": (
                "prepared_by",
                "prepared_key",
                "agreed_by",
                "agreed_key",
                "seal",
            ),
            "vault.RunItem": ("record", "rule"),
        },
        dues=(erasures_due,),
        schedules=(
            Schedule("vault.finish", "End erasures and retention lists", 1, finish),
            Schedule("vault.sweep", "Sweep up unused keys and files", DAY, sweep),
            Schedule("vault.retention", "Erase what lives for days only", HOUR, let_go),
        ),
    )
)
