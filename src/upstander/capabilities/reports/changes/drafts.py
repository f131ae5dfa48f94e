"""The answers so far: kept under the visitor's own words, given back to them alone.

A page of the journey is no decision of anybody, so only the beginning of a draft stands in the
trail; where it ends the trail of the report begins, or the vault's own row of its erasure.
"""

import base64
import hmac
import json
import os
from collections.abc import Callable
from functools import partial
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import transaction

from upstander.capabilities.reports.models import Draft
from upstander.kernel.access.reading import open_for_work
from upstander.kernel.audit.record import record
from upstander.kernel.clock import now
from upstander.kernel.subjects.passphrase import Passphrase
from upstander.kernel.vault.erasure import GROUNDS, erase
from upstander.kernel.vault.sealing import fingerprint

VISITOR = "system:public form"
NONCE = 12
KEPT = ("locked", "changed_at")


def code_of(secret: Passphrase) -> str:
    """Give the code under which a draft or a report is found: a keyed hash of its words."""
    return fingerprint(secret.digits.encode(), "reports.words")


def read_draft(secret: Passphrase) -> dict[str, Any] | None:
    """Give the answers so far; None where there is no such draft, or no longer."""
    draft = Draft.objects.filter(code=code_of(secret), vault_erased_at=None).first()
    if draft is None:
        return None
    open_for_work("reports.draft", [draft], by=VISITOR)
    if draft.vault_erased_at:  # sent or left by another click, since it was found
        return None
    return _unlocked(str(draft.locked), secret)


@transaction.atomic
def save_draft(secret: Passphrase, answers: dict[str, Any]) -> None:
    """Keep the answers so far."""
    code = code_of(secret)
    draft = Draft.objects.filter(code=code, vault_erased_at=None).first()
    new = draft is None
    draft = draft or Draft(code=code)
    draft.locked = _locked(answers, secret)
    draft.changed_at = now()
    if new:
        draft.save()
        record("reports.draft_begun", draft, by=VISITOR)
    else:
        draft.save(update_fields=[*KEPT])


def drop_draft(secret: Passphrase) -> None:
    """Destroy a draft: its writer left."""
    _drop(_drafts(secret))


def dropping(secret: Passphrase) -> Callable[[], None]:
    """Give what destroys a draft as it becomes a report; its key can go a minute later."""
    return partial(_drop, _drafts(secret), at_leisure=True)


def _drop(drafts: list[Draft], *, at_leisure: bool = False) -> None:
    for draft in drafts:
        erase(draft, by=VISITOR, ground=GROUNDS.NO_REASON, at_leisure=at_leisure)


def _drafts(secret: Passphrase) -> list[Draft]:
    return list(Draft.objects.filter(code=code_of(secret), vault_erased_at=None).only("code"))


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
