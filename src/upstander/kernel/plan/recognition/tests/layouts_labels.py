"""Plans whose names stand in odd places: below numbers, in first columns, behind labels."""

from upstander.kernel.documents.tests.making import bullet, cell, docx, p, tbl, xlsx

BLOCKS = """Hate Crime Action Plan 2025-26

Priority 1 - Prevention

What: Deliver lessons in schools
Who: Education team
When: by July 2025
How we will know: 20 schools

What: Train bus drivers
Who: TfL
When: Q4
How we will know: 90% trained

Priority 2 - Support

What: Open a drop-in
Who: Victim Support
When: ongoing
"""
BLOCKS_READ = """
T 1 Prevention
O 1 Prevention
- Deliver lessons in schools [Education team] <2025-07-31>
- Train bus drivers [TfL] <2026-03-31>
T 2 Support
O 2 Support [Victim Support]
- Open a drop-in
"""


def marks_and_letters():
    """Numbers carry the mark of a footnote, and a letter stands before each update."""
    heads = ("Ref", "Objective", "Key Actions", "Lead Officer(s)", "Target", "Status / update")
    band = lambda words: (cell(words, span=6, fill="002060", bold=True),)  # noqa: E731
    return docx(
        p("DRAFT – NOT FOR PUBLICATION"),
        p("Hate Crime & Community Tensions Action Plan", style="H1"),
        p("April 2024 – March 2025 (refreshed October 2024)"),
        tbl(
            band("THEME ONE: Community confidence"),
            heads,
            (
                "1",
                "Raise awareness",
                cell([bullet("Hold a launch"), bullet("Write a toolkit")]),
                "Comms / Police; Housing & Health",
                "Oct 24",
                "G - Held 12 October.",
            ),
            (
                "1d*",
                "Grow champions",
                cell([bullet("Recruit in each ward")]),
                "Safer Communities",
                "March 2023",
                "R",
            ),
            band("THEME TWO: Victim care"),
            heads,
            (
                "2",
                "Improve satisfaction",
                cell([bullet("Ring back"), bullet("Survey:"), bullet("by text", 1)]),
                "Victim Support",
                "Ongoing",
                "A. Delayed by staff change; see minute 4.",
            ),
        ),
        p("* subject to funding from the region"),
        p("R = behind schedule; A = in progress; G = complete"),
    )


MARKS_AND_LETTERS = """
T 1 Community confidence
O 1 Raise awareness [Comms; Police; Housing & Health] {completed} <2024-10-31> > Held 12 October.
- Hold a launch
- Write a toolkit
O 1d Grow champions [Safer Communities] {behind} <2023-03-31> ~Funding from the region
- Recruit in each ward
T 2 Victim care
O 2 Improve satisfaction [Victim Support] {in_progress} > Delayed by staff change; see minute 4.
- Ring back
- Survey: / • by text
"""


def turned_table():
    """The headings stand in the first column, and each further column is an objective."""
    listed = lambda *words: cell([bullet(one) for one in words])  # noqa: E731
    return docx(
        p("Hate Crime Plan 2025-26", style="H1"),
        tbl(
            ("Objective", "1. Listen to people", "2. Act on hate"),
            ("Actions", listed("Hold a forum", "Write it up"), listed("Mend lights", "Fine")),
            ("Lead", "Council", "Police and Highways"),
            ("Timescale", "Q3", "By March 2026"),
            ("Status", "On track", "Delayed"),
        ),
    )


TURNED_TABLE = """
T 1 Theme 1
O 1 Listen to people [Council] {in_progress} <2025-12-31>
- Hold a forum
- Write it up
O 2 Act on hate [Police; Highways] {behind} <2026-03-31>
- Mend lights
- Fine
"""


def names_below_numbers():
    heads = ("Actions", "Responsible", "Completion")
    return docx(
        p("Hate crime work plan 2025/26", bold=True),
        p("Objective 1", bold=True),
        p("To raise awareness of hate crime"),
        tbl(heads, ("Run a poster drive", "Comms", "Sept 25")),
        p("Objective 2", bold=True),
        p("To support victims"),
        tbl(heads, ("Call in two days", "Victim Hub", "Ongoing"), ("Counsel", "NHS", "Q4")),
    )


NAMES_BELOW_NUMBERS = """
T 1 Theme 1
O 1 To raise awareness of hate crime [Comms]
- Run a poster drive <2025-09-30>
O 2 To support victims
- Call in two days [Victim Hub]
- Counsel [NHS] <2026-03-31>
"""


def owner_of_the_file():
    """Whoever owns the file leads no objective; colours are explained on another tab."""
    blank = lambda colour: (None, {"colour": colour})  # noqa: E731
    plan = [
        ["Borough of Ashdown"],
        ["Hate Crime Delivery Plan"],
        ["Year", "2025/26"],
        ["Owner", "Head of Safety"],
        [],
        ["No", "Delivery action", "Lead", "By", "RAG", "Commentary"],
        [("Objective 1 - Prevent", {"bold": True})],
        [1.1, "Write to heads\n- primary", "Education", "31/07/2025", blank("92D050"), "Sent"],
        [1.2, "Update the site", "Web team", "Dec-25", blank("FFFF00"), ""],
        [("Objective 2 - Protect", {"bold": True})],
        [2.1, "Run a safe taxi scheme", "Licensing", "Q2", blank("FF0000"), "No bids"],
    ]
    key = [[blank("92D050"), "Completed"], [blank("FFFF00"), "On track"]]
    return xlsx(("Plan", plan), ("RAG key", [*key, [blank("FF0000"), "Off track"]]))


