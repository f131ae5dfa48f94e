import re

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from upstander.kernel.plan import changes as plan_changes
from upstander.kernel.plan.models import EvidenceItem, Update
from upstander.kernel.quarters import changes
from upstander.kernel.quarters.models import Review, Verdict
from upstander.kernel.testing.people import person, post

HTMX = {"HX-Request": "true"}
AGREES = {"status": "behind", "text": "August was missed."}


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


def page(name, quarter, *more):
    return reverse(f"quarters:{name}", args=[quarter.review.pk, *more])


def decide(browser, quarter, action=None, **sent):
    return browser.post(page("decide", quarter, (action or quarter.surgeries).pk), sent)


@pytest.fixture
def as_member(client, quarter):
    client.force_login(person("group_member"))
    return client


@pytest.fixture
def as_chair(client, quarter):
    client.force_login(person("group_chair"))
    return client


# ---- the list, and opening


def test_the_list_leads_to_each_quarter_at_its_stage(as_lead, quarter):
    running = text_of(as_lead.get("/quarters/"))
    quarter.adopted()
    adopted = text_of(as_lead.get("/quarters/"))

    assert f'href="{page("collecting", quarter)}">Quarter 2</a>' in running
    assert "Go to quarter 2" in running
    assert f'href="{page("adopted", quarter)}">Quarter 2</a>' in adopted
    assert "Open quarter 3" in adopted
    assert "Open it" not in adopted.split("Quarter 2")[0]


def test_now_leads_to_the_quarter_under_review_or_to_the_list(as_lead, quarter):
    assert as_lead.get("/quarters/now/").url == page("review", quarter)

    quarter.adopted()

    assert as_lead.get("/quarters/now/").url == "/quarters/"


def test_what_is_left_of_the_year_before_can_still_be_closed(as_lead, quarter, settings):
    quarter.adopted()
    fates = {
        a.pk: changes.Fate("carried", "It goes on.")
        for a in (quarter.small.publicity, quarter.surgeries, quarter.small.tenancies)
    }
    changes.roll_over(quarter.small.plan, fates, title="Next year", by=quarter.lead)
    settings.TODAY = quarter.small.plan.ends_on.replace(month=4, day=20)

    told = text_of(as_lead.get("/quarters/"))

    assert "Left of 2024-25" in told
    assert f"/quarters/open/{quarter.small.plan.pk}/4/" in told


def test_before_a_quarter_is_opened_everybody_who_would_be_asked_is_named(as_lead, quarter):
    quarter.adopted()
    clarion = quarter.small.clarion
    clarion.email = ""
    clarion.save()

    told = text_of(as_lead.get(f"/quarters/open/{quarter.small.plan.pk}/3/"))

    assert "Open it and write to 1 lead" in told
    assert "No address.</strong> Call them" in told
    assert "The quarter is still running" in told


def test_opening_leads_to_the_answers(as_lead, quarter):
    quarter.adopted()
    days = {"answer_by_day": 29, "answer_by_month": 11, "answer_by_year": 2024}

    opened = as_lead.post(f"/quarters/open/{quarter.small.plan.pk}/3/", days)

    assert opened.url == reverse("quarters:collecting", args=[Review.objects.latest("pk").pk])


def test_days_that_cannot_be_kept_come_back_with_the_form(as_lead, quarter):
    quarter.adopted()
    days = {"answer_by_day": 1, "answer_by_month": 11, "answer_by_year": 2024}

    told = text_of(as_lead.post(f"/quarters/open/{quarter.small.plan.pk}/3/", days))

    assert "Give leads at least until tomorrow" in told
    assert Review.objects.count() == 1


# ---- answers


def test_the_page_of_answers_says_who_has_answered_and_what_one_can_do(as_lead, quarter):
    changes.answer(quarter.asked, quarter.surgeries, **AGREES)

    told = text_of(as_lead.get(page("collecting", quarter)))

    assert "<strong>1</strong> of 3 actions are answered" in told
    assert "<strong>0</strong> of 2 who were asked have nothing left" in told
    assert "Remind 2 leads" in told


