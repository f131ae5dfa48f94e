"""Processes of their own that write and send messages."""

from functools import partial

from upstander.kernel.jobs.tests import processes

# The product cut down to the outbox, so that the processes start quickly.
BEGIN = """
import os, time
from datetime import timedelta
from pathlib import Path
import django
from django.conf import settings
settings.INSTALLED_APPS = [
    "upstander.kernel", "upstander.kernel.outbox", "upstander.kernel.people",
    "upstander.kernel.jobs", "upstander.kernel.audit", "django.contrib.auth",
    "django.contrib.contenttypes", "django_tasks", "django_tasks_db",
]
django.setup()
from django.core.management import call_command
from django.utils import timezone
from upstander.kernel.outbox.changes import Draft, queue_all
from upstander.kernel.outbox.letters import Recipient
from upstander.kernel.outbox.models import Message
from upstander.kernel.outbox.sending import send_waiting
from upstander.kernel.outbox.ways import Way
"""
in_home = partial(processes.in_home, begin=BEGIN)
started = partial(processes.started, begin=BEGIN)
