"""A partner's system sends reports and reads how far they came, and nothing else."""

import base64
import json
import re
import time
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from jsonschema import Draft202012Validator

from upstander.capabilities.reports.changes import following, triage
from upstander.capabilities.reports.changes.following import agreed, find_report
from upstander.capabilities.reports.changes.moving import move
from upstander.capabilities.reports.changes.receiving import WORDING, Source
from upstander.capabilities.reports.forms import published
from upstander.capabilities.reports.models import Alleged, Report, Stage
from upstander.capabilities.reports.tests.factories import told
from upstander.capabilities.reports.views.systems import WRITTEN
from upstander.kernel import clock
from upstander.kernel.access.changes.records import bar
from upstander.kernel.access.reading import opened_for_work
from upstander.kernel.api.models import Answered, Token
from upstander.kernel.audit.record import events_for
from upstander.kernel.reference.load import load_reference
from upstander.kernel.subjects.changes import erase_subject
from upstander.kernel.subjects.passphrase import read
from upstander.kernel.testing.people import SYSTEM, organisation
from upstander.kernel.testing.systems import agreement_with, shown, token_of
from upstander.kernel.vault.models import files_of
from upstander.kernel.vault.retention.rules import load_rules

CONSENT = {"police": "no", "support": "no", "landlord": "no", "council": "no", "wording": WORDING}
LEAST = {"role": "professional", "story": "A man spat at her.", **CONSENT}


@pytest.fixture(autouse=True)
def reference(db):
    load_reference()
    load_rules()


@pytest.fixture
def homes():
    body = organisation("Tarn Homes")
    agreement_with(body)
    return body


@pytest.fixture
def token(homes):
    return token_of(homes, "reports.send")[1]


@pytest.fixture
def send(client, token):
    def post(body=LEAST, **headers):
        text = body if isinstance(body, str | bytes) else json.dumps(body)
        headers = shown(token) | headers
        return client.post("/api/reports/", text, "application/json", headers=headers)

    return post


def look(client, token, reference):
    return client.get(f"/api/reports/{reference}/", headers=shown(token))


def test_a_report_of_a_system_is_the_same_as_one_of_the_form(send, homes):
    body = WRITTEN["send"]["example"] | {
        "reach": "yes",
        "phone": "07700 900123",
        "ways": ["phone"],
        "known": "yes",
        "alleged_name": "Nil Example",
    }

    answer = send(body)

    report = Report.objects.get()
    assert answer.status_code == 201
    assert (report.channel, report.organisation, report.role) == ("api", homes, "professional")
    assert set(report.strands.values_list("code", flat=True)) == {"race"}
    assert Alleged.objects.get().report == report
    assert agreed(report.subject) == {
        "police": "police_without_details",
        "support": "yes",
        "landlord": "no",
        "council": "no",
        "statistics": "yes",
    }
    assert answer.json()["reference"] == report.reference


def test_the_words_in_the_answer_open_the_report_for_the_person(send):
    said = send().json()

    report = Report.objects.get()
    assert find_report(read(" ".join(said["words"]))) == report
    assert find_report(read(said["digits"])) == report
    assert said["come_back"].endswith(reverse("tell:come_back"))


def test_the_same_request_again_is_answered_the_same_and_stored_once(send):
    first, second = send(), send()

    assert first.json() == second.json()
    assert (first.status_code, second.status_code) == (201, 201)
    assert (Report.objects.count(), Answered.objects.count()) == (1, 1)


def test_a_key_that_stood_for_another_report_is_refused_and_nothing_is_stored(send):
    send()

    answer = send(LEAST | {"story": "Something else."})

    assert answer.status_code == 409
    assert "Idempotency-Key" in answer.json()["detail"]
    assert Report.objects.count() == 1


def test_a_request_sent_again_after_the_words_were_renewed_stores_no_second_report(send):
    body = LEAST | {"reach": "yes", "phone": "07700 900123", "ways": ["phone"]}
    send(body)
    triage.renew_words(Report.objects.get(), by=SYSTEM)

    answer = send(body)

    assert answer.status_code == 409
    assert Report.objects.count() == 1


def test_after_its_time_a_key_stands_for_a_new_report(send):
    from upstander.kernel.api.changes import forget_answered

    first = send().json()
    with clock.set_to(clock.now() + timedelta(days=8)):
        forget_answered()
        second = send(LEAST | {"story": "Another day, the same again."}).json()

    assert first["words"] != second["words"]
    assert Report.objects.count() == 2


