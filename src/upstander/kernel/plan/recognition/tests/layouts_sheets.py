"""Plans as councils set them in Excel and csv, each with what is to be read out of it."""
# ruff: noqa: E501, E731 - a row of a table reads best as one line

from upstander.kernel.documents.tests.making import xlsx


def merged_themes_and_objectives():
    """Merged cells down the left for theme and objective, a row an action, dates as dates."""
    day = {"form": "dd/mm/yyyy"}
    return xlsx(
        (
            "Action Plan 25-26",
            [
                [("Hate Crime Action Plan 2025-26", {"bold": True, "span": 7})],
                [],
                ["Theme", "Objective", "Ref", "Action", "Lead", "Target date", "BRAG"],
                [
                    ("1. Prevention", {"down": 3}),
                    ("1.1 Children are safe", {"down": 2}),
                    "1.1.1",
                    "Run a project in schools",
                    "Education",
                    (45747, day),
                    ("G", {"colour": "00B050"}),
                ],
                [
                    None,
                    None,
                    "1.1.2",
                    "Train youth workers",
                    "Youth Service",
                    (45838, day),
                    ("A", {"colour": "FFC000"}),
                ],
                [
                    None,
                    "1.2 Streets are safe",
                    "1.2.1",
                    "Light the underpass",
                    "Highways Team",
                    "Q4 2025-26",
                    ("R", {"colour": "FF0000"}),
                ],
                [
                    ("2. Support", {"down": 1}),
                    "2.1 Victims get help",
                    "2.1.1",
                    "Fund an advocate",
                    "Victim Support",
                    "Mar 26",
                    ("B", {"colour": "0070C0"}),
                ],
                [],
                ["Key"],
                ["B", "Complete"],
                ["G", "On track"],
                ["A", "Some delay"],
                ["R", "Behind schedule"],
            ],
        ),
        (
            "Contacts",
            [["Name", "Organisation", "Telephone"], ["Sam Example", "Council", "020 7946 0000"]],
        ),
    )


MERGED_THEMES_AND_OBJECTIVES = """
T 1 Prevention
O 1.1 Children are safe
- Run a project in schools [Education] {in_progress} <2025-03-31>
- Train youth workers [Youth Service] {in_progress} <2025-06-30>
O 1.2 Streets are safe [Highways Team]
- Light the underpass {behind} <2026-03-31>
T 2 Support
O 2.1 Victims get help [Victim Support]
- Fund an advocate {completed} <2026-03-31>
"""


def a_sheet_for_each_theme():
    """The tabs name the themes; each sheet has its own table."""
    heads = ["Objective", "Actions", "Lead agency", "RAG", "Comments"]
    return xlsx(
        ("Read me", [["Hate Crime Plan 2024/25"], ["Update your rows each quarter."]]),
        (
            "Awareness",
            [
                heads,
                [
                    "People know their rights",
                    "Print a booklet",
                    "Law Centre",
                    "Green",
                    "At the printer's",
                ],
                ["", "Translate it", "Law Centre", "Amber", ""],
            ],
        ),
        (
            "Enforcement",
            [
                heads,
                [
                    "Offenders are charged",
                    "Review files with the CPS",
                    "Police",
                    "Red",
                    "None reviewed yet",
                ],
            ],
        ),
    )


A_SHEET_FOR_EACH_THEME = """
T 1 Awareness
O 1 People know their rights [Law Centre]
- Print a booklet {in_progress} > At the printer's
- Translate it {in_progress}
T 2 Enforcement
O 2 Offenders are charged [Police]
- Review files with the CPS {behind} > None reviewed yet
"""


def bands_of_colour():
    """Coloured lines across: dark for themes, light for objectives; only the first cell is filled."""
    band = lambda words, colour: [
        (words, {"colour": colour, "bold": True}),
        *[(None, {"colour": colour})] * 4,
    ]
    heads = ["Action", "Lead", "Due", "Status", "Update"]
    return xlsx(
        (
            "Plan",
            [
                ["Safer Together: hate crime action plan 2025-2026"],
                heads,
                band("PREVENTION", "1F3864"),
                band("Young people", "D9E2F3"),
                ["Visit youth clubs", "Youth Team", "Spring 2026", "In progress", "Three visited"],
                ["Film a message", "Media Team", "31/12/2025", "Not started", ""],
                band("Sport", "D9E2F3"),
                ["Sign up clubs", "Leisure Trust", "Ongoing", "In progress", ""],
                band("JUSTICE", "1F3864"),
                band("Courts", "D9E2F3"),
                ["Brief magistrates", "CPS", "Nov 2025", "Completed", "Done on 4 November"],
            ],
        ),
    )


