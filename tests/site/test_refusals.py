"""How the product says no, what it writes into the log, and the headers of every answer."""

import io
import logging
import os
import subprocess
import sys

import pytest
from django.test import Client

from upstander.site.logs import PlainFormatter

pytestmark = pytest.mark.django_db
NAME = "Marked Name"


@pytest.fixture
def door(settings) -> Client:
    """A visitor who is shown what a browser would be, faults and all."""
    settings.ROOT_URLCONF = "tests.site.faulty_urls"
    settings.WHITENOISE_USE_FINDERS = True
    return Client(raise_request_exception=False)


@pytest.fixture
def log():
    """What would be written to the log."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(PlainFormatter())
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


PAGES = {
    "/": 200,
    "/due/": 302,
    "/account/sign-in/": 200,
    "/health/": 200,
    "/no/such/page/": 404,
    "/denies/": 403,
    "/suspects/": 400,
    "/refuses/": 400,
    f"/breaks/?name={NAME}": 500,
    "/static/upstander/start.js": 200,
    "/static/no-such-file.js": 404,
}


@pytest.mark.parametrize(("path", "status"), PAGES.items())
def test_every_answer_has_every_header(door, path, status):
    response = door.get(path)
    response.close()

    assert response.status_code == status
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Referrer-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    if status != 200 or not path.startswith("/static/"):
        assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("path", ["/due/", "/no/such/page/", "/breaks/?name=x"])
def test_over_https_every_answer_insists_on_it(door, settings, path):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    door = Client(raise_request_exception=False)

    response = door.get(path, secure=True)

    assert response["Strict-Transport-Security"].startswith("max-age=31536000")


@pytest.mark.parametrize("path", [path for path, status in PAGES.items() if status >= 400])
def test_no_refusal_shows_what_went_on_inside(door, path):
    page = door.get(path).content.decode()

    for inside in ("Traceback", "KeyError", "secret reason", NAME, "/src/"):
        assert inside not in page


def test_a_refusal_says_what_to_do(door):
    response = door.get("/refuses/")

    page = response.content.decode()
    assert response.status_code == 400
    assert "That day is before the plan begins. Choose a later one." in page
    assert "Row 3: no day" in page
    assert "Nothing was saved" in page


def test_a_form_from_elsewhere_is_refused_with_a_page(settings):
    response = Client(enforce_csrf_checks=True).post("/account/sign-in/", {"login": "a@b.test"})

    assert response.status_code == 403
    assert "<h1" in response.content.decode()


def test_a_name_of_the_server_that_is_not_ours_gets_a_page(door):
    response = door.get("/", HTTP_HOST="elsewhere.test")

    assert response.status_code == 400
    assert "<h1" in response.content.decode()
    assert "elsewhere.test" not in response.content.decode()


def test_the_log_names_the_fault_and_its_place_and_no_value(door, log):
    door.get(f"/breaks/?name={NAME}", REMOTE_ADDR="127.0.0.77")

    line = log.getvalue()
    assert "KeyError in" in line
    assert "faulty_urls.py line 15 (breaks)" in line
    assert line.count("\n") == 1
    for value in (NAME, "Marked", "127.0.0.77", "no such person"):
        assert value not in line


@pytest.mark.parametrize(
    "path", ["/account/new-password/1-marked/", "/Marked/", "/denies/?q=Marked"]
)
def test_the_log_never_holds_an_address_of_a_page(door, log, path):
    door.get(path)

    assert "arked" not in log.getvalue()


def test_a_name_of_the_server_that_is_not_ours_is_logged_without_it(door, log):
    door.get("/", HTTP_HOST="marked.test")

    assert "marked.test" not in log.getvalue()


def test_what_is_far_too_large_is_turned_down_before_it_is_read(door):
    class Unread(io.BytesIO):
        def read(self, *size):
            raise AssertionError("it was read")

    response = door.generic(
        "POST",
        "/account/sign-in/",
        CONTENT_TYPE="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(10 * 1024**3),
        **{"wsgi.input": Unread()},
    )

    assert response.status_code == 413
    assert "That is too large" in response.content.decode()
    assert response["Content-Security-Policy"]


def test_a_system_is_told_no_in_json_too_when_nothing_was_read_or_all_went_wrong(door, log):
    large = door.generic("POST", "/api/reports/", CONTENT_LENGTH=str(65 * 1024 * 1024))
    broken = door.get(f"/api/breaks/?name={NAME}")

    for answer, status in ((large, 413), (broken, 500)):
        assert (answer.status_code, answer.json()["status"]) == (status, status)
        assert answer["Content-Type"] == "application/problem+json"
        assert NAME not in answer.content.decode() + log.getvalue()


def test_health_tells_that_the_database_answers(client):
    response = client.get("/health/")

    assert (response.status_code, response.json()) == (200, {"ok": True})


def test_health_tells_that_the_database_does_not_answer(client, monkeypatch):
    from django.db import DatabaseError, connection

    def broken():
        raise DatabaseError("no route to secret-host")

    monkeypatch.setattr(connection, "cursor", broken)

    response = client.get("/health/")

    assert (response.status_code, response.json()) == (503, {"ok": False})


@pytest.mark.slow
def test_the_settings_of_a_real_server_leave_nothing_to_warn_of(tmp_path):
    env = {
        **os.environ,
        "UPSTANDER_HOME": str(tmp_path),
        "UPSTANDER_ADDRESS": "https://upstander.council.test",
        "DJANGO_SETTINGS_MODULE": "upstander.site.settings",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]

    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
