"""More plans, each with what is to be read out of it."""

from upstander.kernel.documents.tests.making import bullet, cell, docx, p, tbl, xlsx


def legend_behind_the_plan():
    """The legend stands at the end and says what each letter means here."""
    return docx(
        p("Hate Crime Strategy Action Plan 2025-2028", style="H1"),
        tbl(
            (cell("Theme: Prevention", span=7, fill="C6E0B4"),),
            ("Strategic Objective", "Outcome", "Actions", "Lead", "Timescale", "RAG", "Comments"),
            (
                cell("1. Educate", merge="begin"),
                cell("Young people understand", merge="begin"),
                "Deliver workshops",
                "Education",
                "Mar-26",
                cell("G", fill="00B050"),
                "10 done",
            ),
            (
                cell("", merge="on"),
                cell("", merge="on"),
                "Design resources",
                "Comms",
                "Dec-25",
                cell("A", fill="FFC000"),
                "",
            ),
            (cell("Theme: Protection", span=7, fill="C6E0B4"),),
            (
                "2. Support",
                "Victims feel safe",
                "Commission a service",
                "Victim Support",
                "2026",
                cell("R", fill="FF0000"),
                "No bids",
            ),
        ),
        p("RAG key"),
        tbl(("R", "Not started or overdue"), ("A", "Paused"), ("G", "Completed")),
    )


LEGEND_BEHIND_THE_PLAN = """
T 1 Prevention
O 1 Educate
- Deliver workshops [Education] {completed} <2026-03-31> > 10 done
- Design resources [Comms] {on_hold} <2025-12-31>
T 2 Protection
O 2 Support [Victim Support]
- Commission a service {behind} <2026-12-31> > No bids
"""


def lead_across_the_table():
    """The lead of an objective stands in a line of its own above the headings."""
    return docx(
        p("Hate Crime Plan 2024-25", style="H1"),
        p("Theme 1: Trust", style="H2"),
        tbl(
            (cell("Objective 1: Communities trust us", span=3, bold=True),),
            (cell("Lead: Police", span=3),),
            ("Action", "Progress", "RAG"),
            ("Hold open days", "One held", cell("", fill="00B050")),
            ("Walk about", "", cell("", fill="FF0000")),
        ),
        tbl(
            (cell("Objective 2: Staff know what to do", span=3, bold=True),),
            (cell("Lead: HR Team", span=3),),
            ("Action", "Progress", "RAG"),
            ("Train staff", "All booked", cell("", fill="00B050")),
        ),
    )


LEAD_ACROSS_THE_TABLE = """
T 1 Trust
O 1 Communities trust us [Police]
- Hold open days {in_progress} > One held
- Walk about {behind}
O 2 Staff know what to do [HR Team]
- Train staff {in_progress} > All booked
"""


def numbers_as_numbers():
    """Excel keeps references as numbers, days as days, and the legend on a tab of its own."""
    day = {"form": "dd-mmm-yy"}
    return xlsx(
        (
            "Plan",
            [
                ["Hate crime delivery plan 2025/26"],
                [],
                ["Theme", "Ref", "Objective", "Action", "Lead", "Due", "RAG"],
                [
                    "Prevention",
                    1.1,
                    "Teach",
                    "Visit schools",
                    "Education",
                    (45930, day),
                    (None, {"colour": "FFC000"}),
                ],
                [
                    "",
                    1.2,
                    "",
                    "Write lessons",
                    "Education",
                    (46022, day),
                    (None, {"colour": "92D050"}),
                ],
                [
                    "Protection",
                    2.1,
                    "Act",
                    "Review cases",
                    "Police",
                    None,
                    (None, {"colour": "FF0000"}),
                ],
            ],
        ),
        (
            "Key",
            [
                [(None, {"colour": "FF0000"}), "Behind"],
                [(None, {"colour": "FFC000"}), "On hold"],
                [(None, {"colour": "92D050"}), "Completed"],
            ],
        ),
    )


NUMBERS_AS_NUMBERS = """
T 1 Prevention
O 1 Teach [Education]
- Visit schools {on_hold} <2025-09-30>
- Write lessons {completed} <2025-12-31>
T 2 Protection
O 2 Act [Police]
- Review cases {behind}
"""

