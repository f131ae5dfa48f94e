"""Brings an installation to the state that the code expects: tables, lists, styles.

Each step looks first whether there is anything to do, so that a prepared installation starts at
once.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from upstander.kernel.errors import Refused
from upstander.kernel.reference.load import load_reference
from upstander.kernel.reference.models import Strand
from upstander.kernel.vault.retention.rules import load_rules
from upstander.site.demonstration import mark_installation
from upstander.site.versions import migrations_on_disk

BUILT = Path(__file__).parents[1] / "kernel/pages/static/upstander"
MANIFEST = "staticfiles.json"
APPLIED = "django_migrations"
# what the libraries bring and no page of ours asks for
UNASKED = ("account", "mfa", "ext", "htmax-*", "htmx-4*", "htmx-2.js", "django-htmx.js")

Say = Callable[[str], None]


def prepare(say: Say) -> None:
    """Do whatever is missing; safe to repeat, quick when nothing is."""
    if pending_migrations():
        say("Making the tables")
        with _unhurried_disk():
            call_command("migrate", verbosity=0, interactive=False)
        fill(say)
    elif not is_filled():
        fill(say)
    if not static_is_current():
        say("Gathering styles and scripts")
        gather_static()


def is_prepared() -> bool:
    """Tell whether tables, lists and styles are as the code expects."""
    return not pending_migrations() and is_filled() and static_is_current()


def fill(say: Say) -> None:
    """Put into the tables what every installation has."""
    call_command("createcachetable", verbosity=0)
    mark_installation()
    say("Loading the reference lists")
    load_rules()
    load_reference()


def is_filled() -> bool:
    """Tell whether the tables hold what every installation has: the lists come last."""
    return Strand.objects.exists()


def pending_migrations() -> set[tuple[str, str]]:
    """List the migrations that lie on disk and have not been applied.

    Asks file names and one query; loading every migration would take most of a cold start.
    """
    waiting = migrations_on_disk()
    with connection.cursor() as cursor:
        if APPLIED in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT app, name FROM {APPLIED}")  # noqa: S608
            waiting -= set(cursor.fetchall())
    return waiting


def static_is_current() -> bool:
    """Tell whether the gathered styles are at least as new as the built ones."""
    gathered = Path(settings.STATIC_ROOT) / MANIFEST
    if not gathered.exists():
        return False
    newest = max((path.stat().st_mtime for path in BUILT.glob("**/*")), default=0.0)
    return gathered.stat().st_mtime >= newest


def gather_static() -> None:
    """Gather and compress styles and scripts for serving."""
    if not (BUILT / "app.css").exists():
        raise Refused("The styles and scripts are not built yet. Run: make setup")
    call_command(
        "collectstatic", verbosity=0, interactive=False, clear=True, ignore_patterns=[*UNASKED]
    )
    # the copied files keep their age, and so might the list of them
    os.utime(Path(settings.STATIC_ROOT) / MANIFEST)


@contextmanager
def _unhurried_disk() -> Iterator[None]:
    """Let SQLite write the first tables without waiting for the disk at each of them.

    Only while there is nothing yet that a power cut could lose.
    """
    new = connection.vendor == "sqlite" and not connection.introspection.table_names()
    if new:
        lane: Any = connection
        lane.wait_for_no_disk()
    try:
        yield
    finally:
        if new:
            connection.close()
