"""The page behind a link, as its holder sees it, and as somebody who is up to something does."""

import re

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.module_loading import import_string

from upstander.kernel.audit.record import whole_trail
from upstander.kernel.outbox.models import Message
from upstander.kernel.plan import changes as plan_changes
from upstander.kernel.plan.models import EvidenceItem, Update
from upstander.kernel.quarters import changes
from upstander.kernel.quarters.links import token_of
from upstander.kernel.quarters.models import Answer

ANSWER = {"status": "behind", "text": "August was missed.", "obstacle": ""}
PDF = b"%PDF-1.4 minutes\n"
AHEAD = {"Sec-Purpose": "prefetch;prerender", "Purpose": "prefetch"}  # nobody looks yet


@pytest.fixture
def link(quarter, link_of):
    return link_of(quarter.asked)


@pytest.fixture
def send(client, quarter, link):
    """Send an answer from the page, and give what comes back."""

    def send(action=None, page=link, browser=client, **said):
        key = (action or quarter.surgeries).pk
        return browser.post(f"{page}?action={key}", {"action": key, **ANSWER, **said})

    return send


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


# ---- what its holder does


def test_the_page_asks_for_the_first_action_that_waits_with_what_is_known_already(client, link):
    page = text_of(client.get(link))

    assert "Publicise the surgeries" in page
    assert "Ada Quay, you lead action 18.1 for Safer Merton." in page
    assert "Action 1 of 2" in page
    assert "The last day was Friday 18 October 2024, and you can still answer" in page


def test_an_answer_that_agrees_leads_on_to_the_next_action(client, quarter, send):
    sent = send()

    assert sent.status_code == 302
    assert sent.url.endswith(f"?action={quarter.small.publicity.pk}")
    assert "Thank you. Your answer on 18.2 is in." in text_of(client.get(sent.url))


def test_a_difference_is_saved_first_and_then_only_the_reason_is_asked(client, quarter, send):
    sent = send(status="completed", text="All held.")
    page = text_of(client.get(sent.url))

    assert Answer.objects.get().update.status == "completed"
    assert "Your answer is in; one question more" in page
    assert "You say" in page
    assert 'name="status"' not in page

    key = quarter.surgeries.pk
    done = client.post(sent.url, {"action": key, "only": "reason", "reason": "In the library."})

    said = Update.objects.get(pk=Answer.objects.first().update_id)
    assert (said.status, said.text, said.reason) == ("completed", "All held.", "In the library.")
    assert done.url.endswith(f"?action={quarter.small.publicity.pk}")


def test_whoever_knows_no_reason_leaves_it_and_is_not_asked_again(client, quarter, send):
    page = client.get(send(status="completed").url)

    assert f'href="?action={quarter.small.publicity.pk}">Leave it to the Strategic Lead' in text_of(
        page
    )


def test_an_answer_can_be_changed_although_its_reason_is_missing(client, link, quarter, send):
    send(status="completed")

    page = text_of(client.get(f"{link}?action={quarter.surgeries.pk}&change=1"))

    assert 'name="status"' in page
    assert "August was missed." in page


def test_what_is_missing_is_said_at_the_head_and_at_the_box(client, quarter, send):
    page = send(status="", text="")

    told = text_of(page)
    assert "<title>Error:" in told
    assert told.count("Choose the status of 18.2") == 2
    assert told.count("Write a sentence about 18.2") == 2
    assert Answer.objects.count() == 0


def test_the_last_answer_leads_to_all_of_them(client, quarter, send):
    send()
    done = send(quarter.small.publicity, status="in_progress", text="Posters are up.")

    page = text_of(client.get(done.url))
    assert done.url.endswith("?action=done")
    assert "Thank you, that is all" in page
    assert "before the Strategy Group meets on Tuesday 19 November 2024" in page
    assert "Posters are up." in page


def test_a_file_comes_with_an_answer_under_a_name_that_nobody_guesses(
    quarter, send, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    send(file=SimpleUploadedFile("Minutes of August.pdf", PDF))
    send(file=SimpleUploadedFile("Minutes of August.pdf", PDF))  # sent twice

    item = EvidenceItem.objects.get()
    assert item.title == "Minutes of August.pdf"
    assert re.fullmatch(r"plan/evidence/\d{4}/[0-9a-f]{32}\.pdf", item.file.name)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("page.html", b"<script>", "Only PDF, Word"),
        ("page.pdf", b"<html>", "is not a PDF"),
        ("empty.pdf", b"", "The file is empty"),
        ("../../etc/passwd.pdf", b"root", "is not a PDF"),
        ("macros.docx", b"PK\x03\x04", "is not a Word document"),
    ],
)
def test_a_file_that_is_not_what_it_is_called_is_refused_and_nothing_is_saved(
    send, name, content, sentence
):
    page = text_of(send(file=SimpleUploadedFile(name, content)))

    assert sentence in page
    assert "Choose your file again" in page
    assert Answer.objects.count() == 0


