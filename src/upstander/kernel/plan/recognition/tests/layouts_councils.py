"""Plans as councils, landlords and trusts set them: forms, appendices, keys, outlines, exports."""

from upstander.kernel.documents.tests.making import cell, docx, p, tbl, xlsx


def ticked_boxes():
    """A form offers three states for each action, and one of the boxes is ticked."""
    return docx(
        p("Riverside Homes: hate crime action plan 2025-26", style="H1"),
        p("Objective 1: Improve the housing response", style="H2"),
        tbl(
            ("Action", "Lead", "Target date", "Status"),
            (
                "Write a note",
                "Options",
                "31/05/2025",
                "☐ Not started ☐ In progress ☒ Complete",
            ),
            ("Add a flag", "ICT", "30/11/2025", "☐ Not started ☑ In progress ☐ Complete"),
            ("Move victims", "Lettings", "31/03/2026", "[x] Not started [ ] In progress [ ] Done"),
        ),
    )


TICKED_BOXES = """
T 1 Theme 1
O 1 Improve the housing response
- Write a note [Options] {completed} <2025-05-31>
- Add a flag [ICT] {in_progress} <2025-11-30>
- Move victims [Lettings] <2026-03-31>
"""


def plan_in_an_appendix():
    """A strategy: chapters of prose with tables of their own, and the plan at its end."""
    heads = ("Ref", "Action", "Owner", "Completion date")
    return docx(
        p("Hate Crime Strategy 2025-26", style="H1"),
        p("1. Foreword", style="H1"),
        p("Everyone has the right to live free from fear."),
        p("2. What is a hate crime?", style="H1"),
        tbl(("Term", "Meaning"), ("CPS", "Crown Prosecution Service")),
        p("Appendix A: Action plan", style="H1"),
        p("Prevent", style="H2"),
        tbl(heads, ("P1", "Teach all pupils", "Schools Forum", "July 2025")),
        p("Protect", style="H2"),
        tbl(heads, ("R1", "Fit cameras", "Housing", "December 2025")),
    )


PLAN_IN_AN_APPENDIX = """
T 1 Prevent
O 1 Prevent [Schools Forum]
- Teach all pupils <2025-07-31>
T 2 Protect
O 2 Protect [Housing]
- Fit cameras <2025-12-31>
"""


def lists_side_by_side():
    """Each cell holds a list, and the numbers, or the lines, tell what belongs together."""
    lines = lambda *words: cell([p(one) for one in words])  # noqa: E731
    return docx(
        p("Hate Crime Plan 2025-26", style="H1"),
        tbl(
            ("Objective", "Actions", "Lead", "Timescale"),
            (
                "1. Protect young people",
                lines("(i) Run a competition", "(ii) Put a worker in each club"),
                lines("(i) Education", "(ii) Youth Service"),
                lines("(i) Q1", "(ii) Q2"),
            ),
            (
                "2. Protect older people",
                lines("Add hate to the falls visit", "Ring people who live alone"),
                lines("Health Visitors", "Age Concern"),
                lines("May 2025", "Dec 2025"),
            ),
        ),
    )


LISTS_SIDE_BY_SIDE = """
T 1 Theme 1
O 1 Protect young people
- Run a competition [Education] <2025-06-30>
- Put a worker in each club [Youth Service] <2025-09-30>
O 2 Protect older people
- Add hate to the falls visit [Health Visitors] <2025-05-31>
- Ring people who live alone [Age Concern] <2025-12-31>
"""


def names_in_brackets():
    """Commitments with a number before each, and behind it in brackets who keeps it."""
    return docx(
        p("NHS Trust hate crime commitments 2025/26", style="H1"),
        p("Our people", style="H2"),
        tbl(
            ("Commitment", "Progress so far"),
            ("1. Every new starter is trained (People & Culture)", "41 of 44 so far."),
            ("2. Staff who are abused are rung the same day (Operations)", "Since May."),
        ),
        p("Our places", style="H2"),
        tbl(
            ("Commitment", "Progress so far"),
            ("3. Graffiti is gone in 24 hours (Street Scene)", "Average is 19 hours."),
        ),
    )


NAMES_IN_BRACKETS = """
T 1 Our people
O 1 Our people
- Every new starter is trained [People & Culture] > 41 of 44 so far.
- Staff who are abused are rung the same day [Operations] > Since May.
T 2 Our places
O 2 Our places [Street Scene]
- Graffiti is gone in 24 hours > Average is 19 hours.
"""


