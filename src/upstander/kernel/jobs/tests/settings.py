"""The product cut down to its background work, so that worker processes of tests start quickly."""

from upstander.site.settings import *  # noqa: F403
from upstander.site.settings import DATABASES

INSTALLED_APPS = [
    "upstander.kernel",
    "upstander.kernel.people",
    "upstander.kernel.jobs",
    "upstander.kernel.audit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django_tasks",
    "django_tasks_db",
]
DATABASES["default"]["OPTIONS"] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 10,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=OFF;",
}
