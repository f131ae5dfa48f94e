"""What holds for every request of a system, whatever it asks."""

import json
import os
import time
from datetime import timedelta

import pytest
from django.db import transaction

from upstander.kernel import clock
from upstander.kernel.access.changes.agreements import stop_agreement
from upstander.kernel.api import throttle
from upstander.kernel.api.changes import forget_answered, revoke_token
from upstander.kernel.api.models import Answered, Token
from upstander.kernel.api.tests.cases import ECHO, ask_to_hear, ask_to_say, said, told
from upstander.kernel.operations import USUAL
from upstander.kernel.registry import registered
from upstander.kernel.testing.people import SYSTEM, organisation
from upstander.kernel.testing.systems import agreement_with, shown, token_of

WORD = {"word": "hello"}


@pytest.fixture(autouse=True)
def echo(db):
    said.clear()
    throttle.TALLY.forget()
    with registered(ECHO):
        yield


@pytest.fixture
def agreement(echo):
    return agreement_with(organisation("Tarn Homes"))


@pytest.fixture
def issued(agreement):
    return token_of(organisation("Tarn Homes"), "echo.say")


@pytest.fixture
def headers(issued):
    return shown(issued[1])


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer",
        "Bearer ",
        "Basic abc",
        "Bearer upst_wrong",
        "bearer \u00e9\u00ff",
        "Bearer " + "x" * 9000,
    ],
)
def test_who_shows_no_token_that_we_know_is_asked_for_one(headers, authorization):
    answer = ask_to_say(WORD, headers | {"Authorization": authorization})

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert said == []


def test_a_revoked_token_opens_nothing_from_the_next_request_on(issued, headers):
    assert ask_to_say(WORD, headers).status_code == 201

    revoke_token(issued[0], by=SYSTEM)

    answer = ask_to_hear("1", headers)
    assert answer.status_code == 401
    assert "revoked" in told(answer)["detail"]


def test_a_token_ends_with_its_last_day(issued, headers):
    last = issued[0].ends_on
    with clock.set_to(clock.now() + (last - clock.today())):
        assert ask_to_hear("1", headers).status_code == 200
    with clock.set_to(clock.now() + (last - clock.today()) + timedelta(days=1)):
        answer = ask_to_hear("1", headers)

    assert answer.status_code == 401
    assert "ended" in told(answer)["detail"]


def test_a_token_does_what_its_purpose_allows_and_nothing_else():
    body = organisation("Ward Watch")
    agreement_with(body, "police")
    hears = shown(token_of(body, "echo.hear")[1])

    assert told(ask_to_hear("1", hears)) == {"heard": "Ward Watch"}
    assert ask_to_say(WORD, hears).status_code == 403
    assert said == []


def test_when_the_agreement_is_over_the_answer_names_who_can_renew_it(agreement, headers):
    stop_agreement(agreement, by=SYSTEM)

    with clock.set_to(clock.now() + timedelta(days=1)):
        answer = ask_to_say(WORD, headers)

    assert answer.status_code == 403
    assert str(agreement.renewed_by) in told(answer)["detail"]
    assert "999" in told(answer)["detail"]


def test_an_organisation_that_left_the_partnership_gets_in_no_longer(headers):
    body = organisation("Tarn Homes")
    body.active = False
    body.save()

    assert ask_to_say(WORD, headers).status_code == 403


@pytest.mark.parametrize(
    "key", ["", "short", "with space in the middle", "x" * 101, "zürich-zürich-zürich"]
)
def test_without_a_key_against_doing_it_twice_nothing_is_done(headers, key):
    answer = ask_to_say(WORD, headers | {"Idempotency-Key": key})

    assert answer.status_code == 400
    assert said == []


def test_the_same_request_has_the_same_seed_and_any_other_has_another(issued, headers):
    other = token_of(organisation("Tarn Homes"), "echo.say")[1]

    first, again = (told(ask_to_say(WORD, headers)) for _ in range(2))
    by_key = told(ask_to_say(WORD, shown(issued[1], "another-key-of-a-test")))
    by_token = told(ask_to_say(WORD, shown(other)))

    assert first == again
    assert len({first["said"], by_key["said"], by_token["said"]}) == 3
    assert Answered.objects.count() == 3


def test_a_key_stands_for_one_request_until_it_is_forgotten(headers):
    first = told(ask_to_say(WORD, headers))
    assert ask_to_say({"word": "other"}, headers).status_code == 409

    with clock.set_to(clock.now() + timedelta(days=7, minutes=1)):
        forget_answered()
        later = told(ask_to_say({"word": "other"}, headers))

    assert later["said"] != first["said"]


def test_the_order_of_names_makes_no_other_request(headers):
    one = told(ask_to_say('{"word": "a", "colour": "red"}', headers))
    other = told(ask_to_say('{"colour":"red","word":"a"}', headers))

    assert one == other


def test_what_is_refused_is_not_remembered(headers):
    refused = ask_to_say({"word": "never"}, headers)

    assert (refused.status_code, told(refused)["detail"]) == (422, "That is not said here.")
    assert Answered.objects.count() == 0


