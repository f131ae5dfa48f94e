import time
from datetime import date
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from docx import Document

from upstander.kernel.administration.subject_answer import NOTHING_TO_LOOK_AT, as_page
from upstander.kernel.audit.record import events_for
from upstander.kernel.errors import Refused
from upstander.kernel.holding import Entry, PersonalRecords
from upstander.kernel.registry import Capability, registered
from upstander.kernel.subjects.changes import add_subject, edit_subject, override_consent
from upstander.kernel.subjects.gathering import gather
from upstander.kernel.subjects.models import Subject
from upstander.kernel.subjects.others import ADDRESS, MASK, Others
from upstander.kernel.subjects.tests.conftest import BY
from upstander.kernel.subjects.tests.everything import MARKS, somebody
from upstander.kernel.testing.people import person
from upstander.kernel.vault.erasure import erase
from upstander.kernel.vault.models.classified import classified_fields

pytestmark = pytest.mark.usefixtures("own_home", "kinds", "db")


def access(subject, path, **more):
    said = StringIO()
    call_command("subject_access", str(subject.public_id), out=path, stdout=said, **more)
    return said.getvalue()


def read(path):
    """Give what an answer says, whatever its form."""
    if path.suffix == ".docx":
        document = Document(path)
        cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
        return "\n".join([*(p.text for p in document.paragraphs), *(cell.text for cell in cells)])
    return path.read_text(encoding="utf-8")


def of_others(model):
    return [field.name for field in classified_fields(model) if field.of == "others"]


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["json", "html", "docx"])
def test_one_command_gathers_all_that_is_kept_of_a_person(ending, tmp_path):
    subject, marks = somebody()
    masked = {subject_mark for subject_mark in marks if "must_not_know" in subject_mark}
    masked |= {MARKS["address"], MARKS["content"]}
    begun = time.perf_counter()

    said = access(subject, tmp_path / f"answer.{ending}")

    answer = read(tmp_path / f"answer.{ending}")
    wanted = {as_said(mark) for mark in marks} - masked
    assert {mark for mark in wanted if mark not in answer} == set()
    assert {mark for mark in masked if mark in answer} == set()
    assert MASK in answer
    assert "1 files" in said
    assert time.perf_counter() - begun < 10
    assert (tmp_path / f"answer.{ending}").stat().st_mode & 0o077 == 0


def as_said(mark):
    try:
        return f"{date.fromisoformat(mark):%d %B %Y}"
    except ValueError:
        return mark


@pytest.mark.slow
def test_the_archive_holds_every_form_and_the_files_to_be_looked_at(tmp_path):
    subject, _ = somebody()

    access(subject, tmp_path / "answer.zip")

    archive = ZipFile(BytesIO((tmp_path / "answer.zip").read_bytes()))
    answers = {"answer.html", "answer.docx", "answer.json"}
    (file,) = set(archive.namelist()) - answers
    assert answers < set(archive.namelist())
    assert archive.read(file).decode() == MARKS["content"]
    assert file.startswith("files-to-look-at/")


def test_the_answer_says_what_was_agreed_sent_and_done(landlord):
    subject, _ = somebody()

    said = {entry.title: dict(entry.facts) for entry in gather(subject, by=BY).entries}

    assert said["Disclosure"]["Recipient"] == "A landlord"
    assert said["Agreement"]["Gateway"].startswith("To protect somebody’s life")
    assert said["Message to you"]["State"] == "Waiting"
    assert "Added a person" in said["What was done with your record"].values()


def test_a_body_of_the_partnership_is_called_by_its_name(amara, agrees, landlord):
    agrees(amara, "landlord", landlord)

    said = {entry.title: dict(entry.facts) for entry in gather(amara, by=BY).entries}

    assert said["Agreement"]["Recipient"] == "Clarion Homes"


def test_an_answer_without_free_text_needs_nobody_to_look_at_it(amara):
    gathered = gather(amara, by=BY)

    assert gathered.by_hand == 0
    assert NOTHING_TO_LOOK_AT in as_page(gathered).decode()


def test_of_somebody_who_was_erased_the_answer_says_so(amara):
    erase(amara, by=BY, ground="request")

    entry = gather(amara, by=BY).entries[0]

    assert dict(entry.facts)["Family name"] == "[erased]"