BANDS_OF_COLOUR = """
T 1 PREVENTION
O 1 Young people
- Visit youth clubs [Youth Team] {in_progress} <2026-05-31> > Three visited
- Film a message [Media Team] <2025-12-31>
O 2 Sport [Leisure Trust]
- Sign up clubs {in_progress}
T 2 JUSTICE
O 3 Courts [CPS]
- Brief magistrates {completed} <2025-11-30> > Done on 4 November
"""

SEMICOLONS = """Thema;Nr;Objective;Action;Lead organisation;By when;Status;Notes
Theme 1: Reporting;1;More people report;Launch an app;Digital Team;30.09.2025;On track;
;1;;Advertise it on buses;Comms Team;31.12.2025;On hold;"Waiting for money; bid is in"
Theme 2: Care;2;Victims are cared for;Offer counselling;NHS Trust;ongoing;Completed;
"""
SEMICOLONS_READ = """
T 1 Reporting
O 1 More people report
- Launch an app [Digital Team] {in_progress} <2025-09-30>
- Advertise it on buses [Comms Team] {on_hold} <2025-12-31> > Waiting for money; bid is in
T 2 Care
O 2 Victims are cared for [NHS Trust]
- Offer counselling {completed}
"""

NO_HEADINGS = """1,Trust,1.1,Meet faith leaders every quarter to hear their worries,Police,In progress
1,Trust,1.2,Publish what was done about each worry,Council,Behind
2,Safety,2.1,Walk the high street with residents each month,Safer Streets Team,Completed
"""


def semicolons():
    return SEMICOLONS.encode("cp1252")


def wide_characters():
    rows = [
        "Priority\tOutcome\tWhat we will do\tWho will do it\tWhen\tProgress so far",
        "1 – Prevention\tFewer incidents\tRésumé of incidents to the café owners’ forum\tPolice\tDec 2025\tSent twice",
        "1 – Prevention\tFewer incidents\tPosters at stations\tBTP\t\t",
    ]
    return "\r\n".join(["Hate crime plan 2025-26", *rows]).encode("utf-16")


WIDE_CHARACTERS_READ = """
T 1 Prevention
O 1 Fewer incidents
- Résumé of incidents to the café owners’ forum [Police] <2025-12-31> > Sent twice
- Posters at stations [BTP]
"""


def one_sheet_for_each_year():
    """The plan of two years, a tab each: the later one is read, the other named."""
    rows = lambda status: [
        ["No", "Objective", "Action", "Lead", "Status"],
        ["1", "Centres", "Open one centre", "Council", status],
        ["2", "Online", "Mend the form", "Digital Team", status],
    ]
    return xlsx(("2023-24", rows("Completed")), ("2024-25", rows("In Progress")))


ONE_SHEET_FOR_EACH_YEAR = """
T 1 Theme 1
O 1 Centres [Council]
- Open one centre {in_progress}
O 2 Online [Digital Team]
- Mend the form {in_progress}
"""

LAYOUTS = {
    "xlsx: merged themes and objectives": (
        merged_themes_and_objectives,
        MERGED_THEMES_AND_OBJECTIVES,
    ),
    "xlsx: a sheet for each theme": (a_sheet_for_each_theme, A_SHEET_FOR_EACH_THEME),
    "xlsx: bands of colour": (bands_of_colour, BANDS_OF_COLOUR),
    "xlsx: a sheet for each year": (one_sheet_for_each_year, ONE_SHEET_FOR_EACH_YEAR),
    "csv: semicolons": (semicolons, SEMICOLONS_READ),
    "csv: UTF-16 with tabs": (wide_characters, WIDE_CHARACTERS_READ),
}
