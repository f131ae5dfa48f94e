import os
import time
from datetime import date

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from upstander.kernel.administration.declarations import OrganisationViews
from upstander.kernel.audit.record import events_for, whole_trail
from upstander.kernel.exports.sheet import Sheet
from upstander.kernel.pages.forms import DayField
from upstander.kernel.people.changes import update_organisation
from upstander.kernel.people.models import Organisation, Post
from upstander.kernel.records.boxes import form_data
from upstander.kernel.records.drafts import (
    LIFE_IN_SECONDS,
    DraftGone,
    drop_draft,
    keep_draft,
    read_draft,
    sweep_drafts,
)
from upstander.kernel.records.importing.fields import CellReader
from upstander.kernel.records.importing.matching import match_columns
from upstander.kernel.records.importing.trial import attempt
from upstander.kernel.testing.people import organisation, person, post

pytestmark = pytest.mark.django_db


def page(name, *args):
    return reverse(f"administration:{name}", args=args)


@pytest.fixture
def ada(client):
    made = person("administrator", name="Ada Admin")
    client.force_login(made)
    return made


def upload(client, text, noun="organisations", name="list.csv"):
    file = SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)
    return client.post(page(f"{noun}_import"), {"file": file})


def look(client, text, noun="organisations"):
    return client.get(upload(client, text, noun)["Location"])


def agree(client, preview):
    address = preview.wsgi_request.get_full_path()
    return client.post(address, {"fingerprint": preview.context["trial"].fingerprint})


def counts(preview):
    return tuple(preview.context[name] for name in ("added", "changed", "unchanged"))


def test_an_import_shows_what_it_would_do_and_then_does_exactly_that(client, ada):
    organisation("Clarion", sector="housing", short_name="C")
    organisation("Moat Housing", sector="housing")
    text = (
        "Name,Short name,Sector\nclarion ,Clarion,Housing\nMoat Housing,,housing\nNew,N,Council\n"
    )

    preview = look(client, text)
    before = list(Organisation.objects.order_by("pk").values())
    answer = agree(client, preview)

    assert counts(preview) == (1, 1, 1)
    assert "1 would be added, 1 changed, 1 left as they are" in preview.content.decode()
    assert "Clarion</ins>" in preview.content.decode()
    assert len(before) == 3
    assert answer["Location"] == page("organisations_list")
    assert Organisation.objects.get(name="New").sector == "council"
    assert Organisation.objects.get(name="clarion").short_name == "Clarion"
    assert [str(m) for m in get_messages(answer.wsgi_request)] == [
        "The file was imported: 1 added, 1 changed, 1 as they were."
    ]


def test_a_preview_leaves_no_trace(client, ada):
    organisation("Clarion")
    records, rows = list(Organisation.objects.values()), whole_trail().count()

    look(client, "Name,Sector\nClarion,Police\nNew,Council\n")

    assert list(Organisation.objects.values()) == records
    assert whole_trail().count() == rows


def test_an_import_is_in_the_trail_as_a_whole_and_row_by_row(client, ada):
    agree(client, look(client, "Name,Sector\nNew,Council\n"))

    assert events_for("dataset:administration.organisations").get().facts == {
        "dataset": "administration.organisations",
        "added": 1,
        "changed": 0,
        "unchanged": 0,
    }
    made = Organisation.objects.get(name="New")
    assert [event.kind for event in events_for(made)] == ["people.organisation_added"]


def test_what_leaves_comes_back_without_a_change(client, ada):
    organisation("=Beta", sector="police", email="b@x.example")
    organisation("Zoë's group", short_name="Zoë").active = False
    left = client.get(page("organisations_export", "csv")).content

    preview = look(client, left)

    assert counts(preview) == (0, 0, 3)
    assert "Nothing would change" in preview.content.decode()
    assert "Import these rows" not in preview.content.decode()


