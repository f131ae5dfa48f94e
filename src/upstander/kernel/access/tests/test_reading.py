from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import RequestFactory

from upstander.kernel.access import reading
from upstander.kernel.access.acting import shown_to
from upstander.kernel.access.changes.alerts import OwnReading, SettledBefore, settle
from upstander.kernel.access.changes.records import bar, note_workplace, withhold
from upstander.kernel.access.changes.urgent import NothingToKeep, break_glass, keep_open
from upstander.kernel.access.check import NotAllowed
from upstander.kernel.access.dues import alerts_due
from upstander.kernel.access.models import Alert
from upstander.kernel.access.opening import opened_to
from upstander.kernel.access.reading import open_for_work, open_records, send_file
from upstander.kernel.access.standing import standings
from upstander.kernel.access.tests.conftest import REASON
from upstander.kernel.access.watch import watch
from upstander.kernel.access.watching.explain import sentence_of
from upstander.kernel.access.watching.rules import RULES, Known, Line, at_odd_hours, many_people
from upstander.kernel.audit.reading import (
    Read,
    read_rows,
    readings,
    reads_of,
    record_read,
    unindexed,
)
from upstander.kernel.audit.record import events_for, key_of, whole_trail
from upstander.kernel.clock import today
from upstander.kernel.testing.models import TrialCase, TrialPerson, TrialReport
from upstander.kernel.testing.people import SYSTEM, organisation, person
from upstander.kernel.vault.contents import Contents
from upstander.kernel.vault.files.changes import add_file
from upstander.kernel.vault.files.upload import received, sealed_uploads
from upstander.kernel.vault.masking import HIDDEN
from upstander.kernel.vault.tests.samples import photograph

LONDON = ZoneInfo("Europe/London")


def test_who_opens_a_record_sees_what_their_right_opens_and_a_mask_for_the_rest(case):
    record = TrialCase.objects.visible_to(case.officer).get()

    open_records(case.officer, [record], page="detail")

    assert (record.name, record.story) == ("Amara", "What happened")
    assert (record.phone, record.plan, record.accused) == (HIDDEN, HIDDEN, HIDDEN)


def test_a_withheld_field_is_not_in_memory_either(case):
    withhold(case.record, "events", by=SYSTEM)
    record = TrialCase.objects.get()

    open_records(case.officer, [record], page="detail")

    assert "name" in Contents.of(record)._opened
    assert "story" not in Contents.of(record)._opened
    assert record.story == HIDDEN


def test_a_record_of_which_all_is_withheld_is_there_and_shows_nothing(case):
    for category in ("events", "identity"):
        withhold(case.record, category, by=SYSTEM)
    record = TrialCase.objects.visible_to(case.officer).get()

    open_records(case.officer, [record], page="list")

    assert {record.name, record.story, record.phone} == {HIDDEN}


def test_one_row_names_all_records_of_a_page_and_nothing_that_is_in_them(case):
    other = TrialCase.objects.create(organisation=case.council, name="Bea", story="Another")
    records = list(TrialCase.objects.visible_to(case.caseworker))

    open_records(case.caseworker, records, page="list")

    (row,) = read_rows()
    assert row.facts == {
        "records": [f"testing.trialcase:{case.record.pk}", f"testing.trialcase:{other.pk}"],
        "people": [f"testing.trialperson:{case.record.person_id}"],
        "classes": ["criminal", "personal", "special"],
        "categories": ["characteristics", "contact", "events", "identity", "others", "risk"],
        "purpose": "support",
        "through": ["own"],
        "page": "list",
    }
    assert "Amara" not in row.detail


def test_a_page_whose_row_cannot_be_written_shows_nothing(case, monkeypatch):
    def fails(*args, **kwargs):
        raise RuntimeError("the trail is full")

    monkeypatch.setattr(reading, "record_read", fails)

    with pytest.raises(RuntimeError):
        open_records(case.caseworker, [TrialCase.objects.get()], page="detail")


def test_nothing_is_shown_of_a_page_on_which_one_record_is_shut(case):
    shut = TrialCase.objects.create(organisation=organisation("Third body"), name="Cleo")
    records = list(TrialCase.objects.order_by("pk"))

    with pytest.raises(NotAllowed):
        open_records(case.caseworker, records, page="list")

    assert records[0].name == HIDDEN
    assert not read_rows().exists()
    assert shut.pk


def test_who_looked_at_a_person_is_found_by_the_person_and_by_the_record(case):
    for user in (case.caseworker, case.officer):
        open_records(user, [TrialCase.objects.get()], page="detail")

    for about in (case.record, case.record.person):
        rows = reads_of(about)
        assert [row.actor for row in rows] == [key_of(case.officer), key_of(case.caseworker)]
        assert [row.facts["purpose"] for row in rows] == ["landlord", "support"]


