"""Plans in Word with the forms, cards and odd tables of many offices, each with what is read."""

from upstander.kernel.documents.tests.making import R, W, bullet, cell, docx, p, run, tbl

HEADS = ("Action", "Lead", "Due", "Status")


def lone_priorities_and_quarters():
    """Priorities across and nothing between; how it is known, and an update for each quarter."""
    quarters = [f"Progress Q{n}" for n in (1, 2, 3)]
    return docx(
        p("Safer Wexbourne: hate crime delivery plan", style="H1"),
        p("April 2024 to March 2025"),
        tbl(
            ("What will we do?", "Who will lead?", "By when?", "How will we know?", *quarters),
            (cell("Priority 1: Prevent hate", span=7, fill="D9E2F3", bold=True),),
            ("Visit every school", "Schools Lead", "Dec 2024", "Visits", "Three", "Seven", ""),
            (cell("Priority 2: Protect people", span=7, fill="D9E2F3", bold=True),),
            (
                "Fit door sensors",
                "Housing Services and Fire Service",
                "Q4",
                "Fitted",
                "",
                "",
                "Begun",
            ),
        ),
    )


LONE_PRIORITIES_AND_QUARTERS = """
T 1 Prevent hate
O 1 Prevent hate [Schools Lead]
- Visit every school <2024-12-31> > Progress Q1: Three / Progress Q2: Seven
T 2 Protect people
O 2 Protect people [Housing Services; Fire Service]
- Fit door sensors <2025-03-31> > Progress Q3: Begun
"""


def smart_columns():
    """The columns are what makes an action smart; numbers are letters; no theme, no objective."""
    return docx(
        p("Penhallow Improvement Plan 2025-2026", style="H1"),
        tbl(
            (
                "Ref",
                "Specific action",
                "Measurable",
                "Achievable",
                "Relevant",
                "Time-bound",
                "Owner",
                "Status",
            ),
            (
                "P1",
                "Recruit two advocates",
                "In post",
                "Funded",
                "Victims asked",
                "End Sept 2025",
                "Head of Safety",
                "On track",
            ),
            (
                "P2",
                "Map every service",
                "Published",
                "Time only",
                "Gaps unknown",
                "May 2025",
                "Partnership Officer",
                "Complete",
            ),
        ),
    )


SMART_COLUMNS = """
T 1 Theme 1
O 1 Objective 1
- Recruit two advocates [Head of Safety] {in_progress} <2025-09-30>
- Map every service [Partnership Officer] {completed} <2025-05-31>
"""


def tables_around_the_plan():
    """Versions, contents, risks and signatures stand around it, and are no part of it."""
    return docx(
        p("Holmsey Council Hate Crime Action Plan", style="H1"),
        p("2025-2026"),
        p("Version control", style="H2"),
        tbl(("Version", "Date", "Author", "Changes"), ("1.0", "28/03/2025", "P. Oduya", "Agreed")),
        p("Contents", style="H2"),
        p("Our action plan\t3"),
        p("Our action plan", style="H2"),
        tbl(
            ("Theme", "Objective", "Action", "Lead officer", "Deadline", "RAG", "Progress"),
            (
                "1. Awareness",
                "1.1 Staff know what to do",
                "Add a module to induction",
                "Learning Team",
                "31/05/2025",
                "Overdue",
                "Half done",
            ),
        ),
        p("Risks", style="H2"),
        tbl(
            ("Risk", "Likelihood", "Impact", "Mitigation", "Owner"),
            ("Loss of funding", "Medium", "High", "Bid to the region", "Head of Service"),
        ),
        p("Sign-off", style="H2"),
        tbl(("Name", "Role", "Signature", "Date"), ("", "Chair of the Board", "", "")),
    )


TABLES_AROUND_THE_PLAN = """
T 1 Awareness
O 1.1 Staff know what to do [Learning Team]
- Add a module to induction {behind} <2025-05-31> > Half done
"""


def a_form_for_each_action():
    form = lambda *said: tbl(  # noqa: E731
        *zip(
            ("Action ref", "Action", "Lead officer", "Partners", "Target date", "Progress", "RAG"),
            said,
            strict=True,
        )
    )
    return docx(
        p("Northvale Hate Crime Action Plan 2025-26", style="H1"),
        p("Priority 1: Prevention", style="H2"),
        form(
            "1.1", "Put posters in taxis", "Licensing", "Police", "31/08/2025", "210", "Completed"
        ),
        form("1.2", "Teach Year 8", "Education", "", "March 2026", "Nine schools", "In progress"),
    )


A_FORM_FOR_EACH_ACTION = """
T 1 Prevention
O 1 Prevention
- Put posters in taxis [Licensing] {completed} <2025-08-31> > 210
- Teach Year 8 [Education] {in_progress} <2026-03-31> > Nine schools
"""


