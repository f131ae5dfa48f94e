from datetime import date

import pytest
from django.urls import reverse

from upstander.kernel.audit.record import key_of
from upstander.kernel.testing.models import TrialReport
from upstander.kernel.testing.people import person
from upstander.kernel.vault.erasure import GROUNDS, erase
from upstander.kernel.vault.models import Erasure, Hold, RetentionRun
from upstander.kernel.vault.retention.changes import carry_out_what_was_agreed
from upstander.kernel.vault.retention.rules import load_rules

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    load_rules()
    return person("information_governance", name="Ines Governor")


@pytest.fixture
def second():
    return person("administrator", name="Adam Second")


@pytest.fixture
def old():
    """Two reports past their time: the tests' clock stands at 14 November 2024."""
    return [
        TrialReport.objects.create(received_on=date(2020, 1, day), name="canary") for day in (1, 2)
    ]


def page(client, user, name, *args):
    client.force_login(user)
    return client.get(reverse(f"administration:{name}", args=args)).content.decode()


def send(client, user, name, *args, **form):
    client.force_login(user)
    response = client.post(reverse(f"administration:{name}", args=args), form, follow=True)
    return response.content.decode()


def test_the_rules_say_how_long_what_is_kept_and_how_much_is_due(client, officer, old):
    text = page(client, officer, "rules_list")

    assert "Report without a case" in text
    assert "2 years" in text
    assert "for ever" in text
    assert "canary" not in text


def test_two_people_let_go_of_what_is_due(client, officer, second, old):
    text = send(client, officer, "runs_prepare")
    run = RetentionRun.objects.get()
    assert "Somebody else has to agree to it" in text
    assert f"Trial report {old[0].pk}" in text
    assert "waits for a second person" in page(client, second, "rules_list")

    assert "You prepared this list" in send(client, officer, "runs_agree", run.pk)
    assert "You agreed" in send(client, second, "runs_agree", run.pk)
    carry_out_what_was_agreed()

    text = page(client, officer, "runs_detail", run.pk)
    assert "Done" in text
    assert text.count("Erased") >= 2
    assert TrialReport.objects.exclude(vault_erased_at=None).count() == 2


def test_a_record_on_a_list_can_be_held_and_let_go_again(client, officer, old):
    send(client, officer, "runs_prepare")
    address = f"{reverse('administration:holds_new')}?record={key_of(old[0])}"
    assert f'value="{key_of(old[0])}"' in client.get(address).content.decode()

    text = send(
        client, officer, "holds_new", record=key_of(old[0]), ground="claim", reference="CL-7"
    )
    assert "A legal claim" in text
    assert "Ines Governor" in text

    hold = Hold.objects.get()
    assert "The hold is lifted" in send(client, officer, "holds_lift", hold.pk)


def test_a_hold_on_what_is_not_there_is_refused_on_the_form(client, officer):
    text = send(client, officer, "holds_new", record="testing.trialreport:99", ground="claim")

    assert "There is no record testing.trialreport:99" in text
    assert Hold.objects.count() == 0


def test_a_list_is_put_aside(client, officer, old):
    send(client, officer, "runs_prepare")

    text = send(client, officer, "runs_aside", RetentionRun.objects.get().pk)

    assert "was put aside" in text
    assert "Put aside" in text


def test_where_nothing_is_due_that_is_said(client, officer):
    assert "Nothing is kept beyond its time" in send(client, officer, "runs_prepare")


def test_a_certificate_says_whether_its_seal_is_genuine(
    client, officer, old, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        done = erase(old[0], by=officer, ground=GROUNDS.REQUEST)
    assert "The seal is genuine" in page(client, officer, "erasures_detail", done.pk)

    Erasure.objects.update(actor_name="Somebody else")

    assert "The seal does not fit" in page(client, officer, "erasures_detail", done.pk)


@pytest.mark.parametrize("role", ["caseworker", "strategic_lead", "panel_coordinator"])
def test_who_does_not_answer_for_records_is_not_let_in(role, client, officer):
    client.force_login(person(role))

    for name in ("rules_list", "runs_list", "holds_list", "erasures_list"):
        assert client.get(reverse(f"administration:{name}")).status_code == 403
