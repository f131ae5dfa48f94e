"""Taking words out of a plan and of everything that was adopted of it."""

from typing import Any

from django.db import transaction

from upstander.kernel.audit.record import record
from upstander.kernel.clock import now
from upstander.kernel.plan.models import Plan
from upstander.kernel.plan.redaction import Place, redact_words, replaced
from upstander.kernel.quarters.models import Snapshot
from upstander.kernel.quarters.signing import sign
from upstander.kernel.quarters.snapshots import canonical, plain, redact, values_of
from upstander.kernel.quarters.verifying import redaction_words


@transaction.atomic
def redact_everywhere(plan: Plan, words: str, *, why: str, by: Any) -> tuple[list[Place], int]:
    """Take words out of a plan and its snapshots, whose signatures still verify.

    Returns the fields of the plan, and how many fields of snapshots.
    """
    found = redact_words(plan, words, why=why, by=by)
    snapshots = Snapshot.objects.filter(review__plan=plan).select_related("review")
    return found, sum(_redact_snapshot(snapshot, words, why, by) for snapshot in snapshots)


def _redact_snapshot(snapshot: Snapshot, words: str, why: str, by: Any) -> int:
    wanted = words.casefold()
    # what stands instead of something taken out before may hold the words too
    paths = [told["path"] for told in snapshot.redactions if _again(told, snapshot.root, words)]
    for path, value in values_of(snapshot.fields).items():
        if value is not None and wanted in canonical(value).casefold():
            snapshot.fields = redact(snapshot.fields, path)
            snapshot.redactions.append(_redaction(snapshot.root, path, value, words, why, by))
            paths.append(path)
    if paths:
        snapshot.save(update_fields=["fields", "redactions"])
        record("quarters.redacted", snapshot.review, by=by, paths=paths, why=why)
    return len(paths)


def _redaction(root: str, path: str, value: Any, words: str, why: str, by: Any) -> dict[str, Any]:
    told = plain(
        {
            "path": path,
            "at": now(),
            "by": str(by),
            "why": why,
            "instead": replaced(value, words),
        }
    )
    return {**told, "signature": sign(redaction_words(root, told))}


def _again(redaction: dict[str, Any], root: str, words: str) -> bool:
    instead = replaced(redaction["instead"], words)
    if instead == redaction["instead"]:
        return False
    redaction["instead"] = instead
    redaction["signature"] = sign(redaction_words(root, redaction))
    return True
