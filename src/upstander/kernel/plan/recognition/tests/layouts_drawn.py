"""Plans on pages drawn in many ways, and pasted as text, each with what is to be read."""

from upstander.kernel.documents.tests.making import Canvas

WIDE = (140, 260, 120, 80, 90)
HEADS = tuple((words, {"bold": True}) for words in ("Objective", "Action", "Lead", "Due", "Status"))


def rows_set_close():
    """No rules, rows hardly further apart than lines, and a theme over several columns."""
    page = Canvas()
    page.line("Islehurst Hate Crime Plan 2024-25", 18, bold=True)
    for theme, rows in (
        (
            "Theme 1: Preventing hate before it begins",
            [
                ["1. Speak up", "Give staff a short script for stepping in when they hear abuse "
                 "of any kind in a queue", "Human Resources", "Jan 2025", "In progress"],
                ["", "Run a campaign on the ferry", "Ferry Company", "Aug 2024", "Completed"],
            ],
        ),
        ("Theme 2: Support", [["2. Listen", "Ring each person", "Friends", "Ongoing", "Behind"]]),
    ):  # fmt: skip
        page.line(theme, 9, bold=True)
        for row in (HEADS, *rows):
            page.row(WIDE, row, ruled=False)
            page.y -= 3
        page.y += 8
    return page.bytes()


ROWS_SET_CLOSE = """
T 1 Preventing hate before it begins
O 1 Speak up
- Give staff a short script for stepping in when they hear abuse of any kind in a queue [Human Resources] {in_progress} <2025-01-31>
- Run a campaign on the ferry [Ferry Company] {completed} <2024-08-31>
T 2 Support
O 2 Listen [Friends]
- Ring each person {behind}
"""  # noqa: E501


def bands_of_colour_only():
    """Every other row lies on a band; nothing is ruled, and the page turns within a theme."""
    page = Canvas(595, 842)
    page.line("Kingsmoor Delivery Plan 2025-26", 16, bold=True)
    rows = [
        [(words, {"bold": True}) for words in ("What we will do", "Who", "By when", "Status")],
        [("Theme 1: Reporting", {"bold": True})],
        ["Place posters in every library", "Libraries", "June 2025", "Completed"],
        ["Ask councillors to host a talk", "Member Support", "Dec 2025", "In progress"],
    ]
    for number, row in enumerate(rows):
        if number % 2:
            page.box(50, page.y, 440, 16, "ebf3f4", stroke=False)
        page.row((200, 100, 70, 70), row, ruled=False)
    page.turn()
    page.row((200, 100, 70, 70), rows[0], ruled=False)
    page.row((200, 100, 70, 70), ["Offer a choice of officer", "Police", "May 2025", "Behind"],
             ruled=False)  # fmt: skip
    return page.bytes()


BANDS_OF_COLOUR_ONLY = """
T 1 Reporting
O 1 Reporting
- Place posters in every library [Libraries] {completed} <2025-06-30>
- Ask councillors to host a talk [Member Support] {in_progress} <2025-12-31>
- Offer a choice of officer [Police] {behind} <2025-05-31>
"""


def level_rules_only():
    """Only level rules part the rows, and lines of one row stand as near as those of two."""
    page = Canvas()
    page.line("Jessamine Hate Crime Plan 2025-26", 16, bold=True)
    page.line("Theme 1: Be fair", 13, bold=True)
    for row in (HEADS, ["1. Treat all reports of hate alike", "Sample forty reports for response "
                        "times and quality of the letters", "Audit", "Feb 2026", "On hold"],
                ["", "Tell the board", "Audit", "Q4", ""]):  # fmt: skip
        page.row(WIDE, row, ruled=False)
        page.y -= 5
        page.box(50, page.y, 690, 0.5, "808080", stroke=False)
    return page.bytes()


LEVEL_RULES_ONLY = """
T 1 Be fair
O 1 Treat all reports of hate alike [Audit]
- Sample forty reports for response times and quality of the letters {on_hold} <2026-02-28>
- Tell the board <2026-03-31>
"""


def turned_words():
    """The theme runs up the page in a cell that spans its rows."""
    page = Canvas()
    page.line("Glenfield Hate Crime Plan 2024-25", 16, bold=True)
    widths = (30, 250, 120, 90)
    page.row(widths, ["", *[(h, {"bold": True}) for h in ("Action", "Lead", "Due")]])
    for theme, rows in (
        (
            "1. Prevention",
            [["Brief drivers", "Licensing", "Sept 2024"], ["Hold a fair", "Events", "Q4"]],
        ),
        ("2. Protection", [["Fit alarms", "Fire Service", "Dec 2024"], ["Visit", "Police", ""]]),
    ):  # fmt: skip
        top = page.y
        for row in rows:
            page.row(widths[1:], [f"{row[0]}\n\n", *row[1:]], x=80)
        page.box(50, top, 30, page.y - top)
        place = f"0 1 -1 0 70 {page.height - page.y + 5:.1f} Tm"
        page.ops.append(f"BT /F2 9 Tf 0 0 0 rg {place} ({theme}) Tj ET")
    return page.bytes()


TURNED_WORDS = """
T 1 Prevention
O 1 Prevention
- Brief drivers [Licensing] <2024-09-30>
- Hold a fair [Events] <2025-03-31>
T 2 Protection
O 2 Protection
- Fit alarms [Fire Service] <2024-12-31>
- Visit [Police]
"""


