"""What had gone out when somebody took an agreement back, in their language."""

from django.utils.translation import gettext, gettext_noop

from upstander.capabilities.reports.models import Body
from upstander.capabilities.reports.reading import words_of
from upstander.kernel.subjects.changes import Withdrawal
from upstander.kernel.subjects.models import Disclosure

# what a sheet may hold
ON_SHEETS = (
    *(gettext_noop("Our reference"), gettext_noop("Received"), gettext_noop("Reported by")),
    *(gettext_noop("Hostility perceived by"), gettext_noop("What the person agreed to")),
    *(gettext_noop("Name"), gettext_noop("Telephone"), gettext_noop("Email")),
    *(gettext_noop("Address"), gettext_noop("How to reach them safely"), gettext_noop("Age")),
    *(gettext_noop("Language"), gettext_noop("What happened"), gettext_noop("What was done")),
    *(gettext_noop("Words that were used"), gettext_noop("Injury"), gettext_noop("Weapon")),
    *(gettext_noop("Damage"), gettext_noop("When"), gettext_noop("Where"), gettext_noop("Online")),
    *(gettext_noop("Before"), gettext_noop("Strands, as perceived")),
    *(gettext_noop("Why it was perceived as hostility"), gettext_noop("Relation")),
    *(gettext_noop("Description"), gettext_noop("Vehicle"), gettext_noop("What shows it")),
    *(gettext_noop("Who saw it"), gettext_noop("What the person wants")),
    *(gettext_noop("Risk, as we see it"), gettext_noop("Report"), gettext_noop("Person")),
    *(gettext_noop("Hostility"), gettext_noop("Who is said to have done it")),
    *(gettext_noop("Evidence"), gettext_noop("Wishes")),
)


def told(withdrawals: list[Withdrawal]) -> list[tuple[str, str]]:
    """Name what had gone out to whom when agreements were taken back."""
    return [_sent(each) for one in withdrawals for each in one.already_sent]


def _sent(disclosure: Disclosure) -> tuple[str, str]:
    known = disclosure.purpose in Body.values
    to = Body(disclosure.purpose).label if known else words_of(disclosure.purpose)
    lines = (line.split(": ") for line in disclosure.what)
    return str(to), ", ".join(": ".join(map(gettext, parts)) for parts in lines)