def test_lines_that_lead_to_rows_of_reading_are_held_against_the_trail(case):
    open_records(case.caseworker, [TrialCase.objects.get()], page="detail")
    row = read_rows().get()
    assert list(unindexed()) == []

    readings().filter(about=key_of(case.record)).delete()
    readings().create(
        about="testing.trialcase:999", sequence=row.sequence, at=row.moment, actor="", through=""
    )

    assert len(list(unindexed())) == 2


def test_work_of_the_product_goes_by_a_listed_name_and_leaves_one_row_a_day(case):
    for _ in range(3):
        assert TrialCase.objects.acting_for("measures").count() == 1

    (row,) = events_for("records:testing.trialcase")
    assert (row.kind, row.facts) == ("access.acted", {"work": "measures"})
    assert row.actor == "system:counting for the plan"
    with pytest.raises(LookupError, match="curiosity"):
        TrialCase.objects.acting_for("curiosity")


def test_work_of_the_product_opens_what_it_needs(case):
    record = TrialCase.objects.acting_for("rights").get()

    open_for_work("rights", [record])

    assert record.accused == "A neighbour"
    open_for_work("rights", [])


def test_a_count_says_how_many_of_it_one_may_open(case):
    for _ in range(11):
        TrialCase.objects.create(organisation=case.council)
    counted = TrialCase.objects.acting_for("measures")

    def shown(user):
        return str(shown_to(counted, opened_to(user, TrialCase)))

    assert shown(case.caseworker) == "12"
    assert shown(case.officer) == "12, of which you may open 1"
    assert shown(case.governor) == "12, of which you may open none"


# ---- unusual reading -----------------------------------------------------------------------------


def read(actor, count, begun, minutes=30, label="testing.trialcase"):
    """Write lines as reading writes them, at times of our own."""
    for number in range(count):
        at = begun + timedelta(minutes=minutes) * number / count
        readings().create(
            about=f"{label}:{number}", sequence=10_000 + number, at=at, actor=actor, through="own"
        )


NOON = datetime(2026, 3, 4, 12, tzinfo=LONDON)  # a Wednesday


@pytest.mark.parametrize(("count", "minutes", "told"), [(40, 30, 0), (41, 30, 1), (60, 600, 0)])
def test_more_than_forty_people_in_an_hour_are_told_once(case, count, minutes, told):
    begun = NOON.replace(hour=8)
    read(key_of(case.caseworker), count, begun, minutes)

    assert watch(NOON + timedelta(hours=7)) == told
    assert watch(NOON + timedelta(hours=7)) == 0
    assert Alert.objects.count() == told


def test_a_stretch_of_reading_is_one_finding_with_the_most_that_was_read_in_an_hour():
    lines = [
        Line("people.user:1", NOON + timedelta(minutes=minute), f"a.case:{minute}", minute)
        for minute in range(120)
    ]

    (found,) = many_people(RULES[0], lines, Known())

    assert (found.since, found.count) == (NOON, 61)


@pytest.mark.parametrize(
    ("moment", "odd"),
    [
        (datetime(2026, 3, 4, 7, 0, tzinfo=LONDON), False),
        (datetime(2026, 3, 4, 6, 59, tzinfo=LONDON), True),
        (datetime(2026, 3, 4, 20, 0, tzinfo=LONDON), True),
        (datetime(2026, 3, 7, 12, 0, tzinfo=LONDON), True),  # a Saturday
        (datetime(2026, 7, 1, 6, 30, tzinfo=UTC), False),  # half past seven in summer
    ],
)
def test_odd_hours_are_those_of_the_boroughs_clock(moment, odd):
    assert at_odd_hours(moment) is odd


def test_much_reading_at_night_is_told(case):
    read(key_of(case.caseworker), 11, NOON.replace(hour=21))

    assert watch(NOON + timedelta(hours=11)) == 1

    assert Alert.objects.get().rule == "out_of_hours"


def test_reading_about_a_colleague_is_told_and_about_anybody_else_not(case):
    note_workplace(case.record.person, case.council, by=SYSTEM)
    for user in (case.caseworker, case.officer):
        open_records(user, [TrialCase.objects.get()], page="detail")

    watch()

    told = Alert.objects.filter(rule="colleague")
    assert [alert.actor for alert in told] == [key_of(case.caseworker)]
    assert f"trial person {case.record.person_id}" in sentence_of(told.get())


def test_reading_after_breaking_the_glass_is_told_in_words(case):
    police = person("police_liaison", organisation("The police"), name="Pat Constable")
    stated = {"danger": "child", "gateway": "rli_safeguarding", "reason": REASON}
    break_glass("testing.trialcase", case.record.pk, by=police, **stated)
    open_records(police, [TrialCase.objects.get()], page="detail")

    watch()

    alert = Alert.objects.filter(rule="after_glass", about=key_of(case.record)).get()
    assert sentence_of(alert).startswith(f"Pat Constable read trial case {case.record.pk} on ")
    assert "after breaking the glass" in sentence_of(alert)


