"""Plans as councils set them in Word, each with what is to be read out of it."""
# ruff: noqa: E731 - a row of a table reads best as one line

from upstander.kernel.documents.tests.making import bullet, cell, docx, p, run, tbl, tr

HEADS = ("Actions", "Lead", "Progress Updates")


def objective_tables_with_bullets():
    """One table an objective: number and title across, headings, one row; colours with a legend."""
    return docx(
        p("Anytown Hate Crime Action Plan 2025/26", style="H1"),
        tbl(
            (
                cell("On Hold", fill="BFBFBF"),
                cell("In Progress", fill="FFC000"),
                cell("Completed", fill="00B050"),
                cell("Behind", fill="FF0000"),
            )
        ),
        p("Theme 1 – Understanding: Know what happens and to whom", style="H2"),
        tbl(
            ("1.", cell("Keep a picture of hate crime", span=4)),
            ("", *HEADS, "RAG"),
            (
                "",
                cell(
                    [
                        bullet("Write the yearly profile."),
                        bullet("Ask the community what it sees. Listen well."),
                    ]
                ),
                "Community Safety, Police",
                "Draft seen by the group",
                cell("", fill="FFC000"),
            ),
        ),
        tbl(
            ("2.", cell("Share what is known", span=4)),
            ("", *HEADS, "RAG"),
            (
                "",
                cell([bullet("Renew the sharing agreement")]),
                "Legal Services",
                "",
                cell("", fill="00B050"),
            ),
        ),
        p("Theme 2 – Protection: Act against those who offend", style="H2"),
        tbl(
            ("3.", cell("Make tenancy agreements clear", span=4)),
            ("", *HEADS, "RAG"),
            (
                "",
                cell([bullet("Collect the clauses"), bullet("Agree one wording")]),
                "Clarion; Moat",
                "Waiting for two replies",
                cell("", fill="FF0000"),
            ),
        ),
    )


OBJECTIVE_TABLES_WITH_BULLETS = """
T 1 Understanding // Know what happens and to whom
O 1 Keep a picture of hate crime [Community Safety; Police] {in_progress} > Draft seen by the group
- Write the yearly profile.
- Ask the community what it sees. Listen well.
O 2 Share what is known [Legal Services] {completed}
- Renew the sharing agreement
T 2 Protection // Act against those who offend
O 3 Make tenancy agreements clear [Clarion; Moat] {behind} > Waiting for two replies
- Collect the clauses
- Agree one wording
"""


def one_large_table_with_theme_rows():
    """One table; themes across in colour, objectives in merged cells, a row an action."""
    return docx(
        p("Hate Crime Strategy Delivery Plan 2024-25", bold=True),
        tbl(
            ("Objective", "Ref", "Action", "Lead officer", "Timescale", "RAG status"),
            (cell("Priority 1: Prevention", span=6, fill="1F3864", bold=True),),
            (
                cell("Young people know what hate crime is", merge="begin"),
                "1.1",
                "Hold assemblies in every school",
                "Schools Team",
                "March 2025",
                "Green",
            ),
            (
                cell("", merge="on"),
                "1.2",
                "Train two teachers in each school",
                "Schools Team",
                "Q3",
                "Amber",
            ),
            (
                cell("Events bring people together"),
                "1.3",
                "Hold a week of events each October",
                "Communities",
                "Oct 24",
                "Completed",
            ),
            (cell("Priority 2: Protection", span=6, fill="1F3864", bold=True),),
            (
                cell("Offenders are dealt with"),
                "2.1",
                "Review cases every month",
                "Police",
                "Ongoing",
                "Red",
            ),
        ),
    )


ONE_LARGE_TABLE_WITH_THEME_ROWS = """
T 1 Prevention
O 1 Young people know what hate crime is [Schools Team]
- Hold assemblies in every school {in_progress} <2025-03-31>
- Train two teachers in each school {in_progress} <2024-12-31>
O 2 Events bring people together [Communities]
- Hold a week of events each October {completed} <2024-10-31>
T 2 Protection
O 3 Offenders are dealt with [Police]
- Review cases every month {behind}
"""