def test_a_stand_in_is_told_that_they_stand_in(client, quarter, link_of):
    changes.ask_stand_ins(quarter.review, only=[quarter.asked.pk], by=quarter.lead)
    stand_in = quarter.review.asked.get(stands_in=True)

    assert "Bea Moss, you stand in for whoever leads action 18.1" in text_of(
        client.get(link_of(stand_in))
    )


def test_a_question_of_the_review_stands_above_the_form(client, quarter, link, send):
    send()
    changes.ask_back(quarter.review, quarter.surgeries.pk, "Why <b>August</b>?", by=quarter.lead)

    page = text_of(client.get(f"{link}?action={quarter.surgeries.pk}"))

    assert "Why &lt;b&gt;August&lt;/b&gt;?" in page


def test_whoever_has_an_account_answers_at_an_address_that_is_no_secret(client, quarter, send):
    client.force_login(quarter.ada)

    page = client.get("/quarters/mine/")
    sent = send(page="/quarters/mine/")

    assert "Ada Quay, you lead action 18.1" in text_of(page)
    assert sent.url == f"/quarters/mine/?action={quarter.small.publicity.pk}"
    assert Answer.objects.get().asked == quarter.asked
    client.force_login(quarter.lead)
    assert client.get("/quarters/mine/").status_code == 404


# ---- what a mail scanner does


@pytest.mark.slow
def test_looking_changes_nothing_however_often_a_mail_scanner_looks(
    quarter, link, link_of, everything
):
    before = everything()

    for address in (link, link_of(quarter.body)):
        for query in ("", f"?action={quarter.surgeries.pk}", "?action=done", "?action=x", "?why=1"):
            for method in ("get", "head"):
                answer = getattr(Client(), method)(f"{address}{query}", headers=AHEAD)
                assert answer.status_code == 200
        for method in ("options", "put", "delete", "patch", "trace"):
            assert getattr(Client(), method)(address).status_code == 405

    assert everything() == before


def test_a_form_that_comes_from_elsewhere_is_refused(quarter, link):
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post(link, {"action": quarter.surgeries.pk, **ANSWER})

    assert answer.status_code == 403
    assert Answer.objects.count() == 0


# ---- what does not open


@pytest.mark.parametrize(
    "altered",
    [
        lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"),
        lambda token: f"9{token}",
        lambda token: token.replace("-1-", "-2-", 1),
        lambda token: token[:-3],
        lambda token: f"{token}%00",
        lambda token: "x" * 5000,
        lambda token: "１-１-" + "a" * 27,
        lambda token: "%F0%9F%94%91",
    ],
)
def test_an_altered_link_leads_nowhere_and_says_what_may_help(client, quarter, altered):
    token = token_of(quarter.asked.pk, 1)

    page = client.get(f"/quarters/answer/{altered(token)}/")

    assert page.status_code == 404
    assert "some mail programs cut long links" in text_of(page)
    assert "Ada" not in text_of(page)


def test_guessing_asks_the_database_nothing_and_tells_nobody_who_was_asked(
    client, quarter, django_assert_num_queries
):
    known, unknown = quarter.asked.pk, quarter.asked.pk + 10**6
    client.get("/quarters/answer/warm-up/")  # what a process reads once, it reads here

    with django_assert_num_queries(0):
        pages = [
            client.get(f"/quarters/answer/{row}-{version}-{guess * 27}/")
            for row in (known, unknown)
            for version in (1, 2)
            for guess in "AB"
        ]

    assert {page.status_code for page in pages} == {404}
    assert len({page.content for page in pages}) == 1


def ended(quarter, end):
    if end == "revoked":
        changes.revoke_link(quarter.asked, by=quarter.lead)
    elif end == "replaced":
        changes.renew_link(quarter.asked, by=quarter.lead)
    elif end == "left":
        quarter.ada.is_active = False
        quarter.ada.save()
    else:
        getattr(quarter, end)()