def test_a_member_sees_who_has_answered_and_no_button(as_member, quarter):
    told = text_of(as_member.get(page("collecting", quarter)))

    assert "Ada Quay" in told
    assert "Remind" not in told
    assert "@" not in told.split("<main")[1]


def test_the_page_of_answers_is_left_alone_until_there_is_news(as_lead, quarter):
    whole = as_lead.get(page("collecting", quarter)).content.decode()
    asks = re.search(r'hx-get="([^"]+since=\w+)"', whole)[1]
    quiet = as_lead.get(asks, headers=HTMX)

    changes.answer(quarter.asked, quarter.surgeries, **AGREES)
    news = as_lead.get(asks, headers=HTMX)
    quarter.reviewed()
    last = as_lead.get(asks, headers=HTMX)

    assert (quiet.status_code, quiet.content) == (204, b"")
    assert "<strong>1</strong> / 2" in news.content.decode()
    assert 'id="answers-count" role="status" hx-swap-oob="innerHTML"' in news.content.decode()
    assert "hx-trigger" not in last.content.decode()


def test_reminding_says_who_was_written_to(as_lead, quarter):
    one = as_lead.post(page("remind", quarter), {"asked": quarter.asked.pk}, follow=True)
    again = as_lead.post(page("remind", quarter), {"asked": quarter.asked.pk}, follow=True)
    rest = as_lead.post(page("remind", quarter), follow=True)

    assert "Ada Quay reminded." in text_of(one)
    assert "Nobody was reminded" in text_of(again)
    assert "Clarion reminded." in text_of(rest)


def test_the_deputy_is_asked_and_links_are_taken_back_and_renewed(as_lead, quarter):
    ada = quarter.asked.pk
    asked = as_lead.post(page("stand_in", quarter, ada), follow=True)
    revoked = as_lead.post(page("link", quarter, ada), {"do": "revoke"}, follow=True)
    renewed = as_lead.post(page("link", quarter, ada), {"do": "renew"}, follow=True)

    assert "Asked to answer for Ada Quay: Bea Moss." in text_of(asked)
    assert "The link of Ada Quay no longer works." in text_of(revoked)
    assert "Ada Quay gets a new link" in text_of(renewed)


def test_whoever_leads_by_now_is_named_until_they_are_asked(as_lead, quarter):
    clarion = quarter.small.clarion
    new = person("action_lead", clarion, name="Cleo Marsh", email="cleo@c.example")
    lead = plan_changes.NewLead(clarion, post("Officer", clarion, new))
    plan_changes.set_leads(quarter.small.publicity, [lead], by=quarter.lead)

    before = text_of(as_lead.get(page("collecting", quarter)))
    after = text_of(as_lead.post(page("ask_missing", quarter), follow=True))

    assert "Clarion about 18.1" in before
    assert "Asked as well: Cleo Marsh." in after
    assert "Not asked yet" not in after


def test_an_answer_given_by_phone_is_entered_with_its_source(as_lead, quarter):
    address = page("enter", quarter, quarter.asked.pk)
    sent = {"action": quarter.surgeries.pk, "way": "phone", "status": "behind", "text": "August."}

    shown = text_of(as_lead.get(address))
    entered = as_lead.post(address, sent)

    assert "For Ada Quay, Safer Merton" in shown
    assert entered.url == f"{address}?action={quarter.small.publicity.pk}"
    assert quarter.asked.answers.get().update.source == "By phone from Ada Quay"


EMAIL = "Dear Ngozi, this is how the surgeries went in each of the three months. " * 40


def test_an_email_is_pasted_whole_and_put_right_without_cutting_it(as_lead, quarter):
    address = page("enter", quarter, quarter.asked.pk)
    sent = {"action": quarter.surgeries.pk, "way": "email", "status": "behind"}

    as_lead.post(address, sent | {"text": EMAIL})
    too_long = text_of(as_lead.post(address, sent | {"text": "x" * 4001}))
    mended = EMAIL.replace("Ngozi", "all").strip()
    changes.edit_words(quarter.review, quarter.surgeries.pk, mended, by=quarter.lead)

    assert quarter.asked.answers.get().update.text == EMAIL.strip()
    assert "There is a problem" in too_long
    assert Update.objects.latest("pk").text == mended