def test_one_row_that_cannot_be_taken_stops_all(client, ada):
    text = "Name,Sector,Email address\nNew,Council,\nOther,Circus,nonsense\nThird,Police,\n"

    preview = look(client, text)
    agree(client, preview)

    words = preview.content.decode()
    assert [(o.number, o.errors) for o in preview.context["errors"]] == [
        (
            3,
            (
                "Sector: “Circus” is not one of the choices.",
                "Email address: Enter a valid email address.",
            ),
        )
    ]
    assert "1 of 3 rows cannot be taken" in words
    assert "Import these rows" not in words
    assert not Organisation.objects.filter(name__in=["New", "Other", "Third"]).exists()


def test_the_same_record_twice_in_a_file_is_an_error(client, ada):
    preview = look(client, "Name,Sector\nNew,Council\nNEW,Council\n")

    assert [o.errors for o in preview.context["errors"]] == [
        ("This is the same as row 2. Keep one of them.",)
    ]


def test_columns_that_the_file_leaves_out_stay_as_they_are(client, ada):
    organisation("Clarion", sector="housing", email="a@x.example", active=False)

    agree(client, look(client, "Name,Short name\nClarion,C\n"))

    kept = Organisation.objects.get(name="Clarion")
    assert (kept.sector, kept.email, kept.active, kept.short_name) == (
        "housing",
        "a@x.example",
        False,
        "C",
    )


def test_headings_are_matched_by_the_person_where_they_say_nothing(client, ada):
    preview = look(client, "Body,Kind,Notes\nNew,Council,x\n")
    assert "Choose the columns" in preview.content.decode()
    address = preview.wsgi_request.path

    matched = client.get(address, {"match_name": "Body", "match_sector": "Kind"})
    agree(client, matched)

    assert matched.context["unused"] == ["Notes"]
    assert Organisation.objects.get(name="New").sector == "council"


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"match_name": "Body", "match_sector": "Body"}, "is chosen twice"),
        ({"match_name": "Nowhere"}, "no column of that name"),
    ],
)
def test_a_match_that_makes_no_sense_is_refused(client, ada, chosen, sentence):
    address = upload(client, "Body,Kind\nNew,Council\n")["Location"]

    assert sentence in client.get(address, chosen).content.decode()


def test_an_agreement_to_a_match_that_makes_no_sense_is_refused(client, ada):
    address = upload(client, "Body,Kind\nNew,Council\n")["Location"]

    answer = client.post(address + "?match_name=Nowhere")

    assert answer.status_code == 400
    assert "no column of that name" in answer.content.decode()


def test_nothing_is_saved_when_somebody_changed_a_record_in_between(client, ada):
    body = organisation("Clarion", sector="housing")
    preview = look(client, "Name,Sector\nClarion,Police\nNew,Council\n")
    update_organisation(body, by=ada, sector="police")

    answer = agree(client, preview)

    assert "Somebody changed these records since you looked" in answer.content.decode()
    assert counts(answer) == (1, 0, 1)
    assert not Organisation.objects.filter(name="New").exists()
    assert agree(client, answer).status_code == 302


def test_agreeing_to_nothing_in_particular_saves_nothing(client, ada):
    preview = look(client, "Name,Sector\nNew,Council\n")

    client.post(preview.wsgi_request.path)

    assert not Organisation.objects.filter(name="New").exists()


def test_an_import_runs_under_the_rights_of_the_screen(client, ada):
    preview = look(client, "Name,Sector\nNew,Council\n")
    client.force_login(person("caseworker"))

    assert client.get(page("organisations_import")).status_code == 403
    assert client.get(preview.wsgi_request.path).status_code == 403
    assert agree(client, preview).status_code == 403
    assert upload(client, "Name\nNew\n").status_code == 403


def test_a_row_that_the_person_may_not_change_is_an_error(ada):
    organisation("Clarion", sector="housing")

    trial = tried(OrganisationViews, person("caseworker"), ["Clarion", "police"])

    assert [o.errors for o in trial.errors] == [("You may not change this one.",)]