def test_what_breaks_leaves_nothing_behind(headers):
    with pytest.raises(RuntimeError), transaction.atomic():
        ask_to_say({"word": "broken"}, headers)

    assert Answered.objects.count() == 0


@pytest.mark.parametrize(
    "body",
    [
        b" ",
        b"hello",
        b'{"word": "a", "word": "b"}',
        b'{"word": NaN}',
        b'{"word": Infinity}',
        b'{"word": "\\ud800"}',
        b'{"\\ud800": 1}',
        b'{"word": "\xff"}',
        b"[" * 100_000,
        b'{"word": ' + b"1" * 5_000 + b"}",
    ],
)
def test_what_is_no_json_is_refused(headers, body):
    assert ask_to_say(body, headers).status_code == 400
    assert said == []


def test_other_than_json_is_not_read(headers):
    for kind in (
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
    ):
        assert ask_to_say("word=a", headers, content_type=kind).status_code == 415


def test_a_body_that_is_too_large_is_not_read(headers):
    answer = ask_to_say(json.dumps({"word": "a" * USUAL}), headers)

    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("body", "pointer", "sentence"),
    [
        ({}, "#/word", "This field is required."),
        ({"word": 1}, "#/word", "This has to be text."),
        ({"word": None}, "#/word", "This has to be text."),
        ({"word": "a" * 21}, "#/word", "This may have 20 characters."),
        ({"word": "A"}, "#/word", "This does not fit. A word or two."),
        (
            {"word": "a", "colour": "blue"},
            "#/colour",
            "This has to be one of: red, green, (empty).",
        ),
        ({"word": "a", "many": "b"}, "#/many", "This has to be a list."),
        ({"word": "a", "many": [1]}, "#/many/0", "This has to be text."),
        ({"word": "a", "many": ["b", "b"]}, "#/many", "Each may stand here once."),
        ({"word": "a", "many": ["b", "c", "d"]}, "#/many", "This may hold 2."),
        (
            {"word": "a", "color": "red"},
            "#",
            "One name is not in the document. Perhaps colour was meant.",
        ),
        ([], "#", "This has to be an object."),
        ('"a"', "#", "This has to be an object."),
    ],
)
def test_a_refusal_names_the_field_and_says_in_a_sentence_what_is_wrong(
    headers, body, pointer, sentence
):
    answer = ask_to_say(body, headers)

    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert told(answer)["errors"] == [{"pointer": pointer, "detail": sentence}]
    assert said == []


def test_other_methods_are_named_and_refused(headers):
    for method in ("post", "put", "delete", "patch", "options", "trace"):
        answer = ask_to_hear("1", headers, method)
        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")
    assert ask_to_hear("1", headers, "head").status_code == 200


def test_what_is_not_there_and_what_cannot_be_look_the_same(headers):
    answers = [ask_to_hear(number, headers) for number in ("2", "99999", "x'--", "١")]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_a_token_that_asks_too_often_waits_and_another_does_not(headers, monkeypatch):
    monkeypatch.setattr(throttle, "MOST", 2)
    other = shown(token_of(organisation("Tarn Homes"), "echo.say")[1])

    answers = [ask_to_hear("1", headers) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
    assert ask_to_hear("1", other).status_code == 200


def test_what_another_process_counted_counts(issued, headers, monkeypatch):
    monkeypatch.setattr(throttle, "MOST", 2)
    child = os.fork()
    if not child:
        for _ in range(2):
            throttle.count(issued[0].pk)
        os._exit(0)
    os.waitpid(child, 0)

    assert ask_to_hear("1", headers).status_code == 429


def test_when_a_token_was_last_used_is_noted_to_the_hour(issued, headers):
    moment = clock.now()
    for minutes in (0, 30, 61):
        with clock.set_to(moment + timedelta(minutes=minutes)):
            ask_to_hear("1", headers)
            noted = Token.objects.get().used_at
        assert noted == moment + timedelta(minutes=61 if minutes == 61 else 0)


def test_an_answer_sets_no_cookie_and_opens_nothing_to_pages_of_others(client, headers):
    answer = client.get("/api/nowhere/", headers=headers | {"Origin": "https://evil.example"})

    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert not answer.cookies
    assert not [name for name in answer.headers if name.startswith("Access-Control")]
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "body",
    [
        {f"name{number}": 1 for number in range(15_000)},
        {"word": "a", "many": ["a", *range(30_000)]},
        {"word": "a", "many": [[number] for number in range(20_000)]},
    ],
    ids=["names", "items of two kinds", "lists of lists"],
)
def test_a_body_of_very_many_things_is_turned_down_before_each_costs_its_check(headers, body):
    before = time.process_time()
    answer = ask_to_say(body, headers)

    assert answer.status_code == 422
    assert time.process_time() - before < 1
    assert said == []


def test_a_body_that_is_very_deep_is_turned_down(headers):
    for depth in (400, 600, 800, 900, 950, 5000):
        text = '{"word": ' + "[" * depth + "]" * depth + "}"
        assert ask_to_say(text, headers).status_code in (400, 422)
