"""Who may come in where, among the pages of groups: the rows of the table, and their records."""

from datetime import date

from tests.access_table import LEAD, SIGNED_IN, Row, files, form, page
from upstander.kernel.groups.changes import add_group, add_seat
from upstander.kernel.groups.models import Bulletin

BY = "system:test"
KEEPERS = LEAD | {"group_chair"}


def make(borough):
    """Make a group that one of the visitors chairs, in which another sits, and its bulletins."""
    group = add_group(name="A group", rule="first Monday of every month at 10:00", by=BY)
    people, sat = borough.people, {"organisation": borough.own, "starts_on": date(2024, 1, 1)}
    chair = add_seat(group, user=people["group_chair"], role="chair", by=BY, **sat)
    add_seat(group, user=people["group_member"], by=BY, **sat)
    days = {"starts_on": date(2024, 9, 1), "ends_on": date(2024, 10, 1)}
    sent = Bulletin.objects.create(group=group, text="News", sent_on=date(2024, 10, 1), **days)
    draft = Bulletin.objects.create(group=group, text="News", **days)
    return {"group": group, "seat": chair, "sent": sent, "draft": draft}


def one(name):
    """Name a record that was made here."""
    return lambda borough: [borough.of["groups"][name].pk]


def of_members(name, *, post=frozenset()):
    """A page of what only members may see: for others it does not exist."""
    may = KEEPERS | {"group_member"}
    return Row(get=may, post=post, refused=frozenset({403, 404}), records=one(name))


ACCESS = {
    "groups:list": [page(SIGNED_IN)],
    "groups:new": [form(LEAD)],
    "groups:export": files(SIGNED_IN),
    "groups:detail": [page(SIGNED_IN, one("group"))],
    "groups:edit": [form(KEEPERS, one("group"))],
    "groups:history": [page(SIGNED_IN, one("group"))],
    "groups:seat": [form(KEEPERS, one("group"))],
    "groups:bulletin": [form(KEEPERS, one("group"))],
    "groups:seats_list": [page(SIGNED_IN)],
    "groups:seats_export": files(SIGNED_IN),
    "groups:seats_detail": [page(SIGNED_IN, one("seat"))],
    "groups:seats_edit": [form(KEEPERS, one("seat"))],
    "groups:seats_history": [page(SIGNED_IN, one("seat"))],
    "groups:seats_hand_on": [form(KEEPERS, one("seat"))],
    "groups:bulletins_list": [page(SIGNED_IN)],
    "groups:bulletins_export": files(SIGNED_IN),
    "groups:bulletins_detail": [page(SIGNED_IN, one("sent")), of_members("draft")],
    "groups:bulletins_edit": [form(KEEPERS, one("sent"))],
    "groups:bulletins_history": [page(SIGNED_IN, one("sent"))],
    "groups:bulletins_send": [form(KEEPERS, one("sent"))],
}
PAGES = {
    "strategic_lead": (
        "/groups/",
        "/groups/new/",
        "/groups/1/",
        "/groups/1/edit/",
        "/groups/1/seat/",
        "/groups/seats/",
        "/groups/seats/1/",
        "/groups/seats/1/hand-on/",
        "/groups/bulletins/",
        "/groups/bulletins/1/",
    ),
}
