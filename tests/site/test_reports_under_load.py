"""Reports by a crowd, under a flood, from marked browsers, and on a server that is killed."""

import os
import random
import shutil
import signal
import threading
import time
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

from upstander.kernel.testing.proofs import scaled
from upstander.kernel.testing.served import TOKEN, Visitor, served
from upstander.kernel.vault.tests.canaries import found_in
from upstander.site.benches import crowd, reports

pytestmark = [pytest.mark.proof, pytest.mark.slow]

KILLED, SENDERS, A_LIFE = 20, 4, 60
MARKED, FLOOD = 100, 10_000


@pytest.fixture
def home(installed_home, tmp_path):
    return Path(shutil.copytree(installed_home, tmp_path / "home"))


def written(home, number):
    """Write forms up to the page that sends them; gives the words of each."""
    return crowd.inside(home, reports.INSIDE, "drafts", str(number))["secrets"]


def stored(home, secrets):
    return reports._stored(home, secrets)


def family_of(pid):
    """Give a process and all that it started."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found = [pid]
    for each in found:
        found += parents.get(each, [])
    return found


def send_until_killed(running, secrets, acknowledged):
    """Send one form after the other for as long as somebody answers."""
    with suppress(OSError, HTTPException):
        sender = reports.Reporter(running, ())
        for secret in secrets:
            if sender.post(secret) == 302:
                acknowledged.append(secret)


def live_and_be_killed(home, secrets, acknowledged):
    """Serve while several send, then kill every process of the server in the middle of it."""
    with served(home, UPSTANDER_PROXIES="1") as running:
        shared = iter(secrets)
        senders = [
            threading.Thread(target=send_until_killed, args=(running, shared, acknowledged))
            for _ in range(SENDERS)
        ]
        for sender in senders:
            sender.start()
        enough = len(acknowledged) + random.randrange(2, A_LIFE // 2)
        while len(acknowledged) < enough and any(sender.is_alive() for sender in senders):
            time.sleep(0.001)
        for pid in family_of(running.process.pid):
            os.kill(pid, signal.SIGKILL)
        for sender in senders:
            sender.join()


def test_a_server_that_is_killed_again_and_again_loses_no_report_that_it_acknowledged(home):
    lives, acknowledged = scaled(KILLED), []
    secrets = written(home, lives * A_LIFE)
    for life in range(lives):
        live_and_be_killed(home, secrets[life * A_LIFE : (life + 1) * A_LIFE], acknowledged)

    found = stored(home, acknowledged)

    assert len(acknowledged) > lives
    assert found["opened"] == len(acknowledged)
    # of what nobody was told, at most what each sender had under way can be there
    assert len(acknowledged) <= found["reports"] <= len(acknowledged) + lives * SENDERS
    assert found["people"] == found["reports"]
    assert found["whole"]


def test_a_form_that_is_sent_again_and_by_two_at_once_is_stored_once(home):
    secrets = written(home, scaled(200))
    with served(home, UPSTANDER_PROXIES="1") as running:
        failed = reports._posted(running, [iter(secrets), iter(secrets), iter([*secrets])])

    found = stored(home, secrets)

    assert failed == 0
    assert found["opened"] == found["reports"] == found["people"] == len(secrets)


def test_a_flood_from_one_address_gets_no_more_in_than_the_limit_and_shuts_nobody_out(home):
    with served(home, UPSTANDER_PROXIES="1") as running:
        through, _ = reports._flood(running, home)  # raises where another address is refused

    assert through["value"] == reports.LIMIT


def a_marked_report(port, number):
    """Write and send a report from an address and with a browser that can be told from all."""
    near, far = f"127.0.0.{number % 250 + 2}", f"203.0.113.{number % 250 + 2}"
    visitor = Visitor(port)
    visitor.connection = HTTPConnection("127.0.0.1", port, timeout=30, source_address=(near, 0))
    browser = f"canary-browser-{number}"
    visitor.headers = {
        "X-Forwarded-For": far,
        "User-Agent": f"{browser}/7.3",
        "Referer": f"https://{browser}.example/page",
        "Accept-Language": f"pl,en;q=0.7,x-{browser}",
    }
    token = TOKEN.search(visitor.get("/tell/")[1])[1]
    with visitor:
        for path, form in (
            ("/tell/", {"role": "target"}),
            ("/tell/story/", {"story": f"canary-story-{number}"}),
            ("/tell/check/", {"second_word": ""}),
        ):
            status, _ = visitor.post(path, form | {"csrfmiddlewaretoken": token})
            assert status == 302
    return [near, far, browser, f"canary-story-{number}"]


def test_no_address_and_no_browser_of_who_reports_stands_in_any_byte_that_is_kept(home):
    with served(home, UPSTANDER_PROXIES="1") as running:
        marks = [
            mark
            for number in range(scaled(MARKED))
            for mark in a_marked_report(running.port, number)
        ]
        while_served = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())

    assert [mark for mark in marks if mark.encode() in while_served] == []
    assert found_in(home, marks) == []
    assert [mark for mark in marks if mark in running.log.read_text()] == []
    assert stored(home, [])["reports"] == scaled(MARKED)