def test_without_an_answer_on_each_purpose_nothing_is_taken_in(send):
    for name in CONSENT:
        answer = send({key: value for key, value in LEAST.items() if key != name})

        assert answer.status_code == 422
        assert answer.json()["errors"] == [
            {"pointer": f"#/{name}", "detail": "This field is required."}
        ]
    assert Report.objects.count() == 0


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        ("He is outside my door now with a knife.", "call 999"),
        ("I do not want to live any more, I will kill myself tonight.", "Samaritans"),
    ],
)
def test_words_of_danger_are_answered_with_advice_at_once(send, words, advice):
    said = send(LEAST | {"story": words}).json()

    assert said["danger"] is True
    assert any(advice in each for each in said["advice"])
    assert Report.objects.get().danger


def test_a_report_about_a_child_is_answered_with_who_looks_after_children(send):
    said = send(LEAST | {"age": "13_17"}).json()

    assert Report.objects.get().under_18 is True
    assert "Childline" in " ".join(said["advice"])
    assert said["danger"] is False


def test_what_earlier_answers_rule_out_is_not_kept_and_the_answer_says_so(send):
    body = LEAST | {
        "reach": "no",
        "phone": "07700 900123",
        "strands": ["religion"],
        "parts": ["race.black", "religion.sikh"],
    }

    said = send(body).json()

    report = Report.objects.get()
    assert said["left_out"] == ["parts", "phone"]
    assert report.person_code == ""


def test_a_status_says_where_it_stands_and_nothing_of_what_was_told(send, client, token):
    story = "Zebra crossing at dusk: a man spat at her."
    sent = send(LEAST | {"story": story}).json()
    report = Report.objects.get()
    move(report, to="triaged", by=SYSTEM)

    answer = look(client, token, sent["reference"])

    said = answer.json()
    assert said["stage"] == "triaged"
    assert said["read_at"] is not None
    assert said["next"].startswith("The team looks")
    assert not {"Zebra", "spat", *sent["words"]} & set(answer.content.decode().split())
    assert set(said) == {
        *("reference", "stage", "next", "received_at", "answer_by"),
        *("read_at", "told_at", "closed_on"),
    }


@pytest.mark.parametrize("stage", Stage.values)
def test_at_every_stage_the_answer_is_as_the_document_says(send, client, token, stage):
    reference = send().json()["reference"]
    Report.objects.update(stage=stage, closed_on=clock.today(), fed_back_at=clock.now())

    answer = look(client, token, reference).json()

    Draft202012Validator(WRITTEN["status"]["answer"]).validate(answer)
    assert answer["stage"] == stage
    assert answer["next"].endswith(".")


def test_a_report_of_anybody_else_is_not_there(client, token, homes):
    other = organisation("Another body")
    agreement_with(other)
    theirs = told(source=Source("api", other))
    by_hand = told(source=Source("partner", homes))
    public = told()

    answers = [look(client, token, each.reference) for each in (theirs, by_hand, public)]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert len({answer.content for answer in answers}) == 1


def test_a_body_that_is_barred_from_a_report_no_longer_finds_it(send, client, token, homes):
    reference = send().json()["reference"]
    assert look(client, token, reference).status_code == 200

    bar(Report.objects.get(), homes, ground="accused", by=SYSTEM)

    assert look(client, token, reference).status_code == 404


def test_a_token_that_only_follows_reads_and_cannot_send(client, homes, token):
    reads = token_of(homes, "reports.follow")[1]
    body = json.dumps(LEAST)

    sent = client.post("/api/reports/", body, "application/json", headers=shown(token)).json()
    refused = client.post("/api/reports/", body, "application/json", headers=shown(reads, "k" * 20))

    assert look(client, reads, sent["reference"]).status_code == 200
    assert refused.status_code == 403
    assert "Follow reports" in refused.json()["detail"]
    assert Report.objects.count() == 1


def test_the_trail_names_the_organisation_and_its_token(send, homes):
    send()

    (received,) = events_for(Report.objects.get()).filter(kind="reports.received")
    assert received.actor_name.startswith("Tarn Homes, token ")


@pytest.mark.parametrize("sign", ["\n", "\r\n", "\x0b", "\x85", "\u2028"])
def test_a_line_break_that_somebody_pasted_into_one_line_keeps_no_report_out(send, sign):
    body = LEAST | {"gender": f"woman{sign}of colour", "reporter_name": f"Ann{sign}"}

    assert send(body).status_code == 201
    report = opened_for_work("reports.follow", Report.objects.get())
    assert report.about_person == ("gender: woman of colour",)


def test_a_refusal_repeats_nothing_of_what_was_sent(send):
    marked = "zebra-4711"
    bodies = [
        LEAST | {"role": marked},
        LEAST | {marked: marked},
        LEAST | {"phone": marked},
        LEAST | {"forms": [marked]},
        LEAST | {"email": marked},
        LEAST | {"story": [marked]},
        json.dumps(LEAST)[:-1] + f', "{marked}',
    ]

    for body in bodies:
        answer = send(body)
        assert answer.status_code in (400, 422)
        assert marked not in answer.content.decode()
        assert answer.headers["Content-Type"] == "application/problem+json"
    assert Report.objects.count() == 0


