"""Plans in sheets that people made themselves, and files that are no plans."""

import json
from datetime import date
from io import BytesIO
from time import process_time

import pytest
from xlsxwriter import Workbook

from upstander.kernel.errors import Refused
from upstander.kernel.plan.interchange.cells import numbered, split_names, status_of
from upstander.kernel.plan.interchange.columns import match_headings
from upstander.kernel.plan.interchange.days import financial_year, last_day_meant, span_of
from upstander.kernel.plan.interchange.document import DocumentWarning, PlanDocument, from_json
from upstander.kernel.plan.interchange.reading import read_document
from upstander.kernel.plan.interchange.writing import file_name, write_document

APRIL = date(2024, 4, 1)


def read(*lines, name="plan 2024-25.csv", known=()):
    return read_document(BytesIO("\n".join(lines).encode()), name, known)


def workbook(*sheets):
    """Write sheets of cells as a person would, dates as dates and numbers as numbers."""
    out = BytesIO()
    with Workbook(out, {"default_date_format": "dd/mm/yyyy"}) as book:
        for title, rows in sheets:
            page = book.add_worksheet(title)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
    return BytesIO(out.getvalue())


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("2025-03-31", date(2025, 3, 31)),
        ("2025-03-31 00:00:00", date(2025, 3, 31)),
        ("31/03/2025", date(2025, 3, 31)),
        ("5.4.24", date(2024, 4, 5)),
        ("Q3", date(2024, 12, 31)),
        ("end of Q4", date(2025, 3, 31)),
        ("Quarter 1 2025/26", date(2025, 6, 30)),
        ("Oct 24", date(2024, 10, 31)),
        ("Oct-24", date(2024, 10, 31)),
        ("March 2025", date(2025, 3, 31)),
        ("by end of Feb", date(2025, 2, 28)),
        ("24 October", date(2024, 10, 24)),
        ("Thursday 14th November 2024", date(2024, 11, 14)),
        ("March 31, 2025", date(2025, 3, 31)),
        ("03/2025", date(2025, 3, 31)),
        ("2024-25", date(2025, 3, 31)),
        ("2025", date(2025, 12, 31)),
        ("Ongoing", None),
        ("Each quarter", None),
        ("30 February 2025", None),
        ("Q3 2024", None),
        ("", None),
    ],
)
def test_a_due_date_is_the_last_day_that_is_meant(words, meant):
    assert last_day_meant(words, APRIL) == meant


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("On Hold", "on_hold"),
        ("In Progress/ On Going", "in_progress"),
        ("in progress", "in_progress"),
        ("On-going", "in_progress"),
        ("COMPLETED", "completed"),
        (" behind ", "behind"),
        ("on_hold", "on_hold"),
        ("Green", None),
        ("complete", None),
        ("", None),
    ],
)
def test_a_status_is_read_in_the_plans_own_words(words, status):
    assert status_of(words) == status


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("Plan 2024-25", "2024-25"),
        ("2024/2025", "2024-25"),
        ("2024–25 plan", "2024-25"),
        ("2024-27", ""),
    ],
)
def test_a_financial_year_is_found_in_words(words, year):
    assert financial_year(words) == year


def test_a_year_of_the_calendar_is_one_too():
    assert span_of("2025") == (date(2025, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("Theme 1: Co-ordination", ("1", "Co-ordination")),
        ("18. Continue the surgeries", ("18", "Continue the surgeries")),
        ("18", ("18", "")),
        ("3rd party reporting", ("", "3rd party reporting")),
        ("Prevention", ("", "Prevention")),
    ],
)
def test_number_and_title_may_share_a_cell(words, parts):
    assert numbered(words) == parts


def test_a_comma_inside_a_known_name_does_not_part_it():
    known = ("Policy, Strategy & Partnerships",)

    assert split_names("Police, Policy, Strategy & Partnerships; Clarion", known) == (
        "Police",
        "Policy, Strategy & Partnerships",
        "Clarion",
    )


def test_headings_are_known_by_other_words_too():
    found = match_headings(["Objective no.", "ACTIONS", "Lead(s)", "RAG", "Deadline", "Mood"])

    assert found.places == {
        "objective.number": 0,
        "action.text": 1,
        "action.leads": 2,
        "action.status": 3,
        "action.due": 4,
    }
    assert found.unknown == (5,)


def test_what_stands_in_the_first_row_only_counts_for_the_rows_below():
    document = read(
        "Theme,Objective,Action,Lead",
        "1: Co-ordination,1. Monitor,Write a profile,Safer Merton",
        ",,Ask people,",
        ",2. Share,Talk,Police",
    )

    assert [(t.number, t.title) for t in document.themes] == [("1", "Co-ordination")]
    assert [(o.number, o.title, o.leads) for o in document.objectives] == [
        ("1", "Monitor", ("Safer Merton",)),
        ("2", "Share", ("Police",)),
    ]
    assert [(a.text, a.leads) for a in document.actions] == [
        ("Write a profile", ()),
        ("Ask people", ()),
        ("Talk", ()),
    ]


