"""What the page for developers prints runs as it is printed; two at once are stored once."""

import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from urllib.request import Request, urlopen

import pytest
from jsonschema import Draft202012Validator

from upstander.capabilities.reports.models import Report
from upstander.capabilities.reports.views.systems import EXAMPLE, SENT, STATUS
from upstander.kernel.api.models import Answered
from upstander.kernel.reference.load import load_reference
from upstander.kernel.testing.people import organisation
from upstander.kernel.testing.systems import agreement_with, shown, token_of
from upstander.kernel.vault.retention.rules import load_rules

SHELL, PYTHON = ["bash", "-euc"], [sys.executable, "-c"]


@pytest.fixture
def token(transactional_db):
    load_reference()
    load_rules()
    homes = organisation("Tarn Homes")
    agreement_with(homes)
    return token_of(homes, "reports.send")[1]


@pytest.fixture
def printed(live_server):
    with urlopen(f"{live_server.url}/api/", timeout=30) as page:
        shown_there = unescape(page.read().decode())
    found = re.findall(r'<pre[^>]*data-example="([^"]+)">(.*?)</pre>', shown_there, re.S)
    return dict(found)


def run(program, text, **surroundings):
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        [*program, text],
        env=kept | surroundings,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_the_examples_run_as_they_are_printed(printed, token):
    sent = json.loads(run(SHELL, printed["shell reports.send"], UPSTANDER_TOKEN=token))
    again = run(PYTHON, printed["python reports.send"], UPSTANDER_TOKEN=token)
    known = {"UPSTANDER_TOKEN": token, "REFERENCE": sent["reference"]}
    status = json.loads(run(SHELL, printed["shell reports.status"], **known))
    read = run(PYTHON, printed["python reports.status"], **known)

    assert Report.objects.get().reference == sent["reference"]
    assert repr(sent) == again.strip(), "both examples send the same request"
    assert repr(status) == read.strip()
    Draft202012Validator(SENT).validate(sent)
    Draft202012Validator(STATUS).validate(status)


@pytest.mark.slow
def test_two_equal_requests_at_once_are_stored_once_and_answered_the_same(live_server, token):
    def send(_):
        headers = {"Content-Type": "application/json", **shown(token)}
        body = json.dumps(EXAMPLE).encode()
        request = Request(f"{live_server.url}/api/reports/", body, headers)
        with urlopen(request, timeout=30) as answer:
            return answer.status, answer.read()

    with ThreadPoolExecutor(6) as pool:
        answers = set(pool.map(send, range(12)))

    assert len(answers) == 1
    assert (Report.objects.count(), Answered.objects.count()) == (1, 1)