def cards_above_the_actions():
    """Labels and what they label stand in the first rows of each table."""
    return docx(
        p("Ansley hate crime plan 2025-26", style="H1"),
        tbl(
            ("Theme", "1 Prevention", "Lead", "Education Service"),
            ("Objective", "1.1 Work with schools", "", ""),
            ("Action", "By when", "Update", "Evidence"),
            ("Offer assemblies", "Oct 2025", "Ten booked", ""),
            ("Share a policy", "Dec 2025", "", "Policy"),
        ),
    )


CARDS_ABOVE_THE_ACTIONS = """
T 1 Prevention
O 1.1 Work with schools [Education Service]
- Offer assemblies <2025-10-31> > Ten booked
- Share a policy <2025-12-31>
"""


def ticks_below_states():
    return docx(
        p("Coldharbour Hate Crime Action Plan 2025-26", style="H1"),
        p("Theme 1: Awareness", style="H2"),
        p("1. Be seen", style="H3"),
        tbl(
            ("Action", "Owner", "Not started", "In progress", "Complete"),
            ("Put up posters", "Public Health", "", "", "✓"),
            ("Write to landlords", "Housing", "", "x", ""),
            ("Train wardens", "Street Team", "x", "", ""),
        ),
    )


TICKS_BELOW_STATES = """
T 1 Awareness
O 1 Be seen
- Put up posters [Public Health] {completed}
- Write to landlords [Housing] {in_progress}
- Train wardens [Street Team]
"""


def colours_without_a_column():
    """The cell of the update is coloured, and the legend says what that means."""
    heads = ("Action", "Lead", "Date", "Update")
    return docx(
        p("Oakenhall Hate Crime Plan 2025-26", style="H1"),
        p("Green: complete. Yellow: in progress. Red: behind."),
        tbl(
            (cell("Objective 1: Keep centres open", span=4, fill="DDDDDD", bold=True),),
            heads,
            ("Visit each", "Centres Officer", "Quarterly", cell("Two rounds done", fill="FFFF00")),
            ("Close two", "Centres Officer", "May 2025", cell("Closed", fill="00B050")),
        ),
    )


COLOURS_WITHOUT_A_COLUMN = """
T 1 Theme 1
O 1 Keep centres open [Centres Officer]
- Visit each {in_progress} > Two rounds done
- Close two {completed} <2025-05-31> > Closed
"""


def actions_as_headings():
    return docx(
        p("Elmbridge plan against hate 2025-26", style="H1"),
        p("Theme 1: People", style="H2"),
        p("1.1 People are informed", style="H3"),
        p("Action 1: Write a leaflet", style="H4"),
        p("Owner: Advice Centre"),
        p("Deadline: September 2025"),
        p("Update: ten people read the draft"),
        p("Action 2: Translate it", style="H4"),
        p("Owner: Language Service; by Dec 2025"),
    )


ACTIONS_AS_HEADINGS = """
T 1 People
O 1.1 People are informed
- Write a leaflet [Advice Centre] <2025-09-30> > ten people read the draft
- Translate it [Language Service] <2025-12-31>
"""


def a_list_that_word_counts():
    """One list with three depths, and what belongs to an action in brackets."""
    item = lambda text, depth: p(text, numbered=(3, depth))  # noqa: E731
    lists = (
        '<w:abstractNum w:abstractNumId="2">'
        + "".join(
            f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
            f'<w:lvlText w:val="{".".join(f"%{m + 1}" for m in range(n + 1))}"/></w:lvl>'
            for n in range(3)
        )
        + '</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
    )
    return docx(
        p("Moorgate Plan Against Hate 2025-26", style="H1"),
        item("Prevention", 0),
        item("Reach every school", 1),
        item("Offer a workshop (Education Trust, October 2025)", 2),
        item("Publish a guide (Parent Forum, January 2026) – in progress – printed", 2),
        item("Provision", 0),
        item("Reach every ward", 1),
        item("Hold a surgery (Victim Support, monthly)", 2),
        more={"word/numbering.xml": f'<w:numbering xmlns:w="{W}">{lists}</w:numbering>'},
    )


A_LIST_THAT_WORD_COUNTS = """
T 1 Prevention
O 1.1 Reach every school
- Offer a workshop [Education Trust] <2025-10-31>
- Publish a guide [Parent Forum] {in_progress} <2026-01-31> > printed
T 2 Provision
O 2.1 Reach every ward [Victim Support]
- Hold a surgery
"""


