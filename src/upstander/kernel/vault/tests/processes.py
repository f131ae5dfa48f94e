"""The product cut down to its vault, in processes of their own on a true database."""

import subprocess
import sys

from upstander.kernel.jobs.tests.processes import PATIENCE, surroundings

BEGIN = """
import time
from datetime import date
from pathlib import Path
import django
from django.conf import settings
settings.INSTALLED_APPS = [
    "upstander.kernel", "upstander.kernel.access", "upstander.kernel.people",
    "upstander.kernel.vault", "upstander.kernel.subjects", "upstander.kernel.outbox",
    "upstander.kernel.audit", "upstander.kernel.jobs", "upstander.kernel.testing",
    "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
    "django_tasks", "django_tasks_db",
]
settings.SESSION_ENGINE = "django.contrib.sessions.backends.db"
django.setup()
from django.core.management import call_command
from django.db import connection, transaction
from upstander.kernel.testing.models import TrialNote, TrialPerson, TrialReport
from upstander.kernel.vault.door import Door
from upstander.kernel.vault.erasure import erase, finish_what_was_begun
from upstander.kernel.vault.keys.store import store
from upstander.kernel.vault.models import Erasure
from upstander.kernel.vault.rekeying import sweep_unused_keys
from upstander.kernel.vault.rotation import left_to_do, rotate
"""


def program(*lines):
    return [sys.executable, "-c", "\n".join([BEGIN, *lines])]


def in_home(home, *lines):
    """Run a process in a home to its end; it has to succeed. Gives what it wrote."""
    done = subprocess.run(
        program(*lines), env=surroundings(home), capture_output=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return done.stdout.decode()


def started(home, *lines):
    """Start a process in a home, and leave it running."""
    return subprocess.Popen(
        program(*lines),
        env=surroundings(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
