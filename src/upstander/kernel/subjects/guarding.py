"""How people are guarded: they belong to nobody, and open along with what speaks of them.

So do their messages and what was shared of them, each with the record that it is about.
"""

from upstander.kernel.guards import Category, Guard

KEEPERS = frozenset({"caseworker", "panel_coordinator"})
LISTENERS = KEEPERS | {"centre_worker"}

PEOPLE = Guard(
    record="subjects.Subject",
    owner="",
    purpose="support",
    categories=(
        Category(
            "identity",
            ("family_name", "given_names", "called", "other_names", "born_on"),
            view=LISTENERS,
            edit=LISTENERS,
        ),
        Category(
            "contact",
            (
                "phones",
                "emails",
                "addresses",
                "postcode",
                "contact_ways",
                "contact_days",
                "contact_from",
                "contact_until",
                "must_not_know",  # whoever reaches out has to know from whom to keep it
                "safe_words",
                "may_leave_message",
                "contact_note",
                "language",  # without it a child of theirs would be asked to interpret
            ),
            view=LISTENERS,
            edit=LISTENERS,
        ),
    ),
)
WITH_A_PERSON = {"subject_id": "subjects.Subject"}
CHANNEL = Guard(
    record="subjects.ChannelMessage",
    owner="",
    purpose="support",
    categories=(Category("events", ("text",), view=KEEPERS),),  # written once, changed by nobody
    about=WITH_A_PERSON,
    along="subject_id",
)
SHARED = Guard(
    record="subjects.Disclosure",
    owner="",
    purpose="support",
    categories=(Category("outcome", ("what", "address"), view=KEEPERS),),
    about=WITH_A_PERSON,
    along="subject_id",
)