def controls_and_stray_runs():
    """Cells and rows in content controls, words in smart tags, sentences cut into many runs."""
    control = lambda inner: f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"  # noqa: E731
    tag = f'<w:smartTag w:element="place">{run("Safeguarding")}</w:smartTag>'
    pieces = "".join(run(piece) for piece in ("Hold sur", "geries in ", "the mos", "que"))
    row = (
        f"<w:tr>{cell([p(pieces)])}{cell([p(tag, run(' Board'))])}{cell('30 Sep 2025')}"
        f"{control(cell('In Progress'))}</w:tr>"
    )
    return docx(
        p("Brackenford Hate Crime Plan 2025-26", style="H1"),
        p("Theme 1: Reach", style="H2"),
        p("1. Reach people", style="H3"),
        control(tbl(HEADS, control(row))),
    )


CONTROLS_AND_STRAY_RUNS = """
T 1 Reach
O 1 Reach people [Safeguarding Board]
- Hold surgeries in the mosque {in_progress} <2025-09-30>
"""


def updates_below_their_heading():
    """One column for the action and its update, two shades of lines across."""
    return docx(
        p("Brindlewood Action Plan 2024-2025", style="H1"),
        tbl(
            ("Ref", "Action and latest update", "Lead", "When"),
            (cell("Theme 1: Build trust", span=4, fill="1F4E79", bold=True),),
            (cell("1.1 Be visible", span=4, fill="DEEAF6", bold=True),),
            (
                "1.1.1",
                cell([p("Attend the mela"), p("Update Oct 24: done")]),
                "Police",
                "Sept 2024",
            ),
        ),
        tbl(
            (cell("Theme 1: Build trust (continued)", span=4, fill="1F4E79", bold=True),),
            (cell("1.2 Be accountable", span=4, fill="DEEAF6", bold=True),),
            ("1.2.1", "Publish a page", "Comms Team", "Quarterly"),
        ),
    )


UPDATES_BELOW_THEIR_HEADING = """
T 1 Build trust
O 1.1 Be visible [Police]
- Attend the mela <2024-09-30> > Update Oct 24: done
O 1.2 Be accountable [Comms Team]
- Publish a page
"""


def milestones_within_a_cell():
    """A table of milestones within the cell of an action is no list of further actions."""
    inner = tbl(("Milestone", "Date"), ("Walk the route", "June 2025"))
    return docx(
        p("Dunmarsh Hate Crime Plan 2025/26", style="H1"),
        p("Theme A – Safer spaces", style="H2"),
        tbl(
            ("Ref", "Objective", "Actions", "Lead", "Deadline"),
            ("A1", "Public places", cell([p("Survey the canal path"), inner]), "Parks", "Dec 2025"),
        ),
    )


MILESTONES_WITHIN_A_CELL = """
T A Safer spaces
O A1 Public places [Parks] <2025-12-31>
- Survey the canal path
"""


def title_in_the_header():
    header = f'<w:hdr xmlns:w="{W}" xmlns:r="{R}">{p("Jarrowby Hate Crime Plan 2024-25")}</w:hdr>'
    return docx(
        p("Equality objective 1: Act early", style="H2"),
        tbl(HEADS, ("Flag early signs", "School Team", "Dec 2024", "Not started")),
        p("Equality objective 2: Stay with people", style="H2"),
        tbl(HEADS, (cell([bullet("Offer a mentor")]), "Charity Link", "FY 24/25", "Paused")),
        more={"word/header1.xml": header},
        links=(("r8", "header", "header1.xml", ""),),
    )


TITLE_IN_THE_HEADER = """
T 1 Theme 1
O 1 Act early [School Team]
- Flag early signs <2024-12-31>
O 2 Stay with people [Charity Link]
- Offer a mentor {on_hold} <2025-03-31>
"""

LAYOUTS = {
    "docx: lone priorities and quarters": (
        lone_priorities_and_quarters,
        LONE_PRIORITIES_AND_QUARTERS,
    ),
    "docx: smart columns": (smart_columns, SMART_COLUMNS),
    "docx: tables around the plan": (tables_around_the_plan, TABLES_AROUND_THE_PLAN),
    "docx: a form for each action": (a_form_for_each_action, A_FORM_FOR_EACH_ACTION),
    "docx: cards above the actions": (cards_above_the_actions, CARDS_ABOVE_THE_ACTIONS),
    "docx: ticks below states": (ticks_below_states, TICKS_BELOW_STATES),
    "docx: colours without a column": (colours_without_a_column, COLOURS_WITHOUT_A_COLUMN),
    "docx: actions as headings": (actions_as_headings, ACTIONS_AS_HEADINGS),
    "docx: a list that Word counts": (a_list_that_word_counts, A_LIST_THAT_WORD_COUNTS),
    "docx: controls and stray runs": (controls_and_stray_runs, CONTROLS_AND_STRAY_RUNS),
    "docx: updates below their heading": (
        updates_below_their_heading,
        UPDATES_BELOW_THEIR_HEADING,
    ),
    "docx: milestones within a cell": (milestones_within_a_cell, MILESTONES_WITHIN_A_CELL),
    "docx: title in the header": (title_in_the_header, TITLE_IN_THE_HEADER),
}
