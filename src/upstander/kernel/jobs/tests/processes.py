"""Processes of their own for tests: some things only happen between true processes."""

import os
import subprocess
import sys
import time
from pathlib import Path

PATIENCE = 30  # seconds after which a test that waits has failed

BEGIN = """
import time
from pathlib import Path
import django; django.setup()
from django.core.management import call_command
from upstander.kernel.jobs.sweep import Swept, sweep
from upstander.kernel.jobs.tests.tasks import stall_the_first_time
"""


def surroundings(home):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("UPSTANDER_")}
    return kept | {
        "UPSTANDER_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "upstander.kernel.jobs.tests.settings",
        "PYTHONPATH": str(Path(__file__).parents[4]),
    }


def in_home(home, *lines):
    code = "\n".join([BEGIN, *lines])
    subprocess.run(
        [sys.executable, "-c", code], env=surroundings(home), check=True, timeout=PATIENCE
    )


def started(home, *lines):
    """Start a process in a home, and leave it running."""
    return subprocess.Popen(
        [sys.executable, "-c", "\n".join([BEGIN, *lines])],
        env=surroundings(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def wait_until(happened):
    ends = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < ends, "it did not happen"
        time.sleep(0.05)
