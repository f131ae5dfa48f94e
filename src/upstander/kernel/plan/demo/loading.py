"""Tells the demonstration's story to the product, moving the clock along as it goes.

Everything goes through the same changes as the work of real people, so that the trail, the
history and every earlier day can be read like theirs. A second telling changes nothing.
"""

import json
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from upstander.kernel import clock
from upstander.kernel.people.models import Membership, Organisation, Post, PostHolding, User
from upstander.kernel.plan import changes
from upstander.kernel.plan.demo import paper, story
from upstander.kernel.plan.demo import story_shapes as shapes
from upstander.kernel.plan.interchange.commit import commit
from upstander.kernel.plan.interchange.document import PlanDocument, from_json
from upstander.kernel.plan.jobs import count_quarter
from upstander.kernel.plan.models import Action, Objective, Plan, Strategy, Update
from upstander.kernel.reference.quarters import previous, quarter_of

BY = "system:demonstration"
YEAR = "2024-25"


@transaction.atomic
def load_people() -> None:
    """Load organisations, posts, and somebody for every role; none of them is real."""
    if User.objects.exists():
        return
    organisations = {
        told.name: Organisation.objects.create(
            name=told.name, short_name=told.short_name, sector=told.sector
        )
        for told in story.ORGANISATIONS
    }
    people = {told.username: _person(told, organisations) for told in story.PEOPLE}
    for told in story.POSTS:
        holder = people[told.holder] if told.holder else None
        post = Post.objects.create(
            organisation=organisations[told.organisation], title=told.title, holder=holder
        )
        if holder:
            PostHolding.objects.create(post=post, user=holder, starts_on=holder.joined_on)


def load_merton() -> None:
    """Load Merton's plan of 2024-25 and what happened in it until the demonstration's day."""
    if Plan.objects.filter(year=YEAR).exists():
        return
    with transaction.atomic():
        _tell(read_document())
    for counted_on in (date(2024, 7, 16), date(2024, 10, 16)):
        with clock.set_to(_moment(counted_on, 23)):
            count_quarter(previous(quarter_of(counted_on)))
    with clock.set_to(_moment(shapes.TODAY, 2)):
        count_quarter(quarter_of(shapes.TODAY))


def read_document() -> PlanDocument:
    """Read Merton's plan, restated in our own words, as a plan document."""
    return from_json(json.loads((Path(__file__).parent / "merton.json").read_text("utf-8")))


def _person(told: shapes.Person, organisations: dict[str, Organisation]) -> User:
    user = User(name=told.name, email=told.email, joined_on=told.joined_on)
    user.set_unusable_password()
    user.save()
    Membership.objects.create(
        user=user,
        organisation=organisations[told.organisation],
        role=told.role,
        starts_on=told.joined_on,
    )
    return user


def _tell(document: PlanDocument) -> None:
    with clock.set_to(_moment(shapes.YEAR_STARTS, 9)):
        plan = commit(document, None, by=BY, file_name="Merton’s plan 2024-25")
        plan.introduction, plan.strategy = story.KEPT_BY, _strategy()
        plan.save(update_fields=["introduction", "strategy"])
    actions = {
        action.reference: action
        for action in Action.objects.filter(objective__theme__plan=plan).select_related(
            "objective__theme__plan"
        )
    }
    _dependencies(plan)
    posts = {told.code: _post(told) for told in story.POSTS}
    with clock.set_to(_moment(shapes.YEAR_STARTS, 10)):
        for told in story.ACTIONS:
            _action(actions[told.ref], told, posts)
    authors = {user.email.split("@")[0]: user for user in User.objects.all()}
    said: dict[tuple[str, date], Update] = {}
    for spoken in sorted(story.UPDATES, key=lambda update: update.on):
        said[spoken.ref, spoken.on] = _update(actions[spoken.ref], spoken, authors, said)


def _strategy() -> Strategy:
    # four aims, four years: news.merton.gov.uk, 22 March 2022
    return Strategy.objects.create(
        title="Merton Hate Crime Strategy",
        starts_on=date(2022, 4, 1),
        ends_on=date(2026, 3, 31),
    )


def _post(told: shapes.Post) -> Post:
    return Post.objects.get(organisation__name=told.organisation, title=told.title)


def _action(action: Action, told: shapes.Action, posts: dict[str, Post]) -> None:
    action.short_title, action.cadence, action.due = told.title, told.cadence, told.due
    action.save(update_fields=["short_title", "cadence", "due"])
    lead = posts[told.lead]
    leads = [changes.NewLead(lead.organisation, lead, posts.get(told.deputy))]
    changes.set_leads(action, leads, by=BY)
    for come in told.occurrences:
        changes.add_occurrence(
            action,
            label=come.label,
            due_on=come.due_on,
            starts_on=come.starts_on,
            done_on=come.done_on,
            note=come.note,
            by=BY,
        )


def _update(
    action: Action,
    told: shapes.Update,
    authors: dict[str, User],
    said: dict[tuple[str, date], Update],
) -> Update:
    with clock.set_to(_moment(told.on, 11)):
        return changes.add_update(
            action,
            by=authors[told.username],
            status=told.status,
            text=told.text,
            reason=told.reason,
            evidence=[_evidence(piece) for piece in told.evidence],
            corrects=said.get((told.ref, told.corrects)) if told.corrects else None,
        )


def _evidence(told: shapes.Evidence) -> changes.NewEvidence:
    if told.kind == "file":
        file = ContentFile(paper.one_page(told.title, story.SAYS), name=told.where)
        return changes.NewEvidence("file", told.title, file=file)
    url = told.where if told.kind == "link" else ""
    return changes.NewEvidence(told.kind, told.title, url=url)


def _dependencies(plan: Plan) -> None:
    known = {dependency.title: dependency for dependency in plan.dependencies.all()}
    for told in story.DEPENDENCIES:
        fields: dict[str, Any] = {
            "opened_on": told.opened_on,
            "expected_on": told.expected_on,
            "met_on": told.met_on,
            "met_how": told.met_how,
        }
        if told.title in known:
            changes.update_dependency(known[told.title], by=BY, **fields)
        else:
            held = Objective.objects.filter(theme__plan=plan, number__in=told.objectives)
            changes.add_dependency(plan, title=told.title, objectives=list(held), by=BY, **fields)


def _moment(on: date, hour: int) -> datetime:
    return datetime.combine(on, time(hour), tzinfo=timezone.get_current_timezone())
