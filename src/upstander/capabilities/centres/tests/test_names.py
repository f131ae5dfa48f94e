"""Who takes reports at a centre is named to those who look after it, and nowhere else at all."""

import logging
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from upstander.capabilities.centres.changes import work
from upstander.capabilities.centres.models import Centre, Lead
from upstander.capabilities.centres.reading import standings
from upstander.capabilities.centres.tests.factories import BY, centre, live_centre, some_post
from upstander.kernel.access.reading import open_by_role
from upstander.kernel.access.roles import ROLE_CODES
from upstander.kernel.audit.record import events_for
from upstander.kernel.clock import today
from upstander.kernel.testing.people import organisation, person
from upstander.kernel.vault.erasure import erase
from upstander.kernel.vault.retention.due import is_due
from upstander.kernel.vault.retention.rules import load_rules
from upstander.kernel.vault.tests import conftest as vault
from upstander.kernel.vault.tests.canaries import dump_of_database, found_in_bytes

NAME, EMAIL, PHONE = "Quillon Marchbanks", "quillon@canary.example", "020 7946 0913"
own_home = vault.own_home  # a fixture
MARKS = ("Quillon", "Marchbanks", EMAIL, PHONE)
TOLD = {"strategic_lead", "caseworker", "action_lead", "centre_worker"}


@pytest.fixture
def place(db):
    """A centre of Safer Merton, shown in public, with somebody who is trained."""
    body = organisation("Safer Merton")
    made = live_centre("Rowan Lane Library", owner=some_post(body), organisation=body)
    work.add_lead(made, name=NAME, email=EMAIL, phone=PHONE, trained_on=date(2024, 8, 20), by=BY)
    return made


def pages_about(place):
    inside = f"/centres/places/{place.pk}/"
    return [
        *(inside, f"{inside}history/", f"{inside}train/", f"{inside}leave/", f"{inside}edit/"),
        *("/centres/", "/centres/places/", "/centres/standing/", "/centres/coverage/", "/due/"),
        *("/centres/checks/", "/centres/places/export/csv/", "/administration/trail/"),
        *("/places/", f"/places/{place.public_id}/", "/open-referral/services?full=true"),
    ]


def said(client, pages):
    return b"\n".join(
        b"".join(response) if response.streaming else response.content
        for response in (client.get(page) for page in pages)
    )


@pytest.mark.slow
def test_no_role_but_those_that_look_after_the_centre_reads_a_name_on_any_page(place, client):
    readers = set()
    for role in sorted(ROLE_CODES):
        client.force_login(person(role))
        if found_in_bytes(said(client, pages_about(place)), MARKS):
            readers.add(role)
    client.logout()

    assert readers == TOLD
    assert found_in_bytes(said(client, pages_about(place)), MARKS) == set()


@pytest.mark.slow
def test_no_name_is_in_the_database_a_log_a_session_or_a_file(place, client, lead, caplog):
    client.force_login(lead)
    here, other = f"/centres/places/{place.pk}/", centre("Kite & Comb")
    told = {"name": NAME, "email": EMAIL, "phone": PHONE}
    key = Lead.objects.filter(centre=place).last().pk

    with caplog.at_level(logging.DEBUG):
        client.post(f"/centres/places/{other.pk}/lead/", told, follow=True)
        client.post(f"{here}train/", {"lead": key}, follow=True)
        client.post(f"{here}edit/", {"on_arrival": f"Ask for {NAME}."})
        page = client.get(here).content
        client.post(f"{here}leave/", {"lead": key}, follow=True)

    files = said(client, [f"/centres/places/export/{kind}/" for kind in ("csv", "json")])
    assert b"Rowan Lane Library" in files
    seen = [*dump_of_database(), caplog.text.encode(), str(client.cookies).encode(), files]
    assert other.leads.count() == 1
    assert set(found_in_bytes(page, MARKS)) == set(MARKS)
    assert found_in_bytes(b"\n".join(seen), MARKS) == set()


def test_each_page_that_names_somebody_leaves_one_row_that_says_who_read(place, client, lead):
    client.force_login(lead)

    client.get(f"/centres/places/{place.pk}/")
    client.get("/centres/")

    (row,) = events_for("reads:centres.lead")
    asked_wrongly = client.post(f"/centres/places/{place.pk}/train/", {"lead": "0"})
    assert "Marchbanks" in asked_wrongly.content.decode()
    assert events_for("reads:centres.lead").count() == 2
    assert row.actor == f"people.user:{lead.pk}"
    assert [str(key) for key in place.leads.values_list("pk", flat=True)] == sorted(
        record.partition(":")[2] for record in row.facts["records"]
    )
    assert row.facts["through"] == ["role"]


def test_whoever_may_not_know_opens_nobody(place):
    people = list(place.leads.all())

    with pytest.raises(PermissionDenied):
        open_by_role(person("analyst"), "centres.contact", place, people, page="detail")

    assert {lead.name for lead in people} == {"[protected]"}
    assert not events_for("reads:centres.lead").exists()


def test_a_name_is_due_to_be_erased_a_year_after_its_holder_left(place):
    load_rules()
    leaving = place.leads.last()
    work.lead_leaves(leaving, on=date(2024, 9, 9), by=BY)
    key = f"centres.lead:{leaving.pk}"

    assert not is_due(key, "centre_lead", date(2025, 9, 8))
    assert is_due(key, "centre_lead", date(2025, 9, 10))


def test_when_a_name_is_erased_the_past_still_counts_and_the_page_says_so(own_home, place, client):
    client.force_login(person("strategic_lead"))
    gone = place.leads.last()
    before = standings(Centre.objects.all(), today())[0][1]

    erase(gone, by=BY, ground="Asked for")

    assert standings(Centre.objects.all(), today())[0][1] == before
    assert "[erased]" in client.get(f"/centres/places/{place.pk}/").content.decode()
