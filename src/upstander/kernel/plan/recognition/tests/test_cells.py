"""What single cells say: leads, days, statuses, sentences and headings."""

from datetime import date

import pytest

from upstander.kernel.plan.recognition.days import read_due
from upstander.kernel.plan.recognition.headings import read_heading, theme_parts
from upstander.kernel.plan.recognition.leads import split_leads
from upstander.kernel.plan.recognition.mending import mend_letters, past_years
from upstander.kernel.plan.recognition.sentences import sentences
from upstander.kernel.plan.recognition.statuses import Legend, read_legend, read_status
from upstander.kernel.plan.recognition.vocabulary import is_heading, role_of

KNOWN = {"Safer Anytown", "Police"}
LEADS = {
    "Police, Safer Anytown": ("Police", "Safer Anytown"),
    "Police; Housing\nSchools Team": ("Police", "Housing", "Schools Team"),
    "TfL/BTP": ("TfL", "BTP"),
    "Police and Safer Anytown": ("Police", "Safer Anytown"),
    "MOPAC and BTP": ("MOPAC", "BTP"),
    "Health and Wellbeing Board": ("Health and Wellbeing Board",),
    "Children, Schools and Families": ("Children, Schools and Families",),
    "Race and Equalities Council": ("Race and Equalities Council",),
    "Sam Example (Safer Anytown, Council), Police": (
        "Sam Example (Safer Anytown, Council)",
        "Police",
    ),
    "Safer Anytown – Sam Example": ("Safer Anytown – Sam Example",),
    "Lead: Police / Support: Victim Support": ("Police", "Victim Support"),
    "Policy, Strategy & Partnerships, Police": ("Policy, Strategy & Partnerships", "Police"),
}
DAYS = {
    "31/03/2025": date(2025, 3, 31),
    "Q3": date(2024, 12, 31),
    "Q1 / Q2": date(2024, 9, 30),
    "Oct 24": date(2024, 10, 31),
    "by end of September 2024": date(2024, 9, 30),
    "April - June 2024": date(2024, 6, 30),
    "Autumn 2024": date(2024, 11, 30),
    "March 2025 (tbc)": date(2025, 3, 31),
    "Ongoing": None,
    "as and when": None,
    "when money is found": None,
    "2022": date(2022, 12, 31),
}
STATUSES = {
    ("Completed", ""): "completed",
    ("In Progress/ On Going", ""): "in_progress",
    ("Behind – two staff have left", ""): "behind",
    ("R", ""): "behind",
    ("Green", ""): "in_progress",
    ("✓", ""): "completed",
    ("🔴", ""): "behind",
    ("", "00b050"): "in_progress",
    ("", "ff0000"): "behind",
    ("●", "0070c0"): "completed",
    ("Not started", ""): None,
    ("", ""): None,
    ("", "f2f2f2"): None,
    ("Delayed", ""): "behind",
    ("On hold until the bid is decided", ""): "on_hold",
}
ROLES = {
    "Lead(s)": "leads",
    "Responsible officer": "leads",
    "By when": "due",
    "Progress to date": "progress",
    "What we will do": "action",
    "What do we want to achieve?": "objective",
    "How will we know?": "other",
    "RAG": "status",
    "Objective lead": "objective.leads",
    "Supporting partners": "partners",
    "Ref": "number",
    "Strategic priority": "theme",
    "Nothing of the kind": "",
}


@pytest.mark.parametrize("words", LEADS)
def test_leads_are_told_apart_and_names_stay_whole(words):
    names, _ = split_leads(words, KNOWN)

    assert names == LEADS[words]


@pytest.mark.parametrize("words", DAYS)
def test_a_day_is_read_where_one_is_meant(words):
    assert read_due(words, date(2024, 4, 1)).day == DAYS[words]


@pytest.mark.parametrize(("words", "colour"), STATUSES)
def test_a_status_is_read_by_word_letter_sign_or_colour(words, colour):
    said = read_status(words, colour, Legend())

    assert said.status == STATUSES[words, colour]


def test_what_stands_behind_a_status_is_kept():
    assert read_status("Behind – two staff have left", "", Legend()).rest == "two staff have left"


def test_the_plans_own_legend_wins_over_what_is_usual():
    legend = Legend()
    for key, words in read_legend("Key: Green = complete; Amber = on hold, Red = not started"):
        legend.add(key, words)

    found = [read_status(words, "", legend).status for words in ("G", "Amber", "Red", "Blue")]

    assert found == ["completed", "on_hold", None, "completed"]


def test_a_colour_near_to_the_legends_has_its_meaning():
    legend = Legend()
    legend.add("ffc000", "In Progress")

    assert read_status("", "ffbf1f", legend).status == "in_progress"


@pytest.mark.parametrize(("heading", "role"), ROLES.items())
def test_a_heading_tells_what_its_column_holds(heading, role):
    assert role_of(heading) == role


def test_a_sentence_is_no_heading():
    assert not is_heading("Update the website with the lead of the group and tell all partners.")


def test_sentences_are_parted_also_where_the_full_stop_was_lost():
    text = (
        "Tell people e.g. Police staff of #NoHate Continue to meet. These go on. Ring Dr. Who back."
    )

    assert sentences(text) == [
        "Tell people e.g. Police staff of #NoHate",
        "Continue to meet. These go on.",
        "Ring Dr. Who back.",
    ]


def test_a_verb_within_a_name_parts_nothing():
    assert len(sentences("Show the film about the Launch of the centre and Support groups")) == 1


@pytest.mark.parametrize(
    ("words", "found"),
    {
        "Theme 2: Prevention - Stop it": ("2", "theme", "Prevention - Stop it"),
        "Objective One – Be heard": ("1", "objective", "Be heard"),
        "1.2 Be seen": ("1.2", "", "Be seen"),
        "A3 Be seen": ("A3", "", "Be seen"),
        "4 events are held": ("", "", "4 events are held"),
        "2024 plan": ("", "", "2024 plan"),
        "Aims and objectives": ("", "", "Aims and objectives"),
        "Workstream B: Be seen": ("B", "workstream", "Be seen"),
    }.items(),
)
def test_numbers_and_labels_are_taken_off_a_heading(words, found):
    heading = read_heading(words)

    assert (heading.number, heading.label, heading.title) == found


def test_a_themes_aim_is_told_from_its_title():
    assert theme_parts("Care: Help all who were hurt") == ("Care", "Help all who were hurt")
    assert theme_parts("Care and repair") == ("Care and repair", "")


def test_real_words_of_another_alphabet_are_left_alone():
    assert mend_letters("ВТР") == "BTP"
    assert mend_letters("Допомога жертвам") == "Допомога жертвам"


def test_only_years_that_are_over_count_as_past():
    assert past_years("a service to run 2021-2023", 2024)
    assert not past_years("begun in 2022, goes on to 2025", 2024)
    assert not past_years("in every year", 2024)
