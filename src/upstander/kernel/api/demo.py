"""The demonstration's tokens: one in use, one that was revoked. Their texts are thrown away."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from upstander.kernel import clock
from upstander.kernel.access.models import Agreement
from upstander.kernel.api.changes import issue_token, note_use, revoke_token
from upstander.kernel.api.gathering import purposes
from upstander.kernel.api.models import Token

BY = "system:demonstration"
KEEPER = "Safer Merton"
# issued on, for which of their systems, until, whether it was revoked a week later
TOLD = (
    (date(2024, 6, 3), "Case system (trial)", date(2024, 12, 31), True),
    (date(2024, 9, 16), "Housing system", date(2025, 9, 15), False),
)


def load() -> None:
    """Issue them once, to the first partner whose agreement covers it."""
    if Token.objects.exists():
        return
    for purpose in purposes().values():
        ours = Agreement.objects.in_force().filter(purpose__in=purpose.under)
        agreement = ours.order_by("pk").exclude(purpose="police").first()
        if agreement is not None:
            partner = agreement.parties.exclude(name=KEEPER).first()
            _issue(partner, purpose.code)
            return


def _issue(partner: Any, purpose: str) -> None:
    for issued_on, name, ends_on, revoked in TOLD:
        moment = datetime(*issued_on.timetuple()[:3], 10, tzinfo=timezone.get_current_timezone())
        with clock.set_to(moment):
            token, _ = issue_token(
                organisation=partner,
                purpose=purpose,
                name=name,
                ends_on=ends_on,
                by=BY,
            )
        with clock.set_to(moment + timedelta(days=7)):
            note_use(token)
            if revoked:
                revoke_token(token, by=BY)
