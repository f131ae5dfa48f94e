"""The plan out and in by page and by command."""

import json
import os
import time
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from openpyxl import load_workbook

from upstander.kernel.audit.record import events_for
from upstander.kernel.errors import Refused
from upstander.kernel.plan import changes as plan_changes
from upstander.kernel.plan.interchange.commit import commit
from upstander.kernel.plan.interchange.document import (
    ActionDocument,
    ObjectiveDocument,
    PlanDocument,
    ThemeDocument,
)
from upstander.kernel.plan.interchange.gathering import document_of
from upstander.kernel.plan.interchange.reading import read_document
from upstander.kernel.plan.models import Action, Plan, Update
from upstander.kernel.testing.people import person

pytestmark = pytest.mark.django_db

HEADINGS = "Plan,Year,Theme,Objective,Ref,Action,Action status,Action due,Action progress"
SURGERIES = ObjectiveDocument(
    "18",
    "Hold surgeries",
    leads=("Safer Merton",),
    actions=(
        ActionDocument("Tell people", status="in_progress", progress="=Six posts"),
        ActionDocument("Hold them"),
    ),
)
DOCUMENT = PlanDocument(
    "Work plan", "2024-25", (ThemeDocument("3", "Provision", "", (SURGERIES,)),)
)


@pytest.fixture
def plan():
    return commit(DOCUMENT, None, by="system:test", file_name="x")


@pytest.fixture
def lead(client):
    """Let the Strategic Lead in."""
    amara = person("strategic_lead", name="Amara Osei")
    client.force_login(amara)
    return amara


def upload(client, *lines, name="plan.csv"):
    """Send a file of these lines."""
    content = SimpleUploadedFile(name, "\n".join(lines).encode())
    return client.post(reverse("plan:import"), {"file": content})


def edited(status="Behind"):
    return HEADINGS, f"Work plan,2024-25,3,18,18.1,Tell people,{status},soon,Two posts"


def fingerprint(page):
    return page.context["changes"].fingerprint


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_the_whole_plan_is_downloaded_and_the_trail_says_by_whom(client, lead, plan, form):
    answer = client.get(reverse("plan:download"), {"format": form})

    assert read_document(BytesIO(answer.content), f"p.{form}") == DOCUMENT
    assert answer["Content-Disposition"] == f'attachment; filename="work-plan-2024-25.{form}"'
    assert [(e.kind, e.actor_name, e.facts) for e in events_for(plan)[:1]] == [
        ("plan.exported", "Amara Osei", {"format": form})
    ]


def test_the_workbook_says_each_status_by_word_and_colour_and_explains_itself(client, lead, plan):
    answer = client.get(reverse("plan:download"), {"format": "xlsx"})

    book = load_workbook(BytesIO(answer.content))
    sheet, about = book["Plan"], book["About"]
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value}
    legend = {row[0].value for row in about.iter_rows()}
    assert sheet.freeze_panes == "A2"
    assert cells["In Progress/ On Going"].fill.fgColor.rgb == "FFDDE8F6"
    assert (cells["=Six posts"].data_type, cells["=Six posts"].quotePrefix) == ("s", True)
    assert {"On Hold", "In Progress/ On Going", "Completed", "Behind", "Depends on"} <= legend


def test_a_table_runs_nothing_where_it_is_opened(client, lead, plan):
    answer = client.get(reverse("plan:download"), {"format": "csv"})

    assert ",'=Six posts" in answer.content.decode("utf-8-sig")


@pytest.mark.parametrize("key", ["0", "nine", "9" * 30, "9" * 5_000], ids=len)
def test_a_plan_that_is_none_is_not_found(client, lead, plan, key):
    answer = client.get(reverse("plan:download"), {"plan": key, "format": "csv"})

    assert answer.status_code == 404


def test_the_download_page_offers_each_format_and_other_years(client, lead, plan):
    older = commit(PlanDocument("Old plan", "2023-24"), None, by="system:test", file_name="x")

    page = client.get(reverse("plan:download")).content.decode()

    assert all(f"format={form}" in page for form in ("csv", "xlsx", "json"))
    assert f"?plan={older.pk}" in page
    assert client.get(reverse("plan:download"), {"plan": "x"}).status_code == 404


def test_an_upload_shows_each_change_and_saves_nothing_yet(client, lead, plan):
    answer = upload(client, *edited())

    page = client.get(answer.url)
    words = page.content.decode()
    assert "1 row would change" in words
    assert all(found in words for found in ("Action 18.1", "=Six posts", "Two posts", "Behind"))
    assert all(found in words for found in ("Row 2, column Action due", "soon"))
    assert "Action 18.2: Hold them" in words
    assert Update.objects.count() == 1


def test_agreeing_saves_exactly_what_was_shown(client, lead, plan):
    preview = upload(client, *edited()).url
    page = client.get(preview)

    answer = client.post(preview, {"fingerprint": fingerprint(page)}, follow=True)

    assert answer.redirect_chain == [(reverse("plan:import_done", args=[plan.pk]), 302)]
    assert document_of(plan).actions[0].status == "behind"
    assert Update.objects.first().source == "imported from plan.csv"
    assert Update.objects.first().author == lead
    assert client.get(preview).status_code == 400


def test_a_plan_that_moved_in_between_is_shown_again(client, lead, plan):
    preview = upload(client, *edited()).url
    seen = fingerprint(client.get(preview))
    plan_changes.add_update(Action.objects.first(), status="on_hold", by="system:test")

    answer = client.post(preview, {"fingerprint": seen})

    assert answer.status_code == 409
    assert "Somebody changed the plan since you looked" in answer.content.decode()
    assert Update.objects.count() == 2


