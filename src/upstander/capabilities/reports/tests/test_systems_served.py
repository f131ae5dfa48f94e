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
from upstander.capabilities.reports.views.systems import WRITTEN
from upstander.kernel.reference.load import load_reference
from upstander.kernel.testing.people import organisation
from upstander.kernel.testing.served import TOKEN
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

    filed = json.loads(run(SHELL, printed["shell reports.file"], **known))
    filed_again = run(PYTHON, printed["python reports.file"], **known)

    assert filed == {"reference": sent["reference"], "files": 1}
    assert repr(filed) == filed_again.strip()
    assert Report.objects.get().reference == sent["reference"]
    assert repr(sent) == again.strip(), "both examples send the same request"
    assert repr(status) == read.strip()
    Draft202012Validator(WRITTEN["send"]["answer"]).validate(sent)
    Draft202012Validator(WRITTEN["status"]["answer"]).validate(status)


@pytest.mark.proof
@pytest.mark.slow
def test_equal_requests_at_once_are_stored_once_and_answered_the_same(demonstration_server):
    token = issued_by_the_lead(demonstration_server.visitor())

    def send(key):
        headers = {"Content-Type": "application/json", **shown(token, key)}
        body = json.dumps(WRITTEN["send"]["example"]).encode()
        request = Request(f"{demonstration_server.address}/api/reports/", body, headers)
        with urlopen(request, timeout=60) as answer:
            return answer.status, answer.read().decode()

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(send, ["the-key-of-all-of-them"] * 24))
    after = send("a-key-of-the-next-one")

    assert len(answers) == 1
    numbers = [int(json.loads(text)["reference"][-4:]) for _, text in (*answers, after)]
    assert numbers[1] == numbers[0] + 1, "more than one was stored"


def issued_by_the_lead(visitor):
    """Let the Strategic Lead issue a token for the first organisation that gets one."""
    visitor.step_in("strategic_lead")
    _, page = visitor.get("/systems/tokens/new/")
    body = re.search(r'<option value="(\d+)">Clarion<', page)[1]
    days = {"ends_on_day": "1", "ends_on_month": "3", "ends_on_year": "2025"}
    form = {"organisation": body, "purpose": "reports.send", "name": "Case book", **days}
    _, page = visitor.post(
        "/systems/tokens/new/", {**form, "csrfmiddlewaretoken": TOKEN.search(page)[1]}
    )
    return re.search(r"upst_[\w-]{43}", page)[0]