def headings_and_tables():
    """Headings carry themes and objectives; each table begins with its headings."""
    table = lambda *rows: tbl(
        ("What we will do", "Who", "By when", "How we will know", "Update"), *rows
    )
    return docx(
        p("Tackling Hate Crime", style="H1"),
        p("Partnership action plan 2025-26"),
        p("The partnership met four times last year and agreed what follows."),
        p("Increasing trust", style="H2"),
        p("1.1 People know how to report", style="H3"),
        table(
            (
                "Print cards in nine languages",
                "Comms",
                "30/06/2025",
                "Cards printed",
                "Proofs are in",
            ),
            (
                "Open three reporting centres",
                "Community Safety Team",
                "end of September 2025",
                "Centres live",
                "",
            ),
        ),
        p("1.2 People are kept informed", style="H3"),
        table(("Ring every reporter within a week", "Victim Support", "", "Calls made", "")),
        p("Bringing offenders to justice", style="H2"),
        p("2.1 Cases are reviewed", style="H3"),
        table(("Hold a monthly panel", "Police, CPS", "Monthly", "Panels held", "Two held")),
    )


HEADINGS_AND_TABLES = """
T 1 Increasing trust
O 1.1 People know how to report
- Print cards in nine languages [Comms] <2025-06-30> > Proofs are in
- Open three reporting centres [Community Safety Team] <2025-09-30>
O 1.2 People are kept informed [Victim Support]
- Ring every reporter within a week
T 2 Bringing offenders to justice
O 2.1 Cases are reviewed [Police; CPS]
- Hold a monthly panel > Two held
"""


def lists_without_tables():
    """No table at all: headings, bullets, and what belongs to them in brackets or behind labels."""
    return docx(
        p("Hate Crime Plan 2024-25", style="H1"),
        p("Theme A: Reporting", style="H2"),
        p("Aim: Make it easy to report."),
        p("Objective 1: Centres are open", style="H3"),
        p("Lead: Safer Anytown"),
        bullet("Visit each centre twice a year (Lead: Outreach Team; Due: 31 March 2025)"),
        bullet("Print new posters. Status: Completed"),
        p("Objective 2: Online reporting works", style="H3"),
        bullet("Test the form with users"),
        bullet("with a screen reader", depth=1),
        p("Theme B: Support", style="H2"),
        p("Objective 3: Victims are heard", style="H3"),
        bullet("Hold a surgery each month. Update: six held so far."),
    )


LISTS_WITHOUT_TABLES = """
T A Reporting // Make it easy to report.
O 1 Centres are open [Safer Anytown]
- Visit each centre twice a year [Outreach Team] <2025-03-31>
- Print new posters. {completed}
O 2 Online reporting works
- Test the form with users / • with a screen reader
T B Support
O 3 Victims are heard
- Hold a surgery each month. > six held so far.
"""


def tracked_changes_and_strikes():
    """Words put in count, words struck out do not; a struck row goes; comments stay outside."""
    inserted = '<w:ins w:id="1">' + run(" and Housing") + "</w:ins>"
    deleted = '<w:del w:id="2"><w:r><w:delText>Probation</w:delText></w:r></w:del>'
    return docx(
        p("Hate Crime Work Plan 2024-2025"),
        p("Theme 1: Response", bold=True),
        tbl(
            (cell("1. Victims get help", span=3),),
            HEADS,
            tr("Deleted action of old", "Nobody", "", deleted=True),
            (
                cell([p("Offer a call within two days")]),
                cell([p(run("Police"), inserted, deleted)]),
                "Going well",
            ),
        ),
    )


TRACKED_CHANGES_AND_STRIKES = """
T 1 Response
O 1 Victims get help [Police; Housing] > Going well
- Offer a call within two days
"""


def cards():
    """A card for each objective: labels down the left, what they say on the right."""
    return docx(
        p("Community Cohesion and Hate Crime Plan 2025-26", style="H1"),
        p("Theme 1: Cohesion", style="H2"),
        tbl(
            ("Objective", "1. Neighbours meet"),
            ("Actions", cell([bullet("Hold street parties"), bullet("Open the hall on Sundays")])),
            ("Lead", "Communities Team"),
            ("Timescale", "August 2025"),
            ("Progress", "Four parties held"),
        ),
        tbl(
            ("Objective", "2. Faiths talk"),
            ("Actions", cell([bullet("Hold a forum each term")])),
            ("Lead", "Faith Forum / Council"),
            ("Timescale", "Termly"),
            ("Progress", ""),
        ),
    )


CARDS = """
T 1 Cohesion
O 1 Neighbours meet [Communities Team] <2025-08-31> > Four parties held
- Hold street parties
- Open the hall on Sundays
O 2 Faiths talk [Faith Forum; Council]
- Hold a forum each term
"""


