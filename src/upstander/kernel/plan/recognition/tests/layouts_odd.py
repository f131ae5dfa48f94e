"""Plans with the habits that make plans hard to read, each with what is to be read out of it."""
# ruff: noqa: E501, E731, N806 - a row of a table reads best as one line

from upstander.kernel.documents.tests.making import Canvas, bullet, cell, docx, p, run, tbl, xlsx


def an_objective_a_row():
    """One row an objective; its actions are bullets in one cell; numbers are letters and figures."""
    return docx(
        p("Hate Crime Reduction Strategy – Action Plan 2024/25", bold=True),
        tbl(("Version", "Date", "Author"), ("0.1", "01/02/2024", "A. Example")),
        p("A. PREVENTION", style="H1"),
        tbl(
            (
                "No.",
                "What do we want to achieve?",
                "Key actions",
                "Lead(s)",
                "Timescale",
                "Progress to date",
                "RAG",
            ),
            (
                "A1",
                "Schools challenge prejudice",
                cell([bullet("Offer lessons to all schools"), bullet("Share one policy")]),
                "Education\nPolice",
                "July 2024",
                "Ten schools took part",
                cell("A", fill="FFC000"),
            ),
            (
                "A2",
                "Clubs are welcoming",
                cell([bullet("Sign the charter")]),
                "Leisure Centre",
                "TBC",
                "",
                cell("G", fill="00B050"),
            ),
        ),
        p("B. RESPONSE", style="H1"),
        tbl(
            (
                "No.",
                "What do we want to achieve?",
                "Key actions",
                "Lead(s)",
                "Timescale",
                "Progress to date",
                "RAG",
            ),
            (
                "B1",
                "Victims are believed",
                cell([bullet("Train call takers"), bullet("Listen to calls each month")]),
                "Police / Victim Support",
                "2023",
                "",
                cell("R", fill="FF0000"),
            ),
        ),
    )


AN_OBJECTIVE_A_ROW = """
T A PREVENTION
O A1 Schools challenge prejudice [Education; Police] {in_progress} <2024-07-31> > Ten schools took part
- Offer lessons to all schools
- Share one policy
O A2 Clubs are welcoming [Leisure Centre] {in_progress}
- Sign the charter
T B RESPONSE
O B1 Victims are believed [Police; Victim Support] {behind} <2023-12-31>
- Train call takers
- Listen to calls each month
"""


def objective_in_the_headings():
    """The heading of the first column is the objective itself."""
    return docx(
        p("Hate Crime Action Plan 2025/26", style="H1"),
        p("Priority 1: Building trust", style="H2"),
        tbl(
            ("Objective 1: Communities trust the police", "Lead", "Update"),
            ("Hold four open evenings", "Police", "Two held"),
            ("Answer every letter", "Police", ""),
        ),
        tbl(
            ("Objective 2: Communities trust the council", "Lead", "Update"),
            ("Publish what was decided", "Council", ""),
        ),
        p("Priority 2: Being heard", style="H2"),
        tbl(
            ("Objective 3: Young people speak", "Lead", "Update"),
            ("Elect a youth panel", "Youth Team", "Elected in May"),
        ),
    )


OBJECTIVE_IN_THE_HEADINGS = """
T 1 Building trust
O 1 Communities trust the police [Police]
- Hold four open evenings > Two held
- Answer every letter
O 2 Communities trust the council [Council]
- Publish what was decided
T 2 Being heard
O 3 Young people speak [Youth Team]
- Elect a youth panel > Elected in May
"""


def updates_in_the_action_cell():
    """Updates stand in the cell of the action, under a label or a date."""
    return docx(
        p("Hate Crime Plan 2024-25", style="H1"),
        tbl(
            ("Ref", "Action", "Lead"),
            (cell("Theme 1: Reporting", span=3, fill="DDDDDD"),),
            (cell("Objective 1.1: Reporting is easy", span=3),),
            (
                "1.1.1",
                cell(
                    [p("Open a centre in the library."), p("Update Oct 24: opened on 3 October.")]
                ),
                "Libraries",
            ),
            (
                "1.1.2",
                cell([p("Train its staff. UPDATE: six trained, two to go.")]),
                "Safer Anytown",
            ),
            (cell("Objective 1.2: Reports are answered", span=3),),
            (
                "1.2.1",
                cell([p("Answer within two days"), p("Q2 update – on time in nine of ten cases")]),
                "Police",
            ),
        ),
    )


