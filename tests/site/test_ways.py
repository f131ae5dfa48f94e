"""How UPSTANDER_MAIL and UPSTANDER_SMS are read."""

import pytest

from upstander.kernel.outbox.tests.notify_server import CONTRACT, KEY, SERVICE, TEMPLATES
from upstander.site.ways import mail, texts, ways

HOST = "api.notifications.service.gov.uk"


def test_a_mail_server_is_spoken_to_encrypted_and_in_a_name():
    way = mail("smtp://plan:a%40b@mail.test?from=plan@council.test&reply_to=ask@council.test")
    inside = mail("smtps://mail.test")

    assert (way.host, way.port, way.user, way.password) == ("mail.test", 587, "plan", "a@b")
    assert (way.starttls, way.ssl) == (True, False)
    assert (way.sender, way.reply_to) == ("plan@council.test", "ask@council.test")
    assert (inside.port, inside.starttls, inside.ssl) == (465, False, True)


def test_only_this_machine_itself_is_spoken_to_in_the_clear():
    assert [mail(f"smtp://{host}").starttls for host in ("127.0.0.1", "localhost", "10.0.0.1")] == [
        False,
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("url", "transport"), [("", "waits"), ("files:", "files"), ("console:", "console")]
)
def test_messages_may_wait_or_stay_here(url, transport):
    assert mail(url).transport == texts(url).transport == transport


def test_the_true_service_is_only_ever_spoken_to_encrypted():
    way = mail(f"notify://{KEY}@{HOST}?email={TEMPLATES['email']}&reply_to={SERVICE}")

    assert (way.transport, way.host, way.port, way.ssl) == ("notify", HOST, 443, True)
    assert (way.key, way.template, way.reply_to) == (KEY, TEMPLATES["email"], SERVICE)
    assert CONTRACT["base"] == f"https://{HOST}"


def test_one_address_may_serve_emails_and_text_messages():
    both = f"notify://{KEY}@{HOST}?email={TEMPLATES['email']}&sms={TEMPLATES['sms']}"
    found = ways(both, "", demo=False)
    split = ways("smtp://mail.test", f"notify://{KEY}@{HOST}?sms={TEMPLATES['sms']}", demo=False)

    assert [way.template for way in found.values()] == [TEMPLATES["email"], TEMPLATES["sms"]]
    assert [way.transport for way in split.values()] == ["smtp", "notify"]
    assert [way.transport for way in ways("", "", demo=False).values()] == ["waits", "waits"]


@pytest.mark.parametrize("url", ["smtp://mail.test", f"notify://{KEY}@{HOST}?email=x", "console:"])
def test_a_demonstration_writes_files_whatever_the_settings_say(url):
    found = ways(url, url, demo=True)

    assert {way.transport for way in found.values()} == {"files"}
