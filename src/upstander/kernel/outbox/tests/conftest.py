import shutil

import pytest
from django.db import connection

from upstander.kernel.outbox.changes import queue
from upstander.kernel.outbox.letters import Recipient
from upstander.kernel.outbox.tests.mail_server import MailServer, running
from upstander.kernel.outbox.tests.notify_server import KEY, TEMPLATES, Notify
from upstander.kernel.outbox.tests.processes import in_home
from upstander.kernel.outbox.ways import NOTIFY, SMTP, Way

BY = "system:test"


@pytest.fixture
def write(db):
    """Write a test message; what it says is the address that it names."""

    def write(to="ines@body.example", record="people.user:7", says="https://plan.test/", **more):
        kind = more.pop("kind", "outbox.test")
        recipient = Recipient(to, record)
        return queue(kind, to=recipient, context={"sent_from": says}, by=BY, **more)

    return write


@pytest.fixture
def mail_server(settings):
    """A mail server to which messages go."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with running(MailServer()) as server:
        way = Way(SMTP, host="127.0.0.1", port=server.port, timeout=2, sender="Plan <plan@x.test>")
        settings.WAYS = {"email": way, "sms": Way()}
        yield server


@pytest.fixture
def notify_server(settings):
    """GOV.UK Notify, to which messages go."""
    with running(Notify()) as server:
        settings.WAYS = {
            channel: Way(
                NOTIFY,
                host="127.0.0.1",
                port=server.port,
                key=KEY,
                template=TEMPLATES[channel],
                timeout=2,
            )
            for channel in ("email", "sms")
        }
        yield server


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    if connection.vendor == "sqlite":
        in_home(home, "call_command('migrate', verbosity=0)")
    return home


@pytest.fixture
def home(transactional_db, prepared, tmp_path, settings):
    """A home for processes: with a SQLite file, or beside the test's own PostgreSQL database."""
    settings.HOME = shutil.copytree(prepared, tmp_path / "home")
    return settings.HOME