UPDATES_IN_THE_ACTION_CELL = """
T 1 Reporting
O 1.1 Reporting is easy
- Open a centre in the library. [Libraries] > Update Oct 24: opened on 3 October.
- Train its staff. [Safer Anytown] > six trained, two to go.
O 1.2 Reports are answered [Police]
- Answer within two days > Q2 update: on time in nine of ten cases
"""


def cut_tables():
    """A table goes on in a second one without headings, in the middle of a sentence."""
    return docx(
        p("Hate Crime Plan 2025-26"),
        p("Theme 1: Trust", style="H2"),
        tbl(
            ("Objective", "Action", "Lead", "Due"),
            ("1. People are safe", "Walk the streets with residents", "Police", "1 June 2025"),
            (
                "2. People are heard",
                "Hold a meeting in each ward and write down what",
                "Council",
                "Sept 2025",
            ),
        ),
        tbl(
            ("", "people say about safety", "", ""),
            ("3. People are told", "Publish a newsletter", "Comms Team", "Q1"),
        ),
    )


CUT_TABLES = """
T 1 Trust
O 1 People are safe [Police]
- Walk the streets with residents <2025-06-01>
O 2 People are heard [Council]
- Hold a meeting in each ward and write down what people say about safety <2025-09-30>
O 3 People are told [Comms Team]
- Publish a newsletter <2025-06-30>
"""


def status_by_coloured_signs():
    """Status as a coloured sign or a picture sign; a legend in words."""
    return docx(
        p("Hate Crime Plan 2024-25", style="H1"),
        p("Key: Blue = complete, Green = on track, Amber = on hold, Red = overdue"),
        p("Theme 1: Learning", style="H2"),
        p("Objective 1: Learn from cases", style="H3"),
        tbl(
            ("Action", "Owner", "RAG"),
            ("Review two cases", "Panel Chair", cell([p(run("●", colour="FF0000"))])),
            ("Write up the lessons", "Panel Chair", "🟡"),
            ("Tell the partners", "Panel Chair", "🔵"),
            ("Thank the panel", "Panel Chair", cell([p(run("Green", highlight="green"))])),
        ),
    )


STATUS_BY_COLOURED_SIGNS = """
T 1 Learning
O 1 Learn from cases [Panel Chair]
- Review two cases {behind}
- Write up the lessons {on_hold}
- Tell the partners {completed}
- Thank the panel {in_progress}
"""


def paragraphs_in_cells():
    """Actions are paragraphs in one cell, without any bullet."""
    return docx(
        p("Hate Crime Work Plan 2024-25"),
        p("Theme 1: Support"),
        tbl(
            ("1.", cell("Help victims", span=3)),
            ("", "Actions", "Lead", "Progress"),
            (
                "",
                cell([p("Hold a surgery each month. Tell people of it."), p("Offer a phone line")]),
                "Safer Anytown",
                "",
            ),
        ),
        tbl(
            ("2.", cell("Help witnesses", span=3)),
            ("", "Actions", "Lead", "Progress"),
            ("", cell([p("Print a card"), p("Give it out")]), "Police", "Printed"),
        ),
        tbl(
            ("3.", cell("Help staff", span=3)),
            ("", "Actions", "Lead", "Progress"),
            ("", cell([p("Write a policy. Give it to all.")]), "HR Team", ""),
        ),
    )


PARAGRAPHS_IN_CELLS = """
T 1 Support
O 1 Help victims [Safer Anytown]
- Hold a surgery each month. Tell people of it.
- Offer a phone line
O 2 Help witnesses [Police] > Printed
- Print a card
- Give it out
O 3 Help staff [HR Team]
- Write a policy. Give it to all.
"""


