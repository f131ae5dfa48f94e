"""What waits for a person is changed by one at a time, and found again."""

import json
import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from upstander.kernel.records.drafts import (
    LIFE_IN_SECONDS,
    change_draft,
    drafts_of,
    keep_draft,
    read_draft,
)
from upstander.kernel.testing.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return person("administrator")


def test_a_draft_is_changed_whole_by_one_at_a_time_and_lives_on(ada, settings):
    token = keep_draft(ada, "rows", 0)
    path = settings.HOME / "drafts" / f"{token}.json"
    old = time.time() - LIFE_IN_SECONDS + 60
    os.utime(path, (old, old))

    def count(_):
        return change_draft(token, ada, "rows", lambda number: number + 1)

    with ThreadPoolExecutor(8) as pool:
        seen = sorted(pool.map(count, range(40)))

    assert seen == list(range(1, 41))
    assert read_draft(token, ada, "rows") == 40
    assert path.stat().st_mtime > time.time() - 60
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_change_that_fails_leaves_the_draft_as_it_was(ada):
    token = keep_draft(ada, "rows", ["kept"])

    with pytest.raises(ZeroDivisionError):
        change_draft(token, ada, "rows", lambda content: 1 / 0)
    with pytest.raises(TypeError):
        change_draft(token, ada, "rows", lambda content: {"no": json})

    assert read_draft(token, ada, "rows") == ["kept"]


def test_what_waits_is_listed_for_its_owner_what_was_touched_last_first(ada, settings):
    tokens = [keep_draft(ada, "listed", number) for number in range(3)]
    keep_draft(person("analyst"), "listed", "another's")
    keep_draft(ada, "plan", "for something else")
    for age, token in enumerate([*tokens, keep_draft(ada, "listed", "too old")]):
        then = time.time() - (LIFE_IN_SECONDS + 1 if age == 3 else 60 * age)
        os.utime(settings.HOME / "drafts" / f"{token}.json", (then, then))
    (settings.HOME / "drafts" / f"{'a' * 24}.new").touch()

    waiting = drafts_of(ada, "listed")

    assert [(held.token, held.content) for held in waiting] == list(
        zip(tokens, range(3), strict=True)
    )
    assert drafts_of(person("analyst"), "listed") == []
