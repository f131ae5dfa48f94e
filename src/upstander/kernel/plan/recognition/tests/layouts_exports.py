"""Plans out of planners and large workbooks, each with what is to be read out of them."""

from upstander.kernel.documents.tests.making import xlsx


def planner_export():
    """What a planner gives: a bucket is a theme, a priority is only a rank."""
    heads = (
        "Task ID",
        "Task Name",
        "Bucket Name",
        "Progress",
        "Priority",
        "Assigned To",
        "Due date",
        "Completed Date",
    )
    return xlsx(
        (
            "Tasks",
            [
                ["Plan name", "Hate crime plan 2025-26"],
                ["Plan ID", "x1Yz"],
                [],
                heads,
                [
                    "a1",
                    "Book trainers",
                    "Prevention",
                    "Completed",
                    "Medium",
                    "P Nair",
                    "30/06/2025",
                ],
                ["a2", "Order cards", "Prevention", "In progress", "Urgent", "T Fen", "15/09/2025"],
                ["a3", "Review letters", "Support", "Not started", "Low", "P Nair;O Brandt", ""],
            ],
        )
    )


PLANNER_EXPORT = """
T 1 Prevention
O 1 Prevention
- Book trainers [P Nair] {completed} <2025-06-30>
- Order cards [T Fen] {in_progress} <2025-09-15>
T 2 Support
O 2 Support [P Nair; O Brandt]
- Review letters
"""


def months_across():
    """Crosses below months say when: the last of them by when."""
    months = ["Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar"]
    return xlsx(
        (
            "Plan",
            [
                ["Tidewell Calendar of Work 2025-26", "", "", "", "", "Draft"],
                ["Theme", "Action", "Lead", *months],
                ["Events", "Plan Awareness Week", "Events Team", *[""] * 5, "X", "X"],
                ["Training", "Train councillors", "Member Support", *[""] * 10, "X"],
            ],
        )
    )


MONTHS_ACROSS = """
T 1 Events
O 1 Events [Events Team]
- Plan Awareness Week <2025-10-31>
T 2 Training
O 2 Training [Member Support]
- Train councillors <2026-02-28>
"""


def initials_with_a_key():
    return xlsx(
        (
            "Plan",
            [
                ["Ravensworth Delivery Plan 2024/25"],
                ["Strand", "Ref", "Action", "Owner", "Deadline", "Status", "Commentary"],
                ["Communities", "C1", "Visit the mosque", "PN", "Monthly", "Open", "7 visits"],
                ["Courts", "C3", "Sit in on hearings", "EL/MO", "Jan 2025", "Slipped", ""],
            ],
        ),
        (
            "Key",
            [
                ["Initials", "Name"],
                ["PN", "Sergeant Priya Nand"],
                ["MO", "Marcus Ojo"],
                ["EL", "Ewa Lis"],
            ],
        ),
    )


INITIALS_WITH_A_KEY = """
T 1 Communities
O 1 Communities [Sergeant Priya Nand]
- Visit the mosque {in_progress} > 7 visits
T 2 Courts
O 2 Courts [Ewa Lis; Marcus Ojo]
- Sit in on hearings {behind} <2025-01-31>
"""


def totals_and_percentages():
    """The year stands beside the title, letters have a key, and the last row only counts."""
    return xlsx(
        (
            "Saltmere",
            [
                ["Saltmere Improvement Plan", "", "", "", "2025-26"],
                ["G = Complete", "A = In progress", "R = Behind"],
                ["Workstream", "Action", "Lead", "Target", "RAG", "% complete"],
                ["Governance", "Set terms", "Policy Team", "May 2025", "G", (1, {"form": "0%"})],
                ["Governance", "Report", "Policy Team", "Nov 2025", "A", (0.5, {"form": "0%"})],
                ["Total actions", 2],
            ],
        )
    )


TOTALS_AND_PERCENTAGES = """
T 1 Governance
O 1 Governance [Policy Team]
- Set terms {completed} <2025-05-31> > 100%
- Report {in_progress} <2025-11-30> > 50%
"""


def groups_of_headings():
    """Two rows of headings: what they are about, and what they are."""
    return xlsx(
        (
            "Plan",
            [
                [("Kingsbarrow Delivery Plan 2024-25", {"span": 7, "bold": True})],
                [
                    ("What we will do", {"span": 3}),
                    None,
                    None,
                    ("Delivery", {"span": 2}),
                    None,
                    ("Monitoring", {"span": 2}),
                ],
                ["Theme", "Objective", "Action", "Lead", "Deadline", "RAG", "Comment"],
                ["1. Act", "1.1 Data", "Match records", "Data Team", "Dec 2024", "Amber", "Agreed"],
                ["", "", "Publish profiles", "Data Team", "Sept 2024", "Red", ""],
            ],
        )
    )


GROUPS_OF_HEADINGS = """
T 1 Act
O 1.1 Data [Data Team]
- Match records {in_progress} <2024-12-31> > Agreed
- Publish profiles {behind} <2024-09-30>
"""