def test_leads_that_differ_from_row_to_row_are_the_actions_own():
    document = read("Objective,Action,Lead", "1,Write,Police", "1,Ask,Clarion")

    assert document.objectives[0].leads == ()
    assert [action.leads for action in document.actions] == [("Police",), ("Clarion",)]


def test_whatever_cannot_be_read_is_shown_in_its_own_words():
    document = read(
        "Plan,Theme,Theme title,Objective,Objective title,Action,Action status,Action due,Budget",
        "Plan,1,Co-ordination,1,Monitor,Write,Amber,Ongoing,£300",
    )

    assert document.warnings == (
        DocumentWarning(
            "Row 2, column Action status",
            "Amber",
            "Write one of “On Hold”, “In Progress/ On Going”, “Completed”, “Behind”. "
            "It is read as no status.",
        ),
        DocumentWarning(
            "Row 2, column Action due",
            "Ongoing",
            "No day is meant by it, so none is kept. Write 2025-03-31.",
        ),
        DocumentWarning(
            "Column Budget",
            "row 2: £300",
            "A plan has no such column, so it stays in your file only.",
        ),
    )


def test_a_slip_in_a_status_is_met_with_the_word_that_was_meant():
    document = read("Plan,Theme,Objective,Action,Status", "P,1: C,1. M,Write,Complet")

    assert document.warnings[0].suggestion == "Did you mean Completed?"


def test_rows_that_disagree_about_their_objective_are_named():
    document = read(
        "Plan,Theme,Theme title,Objective,Objective title,Action",
        "P,1,C,1,Monitor,Write",
        "P,1,C,1,Observe,Ask",
    )

    assert document.objectives[0].title == "Monitor"
    assert document.warnings == (
        DocumentWarning(
            "Row 3, column Objective title", "Observe", "Row 2 says otherwise and is used."
        ),
    )


def test_a_status_in_a_row_without_an_action_is_the_objectives():
    document = read("Theme,Objective,Action,Status", "1: C,1. Monitor,,Behind", ",,Write,Completed")

    assert (document.objectives[0].status, document.actions[0].status) == ("behind", "completed")


def test_what_has_no_number_or_place_gets_one_and_says_so():
    document = read("Theme,Objective,Action", ",,Stray", "Prevention,Teach,Visit schools")

    assert [(t.number, t.title) for t in document.themes] == [("1", "Theme 1"), ("2", "Prevention")]
    assert [(o.number, o.title) for o in document.objectives] == [
        ("1", "Actions without an objective"),
        ("2", "Teach"),
    ]
    assert [w.suggestion for w in document.warnings if w.what == "Teach"] == [
        "It has no number: 2 is used."
    ]


def test_a_plan_without_themes_stands_under_one():
    document = read("Objective,Action", "1. Monitor,Write")

    assert [(t.number, t.title) for t in document.themes] == [("1", "Theme 1")]
    assert "It has no column for themes" in " ".join(w.suggestion for w in document.warnings)


def test_a_workbook_of_somebodys_own_is_read_with_its_dates_and_numbers():
    rows = [
        ["Theme", "Objective", "Action", "Due date", "Status"],
        ["Theme 1: Co-ordination", 1, "Write", date(2025, 3, 31), "Behind"],
    ]

    document = read_document(workbook(("Plan", rows)), "merton 2024-25.xlsx")

    assert (document.objectives[0].number, document.actions[0].due) == ("1", date(2025, 3, 31))


