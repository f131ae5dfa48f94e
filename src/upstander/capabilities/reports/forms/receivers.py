"""To whom a report may go at this moment: the bodies of the partnership, and services by name."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from upstander.capabilities.reports.changes.handing import may_hand, organisation_of
from upstander.capabilities.reports.models import SECTORS, Body, Report
from upstander.kernel.audit.record import key_of
from upstander.kernel.errors import Refused
from upstander.kernel.links.declared import offers_taken
from upstander.kernel.people.models import Organisation
from upstander.kernel.reference.support_bodies import Named, in_order, named_services
from upstander.kernel.subjects.sharing import Answer, may_share

INSIDE = "inside"


@dataclass(frozen=True)
class Group:
    """One kind of body: whether the person agreed, and each body as a choice."""

    body: str
    title: str
    sentence: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Chosen:
    """Whom somebody chose: a kind and a body, or what takes an offer inside the product."""

    body: str
    to: Any = None  # an organisation, but for an offer
    offer: str = ""


def receivers_of(report: Report, *, agreed: bool) -> list[Group]:
    """List the kinds of body to which a report may go, with their bodies.

    Where `agreed` is untrue: those to which the person has not agreed.
    """
    groups = [_group(report, Body(body), agreed) for body in Body]
    found = [group for group in groups if group.choices]
    return [*_inside(report), *found] if agreed else found


def services_for(report: Report) -> list[Named]:
    """List the support services by name, those for the strands of a report first."""
    return in_order(report.strands.values_list("code", flat=True))


def chosen_from(value: str, *, by: Any) -> Chosen:
    """Read a choice; a service that is known by name gets its place among the organisations."""
    kind, _, key = value.partition(":")
    if kind == INSIDE:
        return Chosen(INSIDE, offer=key)
    if key.isdigit():
        return Chosen(kind, to=Organisation.objects.get(pk=key, active=True))
    named = next((each for each in named_services() if each.code == key), None)
    if named is None:
        raise Refused("There is no such body. Choose one from the list.")
    return Chosen(kind, to=organisation_of(named, by=by))


def _group(report: Report, body: Body, agreed: bool) -> Group:
    any_of_kind = may_hand(report, body)
    found = tuple(_choices(report, body, any_of_kind, agreed))
    return Group(body.value, str(body.label), any_of_kind.sentence, found)


def _choices(
    report: Report, body: Body, any_of_kind: Answer, agreed: bool
) -> Iterator[tuple[str, str]]:
    bodies = Organisation.objects.filter(active=True, sector__in=SECTORS[body])
    known = {each.name.casefold() for each in bodies}
    by_name = set(report.subject.consents.exclude(recipient="").values_list("recipient", flat=True))
    if body == Body.SUPPORT and bool(any_of_kind) == agreed:
        for named in services_for(report):
            if named.name.casefold() not in known:
                yield f"{body.value}:{named.code}", _said(named)
    for each in bodies:
        # of most bodies nobody spoke by name, so the kind decides, and is asked once
        answer = may_hand(report, body, each) if key_of(each) in by_name else any_of_kind
        if bool(answer) == agreed and each.pk != report.team_id:
            yield f"{body.value}:{each.pk}", str(each)


def _said(named: Named) -> str:
    return f"{named.name}: {named.serves}"


def _inside(report: Report) -> Iterator[Group]:
    """Offer what other parts of the product take, where the person agreed to that purpose."""
    for offer, taker in offers_taken(report._meta.label_lower):
        answer = may_share(report.subject, offer.purpose, report.team or "")
        if answer:
            choice = (f"{INSIDE}:{offer.code}", taker.title)
            yield Group(INSIDE, offer.title, answer.sentence, (choice,))