def numbers_and_names_apart():
    """What is a theme stands in the first column, its name in the second; letters for actions."""
    bold = {"bold": True}
    return xlsx(
        (
            "Action Plan",
            [
                ["Marlpit Partnership Action Plan 2025-26"],
                [None, "Action", "Lead", "Timescale", "Status"],
                [("THEME 1", bold), ("Prevention", bold)],
                [("1", bold), ("Reduce hate in clubs", bold)],
                ["a)", "Train door staff", "Licensing", "June 2025", "Complete"],
                ["b)", "Display posters", "Pubwatch", "Sept 2025", "On track"],
                [("THEME 2", bold), ("Response", bold)],
                [("2", bold), ("Respond to graffiti", bold)],
                ["a)", "Remove it within a day", "Street Scene", "Ongoing", "On track"],
            ],
        )
    )


NUMBERS_AND_NAMES_APART = """
T 1 Prevention
O 1 Reduce hate in clubs
- Train door staff [Licensing] {completed} <2025-06-30>
- Display posters [Pubwatch] {in_progress} <2025-09-30>
T 2 Response
O 2 Respond to graffiti [Street Scene]
- Remove it within a day {in_progress}
"""


def a_form_on_each_tab():
    form = lambda number, title, lead, *rows: (  # noqa: E731
        f"Objective {number}",
        [
            [None, ("Dunmere Delivery Plan 2025-26", {"bold": True})],
            [None, "Objective", f"{number}. {title}"],
            [None, "Lead", lead],
            [],
            [None, "Action", "Owner", "Deadline", "Status"],
            *[[None, *row] for row in rows],
        ],
    )
    return xlsx(
        form(
            1,
            "More reports",
            "Community Safety",
            ("Launch the app", "Digital", "30/11/2025", "In progress"),
            ("Advertise it", "Comms", "31/01/2026", ""),
        ),
        form(2, "Better outcomes", "Police", ("Review files", "Case Team", "", "✅")),
    )


A_FORM_ON_EACH_TAB = """
T 1 Theme 1
O 1 More reports [Community Safety]
- Launch the app [Digital] {in_progress} <2025-11-30>
- Advertise it [Comms] <2026-01-31>
O 2 Better outcomes [Police]
- Review files [Case Team] {completed}
"""

WORK_BREAKDOWN = """WBS,Task name,% complete,Start,Finish,Resource names
1,Prevention,,,,
1.1,Schools,,,,
1.1.1,Write the pack,100%,01/04/2025,30/05/2025,Education
1.1.2,Deliver it,40%,01/09/2025,19/12/2025,Education
2,Protection,,,,
2.1,Homes,,,,
2.1.1,Agree the locks,0%,01/10/2025,30/01/2026,Housing
"""
WORK_BREAKDOWN_READ = """
T 1 Prevention
O 1.1 Schools [Education]
- Write the pack {completed} <2025-05-30>
- Deliver it {in_progress} <2025-12-19>
T 2 Protection
O 2.1 Homes [Housing]
- Agree the locks <2026-01-30>
"""

ACTIONS_SIDE_BY_SIDE = """Report produced by the Performance Team on 04/11/2025,,,,,,,
Emberton Hate Crime Plan 2025-26,,,,,,,
Theme,No,Objective,Action 1,Action 2,Lead,Due,Status
Inform,1,Tell people their rights,Print a leaflet,Hold an evening,Advice Service,Dec 2025,On track
Inform,2,Tell services their duties,Write a note,,Legal Team,Mar 2026,
Notes:,,,,,,,
"""
ACTIONS_SIDE_BY_SIDE_READ = """
T 1 Inform
O 1 Tell people their rights [Advice Service] {in_progress} <2025-12-31>
- Print a leaflet
- Hold an evening
O 2 Tell services their duties [Legal Team] <2026-03-31>
- Write a note
"""

NUMBERS_ACROSS = """Westmere plan 2024-25,,
Action,Lead,Due
1. Awareness,,
1. Tell people,,
Print a card,Comms Team,June 2024
2. Tell staff,,
Write a note,HR Team,July 2024
2. Recovery,,
3. Ring back,,
Ring each person,Victim Hub,Ongoing
"""
NUMBERS_ACROSS_READ = """
T 1 Awareness
O 1 Tell people [Comms Team]
- Print a card <2024-06-30>
O 2 Tell staff [HR Team]
- Write a note <2024-07-31>
T 2 Recovery
O 3 Ring back [Victim Hub]
- Ring each person
"""

LAYOUTS = {
    "xlsx: planner export": (planner_export, PLANNER_EXPORT),
    "xlsx: months across": (months_across, MONTHS_ACROSS),
    "xlsx: initials with a key": (initials_with_a_key, INITIALS_WITH_A_KEY),
    "xlsx: totals and percentages": (totals_and_percentages, TOTALS_AND_PERCENTAGES),
    "xlsx: groups of headings": (groups_of_headings, GROUPS_OF_HEADINGS),
    "xlsx: numbers and names apart": (numbers_and_names_apart, NUMBERS_AND_NAMES_APART),
    "xlsx: a form on each tab": (a_form_on_each_tab, A_FORM_ON_EACH_TAB),
    "csv: work breakdown": (lambda: WORK_BREAKDOWN, WORK_BREAKDOWN_READ),
    "csv: actions side by side": (lambda: ACTIONS_SIDE_BY_SIDE, ACTIONS_SIDE_BY_SIDE_READ),
    "csv: numbers across": (lambda: NUMBERS_ACROSS, NUMBERS_ACROSS_READ),
}