def test_a_row_of_the_trail_says_that_it_was_gathered_and_by_whom(tmp_path, amara):
    officer = person("information_governance")

    access(amara, tmp_path / "answer.json", by=officer.email)

    event = events_for(amara)[0]
    assert (event.kind, event.actor) == ("subjects.gathered", f"people.user:{officer.pk}")


def test_other_people_are_masked_in_words_that_speak_of_both(amara):
    edit_subject(amara, must_not_know="Her brother Marek Wiśniewski, 07700 900555", by=BY)
    override_consent(
        amara,
        purpose="police",
        recipient="The police",
        why=(
            "MAREK came to Amara Nowak’s door; Wiśniewski wrote from marek@post.example and rang "
            "07700 900555 and her own 07700 900123. He lives at SM1 1AA, she at SM4 5DX."
        ),
        told="She was told.",
        gateway="vital_interests",
        by=BY,
    )

    (entry,) = [e for e in gather(amara, by=BY).entries if "without agreement" in e.title]

    assert dict(entry.facts)["Why"] == (
        f"{MASK} came to Amara Nowak’s door; {MASK} wrote from {ADDRESS} and rang {ADDRESS} and "
        f"her own 07700 900123. He lives at {ADDRESS}, she at SM4 5DX."
    )
    assert "Read it" in entry.by_hand[0]


def test_the_persons_own_name_is_never_masked_though_another_bears_it():
    others = Others()
    others.know_own(["Amara", "Zebra-Nowak", "07700 900123"])
    others.know_others(["Her father, Ali Zebra-Nowak"])

    assert others.mask("Ali told Amara Zebra-Nowak (0 7700 900 123)") == (
        f"{MASK} told Amara Zebra-Nowak (0 7700 900 123)"
    )


@pytest.mark.parametrize(
    ("known", "text", "said"),
    [
        ("Li Wei", "Li said: listen, LI and li", f"{MASK} said: listen, LI and li"),
        ("Jo", "Jo and John", f"{MASK} and John"),
        ("May Brown", "may brown come", f"{MASK} {MASK} come"),
        ("李伟", "我看见李伟了", f"我看见{MASK}了"),
        ("சிவகுமார்", "அவர் சிவகுமார் தான்", f"அவர் {MASK} தான்"),
        ("Марек", "Это МАРЕК", f"Это {MASK}"),
        ("He is The Neighbour", "He is the neighbour", "He is the neighbour"),
        ("", "Write to @zofia_k or zofia@post.example", f"Write to {ADDRESS} or {ADDRESS}"),
        ("", "On 2024-11-14, and 14-11-2024, ring 020 7946 0000", None),
    ],
)
def test_names_of_any_script_are_masked_and_days_are_not(known, text, said):
    others = Others()
    others.know_others([known])

    wanted = said or f"On 2024-11-14, and 14-11-2024, ring {ADDRESS}"
    assert others.mask(text) == wanted


def test_what_another_part_declares_is_in_the_answer(amara):
    entry = Entry("Report", "letters.letter:1", (("Reference", "A-1"),))
    kept = PersonalRecords("letters.letter", lambda subject: [entry], lambda *args: 0)

    with registered(Capability(slug="reports2", title="R", personal_records=(kept,))):
        assert entry in gather(amara, by=BY).entries


def test_nobody_elses_record_is_in_the_answer(amara):
    add_subject(family_name="canary-of-another", by=BY)

    assert "canary-of-another" not in str(gather(amara, by=BY).entries)


@pytest.mark.parametrize("known", ["0", "999", "nobody", "00000000-0000-4000-8000-000000000000"])
def test_who_is_not_there_cannot_be_asked_for(known, tmp_path):
    with pytest.raises(Refused, match="nobody of that number"):
        call_command("subject_access", known, out=tmp_path / "x.json")


def test_a_file_that_is_there_is_not_written_over(tmp_path, amara):
    (tmp_path / "x.json").write_text("mine")

    with pytest.raises(Refused, match="is there already"):
        access(amara, tmp_path / "x.json")
    with pytest.raises(Refused, match="cannot be written"):
        access(amara, tmp_path / "nowhere" / "x.json")

    assert (tmp_path / "x.json").read_text() == "mine"


def test_only_who_answers_for_records_may_be_named_as_answering(tmp_path, amara):
    with pytest.raises(Refused, match="nobody who answers"):
        access(amara, tmp_path / "x.json", by=person("caseworker").email)


def test_a_person_declares_of_whom_each_field_speaks():
    assert of_others(Subject) == ["must_not_know"]
