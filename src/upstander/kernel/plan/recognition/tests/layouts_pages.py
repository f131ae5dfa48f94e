"""Plans as pdf and as plain text, each with what is to be read out of it."""
# ruff: noqa: E501 - a row of a table reads best as one line

from upstander.kernel.documents.tests.making import Canvas

HEADS = [
    ("No", {"bold": True}),
    ("Action", {"bold": True}),
    ("Lead", {"bold": True}),
    ("Progress", {"bold": True}),
    ("RAG", {"bold": True}),
]
WIDE = (40, 330, 130, 170, 60)


def ruled_pages():
    """Objective tables over pages, colours as status, a footer, a row cut by the page."""
    page = Canvas()
    page.line("Hate Crime Work Plan 2025-26", 16, bold=True)
    page.table(
        (180, 180, 180, 180),
        [
            [
                ("On Hold", {"colour": "bfbfbf"}),
                ("In Progress", {"colour": "ffc000"}),
                ("Completed", {"colour": "00b050"}),
                ("Behind", {"colour": "ff0000"}),
            ]
        ],
    )
    page.line("Theme 1: Prevention - Stop hate before it starts in the borough", 12, bold=True)
    for number, title, actions, lead, colour in (
        (
            "1.",
            "Raise awareness of hate crime amongst young people in all schools of the borough",
            "• Hold an assembly in every secondary school before the summer, with a talk by someone who has been targeted and by an officer\n• Give every school a contact",
            "Schools Team, Police",
            "ffc000",
        ),
        (
            "2.",
            "Speak up online",
            "• Run one campaign a year with the boroughs around us",
            "Communications",
            "00b050",
        ),
        ("3.", "Train staff", "• Train the libraries\n• Train the parks", "HR", "ff0000"),
    ):
        page.row(WIDE, [number, (title, {"span": 4})])
        page.row(WIDE, HEADS)
        page.row(WIDE, ["", actions, lead, "", ("", {"colour": colour})])
        page.y += 70
    page.line("Theme 2: Protection - Act against those who offend in the borough", 12, bold=True)
    page.row(WIDE, ["4.", ("Bring cases to court", {"span": 4})])
    page.row(WIDE, HEADS)
    page.row(WIDE, ["", "• Review each case with the", "CPS", "", ""])
    page.turn()
    page.row(WIDE, ["", "prosecutors every month", "", "", ""])
    for number, ops in enumerate(page.pages, start=1):
        page.ops = ops
        page.text(400, f"Page {number} of {len(page.pages)}", 8, y=570)
    return page.bytes()


RULED_PAGES = """
T 1 Prevention // Stop hate before it starts in the borough
O 1 Raise awareness of hate crime amongst young people in all schools of the borough [Schools Team; Police] {in_progress}
- Hold an assembly in every secondary school before the summer, with a talk by someone who has been targeted and by an officer
- Give every school a contact
O 2 Speak up online [Communications] {completed}
- Run one campaign a year with the boroughs around us
O 3 Train staff [HR] {behind}
- Train the libraries
- Train the parks
T 2 Protection // Act against those who offend in the borough
O 4 Bring cases to court [CPS]
- Review each case with the prosecutors every month
"""


def pages_without_rules():
    """Columns set with blanks only."""
    page = Canvas()
    page.line("Hate Crime Action Plan 2025-26", 16, bold=True)
    page.line("Theme 1: Trust", 13, bold=True)
    widths = (50, 330, 150, 120)
    page.table(
        widths,
        [
            ["Ref", "Action", "Lead", "Due"],
            [
                "1.1",
                "Meet every faith group in the borough twice in the year and write down what they say about us",
                "Police",
                "March 2026",
            ],
            ["1.2", "Answer within a week", "Council", "June 2025"],
        ],
        ruled=False,
    )
    page.line("Theme 2: Care", 13, bold=True)
    page.table(
        widths,
        [
            ["Ref", "Action", "Lead", "Due"],
            ["2.1", "Offer help to each victim", "Victim Support", "Ongoing"],
            ["2.2", "Ask how it went", "Victim Support", "Ongoing"],
        ],
        ruled=False,
    )
    return page.bytes()


PAGES_WITHOUT_RULES = """
T 1 Trust
O 1 Trust
- Meet every faith group in the borough twice in the year and write down what they say about us [Police] <2026-03-31>
- Answer within a week [Council] <2025-06-30>
T 2 Care
O 2 Care [Victim Support]
- Offer help to each victim
- Ask how it went
"""

BOXES = """Hate Crime Action Plan 2024-25

THEME 1: LISTEN

┌─────┬──────────────────────────┬──────────────┬───────────┐
│ No  │ Action                   │ Lead         │ Status    │
├─────┼──────────────────────────┼──────────────┼───────────┤
│ 1.1 │ Hold a surgery each      │ Safer        │ Completed │
│     │ month in the civic hall  │ Anytown      │           │
├─────┼──────────────────────────┼──────────────┼───────────┤
│ 1.2 │ Ring back                │ Police       │ Behind    │
└─────┴──────────────────────────┴──────────────┴───────────┘
"""
BOXES_READ = """
T 1 LISTEN
O 1 LISTEN
- Hold a surgery each month in the civic hall [Safer Anytown] {completed}
- Ring back [Police] {behind}
"""

COLUMNS = """Hate Crime Plan 2024-25

Objective 1: People can report

Action                              Lead              By when
Open two new centres in the north   Communities       June 2024
  of the borough
Put a poster in every library       Libraries         Q3

Objective 2: People are helped

Action                              Lead              By when
Pay for a caseworker                Council           Oct 24
Hold a drop-in                      Victim Support    monthly
"""
COLUMNS_READ = """
T 1 Theme 1
O 1 People can report
- Open two new centres in the north of the borough [Communities] <2024-06-30>
- Put a poster in every library [Libraries] <2024-12-31>
O 2 People are helped
- Pay for a caseworker [Council] <2024-10-31>
- Hold a drop-in [Victim Support]
"""

MARKDOWN = """# Hate crime plan 2025-26

## Theme 1: Prevention

### 1. Schools take part

| Action | Lead | Status |
|---|---|---|
| Write to heads | Education | In progress |
| Visit ten schools | Police & Education | Completed |
"""
MARKDOWN_READ = """
T 1 Prevention
O 1 Schools take part
- Write to heads [Education] {in_progress}
- Visit ten schools [Police; Education] {completed}
"""

TYPED = """HATE CRIME PLAN 2024-25

Theme 1: Reporting

Objective 1.1: Reporting is easy
  - Keep the online form working
  - Visit every centre twice
    Lead: Safer Anytown
Objective 1.2: Reports are answered
  - Answer within two days (Lead: Police)

Theme 2: Support

Objective 2.1: Victims are heard
  - Hold a surgery each month
    Update: six held
"""
TYPED_READ = """
T 1 Reporting
O 1.1 Reporting is easy
- Keep the online form working
- Visit every centre twice [Safer Anytown]
O 1.2 Reports are answered [Police]
- Answer within two days
T 2 Support
O 2.1 Victims are heard
- Hold a surgery each month > six held
"""

LAYOUTS = {
    "pdf: ruled pages": (ruled_pages, RULED_PAGES),
    "pdf: pages without rules": (pages_without_rules, PAGES_WITHOUT_RULES),
    "txt: boxes": (lambda: BOXES, BOXES_READ),
    "txt: columns": (lambda: COLUMNS, COLUMNS_READ),
    "txt: markdown": (lambda: MARKDOWN, MARKDOWN_READ),
    "txt: typed": (lambda: TYPED, TYPED_READ),
}
