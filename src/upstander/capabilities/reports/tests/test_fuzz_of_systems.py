"""All that the published document allows is taken in, all else is refused in its words."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from upstander.capabilities.reports.models import Report
from upstander.kernel.api import throttle
from upstander.kernel.reference.load import load_reference
from upstander.kernel.testing.listening import the_log
from upstander.kernel.testing.people import organisation
from upstander.kernel.testing.proofs import scaled
from upstander.kernel.testing.systems import agreement_with, token_of
from upstander.kernel.vault.retention.rules import load_rules

WHOLE = 1_500  # requests at least; with the 18,620 to the forms more than 20,000
EXAMPLES, FEW = 500, 20
# a moment, that something was refused, and at which address: nothing of what was sent
CALM = re.compile(r"[\dT:+-]+ WARNING django.request answered 4\d\d( \(endpoints:\w+\))?")
# no schema can say what a picture is inside, so most files that it allows are turned down in words
OF_FILES = """
[[operations]]
include-operation-id = "reports.file"
checks.positive_data_acceptance.enabled = false
"""
PROGRAM = Path(sys.executable).with_name("schemathesis")


@pytest.fixture
def token(transactional_db, monkeypatch):
    monkeypatch.setattr(throttle, "MOST", 10**9)  # one token asks all of it
    load_reference()
    load_rules()
    homes = organisation("Tarn Homes")
    agreement_with(homes)
    return token_of(homes, "reports.send")[1]


@pytest.mark.proof
@pytest.mark.slow
def test_schemathesis_finds_nothing_between_the_document_and_the_server(
    live_server, token, tmp_path
):
    whole = scaled(WHOLE) >= WHOLE
    # what goes through all of the document, case by case, cannot be done by tenths
    phases = "examples,coverage,fuzzing,stateful" if whole else "examples,fuzzing"
    most = EXAMPLES if whole else FEW
    words = [
        *("run", f"{live_server.url}/api/openapi.json", "--url", f"{live_server.url}/api"),
        *("--header", f"Authorization: Bearer {token}", "--include-path-regex", "^/reports/"),
        *("--phases", phases, "--max-examples", str(most), "--generation-database", "none"),
        *("--no-color", "--no-shrink"),
    ]

    (tmp_path / "schemathesis.toml").write_text(OF_FILES)

    with the_log() as lines:
        done = subprocess.run(
            [PROGRAM, *words], cwd=tmp_path, capture_output=True, text=True, check=False
        )

    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    generated = int(re.search(r"(\d+) generated", done.stdout)[1])
    assert generated >= (WHOLE if whole else FEW)
    assert Report.objects.exists()
    assert [line for line in lines if not CALM.fullmatch(line)] == []