def test_an_upload_is_its_owner_s_alone(client, ada):
    address = upload(client, "Name,Sector\nNew,Council\n")["Location"]
    client.force_login(person("administrator"))

    answer = client.get(address)

    assert answer.status_code == 400
    assert "upload it again" in answer.content.decode()


def test_an_upload_is_used_once(client, ada):
    preview = look(client, "Name,Sector\nNew,Council\n")
    agree(client, preview)

    assert agree(client, preview).status_code == 400


@pytest.mark.parametrize(
    ("text", "name", "sentence"),
    [
        ("", "list.csv", "empty"),
        ("Name\n", "list.csv", "headings but no rows"),
        ("Name\nNew\n", "list.pdf", "Only csv and xlsx"),
        (b"PK\x03\x04nothing", "list.xlsx", "not a workbook"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_by_the_field(client, ada, text, name, sentence):
    answer = upload(client, text, name=name)

    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()
    assert sentence in answer.content.decode()


def test_more_rows_than_one_import_takes_are_refused(client, ada):
    address = upload(client, "Name\n" + "".join(f"Body {n}\n" for n in range(1_001)))["Location"]

    answer = client.get(address)

    assert answer.status_code == 400
    assert "at most 1,000" in answer.content.decode()


def test_what_a_database_alone_refuses_is_an_error_of_its_row(ada, monkeypatch):
    def careless(*, by, **fields):
        return Organisation.objects.create(name=organisation("Taken").name)

    monkeypatch.setattr(OrganisationViews, "create", staticmethod(careless))

    trial = tried(OrganisationViews, ada, ["Fresh", "police"])

    assert trial.errors[0].errors == ("The database holds one like this already.",)


def test_what_a_model_refuses_is_an_error_of_its_row(ada, monkeypatch):
    def strict(record, *, by, **fields):
        raise ValidationError(["Not this", "nor that"])

    organisation("Clarion", sector="housing")
    monkeypatch.setattr(OrganisationViews, "update", staticmethod(strict))

    trial = tried(OrganisationViews, ada, ["Clarion", "police"])

    assert trial.errors[0].errors == ("Not this", "nor that")


def test_agreeing_to_what_changes_nothing_writes_nothing(client, ada):
    organisation("Clarion", sector="housing")
    preview = look(client, "Name,Sector\nClarion,Housing\n")

    agree(client, preview)

    assert not events_for("dataset:administration.organisations").exists()


def test_records_are_found_again_by_all_of_their_key(client, ada):
    library, school = organisation("Library"), organisation("School")
    sam = person("analyst", library, name="Sam Osei")
    post("Clerk", library)
    post("Clerk", school)
    text = "Organisation,Title,Held by\nSchool,Clerk,sam osei\nLibrary,Clerk,\nLibrary,Head,\n"

    preview = look(client, text, "posts")
    agree(client, preview)

    assert counts(preview) == (1, 1, 1)
    assert Post.objects.get(organisation=school, title="Clerk").holder == sam
    assert Post.objects.filter(organisation=library).count() == 2


def test_a_name_that_fits_two_people_is_not_guessed(client, ada):
    for _ in range(2):
        person("analyst", organisation("Library"), name="Sam Osei")
    post("Clerk", organisation("Library"))

    preview = look(client, "Organisation,Title,Held by\nLibrary,Clerk,Sam Osei\n", "posts")

    assert preview.context["errors"][0].errors == (
        "Held by: “Sam Osei” fits more than one of the choices.",
    )


def test_what_a_change_refuses_is_an_error_of_its_row(client, ada):
    gone = person("analyst", organisation("Library"), name="Gone")
    post("Old", organisation("Library"), holder=gone)
    gone.is_active = False
    gone.save()

    preview = look(client, "Organisation,Title,Held by\nLibrary,New,Gone\n", "posts")

    assert "switched off" in preview.context["errors"][0].errors[0]


def test_a_heading_is_recognised_however_it_is_written(ada):
    sheet = Sheet("list", ("SHORT_NAME", " name", "Works in the  partnership?"), [])

    form = OrganisationViews.make_form(ada)
    matches = match_columns(OrganisationViews, form, sheet, {})

    assert {match.column.name: match.heading for match in matches} == {
        "name": " name",
        "short_name": "SHORT_NAME",
        "sector": "",
        "email": "",
        "active": "Works in the  partnership?",
    }


class Everything(forms.Form):
    text = forms.CharField()
    one = forms.ChoiceField(choices=[("", "-"), ("a", "Apple"), ("b", "Pear")])
    many = forms.MultipleChoiceField(choices=[("a", "Apple"), ("b", "Pear")])
    yes = forms.BooleanField()
    day = DayField()
    typed_day = forms.DateField()


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("text", "  =x ", "=x"),
        ("one", "apple", "a"),
        ("one", "B", "b"),
        ("one", "", ""),
        ("many", "Pear; apple", ["b", "a"]),
        ("many", "Pear\n", ["b"]),
        ("yes", "Yes", True),
        ("yes", "FALSE", False),
        ("yes", "", False),
        ("day", "2024-10-12", date(2024, 10, 12)),
        ("day", "12/10/2024", date(2024, 10, 12)),
        ("typed_day", "12 October 2024", date(2024, 10, 12)),
        ("day", "", None),
    ],
)
def test_a_cell_is_read_as_its_field_would_be_filled_in(name, text, value):
    form = Everything()

    read = CellReader().value(name, form.fields[name], text)

    assert read == value
    sent = Everything(form_data(name, form.fields[name], read))
    assert not value or sent.fields[name].clean(sent[name].data) == value


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("one", "Plum", "“Plum” is not one"),
        ("many", "Pear; Plum", "“Plum” is not one"),
        ("yes", "perhaps", "Yes or No"),
        ("day", "soon", "“soon” is not a day"),
        ("day", "x" * 60, "…” is not a day"),
    ],
)
def test_a_cell_that_makes_no_sense_says_so(name, text, sentence):
    with pytest.raises(ValidationError, match=sentence):
        CellReader().value(name, Everything().fields[name], text)


