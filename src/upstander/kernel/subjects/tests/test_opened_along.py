"""Messages of a person, and what was shared of them, open as the record that they are about."""

from dataclasses import replace
from datetime import date

import pytest

from upstander.kernel.access.changes.agreements import stop_agreement
from upstander.kernel.access.changes.records import bar, uninvolve, withhold
from upstander.kernel.access.changes.urgent import NoSuchRecord, break_glass, keep_open
from upstander.kernel.access.check import NotAllowed
from upstander.kernel.access.reading import open_records
from upstander.kernel.access.standing import standings
from upstander.kernel.access.tests import conftest as access
from upstander.kernel.audit.reading import reads_of
from upstander.kernel.guards import Category
from upstander.kernel.subjects.changes import add_subject, disclose, give_consent, write_message
from upstander.kernel.subjects.models import ChannelMessage, Disclosure, Subject
from upstander.kernel.testing.cases import CAPABILITY, GUARD, KEEPERS, PEOPLE
from upstander.kernel.testing.models import TrialCase
from upstander.kernel.testing.people import SYSTEM, organisation, person
from upstander.kernel.vault.masking import HIDDEN

case = access.case  # a fixture
OUTCOME = Category("outcome", (), view=KEEPERS)  # what stands with the person
WITH_OUTCOME = replace(GUARD, categories=(*GUARD.categories, OUTCOME))
STATED = {"danger": "life", "gateway": "vital_interests", "reason": access.REASON}
# how somebody stands to the case, and what they see then: of a message, of what was shared
RELATIONS = {
    "own": (True, True),
    "agreement": (True, False),  # it opens what happened, and not the outcome
    "withheld": (False, False),
    "lapsed": (None, None),
    "urgent": (True, False),
    "glass": (True, True),
    "other": (None, None),
    "left": (None, None),
    "barred by name": (None, None),
    "barred by organisation": (None, None),
    "barred from the person": (None, None),
    "barred here from the person": (None, None),
    "barred elsewhere from the person": (True, True),
}


@pytest.fixture
def capability():
    return replace(CAPABILITY, guards=(WITH_OUTCOME, PEOPLE))


@pytest.fixture
def kept(case):
    """The case of a person, a message about it, and what was shared because of it."""
    subject = add_subject(given_names="Amara", by=SYSTEM)
    TrialCase.objects.filter(pk=case.record.pk).update(subject=subject)
    case.record.refresh_from_db()
    give_consent(subject, purpose="landlord", wording="2024-11", language="en", by=SYSTEM)
    message = write_message(subject, text="He came back.", by=SYSTEM, about=about(case.record))
    shared = disclose(
        subject,
        purpose="landlord",
        recipient="A landlord",
        what=["Her story"],
        by=SYSTEM,
        send=lambda made: None,
        about=case.record,
    )
    return case, message, shared


def about(record):
    return f"testing.trialcase:{record.pk}"


def kept_open(case, stranger):
    stop_agreement(case.agreement, by=SYSTEM)
    keep_open("testing.trialcase", case.record.pk, by=case.officer, **STATED)


BROUGHT_ABOUT = {
    "withheld": lambda case, _: withhold(case.record, "events", by=SYSTEM),
    "lapsed": lambda case, _: stop_agreement(case.agreement, by=SYSTEM),
    "urgent": kept_open,
    "left": lambda case, _: uninvolve(case.record, case.landlord, by=SYSTEM),
    "glass": lambda case, who: break_glass("testing.trialcase", case.record.pk, by=who, **STATED),
    "barred by name": lambda case, _: bar(case.record, case.caseworker, ground="family", by=SYSTEM),
    "barred by organisation": lambda case, _: bar(
        case.record, case.landlord, ground="accused", by=SYSTEM
    ),
    "barred from the person": lambda case, _: bar(
        case.record.subject, case.caseworker, ground="family", by=SYSTEM
    ),
    "barred here from the person": lambda case, _: bar(
        case.record.subject,
        case.caseworker,
        ground="family",
        by=person("caseworker", case.council),
    ),
    "barred elsewhere from the person": lambda case, who: bar(
        case.record.subject, case.caseworker, ground="family", by=who
    ),
}


def reader(case, relation):
    """Bring about how somebody stands to the case, and give who that is."""
    stranger = person("caseworker", organisation("Another council"))
    BROUGHT_ABOUT.get(relation, lambda case, who: None)(case, stranger)
    if relation in ("own", "barred by name") or relation.endswith("from the person"):
        return access.again(case.caseworker)
    return access.again(stranger if relation in ("glass", "other") else case.officer)


def seen(user, made, field):
    """Say whether somebody sees a field: None where the record is not there for them."""
    rows = type(made).objects.visible_to(user).filter(pk=made.pk)
    found = list(rows)
    assert bool(found) == standings(user, [made])[made.pk].open  # the database and the rule agree
    if not found:
        with pytest.raises(NotAllowed):
            open_records(user, [type(made).objects.get(pk=made.pk)], page="detail")
        return None
    open_records(user, found, page="detail")
    return str(getattr(found[0], field)) != HIDDEN


@pytest.mark.parametrize("relation", RELATIONS)
def test_what_lies_with_a_person_opens_as_the_record_does_that_it_is_about(kept, relation):
    case, message, shared = kept

    user = reader(case, relation)

    assert (seen(user, message, "text"), seen(user, shared, "what")) == RELATIONS[relation]


def test_a_message_about_one_case_is_not_there_for_who_may_open_another_of_the_person(kept):
    case, message, _ = kept
    other = person("caseworker", organisation("Another council"))
    theirs = TrialCase.objects.create(
        organisation=organisation("Another council"), subject=case.record.subject
    )
    of_none = write_message(case.record.subject, text="Hello", by=SYSTEM)
    of_theirs = write_message(case.record.subject, text="Hello", by=SYSTEM, about=about(theirs))

    assert set(ChannelMessage.objects.visible_to(other)) == {of_none, of_theirs}
    assert message not in ChannelMessage.objects.visible_to(other)
    assert Subject.objects.visible_to(other).exists()


def test_a_message_about_the_case_of_somebody_else_does_not_open_with_it(kept):
    case, _, _ = kept
    stranger = add_subject(given_names="Nobody", by=SYSTEM)

    forged = write_message(stranger, text="Not hers", by=SYSTEM, about=about(case.record))

    assert forged not in ChannelMessage.objects.visible_to(case.caseworker)
    assert not standings(case.caseworker, [forged])[forged.pk].open


def test_reading_messages_is_reading_about_the_person(kept):
    case, message, _ = kept

    open_records(case.caseworker, [message], page="channel")

    (row,) = reads_of(case.record.subject)
    assert row.facts["records"] == [f"subjects.channelmessage:{message.pk}"]
    assert row.facts["categories"] == ["events"]


@pytest.mark.parametrize("label", ["subjects.channelmessage", "subjects.disclosure"])
def test_the_glass_is_broken_for_a_record_and_never_for_one_message(kept, label):
    stranger = person("caseworker", organisation("Another council"))

    with pytest.raises(NoSuchRecord):
        break_glass(label, 1, by=stranger, **STATED)


def test_what_was_shared_goes_on_being_shut_the_day_after_an_agreement(kept, settings):
    case, _, shared = kept
    assert shared in Disclosure.objects.visible_to(case.officer)

    settings.TODAY = date(2025, 4, 1)

    assert shared not in Disclosure.objects.visible_to(access.again(case.officer))
