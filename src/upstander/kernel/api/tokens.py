"""Making tokens, and knowing them again by a code that nobody can make without our key."""

import secrets

from django.http import HttpRequest

from upstander.kernel.access.models import Agreement
from upstander.kernel.api.gathering import purposes
from upstander.kernel.api.models import IN_USE, Token
from upstander.kernel.api.problems import Problem
from upstander.kernel.operations import Operation
from upstander.kernel.people.models import Organisation
from upstander.kernel.vault.sealing import fingerprint

MARK = "upst_"  # so that a scanner for secrets, or a person, knows what they found
BYTES = 32
LONGEST = 200
WHO = 'Bearer realm="Upstander"'


def draw() -> str:
    """Make a token: 256 bits from the randomness of the system."""
    return MARK + secrets.token_urlsafe(BYTES)


def code_of(text: str) -> str:
    """Give the code under which a token is found."""
    return fingerprint(text.encode(), "api.token")


def brought_by(request: HttpRequest) -> tuple[str, Token]:
    """Give the token that a system shows, as text and as we know it; raises `Problem` (401)."""
    kind, _, text = request.headers.get("Authorization", "").partition(" ")
    text = text.strip()
    if kind.lower() != "bearer" or not text or len(text) > LONGEST:
        raise _unknown("Send your token as: Authorization: Bearer (token).")
    rows = Token.objects.select_related("organisation")
    token = rows.filter(code=code_of(text)).first()
    if token is None:
        raise _unknown("We do not know this token. Look whether all of it was sent.")
    if token.state != IN_USE:
        raise _unknown(f"This token is {token.state.lower()}. Ask the partnership for a new one.")
    return text, token


def _unknown(detail: str) -> Problem:
    return Problem(401, detail, WWW_Authenticate=WHO)


def require(token: Token, operation: Operation) -> None:
    """Raise `Problem` (403) where the token's purpose, or its organisation, may not do this."""
    purpose = {each.code: each for each in operation.purposes}.get(token.purpose)
    if purpose is None:
        known = purposes().get(token.purpose)
        held = f"“{known.title}”" if known else "something that is no longer offered"
        raise Problem(403, f"This token is for {held}, and for nothing else.")
    reason = why_not(token.organisation, purpose.under)
    if reason:
        raise Problem(403, f"{reason} In danger call 999; the pages for everybody stay open.")


def why_not(organisation: Organisation, under: tuple[str, ...]) -> str:
    """Say why systems of an organisation get in no longer, or not yet; '' where they do."""
    if not organisation.active:
        return "This organisation no longer works in the partnership."
    ours = Agreement.objects.filter(parties=organisation, purpose__in=under)
    if ours.in_force().exists():
        return ""
    ended = ours.lapsed().select_related("renewed_by__organisation").last()
    if ended is None:
        return "No agreement with this organisation covers this purpose."
    return f"“{ended}” ended on {ended.lapsed_on:%d %B %Y}. {ended.renewed_by} can renew it."
