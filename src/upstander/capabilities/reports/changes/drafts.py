"""The answers so far: kept under the visitor's own words, given back to them alone.

A page of the journey is no decision of anybody, so only the beginning of a draft stands in the
trail; where it ends the trail of the report begins, or the vault's own row of its erasure.
"""

import base64
import hmac
import json
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection, models, transaction

from upstander.capabilities.reports.models import Draft
from upstander.kernel.access.reading import open_for_work
from upstander.kernel.audit.record import record
from upstander.kernel.clock import now
from upstander.kernel.rows import Prepared
from upstander.kernel.subjects.passphrase import Passphrase
from upstander.kernel.vault.erasure import GROUNDS, erase, erase_all
from upstander.kernel.vault.sealing import fingerprint

VISITOR = "system:public form"
NONCE = 12
KEPT = ("locked", "changed_at")
SEALED = ("id", "vault_key", "vault_document")
AT_ONCE = 20  # drafts; whoever writes meanwhile waits for so many
FIND = Prepared(
    lambda code: Draft.objects.unsent().filter(code=code).order_by().values_list(*SEALED),
    models.CharField(),
)


def code_of(secret: Passphrase) -> str:
    """Give the code under which a draft or a report is found: a keyed hash of its words."""
    return fingerprint(secret.digits.encode(), "reports.words")


def read_draft(secret: Passphrase) -> dict[str, Any] | None:
    """Give the answers so far; None where there is no such draft, or no longer."""
    draft = _found(code_of(secret))
    if draft is None:
        return None
    open_for_work("reports.draft", [draft], by=VISITOR)
    if draft.vault_erased_at:  # sent or left by another click, since it was found
        return None
    return _unlocked(str(draft.locked), secret)


@transaction.atomic
def save_draft(secret: Passphrase, answers: dict[str, Any]) -> None:
    """Keep the answers so far; of a draft that another click sent or left meanwhile, none."""
    code = code_of(secret)
    draft = _found(code)
    if draft is None and Draft.objects.filter(code=code).exists():
        return
    new, draft = draft is None, draft or Draft(code=code)
    draft.locked, draft.changed_at = _locked(answers, secret), now()
    if new:
        draft.save()
        record("reports.draft_begun", draft, by=VISITOR)
    else:
        draft.save(update_fields=[*KEPT])


def drop_draft(secret: Passphrase) -> None:
    """Destroy a draft: its writer left."""
    draft = _found(code_of(secret))
    if draft:
        erase(draft, by=VISITOR, ground=GROUNDS.NO_REASON)


def send_draft(secret: Passphrase) -> None:
    """Note that a draft became a report: from then on nobody reads it or goes on with it.

    To destroy it takes longer than to store the report, and all others who send would wait for
    that (kernel/lane); so the background work does it within a minute or so.
    """
    with connection.cursor() as cursor:  # as short as can be: others wait for it
        cursor.execute(
            f"UPDATE {Draft._meta.db_table} SET sent = %s"  # noqa: S608
            " WHERE code = %s AND vault_erased_at IS NULL",
            [True, code_of(secret)],
        )


def drop_sent() -> None:
    """Destroy the drafts that became reports."""
    last, sent = 0, Draft.objects.sent().defer("vault_document")
    while some := list(sent.filter(pk__gt=last)[:AT_ONCE]):
        erase_all(some, by=VISITOR, ground=GROUNDS.NO_REASON)
        last = some[-1].pk


def _found(code: str) -> Draft | None:
    """Find a draft that is not sent, with its document still locked."""
    for row in FIND.rows(code):
        found: Draft = Draft.from_db(connection.alias, [*SEALED, "vault_erased_at"], [*row, None])
        return found
    return None


def _locked(answers: dict[str, Any], secret: Passphrase) -> str:
    nonce = os.urandom(NONCE)
    written = json.dumps(answers, ensure_ascii=False, separators=(",", ":")).encode()
    locked = AESGCM(_key(secret)).encrypt(nonce, written, b"draft")
    return base64.b64encode(nonce + locked).decode("ascii")


def _unlocked(text: str, secret: Passphrase) -> dict[str, Any] | None:
    raw = base64.b64decode(text)
    try:
        written = AESGCM(_key(secret)).decrypt(raw[:NONCE], raw[NONCE:], b"draft")
    except InvalidTag:
        return None
    answers: dict[str, Any] = json.loads(written)
    return answers


def _key(secret: Passphrase) -> bytes:
    return hmac.digest(b"the key of a draft", secret.digits.encode(), "sha256")
