"""A small plan as a file would give it, whose rows have the numbers 1 to 9, and what is doubted."""

from datetime import date

from upstander.kernel.plan.interchange.document import (
    ActionDocument,
    DocumentWarning,
    ObjectiveDocument,
    PlanDocument,
    ThemeDocument,
)
from upstander.kernel.plan.interchange.drafting import Draft

EVENING = ActionDocument("Hold an evening for all", place="Line 4")
WRITTEN = ActionDocument(
    "Write it down", ("Council",), "behind", date(2024, 5, 1), "Begun", place="Line 5"
)
HEARD = ObjectiveDocument(
    "1", "Be heard", ("Police", "Council"), actions=(EVENING, WRITTEN), place="Line 3"
)
SAFE = ObjectiveDocument(
    "2",
    "Be safe on the way home",
    ("Harbour Netwrk",),
    depends_on=("Budget being found",),
    actions=(ActionDocument("Walk home", ("Council",), place="Line 8"),),
    place="Line 7",
)
HELPED = ObjectiveDocument("3", "Be helped", actions=(ActionDocument("Open a desk"),))
WARNINGS = (
    DocumentWarning("Line 9", "Bring a friend along on Fridays", "It fits nowhere in a plan."),
    DocumentWarning("Objective 1, status (Line 5)", "Amber-ish", "It is read as Behind."),
    DocumentWarning("Objective 2, lead (Line 7)", "Harbour Netwrk", "It is read as one lead."),
    DocumentWarning("The file", "", "It does not say the plan's year, such as 2024-25."),
)
FILE = PlanDocument(
    "Work plan",
    "2024-25",
    (
        ThemeDocument("1", "Together", "Be one", (HEARD, SAFE), place="Line 2"),
        ThemeDocument("2", "Care", "", (HELPED,)),
    ),
    WARNINGS,
)
TOGETHER, BE_HEARD, AN_EVENING, IT_DOWN, BE_SAFE, WALK, CARE, BE_HELPED, A_DESK = range(1, 10)
HOMELESS, AMBER, NETWRK, NO_YEAR = range(1, 5)


def waiting() -> Draft:
    """The file while it waits, nothing corrected yet."""
    return Draft.of(FILE, "plan.docx")
