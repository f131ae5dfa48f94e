"""Plans as further offices keep them: exports, grids of marks, pledges, each with what is read."""

from upstander.kernel.documents.tests.making import cell, docx, p, tbl, xlsx

EXPORT = """"Hate Crime Action Plan – export 03/09/2025 14:22"

"ID","Parent","Type","Title","Assigned To","State","Due Date","Tags"
"101","","Theme","Awareness","","","",""
"102","101","Objective","Everyone knows what hate crime is","","","",""
"103","102","Action","Run a bus-back campaign","Comms","Active","2025-10-31","media"
"104","102","Action","Mark the week in October","Events","New","2025-10-18","NHCAW"
"105","","Theme","Partnership","","","",""
"106","105","Objective","Partners share what they know","","","",""
"107","106","Action","Sign the agreement","Legal","Closed","2025-06-30",""
"""
EXPORT_READ = """
T 1 Awareness
O 1 Everyone knows what hate crime is
- Run a bus-back campaign [Comms] {in_progress} <2025-10-31>
- Mark the week in October [Events] <2025-10-18> > New
T 2 Partnership
O 2 Partners share what they know [Legal]
- Sign the agreement {completed} <2025-06-30>
"""

QUARTERS_BELOW = """Hate crime plan 24/25,,,,,,,,
Priority,Objective,Action,Lead,RAG rating,,,,Comment
,,,,Q1,Q2,Q3,Q4,
Safer estates,Tenants feel safe,Walkabouts on each estate,Housing,G,A,R,,Two cancelled
,,Add lights to Mill Close,Highways,A,A,,,
,Neighbours help each other,Recruit 20 hate crime champions,Clarion,G,G,B,,All trained
"""
QUARTERS_BELOW_READ = """
T 1 Safer estates
O 1 Tenants feel safe
- Walkabouts on each estate [Housing] {behind} > Comment: Two cancelled
- Add lights to Mill Close [Highways] {in_progress}
O 2 Neighbours help each other [Clarion]
- Recruit 20 hate crime champions {completed} > Comment: All trained
"""

CAPITALS = """ACTION PLAN 2024-25

+----+---------------------------+------------------+-----------+---------+
| No | Action                    | Owner            | Deadline  | Status  |
+----+---------------------------+------------------+-----------+---------+
|    | PREVENTION                |                  |           |         |
| 1  | Train front desk staff in | HR               | May 2024  | Done    |
|    | how to take a report      |                  |           |         |
| 2  | Put up signs              | Parks, Libraries | Q2        | Overdue |
|    | PROTECTION                |                  |           |         |
| 3  | Lend out door cameras     | Housing          | rolling   | Ongoing |
+----+---------------------------+------------------+-----------+---------+
"""
CAPITALS_READ = """
T 1 PREVENTION
O 1 PREVENTION
- Train front desk staff in how to take a report [HR] {completed} <2024-05-31>
- Put up signs [Parks; Libraries] {behind} <2024-09-30>
T 2 PROTECTION
O 2 PROTECTION [Housing]
- Lend out door cameras {in_progress}
"""

PASTED_MAIL = """Hi all

Please find below the plan as agreed on Tuesday.

Hate Crime Partnership - Work Plan 2025/26

THEME A: REPORTING

Objective 1. Make it simple to report
   * Redesign the web form so that it works on phones (Lead: Digital Team, due end of June)
   * Leave cards in GP surgeries
     Lead: Public Health   By: Sept 2025
     Status: amber - printer let us down
Objective 2. Make it worthwhile to report
   * Tell every victim what happened next. Lead: Police & ASB Team. Due: ongoing.

THEME B: COHESION

Objective 3. Mark the days that matter
   * Holocaust Memorial Day event - Events Team - 27 January 2026
   * Windrush Day (subject to funding)

Thanks
Jo
"""
PASTED_MAIL_READ = """
T A REPORTING
O 1 Make it simple to report
- Redesign the web form so that it works on phones [Digital Team] <2025-06-30>
- Leave cards in GP surgeries [Public Health] {in_progress} <2025-09-30> > printer let us down
O 2 Make it worthwhile to report [Police; ASB Team]
- Tell every victim what happened next.
T B COHESION
O 3 Mark the days that matter
- Holocaust Memorial Day event [Events Team] <2026-01-27>
- Windrush Day (subject to funding)
"""


