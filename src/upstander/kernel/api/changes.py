"""Tokens are issued and revoked; what was answered is remembered for a while."""

import json
import secrets
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from upstander.kernel.api import tokens
from upstander.kernel.api.gathering import purposes
from upstander.kernel.api.models import Answered, Token
from upstander.kernel.api.problems import Problem
from upstander.kernel.audit.record import record
from upstander.kernel.clock import anniversary, now, today
from upstander.kernel.errors import Refused
from upstander.kernel.people.models import Organisation
from upstander.kernel.vault.sealing import fingerprint

REMEMBERED = timedelta(days=7)
NOTED_AGAIN = timedelta(hours=1)  # so that reading does not write each time
SENT_AGAIN = "Idempotency-Key was used for something else. Take a new one for each new request."


class NotForThem(Refused):
    """An organisation that gets no token, or not for this."""


@transaction.atomic
def issue_token(
    *, organisation: Organisation, purpose: str, name: str, ends_on: date, by: Any
) -> tuple[Token, str]:
    """Make a token, and give its text, which nobody can be shown again.

    Raises NotForThem without an agreement in force, or for a last day that is past or further
    away than a year.
    """
    reason = tokens.why_not(organisation, purposes()[purpose].under)
    if reason:
        raise NotForThem(f"{reason} Write the agreement down first, then issue the token.")
    if not today() <= ends_on <= anniversary(today()):
        raise NotForThem("A token lasts a year at most. Choose a last day within it.")
    text = tokens.draw()
    token = Token.objects.create(
        organisation=organisation,
        purpose=purpose,
        name=name,
        code=tokens.code_of(text),
        ending=text[-4:],
        ends_on=ends_on,
    )
    kept = {"organisation": organisation.short, "purpose": purpose, "ends_on": ends_on}
    record("api.token_issued", token, by=by, **kept)
    return token, text


@transaction.atomic
def revoke_token(token: Token, *, by: Any) -> Token:
    """Shut a token for good, from the next request on."""
    known = Token.objects.select_for_update().get(pk=token.pk)
    if known.revoked_at is None:
        known.revoked_at = now()
        known.save(update_fields=["revoked_at"])
        record("api.token_revoked", known, by=by)
    return known


def note_use(token: Token) -> None:
    """Note that a token was used, to the hour: idle ones are seen, and no request is kept."""
    moment = now()
    if token.used_at is None or abs(moment - token.used_at) > NOTED_AGAIN:
        Token.objects.filter(pk=token.pk).update(used_at=moment)


def remember(token: Token, *, text: str, key: str, asked: Any) -> tuple[Answered, str, bool]:
    """Remember a request by its key; give the secret of its answer, and whether it is new.

    Inside the transaction that does what is asked: of two that come at once the second waits, and
    finds what the first remembered. Raises `Problem` (409) for a key that stood for another.
    """
    written = json.dumps(asked, sort_keys=True, separators=(",", ":")).encode()
    body_code = fingerprint(written, f"api.body {token.pk}")
    row, new = Answered.objects.get_or_create(
        token=token,
        key_code=fingerprint(key.encode(), f"api.key {token.pk}"),
        defaults={
            "body_code": body_code,
            "salt": secrets.token_hex(16),
            "until": now() + REMEMBERED,
        },
    )
    if not secrets.compare_digest(row.body_code, body_code):
        raise Problem(409, SENT_AGAIN)
    return row, fingerprint(f"{text}\n{key}\n{row.salt}".encode(), "api.seed"), new


@transaction.atomic
def forget_answered() -> None:
    """Forget requests whose time is over."""
    Answered.objects.past().delete()