def numbers_that_word_counts():
    """Numbers are automatic: Word shows them, the text does not hold them."""
    return docx(
        p("Hate Crime Action Plan 2024/25"),
        p("Theme 1: Prevent", style="H2"),
        tbl(
            (cell([p("", numbered=(2, 0))]), cell("Teach in schools", span=2)),
            ("", "Actions", "Lead"),
            (
                "",
                cell([bullet("Write a lesson"), bullet("Give it in ten schools")]),
                "School Improvement",
            ),
            (cell([p("", numbered=(2, 0))]), cell("Speak in public", span=2)),
            ("", "Actions", "Lead"),
            ("", cell([bullet("Run one campaign")]), "Communications"),
        ),
    )


NUMBERS_THAT_WORD_COUNTS = """
T 1 Prevent
O 1 Teach in schools [School Improvement]
- Write a lesson
- Give it in ten schools
O 2 Speak in public [Communications]
- Run one campaign
"""


def quarters_side_by_side():
    """A column for each quarter's update and one status, below a heading that spans them."""
    return docx(
        p("Hate Crime Reduction Plan 2024-25", style="H1"),
        tbl(
            ("No", "Objective", "Action", "Owner", cell("Progress", span=2), "Status"),
            ("", "", "", "", "Q1", "Q2", ""),
            (
                "1",
                "Raise awareness",
                "Run a campaign in spring",
                "Comms Team",
                "Planned",
                "Ran in May",
                "Complete",
            ),
            (
                "2",
                "Help victims",
                "Fund a caseworker",
                "Housing Service",
                "",
                "Bid is out",
                "Delayed",
            ),
        ),
    )


QUARTERS_SIDE_BY_SIDE = """
T 1 Theme 1
O 1 Raise awareness [Comms Team]
- Run a campaign in spring {completed} > Progress Q1: Planned / Progress Q2: Ran in May
O 2 Help victims [Housing Service]
- Fund a caseworker {behind} > Progress Q2: Bid is out
"""


def nested_and_framed():
    """The plan lies in a box, and actions in a table within a cell."""
    inner = tbl(
        ("Action", "Lead", "Due"),
        ("Map the gaps", "Analyst Team", "1 May 2025"),
        ("Publish the map", "Council", "1 June 2025"),
    )
    return docx(
        p("Hate Crime Plan 2025-26", style="H1"),
        tbl(
            (
                cell(
                    [
                        p("Theme 1: Knowledge", style="H2"),
                        p("Objective 1: Know the gaps", style="H3"),
                        inner,
                    ]
                ),
            )
        ),
    )


NESTED_AND_FRAMED = """
T 1 Knowledge
O 1 Know the gaps
- Map the gaps [Analyst Team] <2025-05-01>
- Publish the map [Council] <2025-06-01>
"""


def theme_headings_only():
    """Themes with actions and nothing between: the theme's name serves as objective."""
    return docx(
        p("Equality Action Plan 2025/26", style="H1"),
        p("Theme 1: Recording", style="H2"),
        tbl(
            ("Ref", "Action", "Responsible", "Deadline"),
            ("1a", "Train all call takers", "Police", "Sept 2025"),
            ("1b*", "Audit fifty records", "Audit Team", "31.12.2025"),
        ),
        p("* depends on the audit tool being bought"),
        p("Theme 2: Feedback", style="H2"),
        tbl(
            ("Ref", "Action", "Responsible", "Deadline"),
            ("2a", "Write to every victim", "Police", "ongoing"),
        ),
    )


THEME_HEADINGS_ONLY = """
T 1 Recording
O 1 Recording ~Audit tool being bought
- Train all call takers [Police] <2025-09-30>
- Audit fifty records [Audit Team] <2025-12-31>
T 2 Feedback
O 2 Feedback [Police]
- Write to every victim
"""

LAYOUTS = {
    "objective tables with bullets": (objective_tables_with_bullets, OBJECTIVE_TABLES_WITH_BULLETS),
    "one large table with theme rows": (
        one_large_table_with_theme_rows,
        ONE_LARGE_TABLE_WITH_THEME_ROWS,
    ),
    "headings and tables": (headings_and_tables, HEADINGS_AND_TABLES),
    "lists without tables": (lists_without_tables, LISTS_WITHOUT_TABLES),
    "tracked changes": (tracked_changes_and_strikes, TRACKED_CHANGES_AND_STRIKES),
    "cards": (cards, CARDS),
    "numbers that Word counts": (numbers_that_word_counts, NUMBERS_THAT_WORD_COUNTS),
    "quarters side by side": (quarters_side_by_side, QUARTERS_SIDE_BY_SIDE),
    "nested and framed": (nested_and_framed, NESTED_AND_FRAMED),
    "theme headings only": (theme_headings_only, THEME_HEADINGS_ONLY),
}
