"""What `upstander doctor` sees, one weakness at a time."""

import os
from collections import namedtuple
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from upstander.kernel.audit.record import record
from upstander.kernel.jobs.models import ScheduleRun
from upstander.kernel.outbox.changes import queue
from upstander.kernel.outbox.letters import Recipient
from upstander.kernel.outbox.models import Message
from upstander.kernel.testing.people import person
from upstander.kernel.vault.keys.backups import back_up_keys
from upstander.kernel.vault.keys.master import Master
from upstander.kernel.vault.keys.status import check_keys
from upstander.kernel.vault.keys.store import close_store, store
from upstander.kernel.vault.models import Erasure
from upstander.kernel.vault.refusals import VaultShut
from upstander.site import health
from upstander.site.environment import read_environment
from upstander.site.health import Level, examine
from upstander.site.ways import ways

Usage = namedtuple("Usage", "total used free")
pytestmark = pytest.mark.django_db


@pytest.fixture
def home(tmp_path, settings):
    """A home with a key, as `upstander init` leaves it."""
    settings.HOME = tmp_path / "home"
    settings.ENVIRONMENT = read_environment({"UPSTANDER_HOME": str(settings.HOME)})
    (settings.HOME / "keys").mkdir(parents=True)
    (settings.HOME / "keys" / "django.key").touch(mode=0o600)
    for folder in (settings.HOME, settings.HOME / "keys"):
        folder.chmod(0o700)
    return Path(settings.HOME)


@pytest.fixture
def migrated(monkeypatch):
    """The tests' own tables are made without migrations: let the doctor see them as up to date."""
    monkeypatch.setattr(health, "pending_migrations", set)


def told(subject):
    found = [finding for finding in examine() if finding.subject == subject]
    return found[0].level, found[0].sentence


def test_a_key_that_others_can_read_is_weak(home):
    (home / "keys" / "django.key").chmod(0o640)

    level, sentence = told("place")

    assert level is Level.WEAK
    assert "chmod 600" in sentence


def test_a_home_that_others_can_look_into_is_weak(home):
    home.chmod(0o755)

    assert told("place") == (Level.WEAK, f"Others may look into {home}. Run: chmod 700 {home}")


def test_a_closed_home_is_fine(home):
    assert told("place")[0] is Level.FINE


def test_nobody_who_can_give_accounts_is_weak(home, migrated):
    level, sentence = told("people")

    assert level is Level.WEAK
    assert "upstander init --administrator" in sentence


def test_an_administrator_without_a_second_step_is_weak(home, migrated):
    first, _ = person("administrator"), person("administrator")
    Authenticator.objects.create(user=first, type=Authenticator.Type.TOTP, data={})

    assert told("people")[1].startswith("1 of 2 administrators")


def test_in_the_demonstration_nobody_needs_a_second_step(home, migrated, settings):
    settings.DEMO = True
    person("administrator")

    assert told("people") == (Level.FINE, "Somebody holds the role of administrator.")


def test_rows_of_the_trail_that_wait_for_their_anchor_are_weak(home, migrated, monkeypatch):
    monkeypatch.setattr(health, "A_WHILE", timedelta(0))
    with transaction.atomic():
        record("site.signed_in", "installation:test", by="system:test")

    level, sentence = told("trail")

    assert level is Level.WEAK
    assert "not anchored" in sentence


@pytest.mark.parametrize(
    ("minutes", "expected"), [(None, Level.WEAK), (1, Level.FINE), (20, Level.WEAK)]
)
def test_background_work_that_stands_still_is_weak(minutes, expected, home, migrated):
    if minutes is not None:
        started = timezone.now() - timedelta(minutes=minutes)
        ScheduleRun.objects.create(code="audit.anchor", last_started=started)

    assert told("work")[0] is expected


@pytest.mark.parametrize(
    ("demo", "address", "proxies", "expected"),
    [
        (True, "http://127.0.0.1:8000", 0, Level.FINE),
        (True, "http://[::1]:8000", 0, Level.FINE),
        (True, "http://demo.council.test", 0, Level.WEAK),
        (False, "http://127.0.0.1:8000", 0, Level.WEAK),
        (False, "https://plan.council.test", 0, Level.WEAK),
        (False, "https://plan.council.test", 1, Level.FINE),
    ],
)
def test_the_address_fits_the_kind_of_installation(
    demo, address, proxies, expected, home, settings
):
    settings.DEMO, settings.ADDRESS = demo, address
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, address=address, proxies=proxies)

    assert told("address")[0] is expected


KEY = "key-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0"
NOTIFY = f"notify://{KEY}@api.notifications.service.gov.uk?email={KEY[-36:]}"


@pytest.mark.parametrize(
    ("url", "demo", "wrong"),
    [
        ("", False, "messages wait in the outbox"),
        ("", True, ""),
        ("smtp://mail.test?from=plan@council.test", False, ""),
        ("smtp://mail.test", False, "Nobody is named as the sender"),
        ("smtp://mail.test", True, ""),
        ("files:", False, "reach nobody"),
        ("console:", False, "reach nobody"),
        (NOTIFY, False, ""),
    ],
)
def test_messages_that_reach_nobody_are_weak(url, demo, wrong, home, settings):
    settings.DEMO = demo
    settings.WAYS = ways(url, "", demo=demo)

    level, sentence = told("mail")

    assert level is (Level.WEAK if wrong else Level.FINE)
    assert wrong in sentence