def marks_below_names():
    """Each partner has a column, and a cross says what it leads."""
    return docx(
        p("Hate Crime Partnership Plan 2025-26", style="H1"),
        p("Objective 1: Reduce repeat victimisation", style="H2"),
        tbl(
            ("Action", "Council", "Police", "Housing", "Deadline"),
            ("Flag repeat callers", "", "x", "", "June 2025"),
            ("Fit alarms", "", "", "x", "ongoing"),
            ("Write to offenders' landlords", "x", "", "x", "Dec 2025"),
        ),
    )


MARKS_BELOW_NAMES = """
T 1 Theme 1
O 1 Reduce repeat victimisation
- Flag repeat callers [Police] <2025-06-30>
- Fit alarms [Housing]
- Write to offenders' landlords [Council; Housing] <2025-12-31>
"""


def colours_below_updates():
    """One column for the update and the colour; the key behind the plan names colours in words."""
    heads = ("Ref.", "Commitment", "Responsible", "Timescale", "Progress / RAG")
    green, amber, red = "00B050", "FFC000", "FF0000"
    return docx(
        p("ANNEX C"),
        p("Equality, Diversity and Inclusion – Hate Crime workstream 2025/26", bold=True),
        tbl(
            (cell("Strategic Outcome 3: Communities are free from hate", span=5, bold=True),),
            heads,
            ("3.1", "We will review it.", "Waste", "Jun 25", cell("Adopted in July.", fill=green)),
            (
                "3.2",
                "We will join in.\nWe will host once.",
                "Partnerships",
                "Mar 26",
                cell("", fill=amber),
            ),
            (cell("Strategic Outcome 4: Staff are confident", span=5, bold=True),),
            heads,
            ("4.1", "We will train all.", "Learning", "Rolling", cell("61 of 70.", fill=amber)),
        ),
        p("Key:"),
        tbl(
            tuple(
                part
                for name, fill, said in (
                    ("Green", green, "Done"),
                    ("Amber", amber, "In hand"),
                    ("Red", red, "Not done"),
                )
                for part in (cell(name, fill=fill), said)
            )
        ),
    )


COLOURS_BELOW_UPDATES = """
T 3 Communities are free from hate
O 3 Communities are free from hate
- We will review it. [Waste] {completed} <2025-06-30> > Adopted in July.
- We will join in. / We will host once. [Partnerships] {in_progress} <2026-03-31>
T 4 Staff are confident
O 4 Staff are confident [Learning]
- We will train all. {in_progress} > 61 of 70.
"""


def pledges_in_sentences():
    """No table and no bullets: numbered sentences below headings, who and when in brackets."""
    return docx(
        p("Safer Together: our commitments against hate 2025-26", style="H1"),
        p("We will listen", style="H2"),
        p("1. We will hold a public meeting in each quarter. (Community Safety – quarterly)"),
        p("2. We will publish data every six months. (Performance Team – October)"),
        p("We will act", style="H2"),
        p("3. We will visit every victim. (Housing Officers – within 5 working days)"),
        p("4. We will ask the courts for the uplift. (CPS, Police – ongoing)"),
    )


PLEDGES_IN_SENTENCES = """
T 1 We will listen
O 1 We will listen
- We will hold a public meeting in each quarter. [Community Safety]
- We will publish data every six months. [Performance Team] <2025-10-31>
T 2 We will act
O 2 We will act
- We will visit every victim. (Housing Officers – within 5 working days)
- We will ask the courts for the uplift. [CPS; Police]
"""


def wide_rows_above():
    """Above the headings of each table stand its sponsor, and a label that no plan knows."""

    def one(number, title, sponsor, *rows):
        return tbl(
            (cell(f"Objective {number}", bold=True), cell(title, span=3, bold=True)),
            ("Sponsor", cell(sponsor, span=3)),
            ("Success looks like", cell("More people come forward", span=3)),
            ("Task", "Assigned to", "Complete by", "RAG"),
            *rows,
        )

    return docx(
        p("Cohesion & Hate Crime Plan 2025/26", style="H1"),
        one(1, "Make it easy", "Director of Safety", ("Open a hub", "Libraries", "June 2025", "G")),
        p(""),
        one(2, "Bring people in", "Superintendent", ("Hold a lunch", "Events", "8/6/2025", "B")),
        p("RAG: R = not on track, A = minor issues, G = on track, B = complete"),
    )


