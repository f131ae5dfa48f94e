"""Who may come in where, among the pages of meetings: the rows of the table, and their records."""

from dataclasses import replace
from datetime import date, time

from django.core.files.base import ContentFile

from tests.access_table import LEAD, SIGNED_IN, Row, files, page
from upstander.capabilities.meetings import changes
from upstander.kernel.groups import attending
from upstander.kernel.plan.demo.paper import one_page
from upstander.kernel.records.filing import add_file

KEEPERS = LEAD | {"group_chair"}
MEMBERS = KEEPERS | {"group_member"}
NOT_HERE = frozenset({403, 404})  # refused, or for outsiders not there at all


def make(borough):
    """Make a meeting of each state of the group that the visitors' chair keeps."""
    group, chair = borough.of["groups"]["group"], borough.people["group_chair"]
    made = {"group": group}
    for month, state in enumerate(("planned", "called", "held", "minuted", "approved"), start=1):
        on = {"on": date(2024, month, 5), "at": time(10)}
        made[state] = changes.plan_meeting(group, by=chair, **on)
    for state in ("called", "held", "minuted", "approved"):
        changes.call(made[state], by=chair)
    for state in ("held", "minuted", "approved"):
        changes.hold(made[state], by=chair)
    item = made["item"] = made["held"].items.first()
    made["spare"] = made["held"].items.last()
    made["outcome"] = changes.add_outcome(item, text="So be it", kind="agreed", by=chair)
    made["file"] = add_file(
        item, title="A paper", file=ContentFile(one_page("A", "b"), "a.pdf"), by=chair
    )
    for state in ("minuted", "approved"):
        changes.circulate(made[state], by=chair)
    attending.correct(made["minuted"], by=chair, correction="It was Tuesday")
    changes.approve(made["approved"], at=made["minuted"], published=True, by=chair)
    return made


def one(name):
    """Name a record that was made here."""
    return lambda borough: [borough.of["meetings"][name].pk]


def step(name, who=KEEPERS):
    """A step of a record, for those who may take it; a button acts, a form comes back."""
    return Row(get=who, post=who, refused=NOT_HERE, records=one(name))


def read(name, who=MEMBERS):
    """A page of a record that only members may read."""
    return Row(get=who, refused=NOT_HERE, records=one(name))


def taken(name, who):
    """A report as a file."""
    return replace(read(name, who), records=lambda b: [b.of["meetings"][name].pk, "html"])


GONE = Row(  # whoever comes first takes it off, and then it is not there any more
    get=KEEPERS,
    post=KEEPERS,
    shown=frozenset({200, 404}),
    done=frozenset({302, 404}),
    refused=NOT_HERE,
    records=one("spare"),
)

ACCESS = {
    "meetings:list": [page(SIGNED_IN)],
    "meetings:export": files(SIGNED_IN),
    "meetings:detail": [read("called"), page(SIGNED_IN, one("approved"))],
    "meetings:edit": [step("planned")],
    "meetings:history": [read("called")],
    "meetings:call": [step("planned")],
    "meetings:again": [step("called")],
    "meetings:hold": [step("called")],
    "meetings:attendance": [step("held")],
    "meetings:circulate": [step("held")],
    "meetings:settle": [step("minuted")],
    "meetings:approve": [step("minuted")],
    "meetings:agenda": [step("planned")],
    "meetings:cancel": [step("planned")],
    "meetings:answer": [step("called", MEMBERS)],
    "meetings:correct": [step("minuted", MEMBERS)],
    "meetings:item": [step("called", MEMBERS)],
    "meetings:pack": [read("called"), replace(read("approved"), refused=frozenset({403}))],
    "meetings:pack_file": [taken("called", MEMBERS)],
    "meetings:minutes": [read("minuted"), page(SIGNED_IN, one("approved"))],
    "meetings:minutes_file": [taken("minuted", MEMBERS), taken("approved", SIGNED_IN)],
    "meetings:items_detail": [read("item")],
    "meetings:items_edit": [step("item")],
    "meetings:items_history": [read("item")],
    "meetings:items_file": [step("item")],
    "meetings:items_files": [
        replace(read("item"), records=lambda b: [b.of["meetings"][n].pk for n in ("item", "file")])
    ],
    "meetings:items_outcome": [step("item")],
    "meetings:items_move": [step("item")],
    "meetings:items_remove": [GONE],
    "meetings:items_notes": [
        replace(step("item"), shown=frozenset({405}), refused=NOT_HERE | {405})
    ],
    "meetings:outcomes_list": [page(SIGNED_IN)],
    "meetings:outcomes_export": files(SIGNED_IN),
    "meetings:outcomes_detail": [read("outcome")],
    "meetings:outcomes_edit": [step("outcome")],
    "meetings:outcomes_history": [read("outcome")],
    "meetings:groups_detail": [page(SIGNED_IN, one("group"))],
    "meetings:groups_plan": [step("group")],
}
PAGES = {
    "strategic_lead": (
        "/meetings/",
        "/meetings/1/",
        "/meetings/1/minutes/",
        "/meetings/2/history/",
        "/meetings/3/",
        "/meetings/3/settle/",
        "/meetings/3/approve/",
        "/meetings/4/",
        "/meetings/4/edit/",
        "/meetings/4/answer/",
        "/meetings/4/item/",
        "/meetings/4/pack/",
        "/meetings/5/",
        "/meetings/groups/1/",
        "/meetings/groups/1/plan/",
        "/meetings/outcomes/",
        "/meetings/outcomes/1/",
    ),
    "group_chair": ("/meetings/", "/meetings/3/attendance/", "/meetings/4/"),
    "analyst": ("/meetings/", "/meetings/2/", "/meetings/2/minutes/"),
}
