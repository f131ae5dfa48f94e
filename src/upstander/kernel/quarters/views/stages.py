"""The three stages of a quarter, as every page of it shows them: where one is, and what is next."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from upstander.kernel.access.check import may
from upstander.kernel.quarters.models import Review
from upstander.kernel.quarters.states import State

DONE_WITH_REVIEW = frozenset({State.REVIEWED, State.ADOPTED})


@dataclass(frozen=True)
class Stage:
    """One of the pages of a quarter; without an address there is nothing to see there yet."""

    title: str
    url: str
    done: bool
    here: bool


def stages(request: HttpRequest, review: Review, here: str) -> list[Stage]:
    """List the stages of a quarter; `here` names the page by its URL name."""
    reviewed = review.state in DONE_WITH_REVIEW
    pages = [
        ("Answers", "collecting", reviewed),
        ("Review", "review", reviewed),
        ("As adopted", "adopted", True) if review.is_adopted else ("Adopt", "adopt", False),
    ]
    return [
        Stage(
            title,
            reverse(f"quarters:{name}", args=[review.pk]) if _is_open(request, name) else "",
            done,
            name == here,
        )
        for title, name, done in pages
    ]


def home_of(review: Review) -> str:
    """Give the page of a quarter that says most at its stage."""
    name = {State.REVIEWED: "review", State.ADOPTED: "adopted"}.get(
        State(review.state), "collecting"
    )
    return reverse(f"quarters:{name}", args=[review.pk])


def _is_open(request: HttpRequest, name: str) -> bool:
    return name != "adopt" or may(request.user, "quarters.adopt")
