from datetime import date

import pytest
from django.urls import reverse

from upstander.kernel.access.changes.agreements import stop_agreement
from upstander.kernel.access.changes.records import bar, withhold
from upstander.kernel.access.models import Agreement, Alert, UrgentAccess
from upstander.kernel.access.tests.conftest import REASON
from upstander.kernel.access.watch import watch
from upstander.kernel.audit.reading import read_rows
from upstander.kernel.audit.record import events_for, key_of
from upstander.kernel.protection import demo
from upstander.kernel.subjects.changes import add_subject
from upstander.kernel.testing.models import TrialCase
from upstander.kernel.testing.people import SYSTEM, organisation, person
from upstander.kernel.vault.masking import HIDDEN

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.cases_urls")]


def read(client, user, name, *args, **query):
    client.force_login(user)
    return client.get(reverse(name, args=args), query)


def text_of(client, user, name, *args, **query):
    return read(client, user, name, *args, **query).content.decode()


def send(client, user, address, *args, **form):
    client.force_login(user)
    return client.post(reverse(address, args=args), form, follow=True)


# ---- records of people ---------------------------------------------------------------------------


def test_a_page_shows_a_partner_what_the_agreement_opens(client, case):
    text = text_of(client, case.officer, "trialcases:detail", case.record.pk)

    assert "What happened" in text
    assert "07700 900123" not in text
    assert HIDDEN in text


def test_a_file_masks_what_its_reader_may_not_see_and_says_that_it_left(client, case):
    withhold(case.record, "events", by=SYSTEM)

    text = text_of(client, case.officer, "trialcases:export", "csv")

    assert "Amara" in text
    assert "What happened" not in text
    assert read_rows().get().facts["page"] == "export"


def test_a_form_lets_one_change_what_one_may_change_and_nothing_else(client, case):
    listener = person("centre_worker", case.council)

    text = text_of(client, listener, "trialcases:edit", case.record.pk)
    send(client, listener, "trialcases:edit", case.record.pk, name="Amara O", story="Changed")

    assert 'name="name"' in text
    assert 'name="story"' not in text
    whole = text_of(client, case.caseworker, "trialcases:detail", case.record.pk)
    assert "Amara O" in whole
    assert "What happened" in whole


def test_each_look_at_a_record_is_one_row(client, case):
    read(client, case.caseworker, "trialcases:edit", case.record.pk)

    assert [row.facts["page"] for row in read_rows()] == ["edit"]


def test_a_lapse_shuts_the_page_at_the_next_click_and_says_who_can_open_it(client, case):
    assert read(client, case.officer, "trialcases:detail", case.record.pk).status_code == 200
    stop_agreement(case.agreement, by=case.governor)

    answer = read(client, case.officer, "trialcases:detail", case.record.pk)

    assert answer.status_code == 403
    assert "Data sharing lead, Safer Merton (Dara Keeper) can renew it" in answer.content.decode()
    assert reverse("protection:keep_open") in answer.content.decode()
    assert "can renew it" in text_of(client, case.officer, "trialcases:list")
    assert "can renew it" not in text_of(client, case.caseworker, "trialcases:list")


def test_a_barred_reader_gets_the_page_of_a_number_that_no_record_has(client, case):
    bar(case.record, case.officer, ground="accused", by=SYSTEM)

    shut = read(client, case.officer, "trialcases:detail", case.record.pk)
    none = read(client, case.officer, "trialcases:detail", 999_999)

    assert shut.status_code == none.status_code == 404
    assert strip(shut.content.decode()) == strip(none.content.decode())


def strip(text):
    """Take out what is made anew for each page."""
    return [
        line for line in text.splitlines() if "csrf" not in line.lower() and "nonce" not in line
    ]


# ---- urgent access -------------------------------------------------------------------------------

STATED = {
    "kind": "testing.trialcase",
    "danger": "life",
    "gateway": "vital_interests",
    "reason": REASON,
}


def test_a_partner_keeps_a_case_and_information_governance_reviews_it(client, case):
    stop_agreement(case.agreement, by=case.governor)

    kept = send(client, case.officer, "protection:keep_open", number=case.record.pk, **STATED)
    assert "What happened" in kept.content.decode()
    urgent = UrgentAccess.objects.get()
    due = text_of(client, case.governor, "due:list")
    assert f"Review urgent access {urgent.pk}" in due

    assert REASON in text_of(client, case.governor, "protection:urgent_detail", urgent.pk)
    send(client, case.governor, "protection:urgent_review", urgent.pk, finding="wrong", stop="on")
    answer = read(client, case.officer, "trialcases:detail", case.record.pk)
    assert answer.status_code == 403


def test_glass_breaks_for_one_record_and_no_number_that_is_shut(client, case):
    police = person("police_liaison", organisation("The police"))
    bar(case.record.person, organisation("The council of elsewhere"), ground="wish", by=SYSTEM)

    opened = send(client, police, "protection:break_glass", number=case.record.pk, **STATED)
    nothing = send(client, police, "protection:break_glass", number=999_999, **STATED)

    assert "A new lock" in opened.content.decode()
    assert nothing.status_code == 404
    assert events_for("testing.trialcase:999999")[0].kind == "access.opening_refused"


