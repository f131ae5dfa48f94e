"""What records of people may be opened for, and the work of the product itself, listed by name.

Parts of the product add theirs in their `capability.py`; these are the partnership's own.
"""

from upstander.kernel.guards import Purpose, SystemWork

OURS = (
    Purpose("partnership", "Partnership work", "Run the plan, its meetings and its reports."),
    Purpose("support", "Support", "Support somebody who was targeted, and keep them safe."),
    Purpose("safeguarding", "Safeguarding", "Protect a child or an adult at risk."),
    Purpose("crime", "Prevent and detect crime", "Investigate, and stop it from happening again."),
    Purpose("housing", "Act as a landlord", "Use a landlord’s duties and tools in a home."),
    Purpose("panel", "Community MARAC", "Agree in a panel how to keep somebody safe."),
    Purpose("audit", "Audit of records", "Read samples to learn whether records are right."),
    Purpose("rights", "Rights of the person", "Give people their data, put it right, erase it."),
)
WORK = (
    SystemWork("measures", "Counting for the plan", "Counts records; no name leaves."),
    SystemWork("retention", "Retention", "Finds what is past its time, and erases it."),
    SystemWork("rights", "Subject access and erasure", "Gathers or erases all on one person."),
    SystemWork("reminders", "Clocks and reminders", "Finds what is due, and tells whose it is."),
    SystemWork("matching", "Matching", "Looks for the same person, home or place twice."),
    SystemWork("snapshot", "Analysis", "Builds the nightly data for analysis, without names."),
    SystemWork("reading", "Watching over reading", "Looks at who read what, not at what it says."),
)
