"""Who may open a record is set on a page, and holds from the next click on."""

from datetime import date

import pytest
from django.urls import reverse

from upstander.kernel.access.changes.records import BarredBody, bar, involve
from upstander.kernel.access.changes.urgent import NoSuchRecord, break_glass
from upstander.kernel.access.models import Barring, Involvement, Withholding, Workplace
from upstander.kernel.access.tests.conftest import again, agree
from upstander.kernel.access.tests.test_urgent import STATED
from upstander.kernel.audit.record import events_for
from upstander.kernel.due.gather import due_for
from upstander.kernel.protection.tests.test_pages import read, send, strip, text_of
from upstander.kernel.testing.models import TrialCase
from upstander.kernel.testing.people import SYSTEM, organisation, person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.cases_urls")]
LABEL = "testing.trialcase"


def set_on(client, user, case, what, **form):
    return send(client, user, f"protection:record_{what}", LABEL, case.record.pk, **form)


def status(client, user, case):
    return read(client, user, "trialcases:detail", case.record.pk).status_code


def test_a_keeper_lets_an_organisation_take_part_until_a_day(client, case, settings):
    police = organisation("The police")
    agree(case.council, police)
    officer = person("police_liaison", police)
    assert status(client, officer, case) == 404

    page = set_on(
        client,
        case.caseworker,
        case,
        "involve",
        organisation=police.pk,
        reason="crime",
        until_day="20",
        until_month="11",
        until_year="2024",
    )

    assert "The police takes part." in page.content.decode()
    assert status(client, officer, case) == 200
    assert events_for(case.record)[0].facts["reason"] == "crime"
    settings.TODAY = date(2024, 11, 21)
    assert status(client, again(officer), case) == 404


def test_what_ran_out_can_be_set_anew(client, case, settings):
    police = organisation("The police")
    day = {"until_day": "20", "until_month": "11", "until_year": "2024"}
    asked = {"organisation": police.pk, "reason": "crime"}
    set_on(client, case.caseworker, case, "involve", **asked, **day)
    settings.TODAY = date(2024, 11, 21)

    set_on(client, case.caseworker, case, "involve", **asked)

    (part,) = Involvement.objects.standing().filter(organisation=police)
    assert part.until is None
    assert part.by_name == str(case.caseworker)


def test_the_part_of_an_organisation_ends_with_a_reason_and_at_the_next_click(client, case):
    part = Involvement.objects.standing().get(organisation=case.landlord)
    assert status(client, case.officer, case) == 200

    address = ("protection:record_part", LABEL, case.record.pk, part.pk)
    send(client, case.caseworker, *address, why="over")

    assert status(client, case.officer, case) == 404
    part.refresh_from_db()
    assert (part.lifted_why, part.lifted_by) == ("over", str(case.caseworker))
    assert read(client, case.caseworker, *address).status_code == 404


def test_a_keeper_withholds_a_category_from_a_partner_and_lifts_it(client, case):
    what = {"category": "events", "organisation": case.landlord.pk, "reason": "danger"}

    set_on(client, case.caseworker, case, "withhold", **what)
    assert "What happened" not in text_of(client, case.officer, "trialcases:detail", case.record.pk)
    withheld = Withholding.objects.get()
    send(
        client, case.caseworker, "protection:record_withheld", LABEL, case.record.pk, withheld.pk,
        why="wish",
    )  # fmt: skip

    assert "What happened" in text_of(client, case.officer, "trialcases:detail", case.record.pk)


def test_where_a_person_works_is_noted_on_their_page_and_ended_there(client, case):
    of = ("testing.trialperson", case.record.person_id)

    send(client, case.caseworker, "protection:record_works", *of, organisation=case.landlord.pk)

    noted = Workplace.objects.get()
    shown = text_of(client, case.caseworker, "protection:record", *of)
    assert f"{case.landlord}</strong>" in shown
    assert f"set by {case.caseworker}" in shown
    assert all(not event.facts for event in events_for(case.record.person)[:1])
    send(client, case.caseworker, "protection:record_workplace", *of, noted.pk, why="mistake")
    assert not Workplace.objects.standing().exists()
    send(client, case.caseworker, "protection:record_works", *of, organisation=case.landlord.pk)
    assert Workplace.objects.standing().count() == 1


def test_only_of_a_person_can_be_noted_where_they_work(client, case):
    assert "Works for" not in text_of(
        client, case.caseworker, "protection:record", LABEL, case.record.pk
    )

    page = set_on(client, case.caseworker, case, "works", organisation=case.landlord.pk)

    assert page.status_code == 404
    assert not Workplace.objects.exists()