WIDE_ROWS_ABOVE = """
T 1 Theme 1
O 1 Make it easy [Director of Safety]
- Open a hub [Libraries] {in_progress} <2025-06-30>
O 2 Bring people in [Superintendent]
- Hold a lunch [Events] {completed} <2025-06-08>
"""


def aims_and_outcomes():
    """Aims stand before outcomes, how much is done is a number, and only the tab tells the year."""
    heads = ["Strategic aim", "Outcome", "What are we going to do?", "Who is responsible?", "Start"]
    heads += ["End", "% complete", "Latest position", "Risks / issues"]
    return xlsx(
        (
            "Tracker 24-25",
            [
                [("HATE CRIME STRATEGIC GROUP – ACTION LOG", {"span": 9, "bold": True})],
                [],
                heads,
                [
                    ("AIM 1\nInform", {"down": 3}),
                    ("People know their rights", {"down": 2}),
                    *("Publish a guide", "Social Care", "Apr-24", "Sep-24", 1, "Published", ""),
                ],
                ["", "", "Record a film", "Deaf Services", "May-24", "Dec-24", 0.5, "", "Illness"],
                ["", "Staff know", "Refresh e-learning", "HR", "May-24", "Mar-25", 0, "", ""],
                ["AIM 2\nInvolve", "Victims shape it", "Set up a panel", "Hub", "", "Q4", 0.75, ""],
            ],
        )
    )


AIMS_AND_OUTCOMES = """
T 1 Inform
O 1 People know their rights
- Publish a guide [Social Care] {completed} <2024-09-30> > Published
- Record a film [Deaf Services] {in_progress} <2024-12-31>
O 2 Staff know [HR]
- Refresh e-learning <2025-03-31>
T 2 Involve
O 3 Victims shape it [Hub]
- Set up a panel {in_progress} <2025-03-31>
"""


def tabs_that_say_their_name():
    heads = ["Ref", "Action", "Lead", "Target date", "RAG", "Update"]
    sheet = lambda tab, *rows: (  # noqa: E731
        tab,
        [[(f"{tab.upper()} – action tracker", {"span": 6})], [], heads, *rows],
    )
    return xlsx(
        ("Cover", [["Tidewater Council"], ["Hate Crime Action Plan 2025/26"]]),
        sheet("Prevention", ["P1", "Hold a contest", "Education", "30/09/2025", "G", "Held"]),
        sheet("Protection", ["S1", "Fit locks for free", "Fire & Rescue", "Q3", "R", "No budget"]),
    )


TABS_THAT_SAY_THEIR_NAME = """
T 1 Prevention
O 1 Prevention [Education]
- Hold a contest {in_progress} <2025-09-30> > Held
T 2 Protection
O 2 Protection [Fire & Rescue]
- Fit locks for free {behind} <2025-12-31> > No budget
"""

LAYOUTS = {
    "csv: export with kinds": (lambda: EXPORT, EXPORT_READ),
    "csv: quarters below one heading": (lambda: QUARTERS_BELOW, QUARTERS_BELOW_READ),
    "txt: themes in capitals": (lambda: CAPITALS, CAPITALS_READ),
    "txt: pasted mail": (lambda: PASTED_MAIL, PASTED_MAIL_READ),
    "docx: marks below names": (marks_below_names, MARKS_BELOW_NAMES),
    "docx: colours below updates": (colours_below_updates, COLOURS_BELOW_UPDATES),
    "docx: pledges in sentences": (pledges_in_sentences, PLEDGES_IN_SENTENCES),
    "docx: wide rows above": (wide_rows_above, WIDE_ROWS_ABOVE),
    "xlsx: aims and outcomes": (aims_and_outcomes, AIMS_AND_OUTCOMES),
    "xlsx: tabs that say their name": (tabs_that_say_their_name, TABS_THAT_SAY_THEIR_NAME),
}