def test_nothing_is_entered_once_the_review_is_finished(as_lead, quarter):
    told = as_lead.get(page("enter", quarter.reviewed(), quarter.asked.pk))

    assert told.status_code == 400
    assert "takes no more answers" in text_of(told)


def test_the_days_are_changed_on_a_page_of_their_own(as_lead, quarter):
    days = {"answer_by_day": 29, "answer_by_month": 11, "answer_by_year": 2024}

    assert "18" in text_of(as_lead.get(page("days", quarter)))
    as_lead.post(page("days", quarter), days)

    quarter.review.refresh_from_db()
    assert (quarter.review.answer_by.day, quarter.review.meeting_on) == (29, None)
    late = as_lead.post(page("days", quarter), {**days, "answer_by_month": 1})
    assert "lies behind us" in text_of(late)


# ---- the review


def test_the_review_says_of_each_action_what_it_needs(as_lead, quarter):
    changes.answer(quarter.asked, quarter.surgeries, status="completed", text="All held.")

    told = text_of(as_lead.get(page("review", quarter)))

    assert "<strong>0</strong> of 3 ready to adopt, <strong>1</strong> needs a reason" in told
    assert "Needs a reason.</strong> One of two due so far was done" in told
    assert "No update yet." in told
    assert 'aria-current="page">Review' in told


def test_a_view_of_the_review_keeps_only_its_rows(as_lead, quarter):
    changes.answer(quarter.asked, quarter.surgeries, status="completed", text="All held.")

    told = text_of(as_lead.get(f"{page('review', quarter)}?view=reason"))
    nothing = text_of(as_lead.get(f"{page('review', quarter)}?view=look"))

    assert told.count("data-up-row=") == 1
    assert "Nothing here" in nothing


def test_a_row_opens_under_itself_with_the_words_it_is_about(as_lead, quarter):
    changes.answer(quarter.asked, quarter.surgeries, status="completed", text="All held.")
    address = f"{page('review', quarter)}?row={quarter.surgeries.pk}"

    whole, part = as_lead.get(address), as_lead.get(address, headers=HTMX)
    closed = as_lead.get(f"{address}&close=1", headers=HTMX)

    for shown in map(text_of, (whole, part)):
        assert "Why should this stand as <strong>Completed</strong>?" in shown
        assert "Ada Quay, 14 November:</span> All held." in shown
        assert "Take Behind" in shown
    assert "<html" not in text_of(part)
    assert "Take Behind" not in text_of(closed)


def test_a_decision_without_scripts_leads_back_to_its_row_and_view(as_lead, quarter):
    latest = changes.answer(quarter.asked, quarter.surgeries, **AGREES).update

    done = decide(as_lead, quarter, do="keep", seen=latest.pk, view="look")

    assert done.url == f"{page('review', quarter)}?view=look#row-{quarter.surgeries.pk}"
    assert Verdict.objects.get().kind == "accepted"


def test_a_decision_in_place_gives_the_row_and_the_counts(as_lead, quarter):
    changes.answer(quarter.asked, quarter.surgeries, **AGREES)

    part = as_lead.post(page("decide", quarter, quarter.surgeries.pk), {"do": "keep"}, headers=HTMX)

    told = text_of(part)
    assert f'id="row-{quarter.surgeries.pk}"' in told
    assert 'data-up-row="nothing"' in told
    assert 'id="review-counts" hx-swap-oob="innerHTML"' in told


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"do": "keep"}, "Say in one sentence why 18.2 stands"),
        ({"do": "keep", "words": "x" * 301}, "at most 300 characters"),
        ({"do": "edit", "words": " "}, "Write what should stand there"),
        ({"do": "ask_back"}, "Write what you want to know"),
        ({"do": "undo"}, "Nothing was decided"),
        ({"do": "nonsense"}, "Choose what to do"),
        ({"do": "keep", "seen": "1"}, "has spoken about 18.2 since"),
    ],
)
def test_a_decision_that_is_refused_opens_the_row_with_what_was_typed(
    as_lead, quarter, sent, sentence
):
    changes.answer(quarter.asked, quarter.surgeries, status="completed", text="All held.")

    whole = decide(as_lead, quarter, **sent)
    part = as_lead.post(page("decide", quarter, quarter.surgeries.pk), sent, headers=HTMX)

    assert (whole.status_code, part.status_code) == (400, 200)
    assert all(sentence in text_of(shown) for shown in (whole, part))
    if len(sent.get("words", "").strip()) > 2:
        assert sent["words"] in text_of(whole)
    assert Verdict.objects.count() == 0


