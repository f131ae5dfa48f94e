from collections.abc import Callable

import pytest
from django.db import transaction

from upstander.kernel.audit.reading import Read, record_read
from upstander.kernel.audit.record import record
from upstander.kernel.people.models import Organisation, User
from upstander.kernel.registry import AuditKind, Capability, keep_only, registered


@pytest.fixture(autouse=True)
def own_home(tmp_path, settings):
    """Keys and anchors of this test alone."""
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture(autouse=True)
def _trial_kinds():
    """Two kinds of rows that only tests have."""
    kinds = (
        AuditKind("trial.moved", "Moved something", keep_only("status", "count")),
        AuditKind("trial.named", "Named something", keep_only()),
    )
    with registered(Capability(slug="trial", title="Trial", audit_kinds=kinds)):
        yield


@pytest.fixture
def amara():
    return User.objects.create_user("amara.okafor@council.example", "Amara Okafor")


@pytest.fixture
def library():
    return Organisation.objects.create(name="Tarn Street Library")


@pytest.fixture
def write(amara, library) -> Callable[[int], None]:
    """Write so many rows that differ in all their columns, every fourth of reading."""

    def write_rows(count: int) -> None:
        with transaction.atomic():
            for number in range(count):
                if number % 4 == 3:
                    read = Read([f"casework.case:{number}", "casework.case:0"], "support")
                    record_read(read, by=amara)
                    continue
                kind = ("trial.moved", "trial.named")[number % 2]
                by = amara if number % 3 else "system:nightly count"
                about = library if number % 5 else amara
                record(kind, about, by=by, status="behind", count=number)

    return write_rows
