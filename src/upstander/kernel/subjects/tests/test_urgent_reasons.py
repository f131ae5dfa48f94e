"""Why a record was opened urgently is reached by whom it speaks of: to read, or gone."""

import pytest

from upstander.kernel.access.changes.urgent import break_glass
from upstander.kernel.access.models import UrgentAccess
from upstander.kernel.audit.reading import reads_of
from upstander.kernel.subjects.changes import add_subject, edit_subject, erase_subject
from upstander.kernel.subjects.gathering import gather
from upstander.kernel.subjects.others import MASK
from upstander.kernel.subjects.tests.conftest import BY
from upstander.kernel.testing.people import organisation, person
from upstander.kernel.vault.erasure import GROUNDS
from upstander.kernel.vault.keys.store import store
from upstander.kernel.vault.tests.conftest import again

pytestmark = pytest.mark.usefixtures("own_home", "case")
REASON = "Marek is on his way to Amara Zebra-Nowak, and she does not answer."
STATED = {"danger": "life", "gateway": "vital_interests", "reason": REASON}


@pytest.fixture(params=["testing.trialcase", "subjects.subject"])
def reason(request, amara, case):
    """The glass was broken, for a record of the person or for what is known of them."""
    key = case.pk if request.param == "testing.trialcase" else amara.pk
    stranger = person("caseworker", organisation("Another council"))
    return break_glass(request.param, key, by=stranger, **STATED)


def reasons(subject):
    entries = gather(subject, by=BY).entries
    return [entry for entry in entries if entry.record.startswith("access.urgentaccess:")]


def test_an_answer_holds_the_reason_with_others_masked_and_asks_to_read_it(amara, reason):
    edit_subject(amara, must_not_know="Her brother Marek", by=BY)

    (entry,) = reasons(amara)

    assert dict(entry.facts)["Reason"] == REASON.replace("Marek", MASK)
    assert "Read it" in entry.by_hand[0]


def test_an_answer_to_somebody_else_does_not_hold_it(reason):
    assert reasons(add_subject(by=BY)) == []


def test_who_gathered_all_on_a_person_stands_among_who_read_of_them(amara, reason):
    gather(amara, by=BY)

    row = reads_of(amara)[0]
    assert (row.facts["purpose"], row.facts["through"]) == ("rights", ["system"])
    assert row.facts["people"] == [f"subjects.subject:{amara.pk}"]


def test_erasing_a_person_destroys_the_reason_and_leaves_the_row(
    amara, reason, django_capture_on_commit_callbacks
):
    key = again(reason).vault_key

    with django_capture_on_commit_callbacks(execute=True):
        erase_subject(amara, by=BY)

    kept = UrgentAccess.objects.get()
    assert kept.vault_document == ""
    assert (kept.danger, kept.gateway) == ("life", "vital_interests")
    assert store().fetch([key]) == {}


def test_time_leaves_the_reason_for_as_long_as_its_own_rule_says(amara, reason):
    erase_subject(amara, by=BY, ground=GROUNDS.TIME)

    assert again(reason).vault_document