def test_accepting_all_leaves_what_came_after_the_page(as_lead, quarter):
    changes.answer(quarter.asked, quarter.surgeries, **AGREES)
    shown = as_lead.get(page("review", quarter)).content.decode()
    until = re.search(r'name="until" value="(\d+)"', shown)[1]
    changes.answer(quarter.asked, quarter.small.publicity, status="in_progress", text="Up.")

    as_lead.post(page("accept_all", quarter), {"until": until})

    assert [v.action for v in Verdict.objects.all()] == [quarter.surgeries]


def test_the_review_is_finished_reopened_and_finished(as_lead, quarter):
    unsettled = as_lead.post(page("finish", quarter), follow=True)
    done = as_lead.post(page("finish", quarter), {"leave_open": "1"})
    finished = text_of(as_lead.get(page("review", quarter)))
    as_lead.post(page("finish", quarter), {"do": "reopen"})

    quarter.review.refresh_from_db()
    assert "Not settled yet: 18.1, 18.2, 22.1." in text_of(unsettled)
    assert done.url == page("adopt", quarter)
    assert "Go on with the review" in finished
    assert "data-up-review" not in finished
    assert quarter.review.state == "collecting"


def test_a_member_reads_the_review_and_decides_nothing(as_member, quarter):
    told = text_of(as_member.get(f"{page('review', quarter)}?row={quarter.surgeries.pk}"))

    assert "18.2" in told
    assert "<form" not in told.split("<main")[1]
    assert decide(as_member, quarter, do="keep").status_code == 403


# ---- adoption


def test_the_chair_adopts_what_was_reviewed(as_chair, quarter):
    early = text_of(as_chair.get(page("adopt", quarter)))
    quarter.reviewed()
    ready = text_of(as_chair.get(page("adopt", quarter)))
    adopted = as_chair.post(page("adopt", quarter))
    after = as_chair.get(page("adopt", quarter))

    assert "It has to be reviewed first" in early
    assert "Left to the Group (3)" in ready
    assert adopted.url == after.url == page("adopted", quarter)


def test_whoever_adopts_before_the_quarter_is_over_is_told(as_lead, quarter):
    third = quarter.adopted().next_one().reviewed()

    assert "The quarter runs until Tuesday 31 December 2024" in text_of(
        as_lead.get(page("adopt", third))
    )


def test_what_was_adopted_is_shown_with_its_proof_and_its_corrections(as_member, quarter):
    kept = changes.answer(quarter.asked, quarter.surgeries, **AGREES)
    quarter.adopted()
    plan_changes.correct_update(kept.update, by=quarter.ada, text="It was July.")

    told = text_of(as_member.get(page("adopted", quarter)))

    assert "August was missed." in told
    assert "1 correction</a> since" in told
    assert "It was July." in told
    assert "fit the signature, the trail and the plan" in told


def test_a_page_of_what_was_adopted_says_where_it_does_not_hold(as_member, quarter):
    quarter.adopted()
    quarter.small.plan.__class__.objects.update(introduction="Changed by hand")

    told = text_of(as_member.get(page("adopted", quarter)))

    assert "This is not what was adopted" in told
    assert "It does not hold." in told


