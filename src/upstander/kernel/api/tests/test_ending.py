"""A month before a token ends, whoever keeps tokens hears of it: on the due page and by letter."""

from datetime import timedelta

import pytest

from upstander.kernel.api.changes import issue_token, revoke_token
from upstander.kernel.api.ending import due_from_tokens, write_to_keepers
from upstander.kernel.api.tests.cases import ECHO
from upstander.kernel.clock import today
from upstander.kernel.due.gather import due_for
from upstander.kernel.outbox.models import Message
from upstander.kernel.registry import registered
from upstander.kernel.testing.people import SYSTEM, organisation, person
from upstander.kernel.testing.systems import agreement_with


@pytest.fixture(autouse=True)
def echo(db):
    with registered(ECHO):
        yield


@pytest.fixture
def homes(echo):
    body = organisation("Tarn Homes")
    agreement_with(body)
    return body


def issued(body, days, name="CRM"):
    last = today() + timedelta(days=days)
    return issue_token(organisation=body, purpose="echo.say", name=name, ends_on=last, by=SYSTEM)[0]


def test_a_token_waits_for_its_keepers_a_month_before_it_ends(homes):
    token = issued(homes, 30)
    lead = person("strategic_lead")

    (item,) = due_from_tokens(lead, today())

    assert item.on == token.ends_on
    assert item in [waiting.item for waiting in due_for(lead, today()).next]
    assert due_from_tokens(lead, today() - timedelta(days=1)) == []
    assert item.title == "Token of Tarn Homes: CRM"
    assert item.url.endswith(f"/tokens/{token.pk}/")
    assert due_from_tokens(person("caseworker"), today()) == []


def test_keepers_are_written_to_once(homes):
    token = issued(homes, 30)
    lead, administrator = person("strategic_lead"), person("administrator")
    person("caseworker")

    write_to_keepers()
    write_to_keepers()

    letters = Message.objects.filter(kind="api.token_ends")
    assert {message.key for message in letters} == {
        f"{token.pk}:{lead.pk}", f"{token.pk}:{administrator.pk}",
    }  # fmt: skip
    assert letters.count() == 2


@pytest.mark.parametrize("ended", ["far", "revoked", "followed", "over"])
def test_a_token_of_which_nothing_is_to_be_done_waits_for_nobody(homes, ended):
    token = issued(homes, 200 if ended == "far" else 10)
    if ended == "revoked":
        revoke_token(token, by=SYSTEM)
    elif ended == "followed":
        issued(homes, 300)
    elif ended == "over":
        type(token).objects.filter(pk=token.pk).update(ends_on=today() - timedelta(days=1))
    lead = person("strategic_lead")

    write_to_keepers()

    assert due_from_tokens(lead, today()) == []
    assert not Message.objects.filter(kind="api.token_ends").exists()


def test_another_system_of_the_same_body_does_not_follow_it(homes):
    issued(homes, 10)
    issued(homes, 300, name="School register")

    assert len(due_from_tokens(person("administrator"), today())) == 1