@pytest.mark.parametrize(
    ("end", "sentence"),
    [
        ("revoked", "This link was taken back"),
        ("replaced", "There is a newer link"),
        ("left", "This link was taken back"),
        ("reviewed", "Quarter 2, 2024-25 takes no more answers"),
        ("adopted", "Quarter 2, 2024-25 has been adopted"),
    ],
)
def test_a_link_that_has_ended_says_why_and_what_one_can_do(
    quarter, link, send, everything, end, sentence
):
    ended(quarter, end)
    before = everything()

    shown, sent = Client().get(link), send()

    assert (shown.status_code, sent.status_code) == (410, 410)
    for page in map(text_of, (shown, sent)):
        assert f"{sentence}</h1>" in page
        assert "Nothing was changed." in page
        assert "Ada Quay" not in page
    assert everything() == before


def test_another_leads_action_is_neither_shown_nor_answered(client, quarter, link, send):
    foreign = quarter.small.tenancies

    page = text_of(client.get(f"{link}?action={foreign.pk}"))
    sent = send(foreign)

    assert foreign.short_title not in page
    assert sent.status_code == 400
    assert "does not answer for that action" in text_of(sent)
    assert Answer.objects.count() == 0


def test_a_form_that_is_replayed_is_one_answer(send):
    send(), send(), send()

    assert Answer.objects.count() == 1


def test_words_in_every_script_and_shape_are_words(client, link, quarter, send):
    text = "Zoë’s group מפגש 会议 🕯️ <script>alert(1)</script> {{ x }}"
    send(text=text)

    page = client.get(f"{link}?action={quarter.surgeries.pk}").content.decode()

    assert Answer.objects.get().update.text == text
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    "said",
    [{"text": "x" * 601}, {"status": "nonsense"}, {"text": "a\x00b"}, {"obstacle": "x" * 601}],
)
def test_what_no_form_sends_is_refused_with_a_sentence(send, said):
    page = send(**said)

    assert "There is a problem" in text_of(page)
    assert Answer.objects.count() == 0


def test_what_is_far_too_large_is_turned_down_unread(client, link):
    page = client.post(link, CONTENT_LENGTH=str(10**12), content_type="multipart/form-data")

    assert page.status_code == 413
    assert Answer.objects.count() == 0


# ---- what a link gives away


def test_the_link_opens_nothing_else_of_the_product(client, quarter, link, send):
    client.get(link)
    send()

    for page in ("/plan/", "/quarters/", f"/quarters/{quarter.review.pk}/", "/quarters/mine/"):
        answer = client.get(page)
        assert answer.status_code == 302
        assert "sign-in" in answer.url or "demo" in answer.url
    client.cookies.clear()
    for address in set(re.findall(r'href="([^"#?]+)', client.get(link).content.decode())):
        if not address.startswith("/static/"):
            assert client.get(address).status_code == 200, f"{address} is not for everybody"


def test_nobody_keeps_the_page_and_nobody_else_learns_the_address(client, link):
    headers = client.get(link).headers

    assert "no-store" in headers["Cache-Control"]
    assert headers["Referrer-Policy"] == "same-origin"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"


def test_the_link_lies_in_no_table_no_trail_no_session_and_no_log(
    client, quarter, link, send, everything, caplog
):
    token = link.split("/")[-2]
    client.get(link)
    send()
    changes.revoke_link(quarter.asked, by=quarter.lead)
    assert client.get(link).status_code == 410

    rows = [str(value) for table in everything().values() for value in table]
    assert not any(token in row for row in rows)
    assert not any(token in event.detail for event in whole_trail())
    formatter = import_string(settings.LOGGING["formatters"]["plain"]["()"])()
    assert caplog.records
    assert not any(token in formatter.format(record) for record in caplog.records)
    assert all(token not in cookie.value for cookie in client.cookies.values())
    assert "sessionid" not in client.cookies


def test_nobodys_address_or_other_names_stand_on_the_page(client, quarter, link):
    plan_changes.set_leads(
        quarter.surgeries,
        [plan_changes.NewLead(quarter.small.clarion)],
        by=quarter.lead,
    )

    page = text_of(client.get(link))

    assert "@" not in page.replace("@context", "")
    assert "Bea" not in page
    assert "Clarion" not in page


def test_the_letters_that_carry_links_are_under_lock(quarter):
    token = token_of(quarter.asked.pk, 1)

    assert not any(token in message.letter for message in Message.objects.all())
