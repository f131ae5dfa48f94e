"""Every change leaves its row in the trail; where that cannot be written, nothing is."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.db import DatabaseError, connection, transaction

from upstander.kernel.audit.record import whole_trail
from upstander.kernel.plan import changes as plan_changes
from upstander.kernel.plan.models import EvidenceItem
from upstander.kernel.plan.redaction import Why, Words
from upstander.kernel.quarters import changes
from upstander.kernel.reference.quarters import quarters_of
from upstander.kernel.testing.people import person, post

SAID = {"status": "behind", "text": "August was missed."}


def answered(q):
    changes.answer(q.asked, q.surgeries, **SAID)


def explained(q):
    changes.answer(q.asked, q.surgeries, status="completed", text="All held.")


def adopted(q):
    answered(q)
    q.adopted()


def led_by_another(q):
    new = person("action_lead", q.small.clarion, name="Cleo", email="cleo@c.example")
    lead = plan_changes.NewLead(q.small.clarion, post("Officer", q.small.clarion, new))
    plan_changes.set_leads(q.small.publicity, [lead], by=q.lead)


def with_a_file(q):
    file = plan_changes.NewEvidence("file", "Minutes", file=ContentFile(b"%PDF-1", "a.pdf"))
    changes.answer(q.asked, q.surgeries, evidence=[file], **SAID)


def row(change, *words):
    return lambda q: change(q.review, q.surgeries.pk, *words, by=q.lead)


CHANGES = {
    "open": (
        adopted,
        lambda q: changes.open_quarter(
            q.small.plan, quarters_of("2024-25")[2], answer_by=date(2024, 12, 1), by=q.lead
        ),
    ),
    "days": (
        None,
        lambda q: changes.change_days(
            q.review, answer_by=date(2024, 12, 1), meeting_on=None, by=q.lead
        ),
    ),
    "ask_missing": (led_by_another, lambda q: changes.ask_missing(q.review, by=q.lead)),
    "remind": (None, lambda q: changes.remind(q.review, by=q.lead)),
    "stand_ins": (
        None,
        lambda q: changes.ask_stand_ins(q.review, only=[q.asked.pk], by=q.lead),
    ),
    "revoke": (None, lambda q: changes.revoke_link(q.asked, by=q.lead)),
    "renew": (None, lambda q: changes.renew_link(q.asked, by=q.lead)),
    "answer": (None, answered),
    "enter": (
        None,
        lambda q: changes.enter_answer(q.asked, q.surgeries, way="phone", by=q.lead, **SAID),
    ),
    "accept": (answered, row(changes.accept)),
    "accept_all": (answered, lambda q: changes.accept_all(q.review, by=q.lead)),
    "reason": (explained, row(changes.give_reason, "In the library.")),
    "suggested": (explained, row(changes.take_suggested)),
    "edit": (answered, row(changes.edit_words, "Other words.")),
    "ask_back": (answered, row(changes.ask_back, "Why?")),
    "undo": (lambda q: (explained(q), row(changes.take_suggested)(q)), row(changes.undo)),
    "reviewed": (answered, lambda q: q.reviewed()),
    "reopen": (lambda q: q.reviewed(), lambda q: changes.reopen(q.review, by=q.lead)),
    "adopt": (lambda q: q.reviewed(), lambda q: changes.adopt(q.review, by=q.lead)),
    "redact": (
        adopted,
        lambda q: changes.redact_words(Words("August"), why=Why.NAMED, by=q.lead),
    ),
    "redact_file": (
        with_a_file,
        lambda q: changes.take_out_file(
            EvidenceItem.objects.get(kind="file"), why=Why.NAMED, by=q.lead
        ),
    ),
}


@pytest.fixture
def before(quarter, settings, tmp_path, request):
    settings.MEDIA_ROOT = tmp_path
    prepare, change = CHANGES[request.param]
    if prepare:
        prepare(quarter)
    return quarter, change


def a_full_disk(execute, sql, params, many, context):
    """Refuse rows of the trail where they would be written, whoever writes them."""
    if sql.startswith("INSERT") and whole_trail().model._meta.db_table in sql:
        raise DatabaseError("the disk is full")
    return execute(sql, params, many, context)


@pytest.mark.parametrize("before", CHANGES, indirect=True)
def test_a_change_whose_row_cannot_be_written_saves_nothing(before, everything):
    quarter, change = before
    was = everything()

    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.execute_wrapper(a_full_disk),
    ):
        change(quarter)

    assert everything() == was


@pytest.mark.parametrize("before", CHANGES, indirect=True)
def test_a_change_leaves_a_row_that_says_nothing_of_what_was_said(before):
    quarter, change = before
    known = whole_trail().count()

    change(quarter)

    written = whole_trail()[: whole_trail().count() - known]
    assert any(event.kind.startswith(("quarters.", "plan.")) for event in written)
    assert {event.actor_name for event in written} <= {
        "Ngozi Hartwell",
        "Ada Quay",
        "nightly count",
    }
    told = " ".join(event.detail for event in written)
    assert not any(
        word in told for word in ("August was", "library", "Other words", "Why?", "Minutes")
    )