def row_cut_with_its_objective():
    """Where the page turned, headings and objective were typed again, and the row goes on."""
    heads = ("Objective", "Action", "Lead", "Due", "Update")
    return docx(
        p("District hate crime plan 2025-26", style="H1"),
        tbl(heads, ("1. Tell", "Launch a drive with all", "Comms", "Oct 2025", "All met")),
        tbl(
            heads,
            ("1. Tell (cont.)", "faith groups and schools", "", "", "and it is agreed."),
            ("", "Brief all councillors", "Democracy", "May 2025", "Done on 12 May."),
        ),
    )


ROW_CUT_WITH_ITS_OBJECTIVE = """
T 1 Theme 1
O 1 Tell
- Launch a drive with all faith groups and schools [Comms] <2025-10-31> > All met and it is agreed.
- Brief all councillors [Democracy] <2025-05-31> > Done on 12 May.
"""


def key_with_a_word_before():
    """Colours alone say how actions stand; the key above begins with the word."""
    return docx(
        p("Larkfield Hate Crime Action Plan 2024-25", style="H1"),
        tbl(
            (
                "Key",
                cell("Done", fill="5B9BD5"),
                cell("Going well", fill="70AD47"),
                cell("Paused", fill="A6A6A6"),
            )
        ),
        p(),
        tbl(
            ("Objective", "Action", "Lead", "Timescale", "Status"),
            ("Safe to report", "Open a point", "Faith Officer", "Oct 24", cell("", fill="70AD47")),
            ("Safe outside", "Walk the route", "Highways", "Mar 25", cell("", fill="A6A6A6")),
        ),
    )


KEY_WITH_A_WORD_BEFORE = """
T 1 Theme 1
O 1 Safe to report [Faith Officer]
- Open a point {in_progress} <2024-10-31>
O 2 Safe outside [Highways]
- Walk the route {on_hold} <2025-03-31>
"""


def key_below_the_plan():
    """The key stands below the plan, in the plan's own first column."""
    shade = lambda colour: (None, {"colour": colour})  # noqa: E731
    return xlsx(
        (
            "Plan",
            [
                ["Hate crime improvement plan 2025-26"],
                ["Objective", "Action", "Owner", "Due date", "Rating"],
                ["1. Record", "Audit fifty records", "Analyst", "13/06/2025", shade("4472C4")],
                ["2. Respond", "Write a script", "Contact Centre", "May 2025", shade("FF0000")],
                [],
                ["Key"],
                [("Completed", {"colour": "4472C4"})],
                [("Overdue", {"colour": "FF0000"})],
            ],
        )
    )


KEY_BELOW_THE_PLAN = """
T 1 Theme 1
O 1 Record [Analyst]
- Audit fifty records {completed} <2025-06-13>
O 2 Respond [Contact Centre]
- Write a script {behind} <2025-05-31>
"""


def outline_by_number():
    """The export of a planning program: the numbers say what lies within what."""
    return xlsx(
        (
            "Task_Table 2025-26",
            [
                ["WBS", "Task Name", "Finish", "Resource Names"],
                ["1", "Awareness", "19/12/2025", ""],
                ["1.1", "Campaigns", "25/08/2025", ""],
                ["1.1.1", "Design artwork", "30/06/2025", "Comms"],
                ["1.1.2", "Launch at the carnival", "25/08/2025", "Events Team"],
                ["2", "Justice", "28/11/2025", ""],
                ["2.1", "Court support", "28/11/2025", ""],
                ["2.1.1", "Recruit six volunteers", "28/11/2025", "Citizens Advice"],
            ],
        )
    )


OUTLINE_BY_NUMBER = """
T 1 Awareness
O 1.1 Campaigns
- Design artwork [Comms] <2025-06-30>
- Launch at the carnival [Events Team] <2025-08-25>
T 2 Justice
O 2.1 Court support [Citizens Advice]
- Recruit six volunteers <2025-11-28>
"""


def turned_below_a_title():
    return xlsx(
        (
            "Sheet1",
            [
                ["Hate crime plan 2025-26"],
                [],
                ["Objective", "1. Be visible", "2. Be fair"],
                ["Action", "Hold a stall each month", "Publish the figures"],
                ["Lead", "Volunteers", "Police"],
                ["Deadline", "March 2026", "June 2025"],
                ["Commentary", "Held in May", "On the website"],
            ],
        )
    )