def test_drafts_are_files_that_only_the_owner_of_the_server_reads(ada, settings):
    token = keep_draft(ada, "rows", {"name": "Zoë"})

    path = settings.HOME / "drafts" / f"{token}.json"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert read_draft(token, ada, "rows") == {"name": "Zoë"}


def test_a_draft_answers_only_its_owner_its_purpose_and_its_time(ada, settings):
    token = keep_draft(ada, "rows", 1)
    other = keep_draft(ada, "rows", 2)
    old = settings.HOME / "drafts" / f"{other}.json"
    late = time.time() - LIFE_IN_SECONDS - 1
    os.utime(old, (late, late))

    for asked in ((token, person("analyst"), "rows"), (token, ada, "plan"), (other, ada, "rows")):
        with pytest.raises(DraftGone):
            read_draft(*asked)
    sweep_drafts()
    assert not old.exists()
    drop_draft(token)
    drop_draft(token)
    with pytest.raises(DraftGone):
        read_draft(token, ada, "rows")


@pytest.mark.parametrize("token", ["../../keys/django.key", "x", "a" * 41, ""])
def test_a_crafted_name_of_a_draft_opens_no_file(ada, token):
    with pytest.raises(DraftGone):
        read_draft(token, ada, "rows")


def tried(site, by, *rows):
    sheet = Sheet("list", ("Name", "Sector"), rows, tuple(range(2, 2 + len(rows))))
    matches = match_columns(site, site.make_form(by), sheet, {})
    return attempt(site, sheet, matches, by=by)
