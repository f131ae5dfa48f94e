"""The minimum standard of a centre: fifteen items in five dimensions (domain.md 6, our proposal).

No national standard is published. The dimensions follow the research that finds centres fading for
want of awareness, access, capability, capacity and oversight.
"""

from upstander.kernel.standards import Item

ITEMS = (
    Item("publicity", "Awareness", "Posters and pages are in their review dates", counted=True),
    Item("private_space", "Access", "There is a private space to talk"),
    Item("access_facts", "Access", "Step-free access, toilet and loop are known", counted=True),
    Item("two_leads", "Capability", "Two people who work there were trained", counted=True),
    Item("refresher", "Capability", "Nobody’s training is older than 12 months", counted=True),
    Item("consent", "Capability", "The consent script is used"),
    Item("support", "Capability", "People are told of support, and led there"),
    Item("safeguarding", "Capability", "Staff know what to do about a child or adult at risk"),
    Item("transfer", "Capacity", "Reports go on safely within one working day"),
    Item("contact", "Capacity", "Reports are acknowledged by a police contact known by name"),
    Item("no_data", "Capacity", "Nothing of a report stays at the centre"),
    Item("agreement", "Oversight", "There is a written agreement in date", counted=True),
    Item("quarterly", "Oversight", "It is seen every quarter", counted=True),
    Item("feedback", "Oversight", "It hears what became of each report", counted=True),
    Item("complaints", "Oversight", "People are told how to complain"),
)
ASKED = tuple(item for item in ITEMS if not item.counted)