TURNED_BELOW_A_TITLE = """
T 1 Theme 1
O 1 Be visible [Volunteers]
- Hold a stall each month <2026-03-31> > Held in May
O 2 Be fair [Police]
- Publish the figures <2025-06-30> > On the website
"""


def leads_in_names():
    """Who leads stands in brackets behind the name of the objective."""
    return docx(
        p("Hate crime plan 2025-26", style="H1"),
        p("Objective 1 – Make reporting easy (Lead: Digital Services)", style="H2"),
        tbl(("Action", "Status"), ("Simplify the form", "Complete")),
        p("Objective 2 – Keep victims informed (Lead: Witness Care)", style="H2"),
        tbl(("Action", "Status"), ("Agree a standard", "Delayed")),
    )


LEADS_IN_NAMES = """
T 1 Theme 1
O 1 Make reporting easy [Digital Services]
- Simplify the form {completed}
O 2 Keep victims informed [Witness Care]
- Agree a standard {behind}
"""


def counts_below_the_plan():
    """A tracker with a theme within each theme, and below it how many of each state there are."""
    return xlsx(
        (
            "Tracker",
            [
                ["Hate crime action tracker 2025-26"],
                ["ID", "Theme", "Sub-theme", "Action", "Lead", "BRAG"],
                ["HC01", "Prevention", "Schools", "Train mentors", "Education", "G"],
                ["HC02", "Prevention", "Schools", "Train heads", "Education", "B"],
                ["HC03", "Protection", "Homes", "Fit door chains", "Housing", "R"],
                ["", "Total actions: 3"],
                ["", "Complete: 1"],
            ],
        )
    )


COUNTS_BELOW_THE_PLAN = """
T 1 Prevention
O 1 Schools [Education]
- Train mentors {in_progress}
- Train heads {completed}
T 2 Protection
O 2 Homes [Housing]
- Fit door chains {behind}
"""


def chapters_around_the_plan():
    """Chapters with numbers: two of them hold the plan, the others prose."""
    heads = ("Action", "Due")
    return docx(
        p("Hate crime plan 2025-26", style="H1"),
        p("1. Introduction", style="H2"),
        p("This plan was agreed after eight weeks of listening."),
        p("2. Listening", style="H2"),
        tbl(heads, ("Hold four events", "Dec 2025")),
        p("3. Acting", style="H2"),
        tbl(heads, ("Review closed cases", "Sept 2025")),
        p("4. Contact", style="H2"),
        p("Write to the office at the civic centre."),
    )


CHAPTERS_AROUND_THE_PLAN = """
T 2 Listening
O 2 Listening
- Hold four events <2025-12-31>
T 3 Acting
O 3 Acting
- Review closed cases <2025-09-30>
"""