def test_messages_that_wait_or_have_failed_are_weak(home, migrated, settings):
    settings.WAYS = ways("", "", demo=False)
    to, stuck = Recipient("07700900123"), timezone.now() - timedelta(hours=2)
    for number in range(3):
        context = {"sent_from": "https://plan.council.test/"}
        queue("outbox.test_text", to=to, context=context, by="system:test", key=str(number))
    assert told("outbox")[1].startswith("3 text messages are waiting for a way out")

    Message.objects.filter(key="0").update(state="failed")
    Message.objects.filter(key="1").update(tried_since=stuck, result="ConnectionRefusedError")

    sentences = [finding.sentence for finding in examine() if finding.subject == "outbox"]
    assert sentences[1].startswith("1 message is being tried for more than ten minutes (Connection")
    assert sentences[2].startswith("1 message is not sent")


@pytest.mark.parametrize(
    ("megabytes", "expected"), [(5_000, Level.FINE), (500, Level.WEAK), (50, Level.BROKEN)]
)
def test_a_full_disk_is_seen_before_it_is_too_late(megabytes, expected, home, monkeypatch):
    usage = Usage(0, 0, megabytes * 1_000_000)
    monkeypatch.setattr("shutil.disk_usage", lambda path: usage)

    assert told("disk")[0] is expected


def with_keys(home, settings):
    """Give the home the keys of a record or two."""
    settings.SCANNER = "clamd:/run/clamav/clamd.ctl"
    store().make(2)
    close_store()
    return home / "keys" / "master.key"


def test_keys_without_a_backup_and_beside_their_master_key_are_weak(home, migrated, settings):
    with_keys(home, settings)

    found = [finding.sentence for finding in examine() if finding.subject == "keys"]

    assert len(found) == 2
    assert "UPSTANDER_MASTER" in found[0]
    assert "upstander keys_backup" in found[1]
    close_store()


def test_keys_kept_as_they_should_be_are_fine(home, migrated, settings, tmp_path):
    master = with_keys(home, settings)
    settings.MASTER_KEY = str(master.rename(tmp_path / "master.key"))
    back_up_keys(store(), tmp_path / "elsewhere")

    assert told("keys")[0] is Level.FINE
    close_store()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda path: path.chmod(0o644), "chmod 600"),
        (lambda path: os.utime(path, (0, 0)), "keys_rotate"),
        (lambda path: path.write_text(f"{Master.made()}\n{path.read_text()}"), "was cut off"),
    ],
    ids=["open to others", "old", "half rotated"],
)
def test_a_master_key_that_is_not_as_it_should_be_is_weak(change, said, home, migrated, settings):
    change(with_keys(home, settings))

    assert any(said in finding.sentence for finding in examine() if finding.subject == "keys")
    close_store()


def test_a_master_key_that_does_not_fit_is_broken(home, migrated, settings):
    with_keys(home, settings).write_text(f"{Master.made()}\n")

    level, sentence = told("keys")

    assert level is Level.BROKEN
    assert "which is not in" in sentence
    with pytest.raises(VaultShut):
        check_keys()
    close_store()


def test_an_erasure_that_was_begun_and_not_finished_is_weak(home, migrated):
    begun = timezone.now() - timedelta(hours=1)
    Erasure.objects.create(record="a.record:1", begun_at=begun)

    assert told("erasures")[0] is Level.WEAK


def test_missing_styles_are_broken(home, settings):
    settings.STATIC_ROOT = home / "static"

    assert told("styles")[0] is Level.BROKEN


def test_tables_older_than_the_code_are_broken_and_nothing_more_is_asked(home):
    found = {finding.subject: finding for finding in examine()}

    assert found["database"].level is Level.BROKEN
    assert "upstander init" in found["database"].sentence
    assert "people" not in found


def test_a_real_installation_on_the_demonstrations_database_is_broken(home, migrated):
    person("administrator", email="someone@council.example")

    level, sentence = told("kind")

    assert level is Level.BROKEN
    assert "demonstration" in sentence


@pytest.mark.parametrize(
    ("demo", "day", "expected"),
    [
        (False, None, Level.FINE),
        (False, date(2024, 11, 14), Level.WEAK),
        (True, date(2024, 11, 14), Level.FINE),
    ],
)
def test_a_clock_that_stands_still_is_weak_in_real_work(demo, day, expected, home, settings):
    settings.DEMO, settings.TODAY = demo, day

    assert told("clock")[0] is expected


@pytest.mark.parametrize(
    ("borough", "contact", "missing"),
    [("", "hate.crime@council.test", "--borough"), ("Wexbourne", "", "UPSTANDER_CONTACT")],
)
def test_pages_that_do_not_say_whose_they_are_are_weak(borough, contact, missing, home, settings):
    settings.CONTACT = contact
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, borough=borough)

    level, sentence = told("partnership")

    assert level is Level.WEAK
    assert missing in sentence


def test_a_spoilt_file_of_borders_is_weak_since_only_the_map_is_lost(home, migrated, settings):
    settings.BOUNDARIES = home / "gone.geojson"

    assert told("borders") == (
        Level.WEAK,
        "The file named by UPSTANDER_BOUNDARIES is not there. Pages do without a map until it is "
        "put right.",
    )