def test_whoever_is_barred_on_the_page_finds_nothing_at_the_next_click(client, case):
    worker = person("landlord_officer", case.landlord)
    assert status(client, worker, case) == 200

    set_on(client, case.caseworker, case, "bar", organisation=case.landlord.pk, ground="accused")

    shut = read(client, worker, "trialcases:detail", case.record.pk)
    none = read(client, worker, "trialcases:detail", 999_999)
    assert shut.status_code == none.status_code == 404
    assert strip(shut.content.decode()) == strip(none.content.decode())
    assert str(case.record) not in text_of(client, worker, "trialcases:list")


@pytest.fixture
def theirs(case):
    """A record that another council keeps about the same person, and who works on it there."""
    body = organisation("Another council")
    record = TrialCase.objects.create(organisation=body, person=case.record.person, name="Amara")
    return record, person("caseworker", body)


def bar_from_person(client, user, case, **form):
    of = ("testing.trialperson", case.record.person_id)
    return send(client, user, "protection:record_bar", *of, ground="family", **form)


def there(client, user, record):
    return read(client, again(user), "trialcases:detail", record.pk).status_code == 200


def test_a_keeper_shuts_from_a_person_what_their_own_body_keeps_now_and_later(client, case):
    bar_from_person(client, case.caseworker, case, organisation=case.landlord.pk)

    later = TrialCase.objects.create(organisation=case.council, person=case.record.person)
    involve(later, organisation("The police"), by=SYSTEM)
    with pytest.raises(BarredBody):
        involve(later, case.landlord, by=SYSTEM)
    assert not there(client, case.officer, case.record)
    assert there(client, case.caseworker, later)


@pytest.mark.parametrize("whom", ["body", "worker"])
def test_nobody_shuts_another_body_out_of_its_own_records_but_governance(
    client, case, theirs, whom
):
    record, worker = theirs
    form = {"body": {"organisation": record.organisation_id}, "worker": {"person": worker.pk}}[whom]
    involve(case.record, record.organisation, by=SYSTEM)
    agree(case.council, record.organisation)
    officer = person("landlord_officer", record.organisation) if whom == "body" else worker

    bar_from_person(client, case.caseworker, case, **form)

    assert there(client, worker, record)
    assert not there(client, officer, case.record)
    bar_from_person(client, case.governor, case, **form)
    assert not there(client, worker, record)


def test_whoever_bars_learns_neither_who_is_barred_nor_who_else_keeps_a_record(
    client, case, theirs
):
    known, unknown = person("caseworker", case.council), person("caseworker", case.council)
    bar(case.record.person, known, ground="accused", by=SYSTEM)
    bar(case.record, known, ground="accused", by=case.governor)
    day = {"until_day": "20", "until_month": "11", "until_year": "2024"}

    def answers(who):
        pages = [
            bar_from_person(client, case.caseworker, case, person=who.pk, **day),
            set_on(client, case.caseworker, case, "bar", person=who.pk, ground="family", **day),
        ]
        return [strip(page.content.decode().replace(str(who), "Somebody")) for page in pages]

    assert answers(known) == answers(unknown)
    assert Barring.objects.get(label=LABEL, user=known).until is None  # the longer one stands


def test_a_barring_is_made_longer_and_never_shorter(case):
    def until():
        return Barring.objects.get().until

    for day, stands in ((20, 20), (15, 20), (30, 30), (None, None), (25, None)):
        asked = date(2024, 11, day) if day else None
        bar(case.record, case.officer, ground="family", by=case.caseworker, until=asked)
        assert until() == (date(2024, 11, stands) if stands else None)


def test_no_glass_is_broken_before_a_person_whom_one_body_shuts_to_somebody(client, case, theirs):
    worker = person("caseworker", organisation("A third council"))
    bar_from_person(client, case.caseworker, case, person=worker.pk)

    with pytest.raises(NoSuchRecord):
        break_glass("testing.trialperson", case.record.person_id, by=worker, **STATED)


def test_somebody_who_knows_the_family_bars_themselves_and_is_led_away(client, case):
    page = set_on(client, case.caseworker, case, "bar", person=case.caseworker.pk, ground="family")

    assert page.redirect_chain == [(reverse("due:list"), 302)]
    assert status(client, case.caseworker, case) == 404


@pytest.mark.parametrize("form", [{}, {"both": True}])
def test_one_person_or_one_organisation_is_barred_at_a_time(client, case, form):
    if form:
        form = {"person": case.officer.pk, "organisation": case.landlord.pk}

    page = set_on(client, case.caseworker, case, "bar", ground="family", **form)

    assert "one of the two" in page.content.decode()
    assert not Barring.objects.exists()


