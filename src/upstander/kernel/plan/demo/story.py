"""The demonstration's story around Merton's plan of 2024-25.

The plan is real and restated in `merton.json`; everything here is invented. The clock stands at
Thursday 14 November 2024: quarters 1 and 2 are past, and quarter 3 is half way.
"""

from datetime import date

from upstander.kernel.plan.demo.story_actions_coordination import COORDINATION
from upstander.kernel.plan.demo.story_actions_prevention import PREVENTION
from upstander.kernel.plan.demo.story_actions_provision import PROVISION_AND_PROTECTION
from upstander.kernel.plan.demo.story_people import ORGANISATIONS, PEOPLE, POSTS
from upstander.kernel.plan.demo.story_shapes import (
    TODAY,
    YEAR_ENDS,
    YEAR_STARTS,
    Action,
    Dependency,
    Update,
)
from upstander.kernel.plan.demo.story_updates_november import NOVEMBER
from upstander.kernel.plan.demo.story_updates_quarter_1 import QUARTER_1
from upstander.kernel.plan.demo.story_updates_quarter_2 import QUARTER_2

__all__ = [
    "ACTIONS",
    "DEPENDENCIES",
    "KEPT_BY",
    "ORGANISATIONS",
    "PEOPLE",
    "POSTS",
    "SAYS",
    "TODAY",
    "UPDATES",
    "YEAR_ENDS",
    "YEAR_STARTS",
]

SAYS = (
    "Merton wrote the plan of 2024-25, restated here; the people, updates, meetings and evidence "
    "around it are invented."
)
KEPT_BY = (
    "Merton’s Hate Crime Strategy Group monitors the plan; the Hate Crime Strategic Lead updates "
    "it every quarter."
)

# in the order of the plan: "18.2" is the second action of objective 18
ACTIONS: tuple[Action, ...] = COORDINATION + PREVENTION + PROVISION_AND_PROTECTION

# oldest first, as they came in; a correction is a later row that names the day it puts right
UPDATES: tuple[Update, ...] = QUARTER_1 + QUARTER_2 + NOVEMBER

# the plan's footnote says actions 17 and 18; by its content it belongs to objectives 16 and 17
DEPENDENCIES: tuple[Dependency, ...] = (
    Dependency(
        code="D1",
        title="Budget to be identified",
        opened_on=YEAR_STARTS,
        expected_on=date(2025, 1, 31),
        met_on=None,
        met_how="",
        objectives=("16", "17"),
    ),
    Dependency(
        code="D2",
        title="Funding Officer’s post to be filled",
        opened_on=date(2024, 4, 8),
        expected_on=date(2024, 9, 30),
        met_on=date(2024, 9, 2),
        met_how="The new Funding Officer began on 2 September.",
        objectives=("8",),
    ),
)
