"""What the bench of the vault makes and measures, at a size that takes no time."""

import shutil

import pytest

from upstander.site.benches import vault


@pytest.mark.slow
def test_the_bench_makes_people_that_are_found_and_reports_that_have_keys(installed_home, tmp_path):
    home = shutil.copytree(installed_home, tmp_path / "home")
    assert vault.inside(home, "tables") == {}

    made = vault.inside(home, "reports", "60")
    found = vault.inside(home, "people", "900")
    left = vault.inside(home, "keys")

    assert made == {"reports": 60}
    assert (found["people"], found["tokens"]) == (900, 6300)
    assert all(milliseconds > 0 for milliseconds in found["ms"].values())
    assert left == {"old_rows": 0, "old_keys": 0, "lost": 0, "generation": 1, "records": 60}


def test_the_full_form_is_as_long_as_the_public_one():
    assert len(vault.FULL) >= 40
