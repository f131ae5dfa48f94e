import json

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.urls import reverse

from upstander.kernel.administration.trail import finding, titles_of
from upstander.kernel.audit.anchors import anchor
from upstander.kernel.audit.record import key_of, record
from upstander.kernel.audit.verify import Break, Report
from upstander.kernel.people.changes import update_organisation, update_person
from upstander.kernel.registry import AuditKind, Capability, keep_only, registered
from upstander.kernel.testing.people import organisation, person

pytestmark = pytest.mark.django_db


def page(name, *args):
    return reverse(f"administration:{name}", args=args)


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path  # a key and anchors of its own


@pytest.fixture
def officer(client):
    made = person("information_governance", name="Grace Officer")
    client.force_login(made)
    return made


def about(answer):
    return [(row["record"].title, row["record"].about) for row in answer.context["rows"]]


def test_the_trail_is_read_with_the_latest_first(client, officer):
    body = organisation("Tarn Library")
    update_organisation(body, by=officer, sector="council")

    answer = client.get(page("trail_list"))

    assert about(answer)[:2] == [
        ("Changed an organisation", "Tarn Library"),
        ("Added an organisation", "Tarn Library"),
    ]


def test_the_trail_is_narrowed_by_what_who_which_and_when(client, officer):
    body = organisation("Tarn Library")
    update_organisation(body, by=officer, sector="council")
    update_person(officer, by=officer, name="Grace O. Officer")
    year = "2000"

    def found(**query):
        return [title for title, _ in about(client.get(page("trail_list"), query))]

    assert found(kind="people.organisation_changed") == ["Changed an organisation"]
    assert found(actor=officer.pk) == ["Changed a person", "Changed an organisation"]
    assert found(record=key_of(body)) == ["Changed an organisation", "Added an organisation"]
    assert found(until_day="1", until_month="1", until_year=year) == []
    assert len(found(since_day="1", since_month="1", since_year=year)) > 3


def test_only_who_answers_for_the_trail_reads_it(client):
    allowed = {}
    for role in ("information_governance", "administrator", "strategic_lead", "caseworker"):
        client.force_login(person(role))
        allowed[role] = [
            client.get(page("trail_list")).status_code,
            client.get(page("trail_export", "csv")).status_code,
            client.post(page("trail_check")).status_code,
        ]

    assert allowed == {
        "information_governance": [200, 200, 302],
        "administrator": [200, 200, 302],
        "strategic_lead": [403, 403, 403],
        "caseworker": [403, 403, 403],
    }


def test_reading_the_trail_for_a_file_is_itself_in_the_trail(client, officer):
    rows = json.loads(client.get(page("trail_export", "json")).content)

    assert {"When", "What", "Who", "Record", "Facts", "Row"} == set(rows[0])
    assert about(client.get(page("trail_list")))[0] == (
        "Downloaded a list",
        "List administration.trail",
    )


def test_a_check_of_the_whole_trail_says_what_it_found(client, officer):
    answer = client.post(page("trail_check"))

    (message,) = get_messages(answer.wsgi_request)
    assert message.level_tag == "success"
    assert str(message).startswith("The trail is whole: ")


def test_a_broken_trail_is_told_plainly(client, officer):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_auditevent SET kind = 'people.role_ended' WHERE sequence = 2")

    answer = client.post(page("trail_check"))

    (message,) = get_messages(answer.wsgi_request)
    assert message.level_tag == "error"
    assert "The trail is broken at row 2: " in str(message)


def test_findings_are_sentences():
    whole = Report(rows=1_200, anchors=3, anchored=1_190, anchored_at="", first_break=None)
    broken = Report(
        rows=7, anchors=0, anchored=0, anchored_at="", first_break=Break(5, "Row 5 was changed.")
    )

    assert finding(whole) == (
        "The trail is whole: 1,200 rows and 3 anchors were checked. "
        "10 rows came after the last anchor."
    )
    assert finding(broken) == "The trail is broken at row 5: Row 5 was changed."


@pytest.mark.django_db(transaction=True)
def test_the_page_says_how_the_trail_stands_outside_the_database(client, officer):
    before = client.get(page("trail_list")).content.decode()
    anchor()

    after = client.get(page("trail_list")).content.decode()

    assert "No row was written down outside the database yet." in before
    assert "was written down outside the database on" in after


def test_records_are_named_only_to_who_may_see_them(officer):
    body = organisation("Tarn Library")
    keys = {key_of(body), "people.organisation:999999", "gone.thing:4", "audit.anchors", "a.b:c"}

    assert titles_of(keys, officer) == {
        key_of(body): "Tarn Library",
        "people.organisation:999999": "Organisation 999999",
        "gone.thing:4": "gone.thing:4",
        "audit.anchors": "audit.anchors",
        "a.b:c": "a.b:c",
    }
    assert titles_of({key_of(body)}, person(None)) == {key_of(body): f"Organisation {body.pk}"}


def test_a_row_whose_record_belongs_to_no_table_is_shown(client, officer, db):
    from django.db import transaction

    kind = AuditKind("fair.opened", "Opened the fair", keep_only("stalls"))
    with registered(Capability(slug="fair", title="Fair", audit_kinds=(kind,))):
        with transaction.atomic():
            record("fair.opened", "the fair", by="system:fair clock", stalls=4)

        answer = client.get(page("trail_list"))
        shown = about(answer)

    assert shown[0] == ("Opened the fair", "the fair")
    assert "Stalls: 4" in answer.content.decode()