def footnotes():
    """A footnote of Word's own says what two objectives wait for."""
    W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
        f'<w:footnote w:id="2"><w:p>{run("Subject to funding from the Home Office.")}</w:p></w:footnote></w:footnotes>'
    )
    heads = ("", "Actions", "Lead")
    return docx(
        p("Hate Crime Plan 2024-25"),
        p("Theme 1: Skills", style="H2"),
        tbl(
            ("1.", cell([p(run("Train bystanders"), note)], span=2)),
            heads,
            ("", cell([bullet("Give ten sessions"), bullet("Train trainers")]), "Charity Partners"),
        ),
        tbl(
            ("2.", cell("Train drivers", span=2)),
            heads,
            ("", cell([bullet("Give two sessions")]), "Bus Company"),
        ),
        more={"word/footnotes.xml": notes},
        links=(("r9", "footnotes", "footnotes.xml", ""),),
    )


FOOTNOTES = """
T 1 Skills
O 1 Train bystanders [Charity Partners] ~Funding from the Home Office
- Give ten sessions
- Train trainers
O 2 Train drivers [Bus Company]
- Give two sessions
"""


def a_year_of_quarters():
    """Status and comment for each quarter, two rows of headings."""
    return xlsx(
        (
            "Plan",
            [
                ["Borough hate crime plan 2024-25"],
                [
                    "Ref",
                    "Theme",
                    "Objective",
                    "Action",
                    "Lead",
                    ("Quarter 1", {"span": 2}),
                    None,
                    ("Quarter 2", {"span": 2}),
                ],
                [None, None, None, None, None, "RAG", "Comment", "RAG", "Comment"],
                [
                    "1",
                    "Reporting",
                    "More reports",
                    "Advertise the centres",
                    "Comms Team",
                    "Amber",
                    "Late start",
                    "Green",
                    "On buses now",
                ],
                [
                    "2",
                    "Reporting",
                    "More reports",
                    "Open a centre",
                    "Charity Forum",
                    "Green",
                    "",
                    "Complete",
                    "Open since August",
                ],
                [
                    "3",
                    "Support",
                    "Better help",
                    "Fund a worker",
                    "Council",
                    "Red",
                    "No money",
                    "",
                    "",
                ],
            ],
        )
    )


A_YEAR_OF_QUARTERS = """
T 1 Reporting
O 1 More reports
- Advertise the centres [Comms Team] {in_progress} > Quarter 1 Comment: Late start / Quarter 2 Comment: On buses now
- Open a centre [Charity Forum] {completed} > Quarter 2 Comment: Open since August
T 2 Support
O 2 Better help [Council]
- Fund a worker {behind} > Quarter 1 Comment: No money
"""


def bullets_on_pages():
    """A pdf without tables: headings by size, bullets that go over lines."""
    page = Canvas(595, 842)
    page.line("Hate crime action plan 2025-26", 20, bold=True)
    page.line(
        "This plan was agreed by the partnership in March and will be looked at again every quarter by its members."
    )
    page.line("Theme 1: Prevent", 15, bold=True)
    page.line("Objective 1: Teach respect", 12, bold=True)
    page.line(
        "• Offer every school in the borough a day about respect, held by young people who were trained for it the year before"
    )
    page.line("• Reward classes that take part (Lead: Education; Due: July 2025)")
    page.line("Objective 2: Speak out", 12, bold=True)
    page.line("• Put up posters (Lead: Comms Team)")
    page.line("Theme 2: Protect", 15, bold=True)
    page.line("Objective 3: Patrol", 12, bold=True)
    page.line("• Walk the estates each week")
    return page.bytes()


BULLETS_ON_PAGES = """
T 1 Prevent
O 1 Teach respect
- Offer every school in the borough a day about respect, held by young people who were trained for it the year before
- Reward classes that take part [Education] <2025-07-31>
O 2 Speak out [Comms Team]
- Put up posters
T 2 Protect
O 3 Patrol
- Walk the estates each week
"""


