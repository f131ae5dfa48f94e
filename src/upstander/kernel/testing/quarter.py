"""A quarter under way for tests: the small plan, its leads, and what they were asked.

Quarter 2 was opened on 1 October 2024, answers are due on the 18th, the Group meets on 19 November.
Nobody has answered. Ada Quay leads 18 for Safer Merton and Bea Moss stands in for her; Clarion
leads 22 as a body, without naming anybody.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from upstander.kernel import clock
from upstander.kernel.people.models import User
from upstander.kernel.plan import changes as plan_changes
from upstander.kernel.plan.models import Action
from upstander.kernel.quarters import changes
from upstander.kernel.quarters.models import Asked, Review
from upstander.kernel.reference.quarters import quarters_of
from upstander.kernel.testing.people import organisation, person, post
from upstander.kernel.testing.plan import SmallPlan, small_plan

OPENED = datetime(2024, 10, 1, 8, tzinfo=UTC)
ANSWER_BY, MEETING = date(2024, 10, 18), date(2024, 11, 19)


@dataclass(frozen=True)
class SmallQuarter:
    """The quarter, and whom a test wants to take hold of."""

    small: SmallPlan
    lead: User  # the Strategic Lead
    ada: User
    bea: User
    review: Review

    @property
    def surgeries(self) -> Action:
        """Give 18.2, of which August was missed."""
        return self.small.surgeries

    @property
    def asked(self) -> Asked:
        """Give Ada as she was asked."""
        return self.review.asked.select_related("review__plan", "user", "organisation").get(
            user=self.ada, stands_in=False
        )

    @property
    def body(self) -> Asked:
        """Give Clarion as it was asked."""
        return self.review.asked.select_related("review__plan", "organisation").get(user=None)

    def reviewed(self) -> "SmallQuarter":
        """Finish the review, with everything left to the Group."""
        changes.mark_reviewed(self.review, by=self.lead, leave_open=True)
        return self

    def adopted(self) -> "SmallQuarter":
        """Let the Group adopt it."""
        changes.adopt(self.reviewed().review, by=self.lead)
        return self

    def next_one(self) -> "SmallQuarter":
        """Open the quarter after it, once it is adopted."""
        third = quarters_of("2024-25")[2]
        review = changes.open_quarter(
            self.small.plan, third, answer_by=date(2025, 1, 17), by=self.lead
        )
        return replace(self, review=review)


def small_quarter() -> SmallQuarter:
    """Make the plan with its leads, and open its second quarter."""
    small = small_plan(october=False)
    body = organisation("Safer Merton")
    lead = person("strategic_lead", body, name="Ngozi Hartwell", email="ngozi@merton.example")
    ada = person("action_lead", body, name="Ada Quay", email="ada@merton.example")
    bea = person("action_lead", body, name="Bea Moss", email="bea@merton.example")
    clarion = small.clarion
    clarion.email = "office@clarion.example"
    clarion.save(update_fields=["email"])
    leads = plan_changes.NewLead(
        body, post("Surgery officer", body, ada), post("Duty officer", body, bea)
    )
    plan_changes.set_leads(small.objective, [leads], by=lead)
    second = quarters_of("2024-25")[1]
    with clock.set_to(OPENED):
        review = changes.open_quarter(
            small.plan, second, answer_by=ANSWER_BY, meeting_on=MEETING, by=lead
        )
    return SmallQuarter(small, lead, ada, bea, review)
