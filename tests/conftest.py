"""Fixtures of the tests that cross the whole product."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from tests.access_table import NOBODY
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
    Theme,
    Update,
)
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
    published: Publication
    run: RetentionRun
    hold: Hold
    erasure: Erasure

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
    occurrences = [
        changes.add_occurrence(action, label="Once", due_on=date(2024, 12, 1), by=BY)
        for action in actions
    ]
    updates = [changes.add_update(action, status="in_progress", by=BY) for action in actions]
    piece = changes.NewEvidence("file", "A page", file=ContentFile(b"%PDF-1.4\n", "a.pdf"))
    return Borough(
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
        evidence=changes.add_evidence(updates[0], piece, by=BY),
        dependency=changes.add_dependency(plan, title="Budget", by=BY),
        message=queue("outbox.test", to=colleague, context={"sent_from": "here"}, by=BY),
        published=published(),
        run=RetentionRun.objects.create(prepared_on=date(2024, 11, 1), prepared_key=BY),
        hold=Hold.objects.create(record="a.record:1", ground=Hold.Ground.CLAIM),
        erasure=Erasure.objects.create(record="a.record:2", begun_at=timezone.now()),
    )


def _person(name: str, role: str, organisation: Organisation) -> User:
    user = User.objects.create(name=name, email=f"{role}@{organisation.pk}.example")
    Membership.objects.create(user=user, organisation=organisation, role=role)
    return user


def _action(objective: Objective, organisation: Organisation) -> Action:
    action = changes.add_action(objective, text=f"What {organisation} does", by=BY)
    changes.set_leads(action, [changes.NewLead(organisation)], by=BY)
    return action
