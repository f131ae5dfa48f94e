"""A mark in everything that a report holds, through all that happens to one, and none left over."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from tests.test_canaries import addresses
from upstander.capabilities.reports.changes import drafts, following, handing, triage
from upstander.capabilities.reports.models import Alleged, Report
from upstander.capabilities.reports.tests.factories import told
from upstander.capabilities.reports.views.answers import said
from upstander.kernel.access.changes.urgent import break_glass
from upstander.kernel.access.watch import watch
from upstander.kernel.clock import today
from upstander.kernel.outbox.models import Message
from upstander.kernel.reference.load import load_reference
from upstander.kernel.subjects.changes import edit_subject, erase_subject
from upstander.kernel.subjects.models import ChannelMessage, Disclosure, Subject, ToTell
from upstander.kernel.subjects.passphrase import draw
from upstander.kernel.testing.people import SYSTEM, organisation, person
from upstander.kernel.vault.door import Door
from upstander.kernel.vault.models.classified import classified_fields
from upstander.kernel.vault.retention.rules import load_rules
from upstander.kernel.vault.tests import conftest as vault
from upstander.kernel.vault.tests.canaries import (
    dump_of_database,
    found_in,
    found_in_bytes,
    marked,
)

own_home = vault.own_home  # a fixture
MORE = {
    "asked": "canary-message-to-us",
    "answered": "canary-message-to-them",
    "why": "canary-why-without-agreement",
    "told": "canary-what-they-were-told",
    "draft": "canary-answer-so-far",
    "danger": "canary-of-who-is-in-danger tonight at her door",
}


DECIDED_LATER = ("-reason", "-summary", "-why_kept")  # what is typed then takes their place


def reported():
    """Make a report with a mark in every field of it and of its people; give it and the marks."""
    load_reference()
    load_rules()
    report, marks = told(), [*MORE.values()]
    for record in (report, report.alleged):
        values, some = marked(type(record))
        for name, value in values.items():
            setattr(record, name, value)
        record.save(update_fields=list(values))
        marks += [mark for mark in some if not mark.endswith(DECIDED_LATER)]
    values, some = marked(Subject)
    edit_subject(report.subject, by=SYSTEM, **{**values, "contact_ways": ["email"]})
    return report, sorted({*marks, *some})


def lived(report, worker):
    """Let happen to it what happens to a report, each step with a mark in what is typed."""
    police = organisation("The police", sector="police", email="hate@police.example")
    council = organisation("Another team", sector="council")
    following.write(report, MORE["asked"])
    triage.answer(report, text=MORE["answered"], by=worker)
    marks = {"reason": "canary-of-a-decision", "summary": "canary-of-a-summary"}
    triage.decide(report, kind="non_crime", risk="high", by=worker, **marks)
    alleged = Alleged.objects.get(report=report)
    until = today() + timedelta(days=30)
    triage.keep_subject(alleged, until=until, reason="canary-why-kept", by=worker)
    handing.hand_over(report, body="police", to=police, said=said, by=worker)
    handing.hand_over_without_agreement(
        report,
        body="council",
        to=council,
        gateway="vital_interests",
        why=MORE["why"],
        told=MORE["told"],
        said=said,
        by=worker,
    )
    stranger = person("police_liaison", police)
    stated = {"danger": "life", "gateway": "vital_interests", "reason": MORE["danger"]}
    break_glass("reports.report", report.pk, by=stranger, **stated)
    drafts.save_draft(draw(), {"story": MORE["draft"]})
    following.change_agreements(report, {"police": "no"}, "en")
    watch()
    return ["canary-why-kept", *marks.values()]


@pytest.fixture
def everything(own_home, db):
    """A report that was lived with, and every mark that is in it."""
    worker = person("caseworker")
    report, marks = reported()
    marks += lived(report, worker)
    return report, worker, sorted(set(marks))


def test_no_mark_of_a_report_is_in_the_database_the_keys_or_the_log(everything, own_home, caplog):
    _, _, marks = everything

    assert len(marks) > 30
    assert found_in_bytes(b"\n".join(dump_of_database()), marks) == set()
    assert found_in(own_home, marks) == []
    assert found_in_bytes(caplog.text.encode(), marks) == set()


PAGES = ("detail", "history", "hand", "decide", "write", "override", "keep_subject", "answered")
ELSEWHERE = ("police_liaison", "caseworker", "landlord_officer", "panel_member", "school_lead")
HERE = ("analyst", "administrator", "information_governance", "strategic_lead", "centre_worker")


EVERYBODY = [*(f"{role} elsewhere" for role in ELSEWHERE), *HERE]
SOME = {"information_governance"}


@pytest.mark.slow
@pytest.mark.parametrize(
    "role",
    [role if role in SOME else pytest.param(role, marks=pytest.mark.proof) for role in EVERYBODY],
)
def test_no_page_or_file_shows_a_mark_of_a_report_to_a_role_without_the_right(
    role, everything, client
):
    report, worker, marks = everything
    code, _, elsewhere = role.partition(" ")
    body = worker.current_memberships[0].organisation
    reader = person(code, organisation("Another council") if elsewhere else body)
    client.force_login(reader)
    handed = report.handed.first()
    of_report = [
        *(reverse(f"reports:{page}", args=[report.pk]) for page in PAGES),
        *(reverse("reports:sheet", args=[report.pk, handed.pk, form]) for form in ("json", "docx")),
        reverse("reports:detail", args=[report.pk]) + "?show=person",
        *(
            reverse(f"protection:{page}", args=[f"{label}", key])
            for page in ("who_looked", "record", "record_bar")
            for label, key in (
                ("reports.report", report.pk),
                ("subjects.subject", report.subject_id),
                ("reports.alleged", report.alleged.pk),
                ("subjects.disclosure", handed.disclosure_id),
            )
        ),
        *(
            reverse(f"{listing}_export", args=[form])
            for listing in ("reports:list", "protection:to_tell", "protection:urgent")
            for form in ("csv", "json")
            if listing != "reports:list"
        ),
    ]

    answers = [(at, client.get(at)) for at in [*addresses(), *of_report]]

    shown = [f"{at} {answer.status_code} {answer.headers}".encode() for at, answer in answers]
    shown += [b"".join(answer) for _, answer in answers]
    assert found_in_bytes(b"\n".join(shown), marks) == set()
    assert sum(answer.status_code == 200 for _, answer in answers) > 3


def test_whoever_answers_gathers_every_mark_of_the_person_and_none_of_the_accused(
    everything, tmp_path
):
    report, _, marks = everything
    officer = person("information_governance").email
    known = str(report.subject_id)
    places = tmp_path / "places.json"
    call_command("subject_access", known, review=places, by=officer, stdout=StringIO())
    filled = json.loads(places.read_text())
    for place in filled["places"]:
        place["release"] = True
    places.write_text(json.dumps(filled))

    answer = tmp_path / "answer.json"
    call_command(
        "subject_access", known, out=answer, decisions=places, by=officer, stdout=StringIO()
    )

    of_others = {mark for mark in marks if mark in str(opened(report.alleged))}
    of_others |= {mark for mark in marks if "reporter" in mark or "must_not" in mark}
    found = found_in_bytes(answer.read_bytes(), marks)
    assert found & of_others == set()
    days = {mark for mark in marks if mark.startswith("189")}  # written out as people read them
    assert set(marks) - of_others - found - days == {MORE["draft"], "canary-why-kept"}


def opened(alleged):
    fresh = Alleged.objects.get(pk=alleged.pk)
    Door(SYSTEM, "trying").open(fresh)
    return [getattr(fresh, name) for name in ("name", "address", "looks", "vehicle")]


def test_of_somebody_erased_no_mark_opens_again_and_the_count_stays(everything):
    report, _, marks = everything

    erase_subject(report.subject, by=SYSTEM)

    for model in (Report, Subject, Alleged, ChannelMessage, Disclosure):
        for record in model._base_manager.all():
            Door(SYSTEM, "trying").open(record)
            said = [getattr(record, field.name) for field in classified_fields(model)]
            assert found_in_bytes(str(said).encode(), marks) == set(), model
    assert Report.objects.count() == 1
    assert ToTell.objects.filter(why="erased").count() == 2
    assert not Message.objects.exclude(letter="").filter(to__startswith="subjects.").exists()