NUMBERED_LINES = """Hate crime action plan 2024-25

Theme 1: Prevention

1. Educate young people
1.1 Run sessions in schools. Lead: Education. Due: March 2025
1.2 Make a film (Lead: Comms)

2. Reach the public
2.1 Hold a week of events each October. Lead: Council

Theme 2: Support

3. Help victims
3.1 Fund an advocate
"""
NUMBERED_LINES_READ = """
T 1 Prevention
O 1 Educate young people
- Run sessions in schools. [Education] <2025-03-31>
- Make a film [Comms]
O 2 Reach the public [Council]
- Hold a week of events each October.
T 2 Support
O 3 Help victims
- Fund an advocate
"""

LABELS_BELOW_LISTS = """Anytown hate crime plan 2024-25

THEME 1 - PREVENTION

Objective: Teach young people

Actions:
• Visit schools
• Make a film that shows
  what hate does
Lead: Education
Timescale: March 2025
Progress: Two schools visited

Objective: Tell the public

Actions:
• Run adverts
Lead: Comms Team
"""
LABELS_BELOW_LISTS_READ = """
T 1 PREVENTION
O 1 Teach young people [Education] <2025-03-31> > Two schools visited
- Visit schools
- Make a film that shows what hate does
O 2 Tell the public [Comms Team]
- Run adverts
"""


def several_tables_in_a_sheet():
    return xlsx(
        (
            "Sheet1",
            [
                ["Hate Crime Plan 2024-25"],
                ["Objective 1: Increase reporting"],
                ["Action", "Owner", "Timescale", "Status"],
                ["Open centres", "Council", "Q2", "Completed"],
                ["Print cards", "Comms", "Q3", "Behind"],
                [],
                ["Objective 2: Support victims"],
                ["Action", "Owner", "Timescale", "Status"],
                ["Fund advocates", "Council", "Q4", "On hold"],
            ],
        )
    )


SEVERAL_TABLES_IN_A_SHEET = """
T 1 Theme 1
O 1 Increase reporting
- Open centres [Council] {completed} <2024-09-30>
- Print cards [Comms] {behind} <2024-12-31>
O 2 Support victims [Council]
- Fund advocates {on_hold} <2025-03-31>
"""


def numbers_in_the_cells():
    """A cell holds several numbered actions; the leads stand in as many lines."""
    return docx(
        p("Hate Crime Plan 2024-25", style="H1"),
        tbl(
            ("Objectives", "Actions", "Who", "When"),
            (
                "1. Trust",
                cell(["1.1 Hold talks", "1.2 Walk about"]),
                cell(["Police", "Council"]),
                "Throughout 2024/25",
            ),
            ("2. Care", cell(["2.1 Ring back"]), "Police", "Q1"),
            (
                "3. Learn",
                cell([bullet("Review two cases"), bullet("Tell partners")]),
                "All partners",
                "Q2",
            ),
        ),
    )


NUMBERS_IN_THE_CELLS = """
T 1 Theme 1
O 1 Trust [Police; Council]
- Hold talks
- Walk about
O 2 Care [Police] <2024-06-30>
- Ring back
O 3 Learn [All partners] <2024-09-30>
- Review two cases
- Tell partners
"""

LAYOUTS = {
    "docx: legend behind the plan": (legend_behind_the_plan, LEGEND_BEHIND_THE_PLAN),
    "docx: lead across the table": (lead_across_the_table, LEAD_ACROSS_THE_TABLE),
    "docx: numbers in the cells": (numbers_in_the_cells, NUMBERS_IN_THE_CELLS),
    "xlsx: numbers as numbers": (numbers_as_numbers, NUMBERS_AS_NUMBERS),
    "xlsx: several tables in a sheet": (several_tables_in_a_sheet, SEVERAL_TABLES_IN_A_SHEET),
    "txt: numbered lines": (lambda: NUMBERED_LINES, NUMBERED_LINES_READ),
    "txt: labels below lists": (lambda: LABELS_BELOW_LISTS, LABELS_BELOW_LISTS_READ),
}
