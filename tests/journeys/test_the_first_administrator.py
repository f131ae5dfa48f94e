"""From an empty home to a first administrator who is signed in with two steps, page by page."""

import base64
import hmac
import re
import struct
import subprocess
import time
from urllib.parse import urlsplit

import pytest

from upstander.kernel.testing.served import command, served, surroundings

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WORDS = "a lantern in every window"


def test_the_first_administrator_comes_in_with_two_steps(browser, faults_of, tmp_path):
    home = tmp_path / "home"
    words = ["--borough", "Wexbourne", "--administrator", "ada@council.test", "--name", "Ada Quay"]
    told = subprocess.run(
        command("init", *words), env=surroundings(home), capture_output=True, text=True, check=True
    )
    link = urlsplit(re.search(r"https?://\S+", told.stdout)[0])
    wrong = []

    def look(page):
        page.set_viewport_size({"width": 320, "height": 900})
        faults = faults_of(page)
        wrong.extend([(page.url, faults)] if faults else [])

    with served(home) as running:
        page = browser.new_context(base_url=running.address).new_page()
        for open_to_all in ("/", "/account/sign-in/", "/account/forgotten/"):
            page.goto(open_to_all)
            look(page)
        page.goto(link.path)
        look(page)
        for box in page.locator('input[type="password"]').all():
            box.fill(WORDS)
        page.locator("main form button[type=submit]").first.click()

        page.goto("/account/sign-in/")
        page.get_by_label("Email").fill("ada@council.test")
        page.get_by_label("Password", exact=True).fill(WORDS)
        page.locator("main form button[type=submit]").first.click()
        page.goto("/administration/")
        assert "Set up your authenticator app" in page.inner_text("h1")
        look(page)
        secret = page.text_content("#secret").replace(" ", "")
        page.get_by_label(re.compile("code", re.IGNORECASE)).first.fill(_code(secret))
        page.get_by_role("button", name="Continue").click()
        look(page)

        for address in ("/account/two-step/", "/account/password/", "/administration/", "/plan/"):
            assert page.goto(address).status == 200
            look(page)
        assert "Wexbourne" in page.inner_text("header")
        page.context.close()

    assert not wrong, "\n".join(map(str, wrong))


def _code(secret):
    """Work out the six digits of this half minute (RFC 6238), apart from the product's own code."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    spent = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), "sha1")
    start = spent[-1] & 15
    return f"{(struct.unpack('>I', spent[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"
