"""What records of people may be opened for and shared for, and the work of the product, by name.

One list serves agreements between bodies and what a person agrees to (domain.md 5, 25: consent
scope), so that nobody has to say which purpose of the one is which of the other.

Parts of the product add theirs in their `capability.py`; these are the partnership's own.
"""

from django.utils.translation import gettext_noop

from upstander.kernel.guards import Purpose, SystemWork

OURS = (
    Purpose("partnership", "Partnership work", "Run the plan, its meetings and its reports."),
    Purpose(
        "support",
        "Support",
        "Support somebody who was targeted, and keep them safe.",
        agreed="Share with an organisation that supports people.",
    ),
    Purpose("safeguarding", "Safeguarding", "Protect a child or an adult at risk."),
    Purpose(
        "police",
        "The police",
        "Investigate crime, and stop it from happening again.",
        agreed="Share everything with the police.",
    ),
    Purpose(
        "police_without_details",
        "The police, without who you are",
        "Tell the police what happened, and not to whom.",
        agreed="Tell the police what happened, without your name or how to reach you.",
        within="police",
        opens=False,
    ),
    Purpose(
        "landlord",
        "Landlord",
        "Use a landlord’s duties and tools in a home.",
        agreed="Share with your landlord.",
    ),
    Purpose(
        "council",
        "The council",
        "Use what other teams of the council can do.",
        agreed="Share with other teams of the council.",
    ),
    Purpose(
        "panel",
        "Community MARAC",
        "Agree in a panel how to keep somebody safe.",
        agreed="Share with the panel that plans for safety.",
    ),
    Purpose(
        "statistics",
        "Statistics",
        "Count, without names.",
        agreed="Count it, without anybody being named.",
        opens=False,
    ),
    Purpose(
        "matching",
        "Matching",
        "See a pattern in reports of different bodies.",
        agreed="Compare it with other reports, to see a pattern.",
        opens=False,
    ),
    # asked each on its own: who agreed to the council has not agreed to these
    Purpose(
        "safeguarding_child",
        gettext_noop("Children’s safeguarding"),
        "Protect a child.",
        agreed="Share with those who protect children.",
    ),
    Purpose(
        "safeguarding_adult",
        gettext_noop("Adults’ safeguarding"),
        "Protect an adult who needs care or support.",
        agreed="Share with those who protect adults who need care or support.",
    ),
    Purpose(
        "prevent",
        gettext_noop("Prevent"),
        "Keep somebody from being drawn into terrorism.",
        agreed="Share with those who keep people out of extremism.",
    ),
    Purpose(
        "borough",
        gettext_noop("Another borough"),
        "Act where it happened, or where the person lives.",
        agreed="Share with the partnership of another borough.",
    ),
    Purpose("audit", "Audit of records", "Read samples to learn whether records are right."),
    Purpose("rights", "Rights of the person", "Give people their data, put it right, erase it."),
)
WORK = (
    SystemWork("measures", "Counting for the plan", "Counts records; no name leaves."),
    SystemWork("retention", "Retention", "Finds what is past its time, and erases it."),
    SystemWork("rights", "Subject access and erasure", "Gathers or erases all on one person."),
    SystemWork("reminders", "Clocks and reminders", "Finds what is due, and tells whose it is."),
    SystemWork("contact", "Reaching people", "Asks how somebody may be reached without harm."),
    SystemWork("withdrawal", "Agreements taken back", "Lists what was sent, and tells who has it."),
    SystemWork("matching", "Matching", "Looks for the same person, home or place twice."),
    SystemWork("snapshot", "Analysis", "Builds the nightly data for analysis, without names."),
    SystemWork("reading", "Watching over reading", "Looks at who read what, not at what it says."),
)