def test_a_quarter_that_is_not_adopted_has_no_such_page(as_member, quarter):
    assert as_member.get(page("adopted", quarter)).status_code == 404


def test_two_adopted_quarters_stand_side_by_side(as_member, quarter):
    alone = text_of(as_member.get("/quarters/changed/"))
    second = quarter.adopted().next_one()
    plan_changes.add_update(quarter.surgeries, by=quarter.ada, status="completed", text="So.")
    second.adopted()

    told = text_of(as_member.get("/quarters/changed/"))

    assert "Two adopted quarters are needed" in alone
    assert "What changed from quarter 2, 2024-25 to quarter 3, 2024-25" in told
    assert "1 status moved" in told


# ---- taking words out


def test_words_are_looked_for_before_they_are_taken_out(as_lead, quarter):
    changes.answer(quarter.asked, quarter.surgeries, status="behind", text="Zoë Marlowe came.")
    sent = {"words": "zoë marlowe", "why": "named"}

    looked = text_of(as_lead.post("/quarters/redact/", sent))
    gone = as_lead.post("/quarters/redact/", {**sent, "sure": "1"}, follow=True)

    assert "They stand in 1 place" in looked
    assert "Update: words" in looked
    assert "Taken out for good: 1 place in the plans" in text_of(gone)
    assert "Marlowe" not in text_of(gone)


def test_too_short_words_come_back_with_the_form(as_lead, quarter):
    told = text_of(as_lead.post("/quarters/redact/", {"words": "a", "why": "named"}))

    assert "Write at least 2 letters" in told


def test_a_file_is_destroyed_on_a_page_of_its_own(as_lead, quarter, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = plan_changes.NewEvidence("file", "Minutes.pdf", file=ContentFile(b"%PDF-1", "a.pdf"))
    changes.answer(quarter.asked, quarter.surgeries, evidence=[file], **AGREES)
    key = EvidenceItem.objects.get().pk

    listed = text_of(as_lead.get("/quarters/redact/"))
    asked = text_of(as_lead.get(f"/quarters/redact/file/{key}/"))
    done = as_lead.post(f"/quarters/redact/file/{key}/", {"why": "telling"}, follow=True)

    assert "Take it out" in listed
    assert "“Minutes.pdf”, beside action 18.2" in asked
    assert "The file is destroyed." in text_of(done)
    assert as_lead.get(f"/quarters/redact/file/{key}/").status_code == 404
    page = text_of(as_lead.get(f"/plan/actions/{quarter.surgeries.pk}/"))
    assert "[taken out]" in page
    assert f"/plan/evidence/{key}/" not in page


# ---- on other pages


def test_the_chairs_home_leads_to_the_adoption_of_what_is_reviewed(as_chair, quarter):
    quarter.reviewed()

    told = text_of(as_chair.get("/"))

    assert "It is reviewed. The Strategy Group meets on Tuesday 19 November 2024." in told
    assert "Adopt quarter 2" in told


def test_the_strategic_leads_home_says_what_the_review_needs(as_lead, quarter):
    changes.answer(quarter.asked, quarter.surgeries, status="completed", text="All held.")

    told = text_of(as_lead.get("/"))

    assert "1 needs a reason</a>" in told
    assert "2 have no update</a>" in told
    assert "Review quarter 2" in told


def test_a_leads_home_says_what_waits_for_their_answer(client, quarter):
    client.force_login(quarter.ada)

    told = text_of(client.get("/"))

    assert "<strong>2</strong> of your 2 actions wait for an answer" in told
    assert 'href="/quarters/mine/"' in told
    assert "Answer for quarter 2" in told


def test_the_page_of_an_action_tells_what_was_adopted_each_quarter(as_member, quarter):
    changes.answer(quarter.asked, quarter.surgeries, **AGREES)
    quarter.adopted()

    told = text_of(as_member.get(f"/plan/actions/{quarter.surgeries.pk}/"))

    assert "What the Group adopted" in told
    assert f'href="{page("adopted", quarter)}">Quarter 2, 2024-25</a>' in told
