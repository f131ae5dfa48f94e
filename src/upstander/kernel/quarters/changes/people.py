"""Writing down who is asked about what."""

from collections.abc import Iterable

from upstander.kernel.people.models import Post, User
from upstander.kernel.quarters.asking import Recipient
from upstander.kernel.quarters.models import Asked, Review


def extend_asked(review: Review, asked_for: Iterable[Recipient], *, stands_in: bool) -> list[Asked]:
    """Ask people about actions, and those who were asked before about what is new to them.

    Returns those for whom anything is new.
    """
    rows = review.asked.filter(stands_in=stands_in).select_related("organisation", "user")
    known = {one.key: one for one in rows}
    new, extended = [], []
    for recipient in asked_for:
        one = known.get(recipient.key)
        if one is None:
            new.append(recipient)
        elif _ask_more(one, recipient):
            one.review = review
            extended.append(one)
    return extended + add_asked(review, new, stands_in=stands_in)


def _ask_more(one: Asked, recipient: Recipient) -> bool:
    wanted = {action.pk for action in recipient.actions}
    missing = wanted - set(one.actions.values_list("pk", flat=True))
    one.actions.add(*missing)
    return bool(missing)


def add_asked(
    review: Review, asked_for: Iterable[Recipient], *, stands_in: bool = False
) -> list[Asked]:
    """Write down who is asked for what, in a fixed number of queries whatever their number."""
    asked_for = list(asked_for)
    people = User.objects.in_bulk([r.user_id for r in asked_for if r.user_id])
    posts = {(post.organisation_id, post.title): post for post in Post.objects.all()}
    rows = [
        Asked(
            review=review,
            organisation_id=recipient.organisation_id,
            post=posts.get((recipient.organisation_id, recipient.post)),
            user=people.get(recipient.user_id or 0),
            name=people[recipient.user_id].name if recipient.user_id else recipient.organisation,
            stands_in=stands_in,
        )
        for recipient in asked_for
    ]
    Asked.objects.bulk_create(rows)
    Through = Asked.actions.through  # noqa: N806 - a class
    Through.objects.bulk_create(
        Through(asked_id=row.pk, action_id=action.pk)
        for row, recipient in zip(rows, asked_for, strict=True)
        for action in recipient.actions
    )
    return rows
