"""Two forces that do not exist, each with a form of its own, and one report that goes to both."""

import json
import shutil
import subprocess

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from upstander.capabilities.reports.changes import following, handing, triage
from upstander.capabilities.reports.tests.factories import told
from upstander.capabilities.reports.views.answers import said
from upstander.kernel.documents.tests.word_forms import (
    all_text,
    northern_force,
    opened,
    saved,
    southern_force,
)
from upstander.kernel.reference.load import load_reference
from upstander.kernel.referrals.changes import add_form, use_form
from upstander.kernel.testing.people import SYSTEM, organisation, person
from upstander.kernel.vault.retention.rules import load_rules

HEADS = "key,heading,part,source"
NORTH = (
    "REF,Reference,Form HC 4,reference",
    "WARNING,Warning,Form HC 4,danger",
    "VIC_SURNAME,Person hurt,Form HC 4,name",
    "SAFE,How to reach,Form HC 4,safe_contact",
    "MO,Account,Form HC 4,story",
    "GROUND,Lawful basis,Form HC 4,consent",
)
SOUTH = (
    "ref,Our ref,Report,reference",
    "notice,Notice,Report,danger",
    "basis,Basis,Report,consent",
    "account,Account,Report,story",
)
STORY = "Łęcka’s bag was kicked: <b>“{REF}”</b> & more.\nزميلي رأى ذلك\nநான் பயந்தேன்"


@pytest.fixture(autouse=True)
def reference(db):
    load_reference()
    load_rules()


@pytest.fixture
def worker():
    return person("caseworker", name="Jo Lindqvist")


def force(name, kind, lines, document):
    body = organisation(name, sector="police")
    own = add_form(
        organisation=body,
        kind=f"reports.referral.{kind}",
        table=ContentFile("\n".join((HEADS, *lines)).encode(), name="table.csv"),
        document=ContentFile(saved(document), name="form.docx"),
        by=SYSTEM,
    )
    use_form(own, by=SYSTEM)
    return body


@pytest.fixture
def north():
    return force("Northern Force", "police", NORTH, northern_force())


@pytest.fixture
def south():
    return force("Southern Force", "police_without_details", SOUTH, southern_force())


def handed(worker, body, agreed):
    report = told(police=agreed, story=STORY)
    decided = {"kind": "crime", "risk": "medium", "reason": "A.", "summary": "B"}
    report = triage.decide(report, by=worker, **decided)
    return report, handing.hand_over(report, body=agreed, to=body, said=said, by=worker)


def taken(client, report, row, form):
    return client.get(reverse("reports:sheet", args=[report.pk, row.pk, form]))


def test_a_force_gets_its_own_form_filled_and_the_same_as_data(worker, client, north):
    report, row = handed(worker, north, "police")
    client.force_login(worker)

    paper = opened(taken(client, report, row, "docx").content)
    data = taken(client, report, row, "json").json()

    cells = [row.cells[1].text for row in paper.tables[0].rows]
    assert cells == [data["VIC_SURNAME"], data["SAFE"], data["MO"], data["GROUND"]]
    assert data["VIC_SURNAME"] == "Amara Zebra"
    assert data["MO"] == STORY
    assert report.reference in paper.sections[0].header.paragraphs[0].text
    assert "London Road" not in all_text(paper) + json.dumps(data)


def test_the_team_sees_on_whose_form_a_sheet_is_written(worker, client, north):
    report, _ = handed(worker, north, "police")
    other = organisation("Another force", sector="police")
    handing.hand_over(report, body="police", to=other, said=said, by=worker)
    client.force_login(worker)

    page = client.get(reverse("reports:detail", args=[report.pk])).content.decode()

    assert page.count("Sheet on their own form, edition 1: ") == 1
    assert page.count("Sheet: ") == 1


def test_another_force_gets_its_own_without_who_the_person_is(worker, client, south):
    report, row = handed(worker, south, "police_without_details")
    client.force_login(worker)

    paper = all_text(opened(taken(client, report, row, "docx").content))
    data = taken(client, report, row, "json").json()

    assert set(data) == {"sheet", "ref", "basis", "account"}
    assert data["ref"] in paper
    assert "bag was kicked" in paper
    for secret in ("Amara", "Zebra", "900123", "London Road"):
        assert secret not in paper + json.dumps(data)


def test_a_form_of_their_own_opens_no_more_once_the_person_says_no(worker, client, north):
    report, row = handed(worker, north, "police")
    following.change_agreements(report, {"police": "no"}, "en")
    client.force_login(worker)

    answers = {form: taken(client, report, row, form) for form in ("docx", "pdf", "json")}

    assert {answer.status_code for answer in answers.values()} == {400}


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="there is no LibreOffice on this machine")
def test_other_programs_read_both_forms(worker, client, north, south, tmp_path):
    client.force_login(worker)
    for name, body, agreed in (
        ("north", north, "police"),
        ("south", south, "police_without_details"),
    ):
        content = taken(client, *handed(worker, body, agreed), "docx").content
        (tmp_path / f"{name}.docx").write_bytes(content)

    home = f"-env:UserInstallation=file://{tmp_path}/office"
    made = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*made, *sorted(map(str, tmp_path.glob("*.docx")))], check=True, timeout=120)

    def printed(name):
        read = ["pdftotext", "-layout", str(tmp_path / f"{name}.pdf"), "-"]
        text = subprocess.run(read, check=True, capture_output=True, text=True, timeout=60).stdout
        return " ".join(text.split())

    for name in ("north", "south"):
        for words in ("kicked: <b>“{REF}”</b> &", "பயந்தேன்"):
            assert words in printed(name)
    assert "Amara Zebra" in printed("north")
    assert "Zebra" not in printed("south")
    assert "For office use" in printed("north")
