"""The directions of imports hold, and each contract would notice if they did not."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LINTER = Path(sys.executable).with_name("lint-imports")


def lint(folder):
    return subprocess.run(
        [LINTER, "--no-logo", "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder / "src"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def copy(tmp_path):
    """A copy of the product with two small capabilities that keep every rule."""
    left_out = shutil.ignore_patterns("*.html", "static", "__pycache__")
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=left_out)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name in ("larches", "willows"):
        folder = tmp_path / "src/upstander/capabilities" / name
        folder.mkdir()
        for file in ("__init__", "models", "changes", "views", "urls", "capability"):
            (folder / f"{file}.py").touch()
    return tmp_path


def add(copy, path, line):
    file = copy / "src/upstander" / path
    file.write_text(f"{file.read_text() if file.exists() else ''}\n{line}\n")


def test_every_contract_is_kept():
    checked = lint(ROOT)

    assert checked.returncode == 0, checked.stdout
    assert "0 broken" in checked.stdout


BREACHES = {
    "Site over capabilities": (
        "kernel/clock.py",
        "from upstander.capabilities.larches import models",
    ),
    "No capability knows another": (
        "capabilities/larches/models.py",
        "from upstander.capabilities.willows import models",
    ),
    "The kernel keeps its order": (
        "kernel/reference/quarters.py",
        "from upstander.kernel.audit import record",
    ),
    "Inside a capability": (
        "capabilities/larches/models.py",
        "from upstander.capabilities.larches import views",
    ),
    "No circles anywhere": (
        "site/environment.py",
        "from upstander.site import beginning",
    ),
    "Only the trail itself": (
        "capabilities/larches/changes.py",
        "from upstander.kernel.audit.models import AuditEvent",
    ),
    "Only access makes doors": (
        "capabilities/larches/views.py",
        "from upstander.kernel.vault.door import Door",
    ),
    "Only the vault handles keys": (
        "capabilities/larches/changes.py",
        "from upstander.kernel.vault.keys.store import store",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("contract", BREACHES)
def test_each_contract_notices_a_breach(copy, contract):
    path, line = BREACHES[contract]
    assert lint(copy).returncode == 0

    add(copy, path, line)
    checked = lint(copy)

    assert checked.returncode == 1
    broken = [said for said in checked.stdout.splitlines() if " BROKEN" in said]
    assert any(said.startswith(contract) for said in broken), checked.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "contract"),
    [
        ("capabilities/larches/utils.py", "Inside a capability"),
        ("kernel/misc.py", "The kernel keeps its order"),
    ],
)
def test_a_stray_file_is_noticed(copy, path, contract):
    add(copy, path, "")

    checked = lint(copy)

    assert checked.returncode == 1
    assert contract in checked.stdout
