"""A body has a form of its own: brought in, tried with an invented record, used, replaced."""

import json
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from upstander.kernel.audit.record import events_for
from upstander.kernel.documents.limits import NotRead
from upstander.kernel.documents.tests.word_forms import (
    all_text,
    field,
    opened,
    saved,
    with_text,
)
from upstander.kernel.errors import Refused
from upstander.kernel.exports.sheet import Sheet as Rows
from upstander.kernel.exports.writing import to_xlsx
from upstander.kernel.referrals.changes import add_form, end_form, use_form
from upstander.kernel.referrals.declared import Kind
from upstander.kernel.referrals.models import OwnForm
from upstander.kernel.referrals.sheets import sheet_of
from upstander.kernel.referrals.tables import UnfitForm
from upstander.kernel.referrals.tests.cases import LOANS, UMBRELLAS
from upstander.kernel.registry import registered
from upstander.kernel.testing.people import SYSTEM, organisation, person

KIND = "umbrellas.loan.police"
HEADS = ("key", "heading", "part", "source")
NEEDED = (("NO", "Number", "Head", "number"), ("LAW", "Basis", "Head", "ground"))
REAL = {**LOANS.example, "who": "Real Person", "story": "A storm"}


@pytest.fixture(autouse=True)
def umbrellas(db):
    with registered(UMBRELLAS):
        yield


@pytest.fixture
def force():
    return organisation("Northern Force", sector="police")


@pytest.fixture
def keeper(client):
    client.force_login(person("administrator"))
    return client


def table(*rows, heads=HEADS):
    lines = [",".join(row) for row in (heads, *rows)]
    return ContentFile("\n".join(lines).encode(), name="form.csv")


def word(*lines):
    return ContentFile(saved(with_text(*lines)), name="form.docx")


def bring(force, *rows, kind=KIND, **more):
    return add_form(organisation=force, kind=kind, table=table(*NEEDED, *rows), by=SYSTEM, **more)


def sheet(force, purpose="police", **more):
    return sheet_of(Kind(LOANS, purpose), REAL, title="A loan", to=force, **more)


# ---- what leaves ---------------------------------------------------------------------------------


def test_nothing_is_written_on_a_form_before_somebody_says_so(force):
    own = bring(force, ("MO", "Account", "Event", "story"))
    before = json.loads(sheet(force).as_json())

    use_form(own, by=SYSTEM)

    assert "story" in before
    assert json.loads(sheet(force).as_json()) == {
        "sheet": "Northern Force, edition 1", "NO": "U-1", "LAW": "They agreed.", "MO": "A storm",
    }  # fmt: skip


def test_other_bodies_and_other_kinds_stay_on_our_form(force):
    use_form(bring(force), by=SYSTEM)
    other = organisation("Southern Force", sector="police")

    assert "story" in sheet(other).as_json()
    assert "story" in sheet(force, "police_without_details").as_json()
    assert sheet("").version == "1"


def test_word_pdf_and_json_have_the_same_lines(force):
    rows = [("MO", "Account", "Event", "story"), ("WHO", "Surname", "Victim", "who")]
    form = word("No {NO}", "{LAW}", "{MO}", "{WHO}")
    use_form(bring(force, *rows, document=form), by=SYSTEM)
    made = sheet(force)

    paper = all_text(opened(made.written("docx")))
    data = json.loads(made.written("json"))

    assert made.written("pdf").startswith(b"%PDF")
    for value in ("U-1", "They agreed.", "A storm", "Real Person"):
        assert value in paper
        assert value in data.values()
    assert made.what == ["Head: Number", "Head: Basis", "Event: Account", "Victim: Surname"]


def test_a_word_form_with_our_own_names_needs_no_table(force):
    form = word("{number} {ground}", "{story}")

    own = add_form(organisation=force, kind=KIND, document=form, by=SYSTEM)

    assert [each.heading for each in own.as_table().fields] == [
        "Our number", "What they agreed to", "What happened",
    ]  # fmt: skip


def test_a_table_may_be_a_workbook(force):
    content = to_xlsx(Rows("form", HEADS, list(NEEDED)))

    own = add_form(
        organisation=force, kind=KIND, table=ContentFile(content, name="form.xlsx"), by=SYSTEM
    )

    assert [each.key for each in own.as_table().fields] == ["NO", "LAW"]


def test_a_new_edition_takes_the_place_of_the_last_and_each_day_keeps_its_own(force):
    first = use_form(bring(force, ("A", "A", "P", "story")), by=SYSTEM)
    second = use_form(bring(force, ("B", "B", "P", "story")), by=SYSTEM)
    first.refresh_from_db()

    assert (first.state, second.state) == ("Replaced or ended", "In use")
    assert "B" in json.loads(sheet(force).as_json())
    assert "A" in json.loads(sheet(force, at=first.used_from).as_json())
    with pytest.raises(Refused, match="new edition"):
        use_form(first, by=SYSTEM)
    with pytest.raises(IntegrityError), transaction.atomic():
        OwnForm.objects.filter(pk=first.pk).update(used_until=None)


def test_a_form_is_ended_and_our_own_comes_back(force):
    own = use_form(bring(force), by=SYSTEM)

    end_form(own, by=SYSTEM)

    assert sheet(force).version == "1"
    assert [event.kind for event in events_for(own)] == [
        "referrals.form_ended", "referrals.form_used", "referrals.form_added",
    ]  # fmt: skip
    with pytest.raises(Refused):
        end_form(own, by=SYSTEM)


