"""New keys for a hundred thousand records while people work, with a crash in the middle."""

import shutil
import subprocess
import time

import pytest

from upstander.kernel.testing.proofs import scaled
from upstander.kernel.testing.served import command, served, surroundings
from upstander.site.benches import vault

RECORDS, PEOPLE = max(scaled(100_000), 20_000), 5_000  # fewer are turned before it is killed


def left(home):
    return vault.inside(home, "keys")["old_keys"]


def killed_in_the_middle(home):
    """Begin a rotation, and kill it once it has done a good part and not all."""
    env = surroundings(home, DJANGO_SETTINGS_MODULE=vault.SETTINGS)
    rotation = subprocess.Popen(command("keys_rotate"), env=env, stdout=subprocess.DEVNULL)
    ends = time.monotonic() + 600
    while rotation.poll() is None and time.monotonic() < ends:
        if 0 < left(home) < RECORDS * 0.8:
            rotation.kill()
        time.sleep(0.2)
    rotation.wait()
    return left(home)


@pytest.mark.proof
def test_no_request_fails_and_no_old_key_is_left_though_the_rotation_was_killed(
    installed_home, tmp_path
):
    home = shutil.copytree(installed_home, tmp_path / "home")
    vault.inside(home, "tables")
    vault.inside(home, "people", str(PEOPLE))
    made = vault.inside(home, "reports", str(RECORDS))["reports"]

    with (
        served(home, DJANGO_SETTINGS_MODULE=vault.SETTINGS) as running,
        vault._Work(running, made) as work,
    ):
        remained = killed_in_the_middle(home)
        vault._run(home, *command("keys_rotate"))

    after = vault.inside(home, "keys")
    found = vault.inside(home, "seen", str(PEOPLE))
    assert 0 < remained < RECORDS, "the crash was not in the middle"
    assert (work.failed, after["old_rows"], after["old_keys"], after["lost"]) == (0, 0, 0, 0)
    assert after["records"] >= RECORDS
    assert work.done > 100
    assert found == {"looked_for": PEOPLE // 50, "found": PEOPLE // 50}
