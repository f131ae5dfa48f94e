"""The demonstration's groups: who sits in them, and a bulletin that they were sent.

The people are those of the plan's story.
"""

from pathlib import Path
from typing import Any

from upstander.kernel.clock import today
from upstander.kernel.groups import bulletins, changes
from upstander.kernel.groups.models import Bulletin, Group
from upstander.kernel.people.models import User
from upstander.kernel.records.stories import tell


def load() -> None:
    """Tell the story; a second time it changes nothing."""
    if User.objects.exists() and not Group.objects.exists():
        tell(
            Path(__file__),
            {
                "add_group": changes.add_group,
                "add_seat": changes.add_seat,
                "hand_on": changes.hand_on,
                "bulletin": _sent_long_ago,
            },
        )


def _sent_long_ago(group: Group, *, by: Any) -> Bulletin:
    """Keep a bulletin as sent, without letters: they would be out of date by now."""
    bulletin = bulletins.draft_bulletin(group, by=by)
    bulletin.sent_on = today()
    bulletin.save(update_fields=["sent_on"])
    return bulletin