def test_a_reason_that_says_nothing_is_sent_back(client, case):
    stated = STATED | {"reason": "quick", "number": case.record.pk}

    text = send(client, case.caseworker, "protection:break_glass", **stated).content.decode()

    assert "why it cannot wait" in text
    assert not UrgentAccess.objects.exists()


def test_the_form_names_the_record_that_a_refusal_named(client, case):
    about = key_of(case.record)

    text = text_of(client, case.officer, "protection:keep_open", record=about)

    assert f'value="{case.record.pk}"' in text


# ---- agreements ----------------------------------------------------------------------------------


def test_information_governance_writes_down_renews_and_stops_an_agreement(client, case):
    form = {
        "title": "Panel",
        "parties": [case.council.pk, case.landlord.pk],
        "purpose": "panel",
        "gateway": "s115",
        "categories": ["identity", "risk"],
        "renewed_by": case.agreement.renewed_by_id,
        **day("starts_on", date(2024, 11, 1)),
        **day("ends_on", date(2025, 10, 31)),
    }

    send(client, case.governor, "protection:agreements_new", **form)
    made = Agreement.objects.get(title="Panel")
    assert {each.category for each in made.categories.all()} == {"identity", "risk"}

    send(client, case.governor, "protection:agreements_stop", made.pk)
    stopped = text_of(client, case.governor, "protection:agreements_detail", made.pk)
    assert "It opens nothing." in stopped

    renewed = day("until", date(2026, 1, 31))
    text = send(client, case.governor, "protection:agreements_renew", made.pk, **renewed)
    assert "open again" in text.content.decode()


def day(name, on):
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def test_an_agreement_of_one_body_is_sent_back(client, case):
    text = send(client, case.governor, "protection:agreements_new", parties=[case.council.pk])

    assert "Choose at least two organisations" in text.content.decode()


def test_the_demonstration_has_agreements_in_every_state(demonstration):
    demo.load()

    assert sorted(each.state for each in Agreement.objects.all()) == [
        "Ends soon",
        "In force",
        "Lapsed",
    ]


# ---- who read what -------------------------------------------------------------------------------


def test_who_looked_says_who_what_for_and_by_which_right(client, case):
    for user in (case.caseworker, case.officer):
        read(client, user, "trialcases:detail", case.record.pk)

    for about in (case.record, case.record.person):
        label = about._meta.label_lower
        text = text_of(client, case.governor, "protection:who_looked", label, about.pk)
        assert "2 people opened it 2 times" in text
        assert case.officer.name in text
        assert "Landlord" in text
        assert "an agreement" in text
        assert "Amara" not in text


def test_a_caseworker_sees_who_looked_at_their_own_cases_alone(client, case):
    label = "testing.trialcase"
    stranger = person("caseworker", organisation("Third body"))

    def status(user, number=case.record.pk, kind=label):
        return read(client, user, "protection:who_looked", kind, number).status_code

    assert status(case.caseworker) == 200
    assert status(stranger) == status(case.caseworker, 999_999) == 404
    assert status(case.governor, kind="people.user") == 404
    bar(case.record, case.governor, ground="family", by=SYSTEM)
    assert status(case.governor) == 404


def test_all_reading_is_listed_and_narrowed_to_a_person(client, case):
    read(client, case.caseworker, "trialcases:list")

    text = text_of(client, case.governor, "protection:reads_list")
    none = text_of(client, case.governor, "protection:reads_list", record="testing.trialcase:999")
    some = text_of(client, case.governor, "protection:reads_list", record=key_of(case.record))

    assert f"trial case {case.record.pk}" in text
    assert f"trial case {case.record.pk}" in some
    assert f"trial case {case.record.pk}" not in none


def test_what_stands_out_is_explained_and_settled(client, case):
    police = person("police_liaison", organisation("The police"), name="Pat Constable")
    send(client, police, "protection:break_glass", number=case.record.pk, **STATED)
    watch()
    alert = Alert.objects.filter(rule="after_glass").latest("pk")

    home = text_of(client, case.governor, "protection:home")
    detail = text_of(client, case.governor, "protection:alerts_detail", alert.pk)
    send(client, case.governor, "protection:alerts_settle", alert.pk, finding="work")

    assert "unusual reading to settle" in home
    assert "after breaking the glass" in detail
    assert "Always told." in text_of(client, case.governor, "protection:alerts_list")
    assert Alert.objects.get(pk=alert.pk).settled_by == "Ines Governor"


def test_a_reason_on_a_record_of_two_people_is_reached_from_the_page_of_each(client, case):
    subject = add_subject(given_names="Amara", by=SYSTEM)
    TrialCase.objects.filter(pk=case.record.pk).update(subject=subject)
    police = person("police_liaison", organisation("The police"))
    send(client, police, "protection:break_glass", number=case.record.pk, **STATED)
    urgent = UrgentAccess.objects.get()
    address = reverse("protection:urgent_detail", args=[urgent.pk])
    of = (("testing.trialperson", case.record.person_id), ("subjects.subject", subject.pk))

    for label, key in of:
        page = text_of(client, case.governor, "protection:who_looked", label, key)
        assert address in page
        assert REASON not in page
    assert REASON in client.get(address).content.decode()

    for label, key in of:
        assert "its review" in text_of(client, case.governor, "protection:who_looked", label, key)
    keeper = text_of(
        client, case.caseworker, "protection:who_looked", "subjects.subject", subject.pk
    )
    assert address not in keeper
