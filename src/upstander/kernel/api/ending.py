"""Tokens that end soon: a month before, whoever keeps them is told, on a page and by a letter."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse

from upstander.kernel.access.check import may
from upstander.kernel.api.models import KEEPERS, Token
from upstander.kernel.clock import today
from upstander.kernel.outbox.changes import Draft, queue_all
from upstander.kernel.people.models import Membership, User
from upstander.kernel.registry import DueItem, MessageKind

BEFORE_THE_END = timedelta(days=30)
BY = "system:tokens that end"
WHY = "Its last day. Issue a new one and give it on, or their reports no longer arrive."

TOKEN_ENDS = MessageKind(
    code="api.token_ends",
    title="Says that a token ends",
    goes_to="Whoever issues tokens",
    subject="A token of {organisation} ends on {day}",
    text="api/letters/token_ends.txt",
    why="You issue the tokens of partners’ systems.",
    stop="If that is no longer yours, tell an administrator.",
    context={
        "name": "Ada Quay",
        "organisation": "Tarn Homes",
        "system": "Housing system",
        "day": "Friday 18 October 2024",
        "page": "https://council.example/systems/tokens/7/",
    },
    in_subject=("organisation", "day"),
)


def ending_by(day: date) -> Any:
    """Give the tokens in use that end by a day, but for those that another one follows."""
    alike = Token.objects.filter(
        organisation=OuterRef("organisation"),
        purpose=OuterRef("purpose"),
        name=OuterRef("name"),
        ends_on__gt=OuterRef("ends_on"),
        revoked_at=None,
    )
    here = Token.objects.filter(revoked_at=None, ends_on__gte=today(), ends_on__lte=day)
    return here.exclude(Exists(alike)).select_related("organisation").order_by("ends_on", "pk")


def due_from_tokens(user: Any, on: date) -> list[DueItem]:
    """List the tokens that end within a month, each under its last day."""
    if not may(user, "api.tokens"):
        return []
    return [
        DueItem(f"Token of {token}", WHY, token.ends_on, _page(token), "token")
        for token in ending_by(on + BEFORE_THE_END)
    ]


def write_to_keepers() -> None:
    """Write once to everybody who keeps tokens, a month before one ends."""
    tokens = list(ending_by(today() + BEFORE_THE_END))
    if tokens:
        queue_all(TOKEN_ENDS.code, _letters(tokens), by=BY)


def _letters(tokens: list[Token]) -> Iterator[Draft]:
    keeping = Membership.objects.current().filter(role__in=KEEPERS)
    keepers = User.objects.filter(is_active=True, memberships__in=keeping).distinct()
    for token in tokens:
        for person in keepers.order_by("pk"):
            context = {
                "name": str(person),
                "organisation": token.organisation.short,
                "system": token.name,
                "day": f"{token.ends_on:%A} {token.ends_on.day} {token.ends_on:%B %Y}",
                "page": f"{settings.ADDRESS}{_page(token)}",
            }
            yield Draft(person, context, token, key=f"{token.pk}:{person.pk}")


def _page(token: Token) -> str:
    return reverse("api:tokens_detail", args=[token.pk])