MARKDOWN = """# Hate Crime Plan 2025-26

## Theme 1: Reporting

### Objective 1: Make it simple

- Put one button on the home page
  - **Lead:** Web Team
  - **By:** May 2025
- Take reports by text message
  - **Lead:** Police
  - **By:** September 2025

## Theme 2: Recovery

### Objective 2: Help people heal

| Action | Lead | Update |
|--------|------|--------|
| Run a support group | Mind | Two groups meet |
"""
MARKDOWN_READ = """
T 1 Reporting
O 1 Make it simple
- Put one button on the home page [Web Team] <2025-05-31>
- Take reports by text message [Police] <2025-09-30>
T 2 Recovery
O 2 Help people heal [Mind]
- Run a support group > Two groups meet
"""
LETTERS_BELOW_NUMBERS = """Hate crime action plan 2025-26

1) Strengthen the network
   a) Find three new centres in the east of the
      borough (Community Safety)
   b) Check each centre twice a year (Police)

2) Thank volunteers
   a) Hold a tea in the parlour (Mayor's Office)
"""
LETTERS_BELOW_NUMBERS_READ = """
T 1 Strengthen the network
O 1 Strengthen the network
- Find three new centres in the east of the borough [Community Safety]
- Check each centre twice a year [Police]
T 2 Thank volunteers
O 2 Thank volunteers [Mayor's Office]
- Hold a tea in the parlour
"""
HEADED_BY_PLACE = (
    "Hate crime plan 2025-26\n\nPeople\n\nAction\tLead\tTimescale\nTrain wardens\tEstates\tQ1\n"
    "Buy cameras\tEstates\tQ3\n\nPlaces\n\nAction\tLead\tTimescale\nPaint\tHighways\tMay 2025\n"
)
HEADED_BY_PLACE_READ = """
T 1 People
O 1 People [Estates]
- Train wardens <2025-06-30>
- Buy cameras <2025-12-31>
T 2 Places
O 2 Places [Highways]
- Paint <2025-05-31>
"""
WRAPPED_COLUMNS = """HATE CRIME PLAN 2025-26

Objective 1: Reach new arrivals

Action                                Lead                By when
------                                ----                -------
Add hate crime to the welcome pack    Resettlement        June 2025
for every new tenant
Hold classes in the reporting         Adult Learning,     Sept 2025
centre                                Libraries
"""
WRAPPED_COLUMNS_READ = """
T 1 Theme 1
O 1 Reach new arrivals
- Add hate crime to the welcome pack for every new tenant [Resettlement] <2025-06-30>
- Hold classes in the reporting centre [Adult Learning; Libraries] <2025-09-30>
"""
SPACED_COLUMNS = """Hate crime plan 2025-26

Objective 1: Tell

Action                          Lead              By when
Visit landlords in every ward   Housing           Sept 2025
with help from the students     Options

Publish drivers' stories        Comms             Q3

Map schools                     Police            May 2025
"""
SPACED_COLUMNS_READ = """
T 1 Theme 1
O 1 Tell
- Visit landlords in every ward with help from the students [Housing Options] <2025-09-30>
- Publish drivers' stories [Comms] <2025-12-31>
- Map schools [Police] <2025-05-31>
"""
ROMAN_OUTLINE = """Hate crime plan 2025-26

I. PREVENTION

A. Schools
   1. Run workshops in year 8
   2. Train two teachers in each school
B. Faith groups
   1. Hold an open doors weekend

II. PROTECTION

A. Victims at home
   1. Fit alarms within three days
"""
ROMAN_OUTLINE_READ = """
T I PREVENTION
O A Schools
- Run workshops in year 8
- Train two teachers in each school
O B Faith groups
- Hold an open doors weekend
T II PROTECTION
O A Victims at home
- Fit alarms within three days
"""

LAYOUTS = {
    "docx: ticked boxes": (ticked_boxes, TICKED_BOXES),
    "docx: plan in an appendix": (plan_in_an_appendix, PLAN_IN_AN_APPENDIX),
    "docx: lists side by side": (lists_side_by_side, LISTS_SIDE_BY_SIDE),
    "docx: names in brackets": (names_in_brackets, NAMES_IN_BRACKETS),
    "docx: row cut with its objective": (row_cut_with_its_objective, ROW_CUT_WITH_ITS_OBJECTIVE),
    "docx: key with a word before": (key_with_a_word_before, KEY_WITH_A_WORD_BEFORE),
    "xlsx: key below the plan": (key_below_the_plan, KEY_BELOW_THE_PLAN),
    "xlsx: outline by number": (outline_by_number, OUTLINE_BY_NUMBER),
    "xlsx: turned below a title": (turned_below_a_title, TURNED_BELOW_A_TITLE),
    "docx: leads in names": (leads_in_names, LEADS_IN_NAMES),
    "xlsx: counts below the plan": (counts_below_the_plan, COUNTS_BELOW_THE_PLAN),
    "docx: chapters around the plan": (chapters_around_the_plan, CHAPTERS_AROUND_THE_PLAN),
    "txt: markdown": (lambda: MARKDOWN, MARKDOWN_READ),
    "txt: letters below numbers": (lambda: LETTERS_BELOW_NUMBERS, LETTERS_BELOW_NUMBERS_READ),
    "txt: headed by place": (lambda: HEADED_BY_PLACE, HEADED_BY_PLACE_READ),
    "txt: wrapped columns": (lambda: WRAPPED_COLUMNS, WRAPPED_COLUMNS_READ),
    "txt: spaced columns": (lambda: SPACED_COLUMNS, SPACED_COLUMNS_READ),
    "txt: roman outline": (lambda: ROMAN_OUTLINE, ROMAN_OUTLINE_READ),
}
