"""Partners' systems for tests: an organisation with an agreement, and a token of its own."""

from datetime import timedelta
from typing import Any

from django.db.models import Model

from upstander.kernel.access.changes.agreements import add_agreement
from upstander.kernel.access.models import Agreement
from upstander.kernel.api.changes import issue_token
from upstander.kernel.api.models import Token
from upstander.kernel.clock import today
from upstander.kernel.people.models import Organisation
from upstander.kernel.testing.people import SYSTEM, organisation, post

KEY = "a-key-of-a-test-0001"


def agreement_with(body: Organisation, purpose: str = "support", **fields: Any) -> Agreement:
    """Let an organisation and the council agree."""
    council = organisation("Safer Merton", short_name="Safer Merton", sector="council")
    return add_agreement(
        title=f"Agreement with {body}",
        parties=[body, council],
        purpose=purpose,
        gateway="s115",
        categories=["events"],
        renewed_by=post(body=council),
        by=SYSTEM,
        **{"ends_on": today() + timedelta(days=300), **fields},
    )


def token_of(body: Organisation, purpose: str, **fields: Any) -> tuple[Token, str]:
    """Issue a token to an organisation that has an agreement; give it and its text."""
    last = fields.pop("ends_on", today() + timedelta(days=100))
    return issue_token(
        organisation=body, purpose=purpose, name="Housing system", ends_on=last, by=SYSTEM
    )


def shown(text: str, key: str = KEY) -> dict[str, str]:
    """Give the headers with which a system shows its token and names its request."""
    return {"Authorization": f"Bearer {text}", "Idempotency-Key": key}


def rows_of(model: type[Model]) -> int:
    """Count all rows of a table."""
    return model._base_manager.count()
