import json
from contextlib import ExitStack

import pytest

from upstander.kernel.jobs.tests.conftest import home, prepared  # noqa: F401
from upstander.kernel.jobs.tests.processes import in_home, started, wait_until

WRITERS, ROWS = 3, 40
WRITE = (
    "import os",
    "from django.db import transaction",
    "from upstander.kernel.audit.anchors import anchor",
    "from upstander.kernel.audit.record import record",
    "home = Path({home!r})",
    "(home / f'ready {{os.getpid()}}').touch()",
    "while not (home / 'go').exists(): time.sleep(0.001)",
    "for number in range({rows}):",
    "    with transaction.atomic():",
    "        record('audit.anchored', 'trial:1', by='system:writer', line=number, sequence=1)",
    "    if not number % 8: anchor()",
)


@pytest.mark.slow
def test_writers_at_once_make_one_unbroken_chain(home):  # noqa: F811
    lines = [line.format(home=str(home), rows=ROWS) for line in WRITE]
    with ExitStack() as stack:
        writers = [stack.enter_context(started(home, *lines)) for _ in range(WRITERS)]
        wait_until(lambda: len(list(home.glob("ready *"))) == WRITERS)
        (home / "go").touch()
        errors = [writer.communicate()[1] for writer in writers]
    found = home / "found"
    in_home(home, f"call_command('audit_verify', json=True, stdout=Path({str(found)!r}).open('w'))")

    assert errors == [b""] * WRITERS
    report = json.loads(found.read_text())
    assert report["whole"]
    assert report["rows"] >= WRITERS * ROWS
    assert report["anchors"] > 0