def test_information_governance_settles_an_alert_once_and_never_its_own(case):
    read(key_of(case.caseworker), 50, NOON)
    watch(NOON + timedelta(hours=2))
    alert = Alert.objects.get()
    (due,) = alerts_due(case.governor, today())
    assert "Up to 40 within an hour is usual." in due.why
    assert alerts_due(case.caseworker, today()) == []

    settle(alert, finding="work", by=case.governor)

    assert alerts_due(case.governor, today()) == []
    with pytest.raises(SettledBefore):
        settle(alert, finding="concern", by=case.governor)
    own = Alert.objects.create(
        rule="colleague",
        actor=key_of(case.governor),
        actor_name="Ines",
        since=NOON,
        until=NOON,
        count=1,
        raised_on=today(),
    )
    with pytest.raises(OwnReading):
        settle(own, finding="work", by=case.governor)


def test_what_the_product_reads_for_its_own_work_alerts_nobody(case):
    read("system:counting for the plan", 500, NOON)

    assert watch(NOON + timedelta(hours=2)) == 0
    assert whole_trail().filter(kind="access.alert_raised").count() == 0


def test_a_row_of_reading_names_something(case):
    with pytest.raises(ValueError, match="at least one"):
        record_read(Read([], "support"), by=SYSTEM)


def test_what_no_capability_guards_is_never_opened(case):
    with pytest.raises(LookupError, match="guard"):
        open_records(case.caseworker, [TrialReport(received_on=today())], page="detail")


# ---- people, who belong to no body ---------------------------------------------------------------


@pytest.fixture
def amara(case):
    """The person of the case, with something in each category."""
    who = case.record.person
    who.family_name, who.phones, who.religion = "Okafor", ["07700 900123"], "a belief"
    who.save()
    return TrialPerson.objects.get(pk=who.pk)


def test_somebody_is_seen_by_who_may_open_a_record_that_speaks_of_them(case, amara):
    stranger = person("caseworker", organisation("Third body"))

    def seen(user):
        return TrialPerson.objects.visible_to(user).filter(pk=amara.pk).exists()

    assert seen(case.caseworker)
    assert seen(case.officer)
    assert not seen(stranger)
    assert not seen(case.governor)


def test_what_is_known_of_somebody_opens_as_far_as_the_record_does(case, amara):
    open_records(case.officer, [amara], page="detail")

    assert (amara.family_name, amara.phones, amara.religion) == ("Okafor", HIDDEN, HIDDEN)
    assert read_rows().get().facts["purpose"] == "landlord"


def test_somebody_opens_along_with_a_record_in_one_row(case, amara):
    record = TrialCase.objects.visible_to(case.officer).select_related("person").get()

    open_records(case.officer, [record], page="detail", along=["person"])

    assert (record.name, record.person.family_name) == ("Amara", "Okafor")
    assert record.person.phones == HIDDEN
    assert read_rows().count() == 1


def test_the_two_tellings_agree_on_people_too(case, amara):
    others = [TrialPerson.objects.create() for _ in range(2)]
    TrialCase.objects.create(organisation=case.council, person=others[0])
    bar(others[0], case.caseworker, ground="family", by=SYSTEM)

    for user in (case.caseworker, case.officer, case.governor):
        seen = set(TrialPerson.objects.visible_to(user).values_list("pk", flat=True))
        stand = standings(user, [amara, *others])
        assert seen == {key for key, each in stand.items() if each.open}


def test_glass_can_be_broken_for_a_person(case, amara):
    police = person("police_liaison", organisation("The police"))
    stated = {"danger": "child", "gateway": "rli_safeguarding", "reason": REASON}
    break_glass("testing.trialperson", amara.pk, by=police, **stated)

    open_records(police, [amara], page="detail")

    assert amara.phones == ("07700 900123",)
    assert not TrialCase.objects.visible_to(police).exists()
    with pytest.raises(NothingToKeep):
        keep_open("testing.trialperson", amara.pk, by=police, **stated)


# ---- files ---------------------------------------------------------------------------------------


@pytest.fixture
def photo(case):
    """A photograph that was sent in for the case."""
    taken = []

    def keep(request):
        taken.append(received(request.FILES, "file"))
        return HttpResponse()

    sent = SimpleUploadedFile("door.jpg", photograph(), content_type="image/jpeg")
    request = RequestFactory().post("/", {"file": sent})
    request._dont_enforce_csrf_checks = True
    sealed_uploads(keep)(request)
    return add_file(case.record, taken[0], by=SYSTEM)


@pytest.mark.slow
def test_a_file_leaves_for_who_sees_its_category_and_that_is_on_record(case, photo):
    answer = send_file(case.officer, photo, category="events")
    with pytest.raises(NotAllowed):
        send_file(case.officer, photo, category="risk")

    assert b"".join(answer.streaming_content)[:2] == b"\xff\xd8"
    facts = read_rows().get().facts
    assert (facts["page"], facts["categories"]) == ("file", ["events"])
    assert facts["records"] == [key_of(case.record)]