def test_an_upload_is_nobody_elses_and_dies_after_three_days(client, lead, plan):
    preview = upload(client, *edited()).url
    token = preview.rstrip("/").split("/")[-1]
    draft = Path(settings.HOME) / "drafts" / f"{token}.json"
    client.force_login(person("strategic_lead"))
    of_another = client.get(preview)
    client.force_login(lead)
    old = time.time() - 73 * 60 * 60
    os.utime(draft, (old, old))
    too_late = client.get(preview)

    assert (of_another.status_code, too_late.status_code) == (400, 400)
    assert "Uploads wait three days" in too_late.content.decode()


def test_a_file_can_be_put_away(client, lead, plan):
    preview = upload(client, *edited()).url

    client.post(f"{preview}discard/")

    assert client.get(preview).status_code == 400
    assert Update.objects.count() == 1


def test_a_file_without_changes_says_so_and_offers_nothing_to_save(client, lead, plan):
    line = "Work plan,2024-25,3,18,18.1,Tell people,In progress,,=Six posts"

    page = client.get(upload(client, HEADINGS, line).url).content.decode()

    assert "The plan already says all of this" in page
    assert "Save these changes" not in page


def test_a_first_plan_begins_by_a_file(client, lead):
    preview = upload(client, *edited()).url
    page = client.get(preview)

    client.post(preview, {"fingerprint": fingerprint(page)})

    assert "There is no plan for 2024-25 yet" in page.content.decode()
    assert [plan.title for plan in Plan.objects.all()] == ["Work plan"]


@pytest.mark.parametrize(
    ("name", "line", "sentence"),
    [
        ("plan.docx", "x", "it is no Word file"),
        ("plan.csv", "Name", "No plan was found"),
        ("plan.csv", "Year,Objective,Action\nsoon,1,Write", "should read like 2024-25"),
        ("plan.json", "{", "The file is not JSON"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_the_form(client, lead, name, line, sentence):
    answer = upload(client, *line.split("\n"), name=name)

    assert answer.status_code == 200
    assert sentence in answer.content.decode()


def test_choosing_no_file_is_said_kindly(client, lead):
    answer = client.post(reverse("plan:import"), {})

    assert "Choose the file that holds your plan" in answer.content.decode()


@pytest.mark.parametrize("role", ["action_lead", "group_chair", "analyst", "administrator"])
def test_whoever_may_not_change_the_plan_may_download_but_not_import(client, plan, role):
    client.force_login(person(role))

    assert client.get(reverse("plan:download"), {"format": "csv"}).status_code == 200
    assert client.get(reverse("plan:import")).status_code == 403
    assert upload(client, *edited()).status_code == 403


def test_a_stranger_gets_neither(client, plan):
    assert client.get(reverse("plan:download"), {"format": "csv"}).status_code == 302
    client.force_login(person(None))
    assert client.get(reverse("plan:download"), {"format": "csv"}).status_code == 403


def run(*words, **options):
    """Run a command and give what it prints."""
    out = StringIO()
    call_command(*words, stdout=out, **options)
    return out.getvalue()


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_the_command_writes_a_file_that_the_command_reads(plan, tmp_path, form):
    path = tmp_path / f"out.{form}"

    run("plan_export", path)
    printed = run("plan_import", path, json=True, dry_run=True)

    assert json.loads(printed)["themes"][0]["objectives"][0]["actions"][0] == {
        "text": "Tell people",
        "leads": [],
        "status": "in_progress",
        "due": None,
        "progress": "=Six posts",
    }
    assert events_for(plan)[0].facts == {"format": form}


def test_the_command_says_what_would_change_and_then_changes_it(plan, tmp_path):
    path = tmp_path / "edited.csv"
    path.write_text("\n".join(edited()))

    looked = run("plan_import", path, dry_run=True)
    saved = run("plan_import", path)
    again = run("plan_import", path)

    assert "Row 2, column Action due: “soon”. No day is meant by it" in looked
    assert "Action 18.1: status from “In Progress/ On Going” to “Behind”." in looked
    assert "Not in the file, left as it is: Action 18.2: Hold them." in looked
    assert looked.endswith("Nothing was saved: this was only a look.\n")
    assert saved.endswith("1 changed row.\nAll of it was saved.\n")
    assert again.endswith("Nothing had to be saved.\n")


def test_the_command_can_be_run_by_a_person_who_may(plan, tmp_path):
    path = tmp_path / "edited.csv"
    path.write_text("\n".join(edited()))
    lead, analyst = person("strategic_lead"), person("analyst")

    run("plan_import", path, by=lead.email)

    assert Update.objects.first().author == lead
    with pytest.raises(CommandError, match="may not change what the plan says"):
        run("plan_import", path, by=analyst.email)
    with pytest.raises(CommandError, match="Nobody here has the address"):
        run("plan_import", path, by="nobody@council.example")


def test_the_plan_is_shown_on_the_screen(plan):
    shown = run("plan_show")

    assert "Theme 3: Provision" in shown
    assert "In Progress  18.1  Tell people" in shown
    assert "No update    18.2  Hold them" in shown
    assert json.loads(run("plan_show", json=True))["title"] == "Work plan"


def test_a_plan_is_asked_for_by_its_year(plan):
    assert run("plan_export", plan="2024/25").startswith("\ufeffPlan,Year,Theme")
    with pytest.raises(Refused, match=r"There is no plan of 1999-00\. There is: 2024-25\."):
        run("plan_show", plan="1999-00")


def test_without_a_plan_the_commands_say_how_to_get_one(tmp_path):
    with pytest.raises(Refused, match="upstander plan_import FILE"):
        run("plan_export", tmp_path / "out.csv")
    with pytest.raises(CommandError, match="Name a file"):
        run("plan_export", format="xlsx")
