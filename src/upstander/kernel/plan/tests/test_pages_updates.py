from io import BytesIO
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from upstander.kernel.audit.record import events_for
from upstander.kernel.plan import changes
from upstander.kernel.plan.changes import NewEvidence
from upstander.kernel.plan.evidence import LARGEST, NotEvidence, kind_of
from upstander.kernel.plan.models import EvidenceItem, Update
from upstander.kernel.plan.tests.looking import words
from upstander.kernel.testing.people import person

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
JPG = b"\xff\xd8\xff\xe0" + b"\0" * 20


@pytest.fixture(autouse=True)
def files_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


def archive(*names: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as packed:
        for name in names:
            packed.writestr(name, "x")
    return out.getvalue()


DOCX = archive("[Content_Types].xml", "word/document.xml")
XLSX = archive("[Content_Types].xml", "xl/workbook.xml")
AGREED = {"status": "behind", "text": "August was missed."}


def address(borough_plan) -> str:
    return reverse("plan:update", args=[borough_plan.surgeries.pk])


def test_the_form_shows_the_evidence_before_it_asks(visit, strategic_lead, borough_plan):
    page = words(visit(strategic_lead).get(address(borough_plan)))

    assert page.index("What we already have") < page.index("What is the status?")
    assert "The evidence suggests Behind: Two of three due so far" in page
    assert "Moving, and nothing that was due is missing" in page
    assert "<strong>2</strong> done" in page


def test_an_update_with_evidence_stands_in_the_plan(visit, strategic_lead, borough_plan):
    poster = SimpleUploadedFile("../poster <1>.pdf", PDF)
    link = {"link": "merton.example/surgeries", "link_title": "Dates of the surgeries"}

    response = visit(strategic_lead).post(
        address(borough_plan), {**AGREED, **link, "file": poster}, follow=True
    )

    update = Update.objects.latest("pk")
    assert (update.status, update.text, update.author) == (
        "behind",
        "August was missed.",
        strategic_lead,
    )
    assert [(item.kind, item.title) for item in update.evidence.all()] == [
        ("file", "poster <1>.pdf"),
        ("link", "Dates of the surgeries"),
    ]
    assert update.evidence.last().url == "https://merton.example/surgeries"
    assert "Your update on 18.2 is in the plan." in words(response)


def test_an_update_is_in_the_trail_without_its_words(visit, strategic_lead, borough_plan):
    visit(strategic_lead).post(address(borough_plan), AGREED)

    event = events_for(borough_plan.surgeries)[0]
    assert event.kind == "plan.update_added"
    assert "August" not in event.detail


def test_an_empty_form_says_what_is_missing_and_keeps_what_was_typed(
    visit, strategic_lead, borough_plan
):
    said = {"text": "", "reason": "Because <of> rain", "link_title": "A page"}

    response = visit(strategic_lead).post(address(borough_plan), said)

    page = words(response)
    assert "<title>Error: " in page
    assert "Choose the status of 18.2" in page
    assert "Write a sentence about 18.2" in page
    assert "Because &lt;of&gt; rain" in page
    assert "A page" in page
    assert Update.objects.filter(author=strategic_lead).count() == 0


def test_a_difference_asks_for_its_reason_once(visit, strategic_lead, borough_plan):
    said = {"status": "completed", "text": "All done."}
    browser = visit(strategic_lead)

    asked = words(browser.post(address(borough_plan), said))
    browser.post(address(borough_plan), {**said, "reason": "The venue counts it differently."})

    assert "Say why it stands as Completed, or tick that you leave it open" in asked
    assert "Leave the difference without a reason" in asked
    assert Update.objects.latest("pk").reason == "The venue counts it differently."


def test_a_difference_may_be_left_open_and_joins_the_agenda(visit, strategic_lead, borough_plan):
    said = {"status": "completed", "text": "All done.", "leave_open": "on"}
    browser = visit(strategic_lead)

    browser.post(address(borough_plan), said)

    assert Update.objects.latest("pk").reason == ""
    page = words(browser.get(reverse("plan:action", args=[borough_plan.surgeries.pk])))
    assert "joins the Strategy Group’s agenda" in page


def test_the_rules_are_asked_about_the_status_that_is_being_declared(
    visit, strategic_lead, borough_plan
):
    said = {"status": "completed", "text": "The posters are all up."}
    place = reverse("plan:update", args=[borough_plan.publicity.pk])
    browser = visit(strategic_lead)

    unshown = words(browser.post(place, said))
    browser.post(place, {**said, "link": "https://merton.example/posters"})

    assert "Reported complete, but nothing shows it." in unshown
    assert Update.objects.latest("pk").status == "completed"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF),
        ("a.PDF", PDF),
        ("a.docx", DOCX),
        ("a.xlsx", XLSX),
        ("a.jpg", JPG),
        ("a.jpeg", JPG),
        ("a.png", PNG),
    ],
)
def test_files_that_are_what_they_say_are_taken(name, content):
    assert kind_of(SimpleUploadedFile(name, content)).startswith(".")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.exe", b"MZ", "Only PDF, Word (docx), Excel (xlsx), JPG and PNG"),
        ("a.svg", b"<svg/>", "Only PDF, Word (docx), Excel (xlsx), JPG and PNG"),
        ("a", PDF, "Only PDF, Word (docx), Excel (xlsx), JPG and PNG"),
        ("a.pdf", b"<html>", "called .pdf but is not a PDF"),
        ("a.png", JPG, "called .png but is not a PNG picture"),
        ("a.docx", XLSX, "called .docx but is not a Word document"),
        ("a.xlsx", DOCX, "called .xlsx but is not an Excel workbook"),
        ("a.docx", b"PK\x03\x04 broken", "called .docx but is not a Word document"),
        (
            "a.docx",
            archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
            "The document holds macros",
        ),
        ("a.pdf", PDF + b"\0" * LARGEST, "larger than 10 MB"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_with_a_sentence(name, content, sentence):
    with pytest.raises(NotEvidence) as refused:
        kind_of(SimpleUploadedFile(name, content))

    assert sentence in refused.value.message


def test_a_refused_file_saves_nothing_and_asks_for_it_again(visit, strategic_lead, borough_plan):
    file = SimpleUploadedFile("report.pdf", b"<script>alert(1)</script>")

    response = visit(strategic_lead).post(address(borough_plan), {**AGREED, "file": file})

    page = words(response)
    assert "is not a PDF" in page
    assert "Choose your file again" in page
    assert "August was missed." in page
    assert EvidenceItem.objects.count() == 0


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://merton.example/a", "not a link"])
def test_a_link_that_is_no_web_page_is_refused(link, visit, strategic_lead, borough_plan):
    response = visit(strategic_lead).post(address(borough_plan), {**AGREED, "link": link})

    assert "link" in response.context["form"].errors
    assert EvidenceItem.objects.count() == 0


def kept_file(borough_plan, strategic_lead, visit) -> EvidenceItem:
    file = SimpleUploadedFile("Minutes of June.pdf", PDF)
    visit(strategic_lead).post(address(borough_plan), {**AGREED, "file": file})
    return EvidenceItem.objects.get()


def test_a_file_is_kept_under_a_name_that_nobody_can_guess(visit, strategic_lead, borough_plan):
    item = kept_file(borough_plan, strategic_lead, visit)

    name = item.file.name.rsplit("/", 1)[-1]
    assert "minutes" not in item.file.name.lower()
    assert (len(name), name[-4:]) == (36, ".pdf")
    assert str(settings.MEDIA_ROOT) in item.file.path


def test_a_file_is_only_ever_handed_out_as_a_download(visit, strategic_lead, borough_plan, member):
    item = kept_file(borough_plan, strategic_lead, visit)

    response = visit(member).get(reverse("plan:evidence", args=[item.pk]))

    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="minutes-of-june.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"


def test_whoever_has_no_role_gets_no_file(visit, strategic_lead, borough_plan, client):
    item = kept_file(borough_plan, strategic_lead, visit)
    place = reverse("plan:evidence", args=[item.pk])
    client.logout()

    unknown = client.get(place)
    outsider = visit(person(role=None)).get(place)

    assert unknown.status_code == 302
    assert outsider.status_code == 403


def test_a_link_is_not_served_as_a_file(visit, strategic_lead, borough_plan):
    link = NewEvidence("link", "A page", url="https://merton.example/")
    item = changes.add_evidence(borough_plan.said, link, by="system:tests")

    response = visit(strategic_lead).get(reverse("plan:evidence", args=[item.pk]))

    assert response.status_code == 404


def test_a_file_that_was_lost_is_not_found(visit, strategic_lead, borough_plan):
    item = kept_file(borough_plan, strategic_lead, visit)
    item.file.storage.delete(item.file.name)

    response = visit(strategic_lead).get(reverse("plan:evidence", args=[item.pk]))

    assert response.status_code == 404


def test_an_update_is_put_right_by_another_that_names_it(visit, strategic_lead, borough_plan):
    place = reverse("plan:correct", args=[borough_plan.said.pk])
    browser = visit(strategic_lead)

    form = words(browser.get(place))
    browser.post(place, {"status": "behind", "text": "Two held, one missed."})

    assert "Put right what was said on 9 October 2024" in form
    assert "Two held.</textarea>" in form
    correction = Update.objects.latest("pk")
    assert correction.corrects == borough_plan.said
    borough_plan.said.refresh_from_db()
    assert borough_plan.said.text == "Two held."


def test_a_lead_updates_the_actions_of_their_own_body_only(visit, landlord, borough_plan):
    browser = visit(landlord)

    own = browser.get(reverse("plan:update", args=[borough_plan.tenancies.pk]))
    others = browser.get(address(borough_plan))
    correction = browser.get(reverse("plan:correct", args=[borough_plan.said.pk]))

    assert (own.status_code, others.status_code, correction.status_code) == (200, 403, 403)


def test_who_only_reads_sees_no_way_to_update(visit, member, borough_plan):
    browser = visit(member)

    page = words(browser.get(reverse("plan:action", args=[borough_plan.surgeries.pk])))

    assert address(borough_plan) not in page
    assert "Put it right" not in page
    assert browser.get(address(borough_plan)).status_code == 403
    assert browser.post(address(borough_plan), AGREED).status_code == 403


def test_an_action_that_was_taken_out_takes_no_update(visit, strategic_lead, borough_plan):
    changes.drop_action(borough_plan.surgeries, why="Not needed.", by=strategic_lead)

    response = visit(strategic_lead).post(address(borough_plan), AGREED)

    assert response.status_code == 400
    assert "has been taken out of the plan" in words(response)
