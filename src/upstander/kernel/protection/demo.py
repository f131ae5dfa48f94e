"""The demonstration's agreements: one in force, one that ends soon, one that has lapsed."""

from datetime import date

from upstander.kernel.access.changes.agreements import add_agreement
from upstander.kernel.access.models import Agreement
from upstander.kernel.people.models import Organisation, Post

BY = "system:demonstration"
KEEPER = "Safer Merton"
# with whom, called what, what for, on what gateway, what it opens, from when until when
TOLD = (
    (
        "Police",
        "Hate crime: Safer Merton and the police",
        ("police", "s115", ("identity", "contact", "events", "risk", "others")),
        (date(2024, 4, 1), date(2026, 3, 31)),
    ),
    (
        "Clarion",
        "Hate crime in homes: Safer Merton and Clarion",
        ("landlord", "s115", ("identity", "contact", "events", "outcome")),
        (date(2023, 12, 7), date(2024, 12, 6)),
    ),
    (
        "Moat Housing",
        "Hate crime in homes: Safer Merton and Moat",
        ("landlord", "s115", ("identity", "events")),
        (date(2022, 11, 1), date(2024, 10, 31)),
    ),
)


def load() -> None:
    """Write the agreements down, once."""
    post = Post.objects.filter(organisation__name=KEEPER).order_by("pk").first()
    if post is None:
        return
    for name, title, (purpose, gateway, categories), (starts_on, ends_on) in TOLD:
        if Agreement.objects.filter(title=title).exists():
            continue
        add_agreement(
            title=title,
            parties=[post.organisation, Organisation.objects.get(name=name)],
            purpose=purpose,
            gateway=gateway,
            categories=categories,
            starts_on=starts_on,
            ends_on=ends_on,
            renewed_by=post,
            by=BY,
        )
