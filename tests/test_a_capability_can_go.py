"""A capability can be taken out, its folder and its migrations: the rest runs, its tests pass.

Each time a copy of the checkout loses one folder. What the product declares is then written into
the reference anew, as whoever takes it out for good would do.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from upstander.kernel.testing.served import surroundings

ROOT = Path(__file__).parents[1]
# what is compiled goes along: it is as good as its source, whose age is copied as well
LEFT = shutil.ignore_patterns(*(".git", ".venv", "node_modules", "var", ".*_cache"))
# in `src` the quick ones, in `tests` all that cross the parts; CI, for want of time, asks for the
# quick ones that cross the parts
ASKED = "not browser and not proof"
QUICK = f"{ASKED} and not slow"
FOLDERS = (("tests", QUICK),) if os.environ.get("CI") else (("src", QUICK), ("tests", ASKED))
GONE = os.environ.get("WITHOUT", "").split() or settings.CAPABILITIES

pytestmark = [pytest.mark.proof, pytest.mark.slow]


@pytest.fixture
def without(tmp_path):
    """Copy the checkout without one capability; give what runs a module of Python there."""

    def leave_out(slug):
        copy = tmp_path / "checkout"
        shutil.copytree(ROOT, copy, ignore=LEFT)
        shutil.rmtree(copy / "src" / "upstander" / "capabilities" / slug)
        found = os.pathsep.join([str(copy / "src"), str(copy)])
        env = surroundings(tmp_path / "home", PYTHONPATH=found)

        def run(*words, **more):
            program = [sys.executable, "-P", "-m", *words]
            done = subprocess.run(
                program, cwd=copy, env=env | more, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]
            return done.stdout

        return run

    return leave_out


@pytest.mark.parametrize("slug", GONE)
def test_without_its_folder_everything_else_runs_and_its_tests_pass(without, slug):
    run = without(slug)

    run("upstander.site", "init", "--demo")
    run("upstander.site", "demo_load")
    run("upstander.site", "docs_reference")
    here = {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    run("django", "check", **here)
    run("django", "makemigrations", "--check", "--dry-run", **here)
    for folder, asked in FOLDERS:
        words = ("-q", "-p", "no:cacheprovider", "-n", "2", "-m", asked, folder)
        assert " passed" in run("pytest", *words)