# ---- what is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "row", "why"),
    [
        ("police", ("A", "A", "P", "shoe_size"), "shoe_size, which nobody here is asked"),
        ("police", ("A", "A", "P", "locks"), "locks, which does not go to “The police”"),
        ("police_without_details", ("A", "A", "P", "who"), "who, which does not go to"),
        ("police", ("A", "A", "P", "phone"), "It has to show times .* as well"),
        ("police", ("NO", "A", "P", "story"), "the key NO stands there twice"),
        ("police", ("A", "", "P", "story"), "Row 4 lacks its heading"),
        ("police", ("A B", "A", "P", "story"), "the key A B cannot be used"),
        ("police", ("sheet", "A", "P", "story"), "the key sheet cannot be used"),
        ("police", ("=1+1", "A", "P", "story"), "cannot be used"),
    ],
)
def test_a_form_that_asks_for_too_much_or_too_little_is_refused_in_words(force, kind, row, why):
    with pytest.raises(UnfitForm, match=why):
        bring(force, row, kind=f"umbrellas.loan.{kind}")

    assert not OwnForm.objects.exists()


def test_what_every_form_has_to_show_is_asked_for(force):
    with pytest.raises(UnfitForm, match=r"It has to show number .*, ground .* as well"):
        add_form(organisation=force, kind=KIND, table=table(("A", "A", "P", "story")), by=SYSTEM)


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (["{NO}"], "no place for LAW, which the table has"),
        (["{NO} {LAW} {SHOE}"], "a place for SHOE, which the table does not have"),
        ([], "no place for LAW, NO"),
    ],
)
def test_a_word_form_and_its_table_have_to_say_the_same(force, lines, why):
    with pytest.raises(UnfitForm, match=why):
        bring(force, document=word(*lines))


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({}, "Choose a table, a Word form, or both"),
        ({"document": word("no place")}, "no place for an answer"),
        ({"document": word("{shoe_size}")}, "shoe_size, which nobody here is asked"),
        ({"document": word("{number} {ground} {locks}")}, "locks, which does not go to"),
        ({"table": ContentFile(b"", name="a.csv")}, "empty"),
        ({"table": ContentFile(b"a,b\n1,2", name="a.csv")}, "key is not in"),
        ({"table": table()}, "no line"),
        ({"table": ContentFile(b"\xff\xfe\x00", name="a.csv")}, "not text|empty|cannot"),
        ({"table": ContentFile(b"%PDF", name="a.pdf")}, "csv and xlsx"),
    ],
)
def test_what_is_no_form_is_refused_in_words(force, more, why):
    with pytest.raises(Refused, match=why):
        add_form(organisation=force, kind=KIND, by=SYSTEM, **more)


def test_a_word_form_that_reaches_out_is_refused(force):
    document = with_text("{number} {ground}")
    field(document.paragraphs[0], ' INCLUDETEXT "https://force.example/x" ')

    with pytest.raises(NotRead, match="INCLUDETEXT"):
        add_form(organisation=force, kind=KIND, document=BytesIO(saved(document)), by=SYSTEM)


def test_a_body_of_another_sector_gets_no_form_of_that_kind(force):
    with pytest.raises(UnfitForm, match="nothing goes to it"):
        bring(force, kind="umbrellas.loan.landlord")


# ---- pages ---------------------------------------------------------------------------------------


def sent(force, **files):
    return {"organisation": force.pk, "kind": KIND, **files}


def test_an_administrator_brings_a_form_in_looks_at_it_and_puts_it_to_use(keeper, force):
    form = word("{number} {ground}", "{story}")
    page = keeper.post(reverse("referrals:forms_new"), sent(force, document=form), follow=True)
    own = OwnForm.objects.get()

    shown = page.content.decode()
    tried = keeper.get(reverse("referrals:forms_tried", args=[own.pk, "docx"]))
    keeper.post(reverse("referrals:forms_use", args=[own.pk]))

    assert "It rained" in shown
    assert "Not on this form" in shown
    assert "Person: Who; Telephone; When to call" in shown
    assert "It rained" in all_text(opened(tried.content))
    own.refresh_from_db()
    assert own.in_use
    assert "In use" in keeper.get(reverse("referrals:forms_list")).content.decode()


def test_the_form_says_at_once_what_is_wrong(keeper, force):
    page = keeper.post(reverse("referrals:forms_new"), sent(force, document=word("{shoe_size}")))

    assert "shoe_size, which nobody here is asked" in page.content.decode()
    assert not OwnForm.objects.exists()


def test_the_answers_that_there_are_stand_on_a_page_with_a_table_to_begin_with(keeper):
    shown = keeper.get(reverse("referrals:answers", args=[KIND])).content.decode()
    begun = keeper.get(reverse("referrals:ours", args=[KIND])).content.decode("utf-8-sig")

    assert keeper.get(reverse("referrals:answers", args=["no.kind"])).status_code == 404
    assert "With phone" in shown
    assert "Locks" not in shown
    assert begun.splitlines()[:2] == [",".join(HEADS), "number,Our number,Loan,number"]


def test_our_own_table_brought_in_again_is_a_form(keeper, force):
    begun = keeper.get(reverse("referrals:ours", args=[KIND])).content
    files = sent(force, table=ContentFile(begun, name="ours.csv"))

    keeper.post(reverse("referrals:forms_new"), files)
    own = OwnForm.objects.get()
    again = keeper.get(reverse("referrals:forms_table", args=[own.pk])).content

    assert again == begun


def test_a_form_of_a_kind_that_is_gone_has_a_page_and_no_file(keeper, force):
    own = bring(force)
    OwnForm.objects.filter(pk=own.pk).update(kind="umbrellas.gone.police")

    page = keeper.get(reverse("referrals:forms_detail", args=[own.pk]))
    file = keeper.get(reverse("referrals:forms_tried", args=[own.pk, "pdf"]))

    assert (page.status_code, file.status_code) == (200, 404)
