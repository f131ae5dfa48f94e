"""Every role of the partnership in one place, each with a sentence that a manager can read."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Role:
    """What a person is in an organisation."""

    code: str
    title: str
    sentence: str


ALL_ROLES = (
    Role(
        "centre_worker", "Centre worker", "Helps people report at a third-party reporting centre."
    ),
    Role("caseworker", "Caseworker", "Supports victims and keeps their cases at Safer Merton."),
    Role("panel_coordinator", "Panel coordinator", "Prepares the Community MARAC and its packs."),
    Role("panel_member", "Panel member", "Brings one organisation's knowledge to the panel."),
    Role("safeguarding_auditor", "Safeguarding auditor", "Reads samples of safeguarding records."),
    Role("police_liaison", "Police liaison officer", "Speaks for the police in the partnership."),
    Role("landlord_officer", "Landlord officer", "Acts on hate in a social landlord's homes."),
    Role("school_lead", "School lead", "Leads on prejudice and respect in schools."),
    Role("action_lead", "Action lead", "Updates the actions that their organisation leads."),
    Role("strategic_lead", "Strategic Lead", "Keeps the work plan and sees all of its work."),
    Role("group_chair", "Strategy Group chair", "Chairs the group that monitors the plan."),
    Role("group_member", "Strategy Group member", "Monitors the plan for a sector or a strand."),
    Role("analyst", "Analyst", "Counts, compares and explains; sees figures, not cases."),
    Role(
        "information_governance",
        "Information governance officer",
        "Reads the trail of who did what, not the cases.",
    ),
    Role("administrator", "Administrator", "Gives and ends accounts and roles; keeps the system."),
)
ROLES = {role.code: role for role in ALL_ROLES}
ROLE_CODES = frozenset(ROLES)


def role_title(code: str) -> str:
    """Give the words for a role; a code that is no longer known is shown as it is."""
    return ROLES[code].title if code in ROLES else code
