"""The public journey, page by page, as a browser without scripts sends it."""

import re

import pytest
from django.urls import reverse

from upstander.capabilities.reports.changes.drafts import (
    drop_draft,
    drop_sent,
    read_draft,
    save_draft,
    send_draft,
)
from upstander.capabilities.reports.engine import journey
from upstander.capabilities.reports.models import Draft, Report
from upstander.kernel.access.reading import open_for_work
from upstander.kernel.audit.record import key_of
from upstander.kernel.reference.load import load_reference
from upstander.kernel.subjects.passphrase import draw, read
from upstander.kernel.subjects.sharing import may_share
from upstander.kernel.vault.keys.store import store
from upstander.kernel.vault.models import Erasure
from upstander.kernel.vault.retention.changes import lift_hold, place_hold
from upstander.kernel.vault.retention.rules import load_rules

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def reference(db):
    load_reference()
    load_rules()


def send(client, code, **answers):
    """Send a page and give where it leads."""
    address = reverse("tell:start") if code == "start" else reverse("tell:step", args=[code])
    answer = client.post(address, answers)
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def tell(client, **more):
    """Go through the whole journey with the shortest answers, and give the words."""
    given = {"start": {"role": "target"}, "story": {"story": "He called us names."}} | more
    to = send(client, "start", **given["start"])
    while "check" not in to:
        code = to.strip("/").split("/")[-1]
        to = send(client, code, **given.get(code, {}))
    assert client.get(to).status_code == 200
    to = client.post(reverse("tell:check"), {"second_word": more.get("second", "")})["Location"]
    page = client.get(to).content.decode()
    return re.findall(r"<li>([a-z-]+)</li>", page)[:7]


def test_nothing_is_kept_before_somebody_answers(client):
    page = client.get(reverse("tell:start"))

    assert page.status_code == 200
    assert "call 999 now" in page.content.decode()
    assert "sessionid" not in page.cookies
    assert Draft.objects.count() == 0


def test_a_report_goes_in_with_what_was_said(client):
    words = tell(
        client,
        consent={"police": "police_without_details", "support": "yes"},
        forms={"forms": ["verbal", "threats"]},
        strands={"strands": ["race", "religion"]},
        why={"why": "He said we should go home."},
        where={"place_type": "street", "where": "London Road SM4 5DX"},
    )

    report = Report.objects.get()
    open_for_work("rights", [report])
    assert report.story == "He called us names."
    assert report.forms == ("verbal", "threats")
    assert sorted(strand.code for strand in report.strands.all()) == ["race", "religion"]
    assert may_share(report.subject, "police_without_details")
    assert not may_share(report.subject, "police")
    assert may_share(report.subject, "support")
    assert not may_share(report.subject, "landlord")
    assert len(read(" ".join(words)).places) == 7


def test_the_same_form_sent_twice_is_one_report(client):
    send(client, "start", role="witness")
    twice = client.cookies["tell"].value
    client.post(reverse("tell:check"), {})
    client.cookies["tell"] = twice

    again = client.post(reverse("tell:check"), {})

    assert again["Location"] == reverse("tell:sent")
    assert Report.objects.count() == 1


def test_nobody_goes_on_with_what_was_sent_and_the_next_work_destroys_it(
    client, django_capture_on_commit_callbacks
):
    tell(client)
    sent = Draft.objects.get()
    client.cookies["tell"] = client.cookies["told"].value
    assert client.get(reverse("tell:step", args=["story"]))["Location"] == reverse("tell:start")

    with django_capture_on_commit_callbacks(execute=True):
        drop_sent()

    sent.refresh_from_db()
    assert (sent.vault_document, sent.vault_key) == ("", "")
    assert not Draft.objects.sent().exists()
    assert Erasure.objects.get(record=key_of(sent)).genuine
    assert store().fetch([sent.vault_key]) == {}


@pytest.mark.parametrize("end", [send_draft, drop_draft])
def test_a_page_that_another_click_overtook_brings_no_draft_back(end, client):
    secret = draw()
    save_draft(secret, {"role": "target", "story": "first"})
    end(secret)

    save_draft(secret, {"role": "target", "story": "second"})

    assert read_draft(secret) is None
    assert Draft.objects.count() == 1


