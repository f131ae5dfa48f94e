"""The same promises with the key store on PostgreSQL, where the tests run on it."""

import os

import pytest
from django.db import connection

from upstander.kernel.vault.keys.store import close_store, store
from upstander.kernel.vault.tests import test_attacks, test_erasure, test_keys, test_rotation

pytestmark = pytest.mark.slow
gone, writes = test_erasure.gone, test_keys.writes  # fixtures


@pytest.fixture(autouse=True)
def keys_on_postgresql(db, settings, own_home):
    """Key tables beside the tests' own, emptied before each test."""
    settings.KEY_STORE = {**connection.settings_dict, "TIME_ZONE": None}
    with store().writing() as cursor:
        for table in ("vault_key", "vault_gone", "vault_fact"):
            cursor.execute(f"DELETE FROM {table}")
    yield
    close_store()


if os.environ.get("UPSTANDER_DATABASE", "").startswith("postgres"):
    test_rotated = test_rotation.test_every_key_has_a_successor_and_every_record_opens
    test_cut_off = test_rotation.test_a_rotation_cut_off_anywhere_is_taken_up_again
    test_erased = test_erasure.test_an_erased_person_takes_along_what_stands_under_their_key
    test_alone = test_erasure.test_one_note_is_erased_and_the_rest_of_the_person_stays
    test_ahead = test_keys.test_a_new_record_waits_for_the_disk_of_its_key_once_in_many
    test_swept = test_keys.test_keys_that_no_record_uses_are_swept_up_after_a_day
    test_backup = test_keys.test_a_changed_backup_of_keys_is_refused
    test_gone = test_keys.test_a_backup_never_brings_back_the_key_of_an_erased_record
    test_master = test_attacks.test_a_wrong_master_key_is_said_and_opens_nothing
