"""Who may come in where, among the pages of centres: the rows of the table, and their records."""

from dataclasses import replace

from tests.access_table import (
    LEAD,
    PUBLIC,
    SIGNED_IN,
    files,
    form,
    page,
    public,
    waiting_upload,
)
from upstander.capabilities.centres.tests.factories import live_centre, some_post

KEEPERS = LEAD | {"caseworker"}
CARERS = KEEPERS | {"action_lead"}  # for what their own organisation looks after
REFERRERS = KEEPERS | {"panel_coordinator", "police_liaison"}
TAKERS = KEEPERS | {"analyst"}


def make(borough):
    """Make a centre that the visitors' own organisation looks after, and two of another's."""
    own = live_centre("Own centre", owner=some_post(borough.own))
    other = live_centre("Other centre", owner=some_post(borough.other))
    hidden = live_centre("Hidden centre", owner=some_post(borough.other), shown="referral")
    return {"own": own, "other": other, "hidden": hidden}


def own(borough):
    return [borough.of["centres"]["own"].pk]


def other(borough):
    return [borough.of["centres"]["other"].pk]


def hidden(borough):
    return [borough.of["centres"]["hidden"].pk]


def never_there(who):
    """A page of a place by referral: it does not exist for those who lead nobody there."""
    return replace(page(who, hidden), refused=frozenset({404}))


STEPS = ("move", "lead", "train", "leave", "hours", "shut", "check", "standard", "publicity")

ACCESS = {
    "centres:home": [page(SIGNED_IN)],
    "centres:target": [form(LEAD)],
    "centres:coverage": [page(SIGNED_IN)],
    "centres:standing": [page(SIGNED_IN)],
    "centres:places_list": [page(SIGNED_IN)],
    "centres:places_new": [form(CARERS)],
    "centres:places_import": [form(CARERS)],
    "centres:places_import_preview": [waiting_upload(CARERS)],
    "centres:places_export": files(TAKERS, "csv", "xlsx", "json"),
    "centres:places_detail": [page(SIGNED_IN, own), never_there(REFERRERS)],
    "centres:places_edit": [form(CARERS, own), form(KEEPERS, other)],
    "centres:places_history": [page(SIGNED_IN, own)],
    **{f"centres:places_{step}": [form(CARERS, own)] for step in STEPS},
    "centres:places_move": [form(CARERS, own), form(KEEPERS, other)],
    "centres:checks_list": [page(SIGNED_IN)],
    "centres:checks_export": files(TAKERS, "csv", "xlsx", "json"),
    "places:finder": [PUBLIC],
    "places:poster": [
        public(lambda b: [b.of["centres"]["own"].public_id]),
        public(lambda b: [b.of["centres"]["hidden"].public_id], 404),
    ],
    "places:place": [
        public(lambda b: [b.of["centres"]["own"].public_id]),
        public(lambda b: [b.of["centres"]["hidden"].public_id], 404),
    ],
}

# what is protected there and speaks of no subject, and how those people are answered
OF_NOBODY = {"centres.lead": "Colleagues: the page of their centre shows what is kept"}

# the pages that a browser looks at for faults of access
PAGES = {"": ("/places/ar/?q=Mitcham", "/places/ta/?language=ta")}