def test_the_sheet_with_the_plan_is_found_and_named():
    notes = [["Read me"], ["first"]]
    rows = [["Objective", "Action", "Status"], ["1. Monitor", "Write", "Amber"]]

    document = read_document(workbook(("Notes", notes), ("Year plan", rows)), "p 2024-25.xlsx")

    assert "Sheet Year plan, row 2, column Status" in [w.where for w in document.warnings]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("plan.docx", b"PK", "A plan can be read from csv, xlsx and json, not from a docx file."),
        ("plan.pdf", b"%PDF", "A plan can be read from csv, xlsx and json, not from a pdf file."),
        (
            "plan",
            b"x",
            "A plan can be read from csv, xlsx and json, not from a file without a suffix.",
        ),
        ("plan.csv", b"", "The file is empty. Choose the file that holds the plan."),
        ("plan.csv", b"Objective,Action\n", "The file has the headings of a plan, but no rows."),
        (
            "plan.xlsx",
            b"no zip",
            "The file is called xlsx, but it is no workbook. Open it in Excel, save it as xlsx, "
            "and bring that in.",
        ),
        ("plan.json", b"{", "The file is not JSON. Save it again, or bring the plan as xlsx."),
        (
            "plan.json",
            b"\xff\xfe",
            "The file is not JSON. Save it again, or bring the plan as xlsx.",
        ),
        (
            "plan.json",
            b"[" * 200_000,
            "The file is nested far too deep. Copy the plan to a new file and bring that in.",
        ),
        (
            "plan.json",
            b"[]",
            "The file is not a plan: it should be one JSON object with a title, a year and a list "
            "of themes.",
        ),
        (
            "plan.csv",
            b"Name,Town\nA,B\n",
            "No plan was found: the first row needs at least the headings “Objective” and "
            "“Action”.",
        ),
    ],
)
def test_a_file_that_is_no_plan_is_refused_in_a_sentence(name, content, sentence):
    with pytest.raises(Refused) as refusal:
        read_document(BytesIO(content), name)

    assert refusal.value.message == sentence


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"title": ""}, "The plan: “title” is missing."),
        ({"year": 2024}, "The plan: “year” should be text."),
        ({"themes": ["x"]}, "The plan: “themes” should be a list of objects."),
        ({"themes": [{"number": "1"}]}, "Theme 1: “title” is missing."),
        (
            {
                "themes": [
                    {"number": "1", "title": "C", "objectives": [{"number": 1, "title": "M"}]}
                ]
            },
            "Theme 1, objective 1: “number” should be text.",
        ),
        (
            {
                "themes": [
                    {
                        "number": "1",
                        "title": "C",
                        "objectives": [
                            {
                                "number": "1",
                                "title": "M",
                                "actions": [{"text": "a", "status": "green"}],
                            }
                        ],
                    }
                ]
            },
            "Theme 1, objective 1, action 1: “status” should be one of on_hold, in_progress, "
            "completed, behind, or null.",
        ),
        (
            {
                "themes": [
                    {
                        "number": "1",
                        "title": "C",
                        "objectives": [{"number": "1", "title": "M", "due": "soon", "leads": "me"}],
                    }
                ]
            },
            "Theme 1, objective 1: “leads” should be a list of names.",
        ),
    ],
)
def test_json_that_does_not_fit_says_where(change, sentence):
    with pytest.raises(Refused) as refusal:
        from_json({"title": "Plan", "year": "2024-25", "themes": []} | change)

    assert sentence in refusal.value.details


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (["Objective,Action", "1,Write"] + ["1,Write"] * 2000, "more than 2,000 actions"),
        (["Theme,Objective,Action,Plan", f"1,1,Write,{'x' * 301}"], "it may have 300"),
        (["Objective,Objective title,Action", f"{'9' * 21},M,Write"], "it may have 20"),
        (["Objective,Action,Action leads", f"1,Write,{'x' * 201}"], "it may have 200"),
    ],
)
def test_a_plan_that_no_plan_can_be_says_what_is_too_much(lines, sentence):
    with pytest.raises(Refused) as refusal:
        read(*lines)

    assert any(sentence in detail for detail in refusal.value.details)


def test_a_field_that_no_plan_has_is_a_warning_with_its_words():
    document = from_json(
        {"title": "P", "year": "", "themes": [{"number": "1", "title": "C", "colour": "red"}]}
    )

    assert document.warnings == (
        DocumentWarning("Theme 1", "colour: red", "A plan has no such field."),
    )


def test_a_text_that_no_cell_holds_is_refused_not_cut():
    document = from_json(
        {"title": "P", "year": "", "themes": [{"number": "1", "title": "C", "aim": "x" * 32_768}]}
    )

    with pytest.raises(Refused, match="Take the plan as csv or json instead"):
        write_document(document, "xlsx")

    assert json.loads(write_document(document, "json"))["themes"][0]["aim"] == "x" * 32_768


@pytest.mark.parametrize(
    ("title", "year", "name"),
    [
        ("Work plan", "2024/25", "work-plan-2024-25.csv"),
        ("Merton plan 2024-2025", "2024-25", "merton-plan-2024-2025.csv"),
        ("Plan 2025", "2025", "plan-2025.csv"),
        ("خطة", "2024-25", "work-plan-2024-25.csv"),
    ],
)
def test_a_file_is_named_for_its_plan_and_year(title, year, name):
    assert file_name(PlanDocument(title, year), "csv") == name


def test_a_long_sheet_without_numbers_is_read_in_a_moment():
    lines = [f"Objective {number} of many,Write" for number in range(1_900)]
    content = BytesIO("\n".join(["Objective title,Action", *lines]).encode())

    began = process_time()
    document = read_document(content, "plan 2024-25.csv")

    assert len(document.objectives) == 1_900
    assert process_time() - began < 4
