"""A capability that only tests have: cases of people, guarded as those of a real one are."""

from upstander.kernel.guards import Category, Guard
from upstander.kernel.registry import AuditKind, Capability, Permission, keep_only

KEEPERS = frozenset({"caseworker", "panel_coordinator"})
LISTENERS = KEEPERS | {"centre_worker"}
PARTNERS = frozenset({"police_liaison", "landlord_officer", "panel_member"})


def sees_cases(user: object, record: object) -> bool:
    """Let in the roles that a guard or an agreement can let in; which records is for the door."""
    return not (LISTENERS | PARTNERS | {"safeguarding_auditor"}).isdisjoint(user.roles)  # type: ignore[attr-defined]


GUARD = Guard(
    record="testing.TrialCase",
    owner="organisation",
    purpose="support",
    categories=(
        Category("identity", ("name",), view=LISTENERS, edit=LISTENERS),
        Category("contact", ("phone",), view=LISTENERS, edit=KEEPERS),
        Category("characteristics", ("strand",), view=KEEPERS, edit=KEEPERS),
        Category("events", ("story",), view=KEEPERS, edit=KEEPERS),
        Category("risk", ("plan",), view=KEEPERS, edit=frozenset({"caseworker"})),
        Category("others", ("accused",), view=KEEPERS, edit=KEEPERS),
    ),
    partners=PARTNERS,
    about={"person_id": "testing.TrialPerson", "subject_id": "subjects.Subject"},
    page="trialcases:detail",
)
PEOPLE = Guard(
    record="testing.TrialPerson",
    owner="",
    purpose="support",
    categories=(
        Category("identity", ("family_name", "given_names", "born_on"), view=LISTENERS),
        Category("contact", ("phones", "email", "postcode"), view=LISTENERS, edit=KEEPERS),
        Category("characteristics", ("religion",), view=KEEPERS),
    ),
)
CAPABILITY = Capability(
    slug="trialcases",
    title="Trial cases",
    urls="upstander.kernel.testing.cases.urls",
    permissions=(
        Permission("trialcases.view", "See cases", (sees_cases,)),
        Permission("trialcases.change", "Change cases", (sees_cases,)),
    ),
    audit_kinds=(AuditKind("trialcases.changed", "Changed a case", keep_only("fields")),),
    guards=(GUARD, PEOPLE),
)