def plain_csv():
    return (
        "Community Safety Partnership,,,,,\n"
        "Hate Crime Action Plan 2025/26,,,,,\n"
        ",,,,,\n"
        "Strategic priority,Objective,Action required,Responsible officer,Target date,Current position\n"
        "Priority 1: Victims,1.1 Safer homes,Fit locks within two days,Housing Officer,30/09/2025,All fitted so far\n"
        ",,Fit cameras where needed,Housing Officer,31/12/2025,\n"
        ',1.2 Someone to talk to,"Pay for counselling, and tell GPs of it",NHS Trust,01/04/2025,\n'
        'Priority 2: Offenders,2.1 Change,Run a course,"Probation, Police",,Course is full\n'
    )


PLAIN_CSV = """
T 1 Victims
O 1.1 Safer homes [Housing Officer]
- Fit locks within two days <2025-09-30> > All fitted so far
- Fit cameras where needed <2025-12-31>
O 1.2 Someone to talk to [NHS Trust]
- Pay for counselling, and tell GPs of it <2025-04-01>
T 2 Offenders
O 2.1 Change [Probation; Police]
- Run a course > Course is full
"""

NO_HEADINGS = (
    "Theme 1: Trust,1. Listen,Meet faith leaders every quarter to hear their worries,Police,In progress\n"
    "Theme 1: Trust,1. Listen,Publish what was done about each worry,Council,Behind\n"
    "Theme 2: Safety,2. Be seen,Walk the high street with residents each month,Safer Streets Team,Completed\n"
)
NO_HEADINGS_READ = """
T 1 Trust
O 1 Listen
- Meet faith leaders every quarter to hear their worries [Police] {in_progress}
- Publish what was done about each worry [Council] {behind}
T 2 Safety
O 2 Be seen [Safer Streets Team]
- Walk the high street with residents each month {completed}
"""


def headings_in_bold_only():
    """No styles at all: bold lines, numbers, tables with a row an action."""
    table = lambda *rows: tbl(
        ("Action", "By whom", "By when", "Outcome / measure of success"), *rows
    )
    return docx(
        p("Anytown Council", bold=True),
        p("Hate crime and cohesion action plan 2025-2028", bold=True),
        p("1. Tackling hate", bold=True),
        p("1.1 Encourage reporting", bold=True),
        table(
            ("Promote True Vision", "Comms Team", "Autumn 2025", "More reports"),
            ("Train volunteers", "Charity Forum", "by end of March 2026", "Twenty trained"),
        ),
        p("1.2 Support victims", bold=True),
        table(("Review the pathway", "Victim Support", "", "Reviewed")),
        p("2. Building cohesion", bold=True),
        p("2.1 Celebrate together", bold=True),
        table(("Hold one festival", "Culture Team", "Summer 2025", "500 visitors")),
    )


HEADINGS_IN_BOLD_ONLY = """
T 1 Tackling hate
O 1.1 Encourage reporting
- Promote True Vision [Comms Team] <2025-11-30>
- Train volunteers [Charity Forum] <2026-03-31>
O 1.2 Support victims [Victim Support]
- Review the pathway
T 2 Building cohesion
O 2.1 Celebrate together [Culture Team]
- Hold one festival <2025-08-31>
"""

LAYOUTS = {
    "docx: an objective a row": (an_objective_a_row, AN_OBJECTIVE_A_ROW),
    "docx: objective in the headings": (objective_in_the_headings, OBJECTIVE_IN_THE_HEADINGS),
    "docx: updates in the action cell": (updates_in_the_action_cell, UPDATES_IN_THE_ACTION_CELL),
    "docx: cut tables": (cut_tables, CUT_TABLES),
    "docx: status by coloured signs": (status_by_coloured_signs, STATUS_BY_COLOURED_SIGNS),
    "docx: paragraphs in cells": (paragraphs_in_cells, PARAGRAPHS_IN_CELLS),
    "docx: footnotes": (footnotes, FOOTNOTES),
    "docx: headings in bold only": (headings_in_bold_only, HEADINGS_IN_BOLD_ONLY),
    "xlsx: a year of quarters": (a_year_of_quarters, A_YEAR_OF_QUARTERS),
    "pdf: bullets on pages": (bullets_on_pages, BULLETS_ON_PAGES),
    "csv: plain": (plain_csv, PLAIN_CSV),
    "csv: no headings": (lambda: NO_HEADINGS, NO_HEADINGS_READ),
}