def test_a_sent_draft_that_is_held_keeps_no_other_and_no_work_waiting(client):
    tell(client)
    held = Draft.objects.get()
    hold = place_hold(record_key=key_of(held), ground="claim", by="system:test")
    client.cookies.clear()
    tell(client)

    drop_sent()

    assert list(Draft.objects.sent()) == [held]
    lift_hold(hold, by="system:test")
    drop_sent()
    assert not Draft.objects.sent().exists()


def test_why_is_asked_of_everybody():
    for role in (journey.SELF, journey.SAW, journey.KNOWS, journey.WORKS):
        assert {"why", "strands"} <= set(journey.path({"role": role}))


def test_what_does_not_matter_is_not_asked():
    asked = journey.path({"role": "witness"})

    assert not {"online", "damage", "harm", "transport", "reporter", "contact", "needs"} & set(
        asked
    )
    assert "online" in journey.path({"role": "witness", "forms": ["online"]})
    assert "transport" in journey.path({"role": "witness", "place_type": "transport"})


def test_an_answer_that_no_longer_matters_is_not_sent(client):
    send(client, "start", role="target")
    send(client, "forms", forms=["online"])
    send(client, "online", platform="A site")
    send(client, "forms", forms=["verbal"])
    client.post(reverse("tell:check"), {})

    report = Report.objects.get()
    open_for_work("rights", [report])
    assert not any("A site" in line for line in report.details)


def test_words_of_danger_show_999_at_once_and_lose_nothing(client):
    send(client, "start", role="witness")

    to = send(client, "story", story="he is outside my door now")

    # the address stays in a browser, and is the same whatever was typed
    assert to == "/tell/wait/"
    page = client.get(to).content.decode()
    assert "tel:999" in page
    assert re.search(r'href="/tell/forms/">I am safe, go on', page)
    assert (
        "he is outside my door now"
        in client.get(reverse("tell:step", args=["story"])).content.decode()
    )


def test_words_of_self_harm_show_who_listens(client):
    send(client, "start", role="target")

    to = send(client, "story", story="Nie chcę już żyć")

    page = client.get(to).content.decode()
    assert to == "/tell/wait/"
    assert "116 123" in page


def test_a_child_reads_words_of_their_own(client):
    send(client, "start", role="target")
    send(client, "age", age="13_17")

    page = client.get(reverse("tell:step", args=["story"])).content.decode()

    assert "0800 1111" in page
    assert "front door" in page
    assert "We do not tell your parents" in page


def test_the_exception_is_said_before_anybody_types():
    path = journey.path({"role": "target"})

    assert path.index("consent") < path.index("story")


def test_saved_words_bring_the_answers_back_in_another_browser(client):
    from django.test import Client

    send(client, "start", role="target")
    send(client, "story", story="It was on the tram.", save="1")
    page = client.get(reverse("tell:save")).content.decode()
    words = re.findall(r"<li>([a-z-]+)</li>", page)[:7]
    other = Client()

    answer = other.post(reverse("tell:come_back"), {"words": " ".join(words)})

    assert answer.status_code == 302
    assert "It was on the tram." in other.get(reverse("tell:step", args=["story"])).content.decode()


def test_leaving_forgets_the_visitor(client):
    send(client, "start", role="target")

    answer = client.get(reverse("tell:leave", args=["weather"]))

    assert answer["Location"].startswith("https://www.bbc.co.uk/")
    assert answer.cookies["tell"].value == ""
    assert answer["Clear-Site-Data"] == '"cache"'


def test_deleting_destroys_the_draft(client):
    send(client, "start", role="target")

    client.post(reverse("tell:delete"))

    assert not Draft.objects.filter(vault_erased_at=None).exists()


@pytest.mark.parametrize("code", [code for code in journey.CODES if code != "start"])
def test_every_page_says_nothing_of_hate_in_its_title_and_is_not_kept(client, code):
    send(client, "start", role="behalf")
    send(client, "reach", reach="yes")

    page = client.get(reverse("tell:step", args=[code]))

    title = re.search(r"<title>(.*?)</title>", page.content.decode(), re.S)[1].lower()
    assert page.status_code == 200
    assert page["Cache-Control"] == "no-store"
    assert not {"hate", "report", "crime", "police"} & set(re.findall(r"\w+", title))
    assert "Exit this page" in page.content.decode()
