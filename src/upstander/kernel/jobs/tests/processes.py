"""Processes of their own for tests: some things only happen between true processes."""

import os
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection

PATIENCE = 60  # seconds after which a test that waits has failed

# The product cut down to its background work, so that the processes start quickly.
BEGIN = """
import time
from pathlib import Path
import django
from django.conf import settings
settings.INSTALLED_APPS = [
    "upstander.kernel", "upstander.kernel.people", "upstander.kernel.jobs",
    "upstander.kernel.audit", "django.contrib.auth", "django.contrib.contenttypes",
    "django_tasks", "django_tasks_db",
]
django.setup()
from django.core.management import call_command
from upstander.kernel.jobs.sweep import sweep
from upstander.kernel.jobs.tests.tasks import stall_the_first_time
"""


def surroundings(home):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("UPSTANDER_")}
    if connection.vendor == "postgresql":
        address = urlsplit(os.environ["UPSTANDER_DATABASE"])
        name = connection.settings_dict["NAME"]  # the one that the test runner made
        kept["UPSTANDER_DATABASE"] = address._replace(path=f"/{name}").geturl()
    return kept | {
        "UPSTANDER_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "upstander.site.settings",
        "PYTHONPATH": str(Path(__file__).parents[4]),
    }


def in_home(home, *lines, begin=BEGIN):
    """Run a process in a home to its end; it has to succeed."""
    code = "\n".join([begin, *lines])
    subprocess.run(
        [sys.executable, "-c", code], env=surroundings(home), check=True, timeout=PATIENCE
    )


def started(home, *lines, begin=BEGIN):
    """Start a process in a home, and leave it running."""
    return subprocess.Popen(
        [sys.executable, "-c", "\n".join([begin, *lines])],
        env=surroundings(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def wait_until(happened):
    ends = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < ends, "it did not happen"
        time.sleep(0.05)