def test_information_governance_lifts_a_barring_and_keepers_do_not_see_who_is_barred(client, case):
    barring = bar(case.record, case.officer, ground="accused", by=SYSTEM)
    page = text_of(client, case.caseworker, "protection:record", LABEL, case.record.pk)
    assert str(case.officer) not in page
    assert read(client, case.caseworker, "protection:barred_lift", barring.pk).status_code == 403
    shown = text_of(client, case.governor, "protection:record", LABEL, case.record.pk)
    assert str(case.officer) in shown
    assert "What happened" not in shown

    send(client, case.governor, "protection:barred_lift", barring.pk, why="mistake")

    assert status(client, again(case.officer), case) == 200
    assert "Lifted a barring" not in text_of(
        client, case.caseworker, "trialcases:history", case.record.pk
    )


@pytest.mark.parametrize("whom", ["governor", "their body", "own body"])
def test_no_keeper_hides_a_record_from_those_who_watch_over_barring(client, case, whom):
    person("information_governance", organisation("Policy"))
    form = {
        "governor": {"person": case.governor.pk},
        "their body": {"organisation": organisation("Policy").pk},
        "own body": {"organisation": case.council.pk},
    }[whom]

    page = set_on(client, case.caseworker, case, "bar", ground="complaint", **form)

    assert "Only information governance bars" in page.content.decode()
    assert not Barring.objects.exists()
    set_on(client, case.governor, case, "bar", ground="complaint", **form)
    assert Barring.objects.exists()


@pytest.mark.parametrize("who", ["officer", "stranger", "barred"])
def test_nobody_but_its_keepers_and_governance_sets_who_opens_a_record(client, case, who):
    user = {"officer": case.officer, "barred": case.caseworker}.get(who)
    user = user or person("caseworker", organisation("Another council"))
    if who == "barred":
        bar(case.record, user, ground="family", by=SYSTEM)
    address = ("protection:record_bar", LABEL, case.record.pk)

    page = read(client, user, *address)
    send(client, user, *address, person=case.governor.pk, ground="accused")

    assert page.status_code == (403 if who == "officer" else 404)
    assert not Barring.objects.filter(user=case.governor).exists()


@pytest.mark.parametrize("name", ["record", "record_bar", "who_looked"])
@pytest.mark.parametrize("label", ["TESTING.TrialCase", "x", "people.user", "testing.trialcase.x"])
def test_an_address_with_another_kind_of_record_is_there_or_not_and_breaks_nothing(
    client, case, name, label
):
    page = read(client, case.caseworker, f"protection:{name}", label, case.record.pk)

    assert page.status_code == (200 if label.lower() == LABEL else 404)


def test_whoever_answers_for_the_list_is_not_told_of_a_record_that_is_shut_to_them(client, case):
    barring = bar(case.record, case.governor, ground="complaint", by=SYSTEM)
    read(client, case.caseworker, "trialcases:detail", case.record.pk)

    for name in ("barred_list", "reads_list", "alerts_list", "urgent_list"):
        text = text_of(client, case.governor, f"protection:{name}")
        assert f"trial case {case.record.pk}" not in text.lower(), name
    for name in ("barred_detail", "barred_lift"):
        assert read(client, case.governor, f"protection:{name}", barring.pk).status_code == 404
    other = person("information_governance", organisation("Another council"))
    assert str(case.governor) in text_of(client, other, "protection:barred_list")


def test_a_curious_administrator_does_not_learn_from_the_trail_who_is_barred_or_who_read(
    client, case
):
    administrator = person("administrator", case.council)
    bar(case.record, case.officer, ground="accused", by=SYSTEM)
    read(client, case.caseworker, "trialcases:detail", case.record.pk)

    seen, whole = (
        text_of(client, reader, "administration:trail_export", "json")
        for reader in (administrator, case.governor)
    )

    for told in ("Barred somebody", "accused", "Read records of people"):
        assert told not in seen
        assert told in whole
    page = text_of(client, administrator, "administration:trail_list")
    assert "accused" not in page


@pytest.mark.parametrize("role", ["administrator", "information_governance"])
def test_whoever_is_barred_finds_nothing_of_the_record_in_the_trail(client, case, role):
    reader = person(role, case.council)
    involved = f"trial case {case.record.pk}"
    before = text_of(client, reader, "administration:trail_list").lower()
    assert involved in before

    bar(case.record, reader, ground="complaint", by=SYSTEM)
    read(client, case.caseworker, "trialcases:detail", case.record.pk)

    after = text_of(client, reader, "administration:trail_list").lower()
    file = text_of(client, reader, "administration:trail_export", "json")
    assert involved not in after
    assert "complaint" not in after + file
    assert f"trialcase:{case.record.pk}" not in file


def test_a_barring_that_ends_by_itself_is_looked_at_again_before(case, settings):
    bar(case.record, case.officer, ground="accused", by=SYSTEM, until=date(2024, 11, 20))

    (item,) = due_for(case.governor, date(2024, 11, 14)).next

    assert item.item.on == date(2024, 11, 20)
    assert "Look again at who is barred" in item.item.title