@pytest.mark.parametrize("name", ["story", "phone", "why", "email"])
def test_long_text_that_does_not_fit_is_turned_down_at_once(send, name):
    for signs in ("1", "a", " ", "a.", "a@a."):
        before = time.process_time()
        answer = send(LEAST | {name: signs * (60_000 // len(signs)) + "\x00"})

        assert answer.status_code == 422
        assert time.process_time() - before < 1


def test_a_telephone_number_needs_five_digits(send):
    for phone, status in (("12 34 5", 201), ("+44 (0)7700 x", 201), ("1234", 422), ("a b", 422)):
        key = {"Idempotency-Key": f"key-of-{phone.encode().hex():_>32}"}
        assert send(LEAST | {"reach": "yes", "phone": phone}, **key).status_code == status


def test_a_partner_is_told_to_say_all_that_the_page_of_consent_says_before_it_asks():
    page = render_to_string("reports/public/parts/exception.html")
    said = [unescape(each) for each in re.findall(r"<p [^>]+>(.+?)</p>", page)]

    asked = published.schema()["properties"]["wording"]["description"]

    assert len(said) == 2
    assert all(each in asked for each in said)


# ---- files, and what is gone ---------------------------------------------------------------------

PICTURE = WRITTEN["file"]["example"]


@pytest.fixture
def add_file(client, token):
    def post(reference, body=PICTURE, **headers):
        page = f"/api/reports/{reference}/files/"
        headers = shown(token, uuid4().hex) | headers
        return client.post(page, json.dumps(body), "application/json", headers=headers)

    return post


def test_a_file_goes_to_the_team_looked_at_and_sealed(send, add_file, homes):
    reference = send().json()["reference"]

    answer = add_file(reference)

    report = Report.objects.get()
    (kept,) = files_of(report)
    assert (answer.status_code, answer.json()) == (201, {"reference": reference, "files": 1})
    Draft202012Validator(WRITTEN["file"]["answer"]).validate(answer.json())
    assert kept.kind == "png"
    added = [event for event in events_for(report) if event.kind == "vault.file_added"]
    assert [event.actor for event in added] == [
        f"system:Tarn Homes, token {Token.objects.get().pk}"
    ]
    sealed = type(kept).path_of(kept.blob).read_bytes()
    assert b"PNG" not in sealed


def test_the_same_file_sent_again_is_kept_once(send, add_file):
    reference = send().json()["reference"]
    key = {"Idempotency-Key": "one-key-for-one-file"}

    answers = [add_file(reference, **key) for _ in range(2)]

    assert [answer.json()["files"] for answer in answers] == [1, 1]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("AAAA", "none of them inside"),
        (base64.b64encode(b"PK\x03\x04" + b"macro" * 9).decode(), "none of them inside"),
        (base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"x" * 90).decode(), "damaged"),
        ("AAAAA", "See errors"),
        ("not base64!", "See errors"),
    ],
)
def test_what_the_page_does_not_keep_a_system_cannot_add(send, add_file, content, why):
    reference = send().json()["reference"]

    answer = add_file(reference, {"content": content})

    assert answer.status_code == 422
    assert why in answer.json()["detail"]
    assert content not in answer.content.decode()
    assert not files_of(Report.objects.get())


def test_more_than_a_report_holds_is_refused(send, add_file, monkeypatch):
    reference = send().json()["reference"]
    monkeypatch.setattr(following, "MOST_FILES", 1)

    answers = [add_file(reference) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 422]


def test_files_come_only_to_reports_of_the_same_organisation(add_file, client, homes, send):
    others = told(source=Source(Report.Channel.API, organisation("Other Homes")))
    reference = send().json()["reference"]
    follows = token_of(homes, "reports.follow")[1]

    assert add_file(others.reference).status_code == 404
    page = f"/api/reports/{reference}/files/"
    refused = client.post(
        page, json.dumps(PICTURE), "application/json", headers=shown(follows, uuid4().hex)
    )
    assert refused.status_code == 403


def test_nothing_is_added_to_a_report_that_was_taken_back(send, add_file):
    reference = send().json()["reference"]
    following.withdraw(Report.objects.get())

    assert "took the report back" in add_file(reference).json()["detail"]


def test_of_an_erased_report_a_system_hears_that_it_is_gone(send, add_file, client, token):
    reference = send().json()["reference"]
    erase_subject(Report.objects.get().subject, by=SYSTEM)

    asked = look(client, token, reference)

    assert asked.status_code == add_file(reference).status_code == 410
    assert set(asked.json()) == {"type", "title", "status", "detail"}
    assert "erased" in asked.json()["detail"]
