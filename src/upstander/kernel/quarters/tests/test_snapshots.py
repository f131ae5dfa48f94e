import hashlib
import json
from io import StringIO

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from upstander.kernel.quarters.signing import is_signed, public_key, sign
from upstander.kernel.quarters.snapshots import (
    broken_fields,
    freeze,
    redact,
    root_of,
    statuses_of,
    values_of,
)

VALUES = {"action:1.status": "behind", "action:1.said": "Ünïcode", "plan.title": "Plan"}
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)


def test_a_hash_can_be_worked_out_by_anybody_who_has_the_value_and_the_salt():
    path, salt, value, hashed = freeze({"plan.title": "Plan “A”"})[0]

    words = "\n".join((salt, path, json.dumps(value, ensure_ascii=False)))
    assert hashed == hashlib.sha256(words.encode()).hexdigest()


@given(st.dictionaries(st.text(min_size=1, max_size=8), PLAIN, max_size=6))
def test_what_is_frozen_reads_back_whole_after_json(values):
    fields = json.loads(json.dumps(freeze(values)))

    assert values_of(fields) == json.loads(json.dumps(values))
    assert broken_fields(fields, frozenset()) == []


@pytest.mark.parametrize("place", range(3))
@pytest.mark.parametrize("part", range(4))
def test_a_change_in_any_part_of_any_field_is_found(place, part):
    fields = freeze(VALUES)
    root = root_of(fields, "Quarter 2, 2024-25", "")
    fields[place][part] = str(fields[place][part]) + "x"

    moved = root_of(fields, "Quarter 2, 2024-25", "") != root
    assert moved or broken_fields(fields, frozenset())


def test_a_redacted_field_keeps_its_hash_and_the_root_stays():
    fields = freeze(VALUES)

    gone = redact(fields, "action:1.said")

    assert root_of(gone, "Q", "") == root_of(fields, "Q", "")
    assert values_of(gone)["action:1.said"] is None
    assert broken_fields(gone, frozenset({"action:1.said"})) == []
    assert broken_fields(gone, frozenset()) == ["action:1.said"]
    assert "Ünïcode" not in json.dumps(gone, ensure_ascii=False)


def test_equal_values_have_unlike_hashes_so_that_nobody_guesses_one_back():
    fields = freeze({"action:1.author": "Ada", "action:2.author": "Ada"})

    assert fields[0][3] != fields[1][3]
    assert len(fields[0][1]) == 32


def test_statuses_are_read_by_action():
    fields = freeze(VALUES | {"action:12.status": ""})

    assert statuses_of(fields) == {1: "behind", 12: ""}


def test_a_signature_holds_for_its_text_and_key_only():
    signature, ours = sign("root"), public_key()

    assert is_signed("root", signature, ours)
    assert not is_signed("roof", signature, ours)
    assert not is_signed("root", signature[:-1] + ("1" if signature[-1] == "0" else "0"), ours)
    assert not is_signed("root", signature, "00" * 32)
    assert not is_signed("root", "no signature", "no key")


def test_before_the_first_adoption_there_is_nothing_to_check(db):
    told = StringIO()

    call_command("plan_verify", stdout=told)

    assert told.getvalue() == "No quarter has been adopted yet.\n"
