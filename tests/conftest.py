"""Fixtures of the tests that cross the whole product."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from tests.access_table import NOBODY, parts
from upstander.kernel.access.changes.agreements import add_agreement
from upstander.kernel.access.models import Agreement, Alert, Barring, UrgentAccess
from upstander.kernel.access.roles import ALL_ROLES
from upstander.kernel.exports.models import Publication
from upstander.kernel.outbox.changes import queue
from upstander.kernel.outbox.models import Message
from upstander.kernel.people.models import Membership, Organisation, Post, User
from upstander.kernel.plan import changes
from upstander.kernel.plan.models import (
    Action,
    Dependency,
    EvidenceItem,
    Objective,
    Occurrence,
    Plan,
    Theme,
    Update,
)
from upstander.kernel.quarters import changes as quarter_changes
from upstander.kernel.quarters.links import token_of
from upstander.kernel.quarters.models import Asked, Review
from upstander.kernel.reference.quarters import quarters_of
from upstander.kernel.testing.tables import published
from upstander.kernel.vault.models import Erasure, Hold, RetentionRun

BY = "system:test"


@dataclass
class Borough:
    """Two organisations, somebody for every role in the first, and a small plan of both."""

    own: Organisation
    other: Organisation
    people: dict[str, User]
    colleague: User
    membership: Membership
    post: Post
    theme: Theme
    objective: Objective
    own_action: Action
    other_action: Action
    own_occurrence: Occurrence
    other_occurrence: Occurrence
    own_update: Update
    other_update: Update
    evidence: EvidenceItem
    dependency: Dependency
    message: Message
    adopted: Review
    review: Review
    asked: Asked  # the visitors' own body, for the quarter under review

    @property
    def token(self) -> str:
        """Give the secret part of the link that stands in its letter."""
        return token_of(self.asked.pk, self.asked.version)

    published: Publication
    run: RetentionRun
    hold: Hold
    erasure: Erasure
    agreement: Agreement
    urgent: UrgentAccess
    barring: Barring
    alert: Alert
    of: dict[str, Any] = field(default_factory=dict)  # what each part made for its pages

    def person(self, role: str) -> User | None:
        """Give whoever holds the role; nobody is nobody."""
        return None if role == NOBODY else self.people[role]


@pytest.fixture
def borough(transactional_db: Any) -> Borough:
    """A borough in which every record is either the visitors' own or another body's."""
    own, other = (Organisation.objects.create(name=name) for name in ("Own body", "Other body"))
    people = {role.code: _person(role.title, role.code, own) for role in ALL_ROLES}
    colleague = _person("A colleague", "action_lead", other)
    plan = changes.start_plan(
        title="Plan", year="2024-25", starts_on=date(2024, 4, 1), ends_on=date(2025, 3, 31), by=BY
    )
    theme = changes.add_theme(plan, number="1", title="Theme", by=BY)
    objective = changes.add_objective(theme, number="1", title="Objective", by=BY)
    actions = [_action(objective, organisation) for organisation in (own, other)]
    changes.add_action(objective, text="What nobody has spoken of", by=BY)
    occurrences = [
        changes.add_occurrence(action, label="Once", due_on=date(2024, 12, 1), by=BY)
        for action in actions
    ]
    updates = [changes.add_update(action, status="in_progress", by=BY) for action in actions]
    piece = changes.NewEvidence("file", "A page", file=ContentFile(b"%PDF-1.4\n", "a.pdf"))
    evidence = changes.add_evidence(updates[0], piece, by=BY)
    dependency = changes.add_dependency(plan, title="Budget", by=BY)
    adopted, review = _quarters(plan)
    made = Borough(
        own=own,
        other=other,
        people=people,
        colleague=colleague,
        membership=colleague.memberships.get(),
        post=Post.objects.create(organisation=other, title="Officer"),
        theme=theme,
        objective=objective,
        own_action=actions[0],
        other_action=actions[1],
        own_occurrence=occurrences[0],
        other_occurrence=occurrences[1],
        own_update=updates[0],
        other_update=updates[1],
        evidence=evidence,
        dependency=dependency,
        message=queue("outbox.test", to=colleague, context={"sent_from": "here"}, by=BY),
        adopted=adopted,
        review=review,
        asked=review.asked.get(organisation=own),
        published=published(),
        run=RetentionRun.objects.create(prepared_on=date(2024, 11, 1), prepared_key=BY),
        hold=Hold.objects.create(record="a.record:1", ground=Hold.Ground.CLAIM),
        erasure=Erasure.objects.create(record="a.record:2", begun_at=timezone.now()),
        agreement=_agreement(own, other),
        urgent=_urgent(colleague, other),
        barring=Barring.objects.create(
            label="testing.trialcase", key=1, user=colleague, ground="family"
        ),
        alert=Alert.objects.create(
            rule="colleague",
            actor=f"people.user:{colleague.pk}",
            actor_name="A colleague",
            since=timezone.now(),
            until=timezone.now(),
            count=1,
            raised_on=date(2024, 11, 14),
        ),
    )
    for part in parts():  # one may lean on what another made
        made.of[part.__name__.split(".")[2]] = part.make(made)
    return made


def _agreement(own: Organisation, other: Organisation) -> Agreement:
    return add_agreement(
        title="An agreement",
        parties=[own, other],
        purpose="support",
        gateway="s115",
        categories=["identity"],
        ends_on=date(2025, 3, 31),
        renewed_by=Post.objects.create(organisation=own, title="Data sharing lead"),
        by=BY,
    )


def _urgent(somebody: User, body: Organisation) -> UrgentAccess:
    return UrgentAccess.objects.create(
        kind="break_glass",
        label="a.record",
        key=1,
        user=somebody,
        organisation=body,
        danger="life",
        gateway="vital_interests",
        began_on=date(2024, 11, 14),
        began_at=timezone.now(),
        ends_at=timezone.now() + timedelta(hours=4),
        review_on=date(2024, 11, 15),
        reason="Somebody is in danger",
    )


def _person(name: str, role: str, organisation: Organisation) -> User:
    user = User.objects.create(name=name, email=f"{role}@{organisation.pk}.example")
    Membership.objects.create(user=user, organisation=organisation, role=role)
    return user


def _quarters(plan: Plan) -> tuple[Review, Review]:
    """Adopt the first quarter, and open the second."""
    opened = []
    for quarter in quarters_of("2024-25")[:2]:
        opened.append(
            quarter_changes.open_quarter(plan, quarter, answer_by=date(2024, 12, 1), by=BY)
        )
        if quarter.number == 1:
            quarter_changes.mark_reviewed(opened[0], leave_open=True, by=BY)
            quarter_changes.adopt(opened[0], by=BY)
    return opened[0], opened[1]


def _action(objective: Objective, organisation: Organisation) -> Action:
    action = changes.add_action(objective, text=f"What {organisation} does", by=BY)
    changes.set_leads(action, [changes.NewLead(organisation)], by=BY)
    return action