OWNER_OF_THE_FILE = """
T 1 Theme 1
O 1 Prevent
- Write to heads / • primary [Education] {completed} <2025-07-31> > Sent
- Update the site [Web team] {in_progress} <2025-12-31>
O 2 Protect [Licensing]
- Run a safe taxi scheme {behind} <2025-09-30> > No bids
"""


STATES_BEFORE_THE_KEY = """SAFER BOROUGH HATE CRIME ACTION PLAN 2025-26

PRIORITY 1: INCREASE REPORTING

Action 1: Refresh the posters at all stations.
Lead: BTP
RAG: Green

Action 2: Hold a monthly surgery at the mosque.
Lead: Faith Officer
RAG: Amber (no room in August)

PRIORITY 2: SUPPORT VICTIMS

Action 3: Offer every victim an advocate.
Lead: Victim Support
RAG: Red

RAG key: Green = complete, Amber = in progress, Red = delayed
"""
STATES_BEFORE_THE_KEY_READ = """
T 1 INCREASE REPORTING
O 1 INCREASE REPORTING
- Refresh the posters at all stations. [BTP] {completed}
- Hold a monthly surgery at the mosque. [Faith Officer] {in_progress} > no room in August
T 2 SUPPORT VICTIMS
O 2 SUPPORT VICTIMS [Victim Support]
- Offer every victim an advocate. {behind}
"""


def themes_within_cells():
    """Where a theme begins, its name is the first line in the cell of the action."""
    begun = lambda theme, words: cell([p(f"Theme: {theme}", bold=True), p(words)])  # noqa: E731
    return docx(
        p("Action Plan 2025-26", style="H1"),
        tbl(
            ("No", "Action", "Responsible", "Deadline", "Update"),
            ("1", begun("Awareness", "Train all councillors"), "Democracy", "July 2025", "Begun"),
            ("2", "Refresh webpage", "Comms", "Aug 2025", ""),
            ("3", begun("Support", "Fund counselling"), "Health", "Mar 2026", "Tender out"),
        ),
    )


THEMES_WITHIN_CELLS = """
T 1 Awareness
O 1 Awareness
- Train all councillors [Democracy] <2025-07-31> > Begun
- Refresh webpage [Comms] <2025-08-31>
T 2 Support
O 2 Support [Health]
- Fund counselling <2026-03-31> > Tender out
"""


def cards_below_actions():
    """Each action is a bold line, and a small table below it says who, when and how it stands."""
    card = lambda *said: tbl(*zip(("Lead", "Due", "Status"), said, strict=True))  # noqa: E731
    return docx(
        p("Plan to tackle hate crime 2025/26", style="H1"),
        p("Priority A: Reporting", style="H2"),
        p("Objective A1: Easy to report", style="H3"),
        p("A1.1 Publish a form in ten languages", bold=True),
        card("Digital", "Oct 2025", "On track"),
        p("A1.2 Train library staff", bold=True),
        card("Libraries", "Dec 2025", "Not started"),
    )


CARDS_BELOW_ACTIONS = """
T A Reporting
O A1 Easy to report
- Publish a form in ten languages [Digital] {in_progress} <2025-10-31>
- Train library staff [Libraries] <2025-12-31>
"""


def lines_with_their_own_leads():
    """One cell holds all actions of an objective, and each says itself who leads and by when."""
    return docx(
        p("Hate Crime Plan 2025-26", style="H1"),
        tbl(
            ("Objective", "What we will do"),
            ("1. Listen", cell([p("Hold a forum. Lead: Council. By: Q3"), p("Report. Lead: HR")])),
            ("2. Act", cell([p("Mend lights (Highways, May 2025)"), p("Fine (Police, ongoing)")])),
        ),
    )


LINES_WITH_THEIR_OWN_LEADS = """
T 1 Theme 1
O 1 Listen
- Hold a forum. [Council] <2025-12-31>
- Report. [HR]
O 2 Act
- Mend lights [Highways] <2025-05-31>
- Fine [Police]
"""


def updates_across():
    """Below each action a line runs across the table and says how it goes."""
    update = lambda words: (cell(f"Update: {words}", span=4),)  # noqa: E731
    return docx(
        p("Hate Crime Plan 2025-26", style="H1"),
        p("Objective 1: Listen", style="H2"),
        tbl(
            ("Action", "Lead", "Due", "RAG"),
            ("Hold a forum", "Council", "Q3", "G"),
            update("held on 2 July, 40 came"),
            ("Write it up", "Policy", "Q4", "A"),
            update("first draft out"),
        ),
    )


UPDATES_ACROSS = """
T 1 Theme 1
O 1 Listen
- Hold a forum [Council] {in_progress} <2025-12-31> > held on 2 July, 40 came
- Write it up [Policy] {in_progress} <2026-03-31> > first draft out
"""

LAYOUTS = {
    "txt: states before the key": (lambda: STATES_BEFORE_THE_KEY, STATES_BEFORE_THE_KEY_READ),
    "docx: themes within cells": (themes_within_cells, THEMES_WITHIN_CELLS),
    "docx: cards below actions": (cards_below_actions, CARDS_BELOW_ACTIONS),
    "docx: lines with their own leads": (lines_with_their_own_leads, LINES_WITH_THEIR_OWN_LEADS),
    "docx: updates across": (updates_across, UPDATES_ACROSS),
    "txt: what, who and when": (lambda: BLOCKS, BLOCKS_READ),
    "docx: marks and letters": (marks_and_letters, MARKS_AND_LETTERS),
    "docx: turned table": (turned_table, TURNED_TABLE),
    "docx: names below numbers": (names_below_numbers, NAMES_BELOW_NUMBERS),
    "xlsx: owner of the file": (owner_of_the_file, OWNER_OF_THE_FILE),
}
