"""Tokens are issued, shown once, listed and revoked by those who may."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from upstander.kernel.api import changes
from upstander.kernel.api.models import Token
from upstander.kernel.api.tests.cases import ECHO
from upstander.kernel.audit.record import events_for, whole_trail
from upstander.kernel.clock import today
from upstander.kernel.registry import registered
from upstander.kernel.testing.people import SYSTEM, organisation, person
from upstander.kernel.testing.systems import agreement_with, token_of

ISSUED = re.compile(r"upst_[A-Za-z0-9_-]{43}")


@pytest.fixture(autouse=True)
def echo(db):
    with registered(ECHO):
        yield


@pytest.fixture
def homes(echo):
    body = organisation("Tarn Homes")
    agreement_with(body)
    return body


@pytest.fixture
def lead(client):
    client.force_login(person("strategic_lead"))
    return client


def filled(body, **more):
    last = today() + timedelta(days=30)
    days = {"ends_on_day": last.day, "ends_on_month": last.month, "ends_on_year": last.year}
    return {"organisation": body.pk, "purpose": "echo.say", "name": "CRM", **days, **more}


def test_a_token_is_shown_once_and_kept_nowhere(lead, homes):
    page = lead.post(reverse("api:tokens_new"), filled(homes)).content.decode()

    (text,) = set(ISSUED.findall(page))
    token = Token.objects.get()
    stored = [str(getattr(token, field.attname)) for field in Token._meta.concrete_fields]
    assert not any(text in each or text[5:] in each for each in stored)
    for name in ("tokens_list", "tokens_detail", "tokens_history"):
        again = lead.get(reverse(f"api:{name}", args=[] if name == "tokens_list" else [token.pk]))
        assert text not in again.content.decode()
        assert "CRM" in again.content.decode()
    assert not whole_trail().filter(detail__contains=text[5:])


def test_issuing_and_revoking_are_on_the_trail_under_who_did_it(lead, homes):
    lead.post(reverse("api:tokens_new"), filled(homes))
    token = Token.objects.get()

    lead.post(reverse("api:tokens_revoke", args=[token.pk]))
    lead.post(reverse("api:tokens_revoke", args=[token.pk]))

    rows = [(row.kind, row.actor.partition(":")[0]) for row in events_for(token)]
    assert rows == [
        ("api.token_revoked", "people.user"),
        ("api.token_issued", "people.user"),
    ]
    assert "CRM" not in events_for(token).last().detail
    assert Token.objects.get().state == "Revoked"


@pytest.mark.parametrize("role", ["administrator", "strategic_lead"])
def test_whoever_answers_for_access_issues_tokens(client, homes, role):
    client.force_login(person(role))

    client.post(reverse("api:tokens_new"), filled(homes))

    assert Token.objects.count() == 1


def test_without_an_agreement_in_force_there_is_no_token(lead):
    alone = organisation("Nobody’s partner")

    page = lead.post(reverse("api:tokens_new"), filled(alone)).content.decode()

    assert "No agreement with this organisation covers this purpose." in page
    assert Token.objects.count() == 0


def test_an_agreement_for_something_else_gives_no_token(echo):
    body = organisation("Tarn Homes")
    agreement_with(body, "police")

    with pytest.raises(changes.NotForThem):
        token_of(body, "echo.say")


@pytest.mark.parametrize("days", [-1, 367])
def test_a_token_lasts_from_today_to_a_year(homes, days):
    with pytest.raises(changes.NotForThem):
        token_of(homes, "echo.say", ends_on=today() + timedelta(days=days))


def test_a_purpose_that_nobody_declares_cannot_be_chosen(lead, homes):
    page = lead.post(reverse("api:tokens_new"), filled(homes, purpose="echo.rule"))

    assert "There is a problem" in page.content.decode()
    assert Token.objects.count() == 0


def test_two_tokens_share_nothing(homes):
    texts = {token_of(homes, "echo.say")[1] for _ in range(20)}

    assert len(texts) == len({text[5:12] for text in texts}) == 20
    assert all(ISSUED.fullmatch(text) for text in texts)


def test_a_token_is_bound_to_the_key_of_this_house(homes, settings, tmp_path):
    token, text = token_of(homes, "echo.say")
    from upstander.kernel.api.tokens import code_of

    assert code_of(text) == token.code
    settings.HOME = tmp_path

    assert code_of(text) != token.code


def test_issuing_is_whole_or_not_at_all(homes, monkeypatch):
    def broken(*words, **more):
        raise RuntimeError("the trail is full")

    monkeypatch.setattr(changes, "record", broken)

    with pytest.raises(RuntimeError):
        token_of(homes, "echo.say")
    assert Token.objects.count() == 0


def test_revoking_is_done_by_a_person_and_leaves_the_row(homes):
    token, _ = token_of(homes, "echo.say")

    changes.revoke_token(token, by=SYSTEM)

    assert Token.objects.get().revoked_at is not None
