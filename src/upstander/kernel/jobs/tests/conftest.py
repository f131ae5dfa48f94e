import shutil

import pytest
from django.db import connection

from upstander.kernel.jobs.tests.processes import in_home


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    if connection.vendor == "sqlite":
        in_home(home, "call_command('migrate', verbosity=0)")
    return home


@pytest.fixture
def home(transactional_db, prepared, tmp_path):
    """A home for processes: with a SQLite file, or beside the test's own PostgreSQL database."""
    return shutil.copytree(prepared, tmp_path / "home")
