"""Bodies, people of every role in each, and records to which they stand in every way there is.

Five bodies take turns: one keeps the records, one is let in by an agreement, the agreement of one
is over, one takes no part, one is barred. Each category of each record holds a mark of its own.
"""

from dataclasses import dataclass, field
from datetime import date

from django.conf import settings

from upstander.kernel.access.changes.agreements import add_agreement, renew_agreement
from upstander.kernel.access.changes.records import bar, involve, withhold
from upstander.kernel.access.changes.urgent import break_glass, keep_open
from upstander.kernel.access.models import Agreement
from upstander.kernel.access.roles import ALL_ROLES
from upstander.kernel.people.models import Membership, Organisation, Post, User
from upstander.kernel.testing.cases import GUARD
from upstander.kernel.testing.models import TrialCase, TrialPerson

BY = "system:tests"
OPENED = ("identity", "contact", "events")
REASON = "He has said that he will come to her door tonight, and she is alone with the baby."
BEGAN, ENDED, LATER = date(2024, 1, 1), date(2024, 11, 13), date(2025, 3, 31)
FIELDS = {category.code: category.fields[0] for category in GUARD.categories}


@dataclass
class World:
    """Who is there, and how each of them stands to each record."""

    bodies: list[Organisation]
    people: dict[tuple[int, str], User]  # by body and role
    records: list[TrialCase] = field(default_factory=list)
    # of a record, by body: how its people stand to it; by person where it is theirs alone
    of_body: dict[tuple[int, int], str] = field(default_factory=dict)
    of_person: dict[tuple[int, int], str] = field(default_factory=dict)
    lapsed: list[Agreement] = field(default_factory=list)

    def relation(self, record_key: int, user: User, body: Organisation) -> str:
        """Tell how somebody stands to a record; a number that no record has is like any other's."""
        own = self.of_person.get((record_key, user.pk))
        return own or self.of_body.get((record_key, body.pk), "other")


def build_world() -> World:
    """Make five bodies with all their people, and two sets of records."""
    bodies = [Organisation.objects.create(name=f"Body {letter}") for letter in "ABCDE"]
    people = {
        (body.pk, role.code): _person(body, role.code) for body in bodies for role in ALL_ROLES
    }
    world = World(bodies, people)
    _add_records(world, *bodies)
    turned = [bodies[index] for index in (3, 4, 1, 2, 0)]
    _add_records(world, *turned)
    return world


def _person(body: Organisation, role: str) -> User:
    user = User.objects.create(name=f"{role} of {body}", email=f"{role}@{body.pk}.example")
    Membership.objects.create(user=user, organisation=body, role=role)
    return user


def _add_records(world, owner, partner, over, stranger, shut) -> None:
    in_force = _agree(owner, partner, until=LATER)
    world.lapsed.append(_agree(owner, over, until=ENDED))
    _agree(owner, shut, until=LATER)
    assert in_force.pk
    for kind in ("plain", "withheld", "kept", "glass", "person", "of_person", "alone"):
        record = _record(owner, len(world.records))
        world.records.append(record)
        _place(world, record, kind, (owner, partner, over, stranger, shut))


def _agree(owner, partner, *, until) -> Agreement:
    post, _ = Post.objects.get_or_create(organisation=owner, title="Data sharing lead")
    return add_agreement(
        title=f"{owner} and {partner}",
        parties=[owner, partner],
        purpose="safeguarding",
        gateway="s115",
        categories=OPENED,
        starts_on=BEGAN,
        ends_on=until,
        renewed_by=post,
        by=BY,
    )


def _record(owner, number) -> TrialCase:
    person = TrialPerson.objects.create(family_name="Somebody")
    record = TrialCase(organisation=owner, person=person)
    for category, name in FIELDS.items():
        setattr(record, name, mark_of(category, number))
    record.save()
    return record


def mark_of(category: str, number: int) -> str:
    """Give the mark of a category of a record; a telephone number has to have digits."""
    return f"mark-{category}-{number}-55555"


def _place(world: World, record, kind, bodies) -> None:
    owner, partner, over, _, shut = bodies
    stands = {owner: "own", partner: "agreement", over: "lapsed", shut: "barred"}
    if kind == "alone":  # nobody else takes part, whatever they signed
        stands = {owner: "own"}
    else:
        for body in (partner, over, shut):
            involve(record, body, by=BY)
        bar(record, shut, ground="accused", by=BY)
    for body, relation in stands.items():
        world.of_body[record.pk, body.pk] = relation
    special = {"withheld": _withhold, "kept": _keep, "glass": _break}
    special |= {"person": _bar_people, "of_person": _bar_from_person}
    if kind in special:
        special[kind](world, record, bodies)


def _withhold(world, record, bodies) -> None:
    withhold(record, "contact", by=BY)
    world.of_body[record.pk, bodies[1].pk] = "withheld"


def _keep(world, record, bodies) -> None:
    _state(keep_open, record, world.people[bodies[2].pk, "police_liaison"])
    world.of_body[record.pk, bodies[2].pk] = "urgent"


def _break(world, record, bodies) -> None:
    somebody = world.people[bodies[3].pk, "caseworker"]
    _state(break_glass, record, somebody)
    world.of_person[record.pk, somebody.pk] = "glass"


def _bar_people(world, record, bodies) -> None:
    for body, role in ((bodies[0], "caseworker"), (bodies[1], "landlord_officer")):
        somebody = world.people[body.pk, role]
        bar(record, somebody, ground="family", by=BY)
        world.of_person[record.pk, somebody.pk] = "barred"


def _bar_from_person(world, record, bodies) -> None:
    bar(record.person, bodies[1], ground="colleague", by=BY)
    world.of_body[record.pk, bodies[1].pk] = "barred"


def _state(change, record, somebody) -> None:
    change(
        "testing.trialcase",
        record.pk,
        danger="life",
        gateway="vital_interests",
        reason=REASON,
        by=somebody,
    )


def three_days_later(world: World) -> None:
    """Move the clock beyond 72 hours, and renew what had lapsed for the first set of records."""
    settings.TODAY = date(2024, 11, 18)
    renew_agreement(world.lapsed[0], until=LATER, by=BY)
    first = {record.pk for record in world.records[: len(world.records) // 2]}
    withheld = {key for (key, _), relation in world.of_body.items() if relation == "withheld"}
    for (key, body), relation in list(world.of_body.items()):
        if relation in ("urgent", "lapsed"):
            renewed = "withheld" if key in withheld else "agreement"
            world.of_body[key, body] = renewed if key in first else "lapsed"
    for place, relation in list(world.of_person.items()):
        if relation == "glass":
            del world.of_person[place]
