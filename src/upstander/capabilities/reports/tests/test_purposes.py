"""Safeguarding, Prevent and another borough are asked each on its own, and can be taken back."""

import pytest
from django.urls import reverse

from upstander.capabilities.reports.changes import following, handing, triage
from upstander.capabilities.reports.models import Body
from upstander.capabilities.reports.tests.factories import told
from upstander.capabilities.reports.views.answers import said
from upstander.kernel.reference.load import load_reference
from upstander.kernel.subjects.changes import NotShared
from upstander.kernel.testing.people import SYSTEM, organisation, person
from upstander.kernel.vault.retention.rules import load_rules

APART = ("safeguarding_child", "safeguarding_adult", "prevent", "borough")


@pytest.fixture
def report(db):
    load_reference()
    load_rules()
    person("caseworker")
    report = told(police="no", support="no", council="yes")
    fields = {"kind": "crime", "risk": "high", "reason": "Threats.", "summary": "Threats"}
    return triage.decide(report, by=SYSTEM, **fields)


def hand(report, body):
    team = organisation("A team", sector="council")
    return handing.hand_over(report, body=body, to=team, said=said, by=SYSTEM)


@pytest.mark.parametrize("body", APART)
def test_who_agreed_to_the_council_has_not_agreed_to(body, report):
    with pytest.raises(NotShared):
        hand(report, body)

    assert hand(report, "council").purpose == "council"


@pytest.mark.parametrize("body", APART)
def test_what_the_person_told_the_team_lets_it_go_there_and_nowhere_else(body, report):
    triage.note_agreement(report, purpose=body, by=SYSTEM)

    assert hand(report, body).disclosure.purpose == body
    allowed = {other for other in APART if handing.may_hand(report, other)}
    assert allowed == {body}


def test_the_person_takes_back_what_the_team_had_asked(report):
    triage.note_agreement(report, purpose="prevent", by=SYSTEM)
    assert following.agreed(report.subject)["prevent"] == "yes"

    following.change_agreements(report, {"prevent": "no"}, "en")

    assert not handing.may_hand(report, "prevent")
    assert handing.may_hand(report, "council")


def test_taking_the_report_back_takes_every_agreement_back(report):
    triage.note_agreement(report, purpose="borough", by=SYSTEM)

    following.withdraw(report)

    assert not any(handing.may_hand(report, body) for body in Body)


def test_the_team_notes_an_agreement_on_a_page_of_its_own(report, client):
    client.force_login(person("caseworker"))
    page = reverse("reports:agreed", args=[report.pk])

    assert "Share with those who protect children" in client.get(page).content.decode()
    assert client.post(page, {"purpose": "safeguarding_child"}).status_code == 302

    shown = client.get(reverse("reports:detail", args=[report.pk])).content.decode()
    assert "?body=safeguarding_child" in shown
    assert "?body=prevent" not in shown
