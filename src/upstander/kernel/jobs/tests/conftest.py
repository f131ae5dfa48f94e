import shutil

import pytest

from upstander.kernel.jobs.tests.processes import in_home


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    in_home(home, "call_command('migrate', verbosity=0)")
    return home


@pytest.fixture
def home(prepared, tmp_path):
    return shutil.copytree(prepared, tmp_path / "home")
