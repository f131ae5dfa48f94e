"""Holding a review still while something about it changes."""

from upstander.kernel.quarters.models import Asked, Review


def hold(review: Review) -> None:
    """Read a review anew, and keep every other change of it out until the commit.

    What a page read may be old by the time that its form is sent. On SQLite the transaction itself
    keeps others out: it begins IMMEDIATE.
    """
    review.refresh_from_db(from_queryset=Review.objects.select_for_update())


def hold_asked(asked: Asked) -> None:
    """Read one who was asked anew, with their review, which is held still."""
    review = asked.review
    hold(review)
    asked.refresh_from_db(from_queryset=Asked.objects.select_related("organisation", "user"))
    asked.review = review
