"""Groups and seats as kinds of record."""

from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.http import HttpRequest

from upstander.kernel.groups import bulletins, changes
from upstander.kernel.groups.forms import BulletinForm, GroupForm, HandOnForm, SeatForm
from upstander.kernel.groups.models import Bulletin, Group, Seat
from upstander.kernel.groups.standing import standing_of
from upstander.kernel.people.models import Organisation
from upstander.kernel.records.columns import Column, columns_of
from upstander.kernel.records.paging import Key
from upstander.kernel.records.steps import Step
from upstander.kernel.records.views import RecordViews
from upstander.kernel.reference.models import Strand


class GroupViews(RecordViews):
    """The groups of the partnership."""

    slug = "groups"
    model = Group
    title, singular, plural = "Groups", "group", "groups"
    intro = "Who sits in which group, for whom, and for how long."
    empty = "Add the group that monitors the plan first."
    columns = (
        *columns_of(Group, "name", "purpose", "rule"),
        *columns_of(Group, "place", "length", "quorum", listed=False),
        *columns_of(Group, "watches_plan"),
    )
    order = (Key(Lower("name")),)
    form = GroupForm
    create = staticmethod(changes.add_group)
    update = staticmethod(changes.update_group)
    verbs: ClassVar = {"new": "groups.manage"}
    steps = (
        Step(
            "seat",
            "Add a seat",
            changes.add_seat,
            "The seat is there.",
            "groups.change",
            SeatForm,
        ),
        Step(
            "bulletin",
            "Draft a bulletin",
            bulletins.draft_bulletin,
            "This is what happened. Make it yours, then send it.",
            "groups.change",
            intro="It is drafted from what happened since the last one. Nothing is sent yet.",
            leads_to="groups:bulletins_edit",
        ),
    )

    @classmethod
    def context(cls, request: HttpRequest, page: str, record: Any = None) -> dict[str, Any]:
        """Show on a group's page who sits there, and who is missing."""
        return {"standing": standing_of(record)} if page == "detail" else {}


class SeatFilter(django_filters.FilterSet):
    """What seats are filtered by."""

    group = django_filters.ModelChoiceFilter(queryset=Group.objects.all(), empty_label="All groups")
    sector = django_filters.ChoiceFilter(
        choices=Organisation.Sector.choices,
        field_name="organisation__sector",
        empty_label="All sectors",
    )
    strand = django_filters.ModelChoiceFilter(
        queryset=Strand.objects.main(), field_name="strands", empty_label="All strands"
    )
    now = django_filters.BooleanFilter(
        label="Held now", method="held_now", widget=forms.CheckboxInput
    )

    def held_now(self, seats: Any, name: str, wanted: bool) -> Any:
        """Keep those in which somebody sits today."""
        return seats.on().filled() if wanted else seats


class SeatViews(RecordViews):
    """Every seat, also those of earlier years."""

    slug, noun = "groups", "seats"
    model = Seat
    title, singular, plural = "Seats", "seat", "seats"
    intro = "Who sits, or sat, in which group. A seat that is handed on begins a new row."
    empty = "Seats are added on the page of their group."
    parents = (("Groups", "groups:list"),)
    columns = (
        Column("holder", "Who", "Who sits there; empty is vacant", value=lambda s: s.holder),
        *columns_of(Seat, "group", "organisation", "role"),
        Column("speaks_for", "Speaks for", "The strands it speaks for, or else the sector"),
        *columns_of(Seat, "starts_on", "ends_on"),
    )
    order = (Key("starts_on", descending=True),)
    filters = SeatFilter
    form = SeatForm
    update = staticmethod(changes.update_seat)
    steps = (
        Step(
            "hand_on",
            "Hand the seat on",
            changes.hand_on,
            "The seat has been handed on.",
            "groups.change",
            HandOnForm,
            leads_to="groups:seats_detail",
        ),
    )

    @classmethod
    def rows(cls, user: Any) -> QuerySet[Any]:
        """Bring along who sits there and for whom."""
        rows: Any = super().rows(user)
        return rows.with_people().select_related("group").prefetch_related("strands")


class BulletinViews(RecordViews):
    """The bulletins, sent and drafted."""

    slug, noun = "groups", "bulletins"
    model = Bulletin
    title, singular, plural = "Bulletins", "bulletin", "bulletins"
    intro = "What members were sent between meetings, the latest first."
    empty = "Bulletins are drafted on the page of a group."
    parents = (("Groups", "groups:list"),)
    columns = (
        Column("title", "Bulletin", value=str),
        *columns_of(Bulletin, "group", "starts_on", "ends_on", "sent_on"),
        *columns_of(Bulletin, "text", listed=False),
    )
    order = (Key("ends_on", descending=True),)
    form = BulletinForm
    update = staticmethod(bulletins.update_bulletin)
    verbs: ClassVar = {"edit": "groups.change"}
    steps = (
        Step(
            "send",
            "Send it to all members",
            bulletins.send_bulletin,
            "{record} is on its way to every member.",
            "groups.change",
            when=lambda bulletin: bulletin.sent_on is None,
        ),
    )

    @classmethod
    def rows(cls, user: Any) -> QuerySet[Any]:
        """Bring along the group."""
        return super().rows(user).select_related("group")