def words_cut_in_two():
    """Columns too narrow for their words, as office programs write them: blanks end whole words."""
    page = Canvas()
    page.line("Tarnmere Hate Crime Plan 2024-25", 16, bold=True)
    widths = (46, 46, 46, 46)
    page.row(widths, ["Theme ", "Action ", "Lead ", "Due "])
    for theme, action, lead, due in (
        (
            "Theme 1: \nPreventi\non",
            "Publish \nprofiles",
            "Neighbo\nurhood \nPolicing",
            "14/10/202\n4",
        ),
        ("Theme 2: \nPartner\nship", "Open a \ndrop-\nin", "Safer \nTeam", "Nov-\n24"),
    ):  # fmt: skip
        page.row(widths, [theme, action, lead, due])
    return page.bytes()


WORDS_CUT_IN_TWO = """
T 1 Prevention
O 1 Prevention [Neighbourhood Policing]
- Publish profiles <2024-10-14>
T 2 Partnership
O 2 Partnership [Safer Team]
- Open a drop-in <2024-11-30>
"""


def colours_beside_their_meaning():
    """The legend is a row of coloured blanks, each with its meaning beside it."""
    page = Canvas()
    page.line("Heronsgate Action Plan 2025/26", 16, bold=True)
    blank = [("", {"colour": colour}) for colour in ("00b050", "ffc000", "ff0000")]
    page.table((20, 80) * 3, [[blank[0], "Complete", blank[1], "In progress", blank[2], "Behind"]])
    page.table(
        (40, 300, 120, 40, 200),
        [
            ["Ref", "Action", "Lead", "RAG", "Progress"],
            [("Priority 1: Engage", {"span": 5, "bold": True})],
            ["1.1", "Hold listening sessions", "Tenants", blank[0], "All held"],
            ["1.2", "Offer minutes", "Democracy", blank[2], ""],
        ],
    )
    return page.bytes()


COLOURS_BESIDE_THEIR_MEANING = """
T 1 Engage
O 1 Engage
- Hold listening sessions [Tenants] {completed} > All held
- Offer minutes [Democracy] {behind}
"""

MAIL = """From: Safer Willowbank
Subject: Willowbank hate crime plan 2025-26

THEME 1 - PREVENTION
1.1 Work with the football club
- Put the charter in the programme (Football Club, Dec 25) - IN PROGRESS - designed
- Train stewards (Football Club / Police, Aug 25)
1.2 Work with drivers
- Add it to the test (Licensing, May 25) - COMPLETED
"""
MAIL_READ = """
T 1 PREVENTION
O 1.1 Work with the football club
- Put the charter in the programme [Football Club] {in_progress} <2025-12-31> > designed
- Train stewards [Football Club; Police] <2025-08-31>
O 1.2 Work with drivers [Licensing]
- Add it to the test {completed} <2025-05-31>
"""

QUOTED = "Safer Underhill wrote:\n" + "".join(
    f"> {line}\n"
    for line in (
        "Underhill action plan 2025-26",
        "",
        "Theme 1: Prevent",
        "Objective 1: Work with shops",
        "  * **Give staff a card** — Town Team — by Oct 2025 — In progress",
        "  * Hold a coffee morning",
        "    Lead: Town Team. Due: January 2026. Status: On hold",
    )
)
QUOTED_READ = """
T 1 Prevent
O 1 Work with shops [Town Team]
- Give staff a card {in_progress} <2025-10-31>
- Hold a coffee morning {on_hold} <2026-01-31>
"""

RULED_WITH_DASHES = """ASHGROVE HATE CRIME PLAN 2024-25

Key: Green = complete   Red = behind

Action                          Lead               By when     RAG
------------------------------  -----------------  ----------  ------
THEME 1: PREVENTION FOR ALL YOUNG PEOPLE
Run two assemblies              Schools Team       Dec 2024    Red
Brief market traders and        Town Centre Team   July 2024   Green
stallholders
THEME 2: PROTECTION
Check on victims weekly         Police             Ongoing
"""
RULED_WITH_DASHES_READ = """
T 1 PREVENTION FOR ALL YOUNG PEOPLE
O 1 PREVENTION FOR ALL YOUNG PEOPLE
- Run two assemblies [Schools Team] {behind} <2024-12-31>
- Brief market traders and stallholders [Town Centre Team] {completed} <2024-07-31>
T 2 PROTECTION
O 2 PROTECTION [Police]
- Check on victims weekly
"""

LABELS_ONLY = """Dovecote Action Plan 2025-26

Theme: 1 Prevent
Objective: 1.1 Workplaces are safe
Action: Launch a charter
Lead: Business Partnership
Deadline: 30 November 2025
Progress: Nine signed

Theme: 1 Prevent
Objective: 1.2 Streets are safe
Action: Walk the ring road
Lead: Highways, Women's Network
Status: Completed
"""
LABELS_ONLY_READ = """
T 1 Prevent
O 1.1 Workplaces are safe [Business Partnership]
- Launch a charter <2025-11-30> > Nine signed
O 1.2 Streets are safe [Highways; Women's Network]
- Walk the ring road {completed}
"""

LAYOUTS = {
    "pdf: rows set close": (rows_set_close, ROWS_SET_CLOSE),
    "pdf: bands of colour only": (bands_of_colour_only, BANDS_OF_COLOUR_ONLY),
    "pdf: level rules only": (level_rules_only, LEVEL_RULES_ONLY),
    "pdf: turned words": (turned_words, TURNED_WORDS),
    "pdf: words cut in two": (words_cut_in_two, WORDS_CUT_IN_TWO),
    "pdf: colours beside their meaning": (
        colours_beside_their_meaning,
        COLOURS_BESIDE_THEIR_MEANING,
    ),
    "txt: mail": (lambda: MAIL, MAIL_READ),
    "txt: quoted mail": (lambda: QUOTED, QUOTED_READ),
    "txt: ruled with dashes": (lambda: RULED_WITH_DASHES, RULED_WITH_DASHES_READ),
    "txt: labels only": (lambda: LABELS_ONLY, LABELS_ONLY_READ),
}
