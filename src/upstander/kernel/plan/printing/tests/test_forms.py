"""The plan taken away in every form, and Merton's brought home again."""

import json
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from icalendar import Calendar

from upstander.kernel.audit.record import events_for
from upstander.kernel.documents.report.tests.tagged import tree_of
from upstander.kernel.errors import Refused
from upstander.kernel.plan import demo
from upstander.kernel.plan.changes import edit_item
from upstander.kernel.plan.interchange.commit import commit
from upstander.kernel.plan.interchange.comparison import compare
from upstander.kernel.plan.interchange.document import from_json
from upstander.kernel.plan.interchange.gathering import document_of
from upstander.kernel.plan.models import Plan
from upstander.kernel.plan.opening import open_plan
from upstander.kernel.plan.printing.forms import FORMS, write, write_plan
from upstander.kernel.plan.printing.layout import Edition

MERTON = Path(demo.__path__[0]) / "merton.json"
BACK = [code for code, form in FORMS.items() if form.comes_back]
STARTS = {
    "docx": b"PK",
    "pdf": b"%PDF-1.7",
    "layout": b"PK",
    "xlsx": b"PK",
    "csv": b"\xef\xbb\xbf",
    "txt": b"\xef\xbb\xbfWork plan: ",
    "html": b"<!DOCTYPE html>",
    "json": b"{",
    "ics": b"BEGIN:VCALENDAR\r\n",
}


@pytest.fixture(scope="module")
def merton():
    return replace(from_json(json.loads(MERTON.read_text(encoding="utf-8"))), warnings=())


def reopened(content, code):
    return open_plan(BytesIO(content), f"plan.{FORMS[code].suffix}")


@pytest.mark.slow
@pytest.mark.parametrize("code", BACK)
def test_what_goes_out_changes_nothing_when_it_comes_in(borough_plan, code):
    written = write_plan(borough_plan.plan, code)

    read = reopened(written.content, code)

    assert read == document_of(borough_plan.plan)
    assert compare(read, borough_plan.plan).nothing


@pytest.mark.slow
@pytest.mark.django_db
def test_merton_s_plan_comes_in_goes_out_in_word_and_comes_in_the_same(merton):
    plan = commit(merton, None, by="system:tests", file_name="merton.json")

    read = reopened(write_plan(plan, "docx").content, "docx")

    assert read == document_of(plan) == merton
    assert compare(read, plan).nothing


@pytest.mark.slow
def test_merton_s_pages_hold_every_word_of_the_plan(merton):
    pages = "".join(tree_of(write(merton, "pdf", Edition("Said first."))).text.split())

    wanted = [merton.title, *(theme.aim for theme in merton.themes), "Said first."]
    for objective in merton.objectives:
        wanted += [objective.title, objective.progress, *objective.leads, *objective.depends_on]
        wanted += [action.text for action in objective.actions]
    assert [words for words in wanted if "".join(words.split()) not in pages] == []


@pytest.mark.slow
def test_pages_that_some_program_has_changed_are_read_as_any_others(merton):
    changed = write(merton, "pdf") + b"\n%%EOF\n"

    read = reopened(changed, "pdf")

    assert {o.number for o in merton.objectives} <= {o.number for o in read.objectives}
    assert read.warnings


@pytest.mark.parametrize("code", FORMS)
def test_a_form_is_what_it_says_and_the_trail_says_who_took_it(
    client, strategic_lead, borough_plan, code
):
    client.force_login(strategic_lead)

    answer = client.get(reverse("plan:download"), {"format": code})

    assert answer.content.startswith(STARTS[code])
    assert answer["Content-Type"] == FORMS[code].content_type
    assert answer["Content-Disposition"].endswith(f'.{FORMS[code].suffix}"')
    assert events_for(borough_plan.plan)[0].detail == json.dumps(
        {"format": code}, separators=(",", ":")
    )


def test_the_page_offers_every_form(client, strategic_lead, borough_plan):
    client.force_login(strategic_lead)

    page = client.get(reverse("plan:download")).content.decode()

    assert all(form.title in page and f"format={form.code}" in page for form in FORMS.values())


@pytest.mark.parametrize("code", FORMS)
def test_the_command_writes_every_form(borough_plan, tmp_path, code):
    path = tmp_path / f"plan.{FORMS[code].suffix}"
    out = StringIO()

    call_command("plan_export", str(path), format=code, stdout=out)

    assert path.read_bytes().startswith(STARTS[code])
    assert out.getvalue() == f"Wrote 3 actions of Hate crime work plan to {path}.\n"


@pytest.mark.parametrize("words", [["plan.odt"], []])
def test_the_command_says_what_it_needs(borough_plan, words):
    with pytest.raises(CommandError, match="docx"):
        call_command("plan_export", *words, **({} if words else {"format": "docx"}))


def test_a_form_that_there_is_not_is_refused(borough_plan):
    with pytest.raises(Refused, match="docx, pdf, xlsx, layout"):
        write_plan(borough_plan.plan, "odt")


# ---- the calendar


def events(plan):
    found = Calendar.from_ical(write_plan(plan, "ics").content).walk("VEVENT")
    return {str(event["uid"]): (event.decoded("dtstart"), str(event["summary"])) for event in found}


def test_the_calendar_holds_each_day_on_which_something_is_due(borough_plan):
    held = events(borough_plan.plan)

    assert {day for day, _ in held.values()} >= {date(2024, 8, 13), date(2024, 12, 10)}
    assert len(held) == len(set(held))
    (july,) = [summary for day, summary in held.values() if day == date(2024, 7, 9)]
    assert july.startswith("Done: Advice surgery in July (18.2 ")


def test_the_calendar_names_nobody_in_person(borough_plan):
    content = write_plan(borough_plan.plan, "ics").content.replace(b"\r\n ", b"").decode()

    assert "@" not in content.replace("@upstander", "")
    assert "Led by Safer Merton" in content


def test_an_entry_keeps_its_key_when_its_words_or_day_change(borough_plan):
    before = events(borough_plan.plan)
    edit_item(borough_plan.surgeries, short_title="Surgeries twice a month", by="system:tests")

    after = events(Plan.objects.get(pk=borough_plan.plan.pk))

    assert after.keys() == before.keys()
    assert after != before
