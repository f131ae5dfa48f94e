"""What the public sees: adopted, flagged, published, and nothing else."""

from datetime import UTC, date, datetime

import pytest

from upstander.kernel import clock
from upstander.kernel.exports.models import Publication
from upstander.kernel.figures import Value
from upstander.kernel.plan import changes as plan_changes
from upstander.kernel.plan.models import Plan
from upstander.kernel.plan.redaction import Why, Words
from upstander.kernel.quarters import changes, jobs
from upstander.kernel.quarters.adopted import adopted_plan
from upstander.kernel.quarters.models import PublicField, Review, Snapshot
from upstander.kernel.quarters.published import figures_of
from upstander.kernel.registry import Capability, Measure, registered

PAGE = "/our-plan/"


def words(client, address=PAGE):
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.fixture
def adopted(quarter):
    changes.answer(
        quarter.asked,
        quarter.surgeries,
        status="behind",
        text="Mrs Example told us so.",
        reason="The host was flooded.",
        obstacle="No second room.",
    )
    quarter.adopted()
    return quarter


def test_before_anything_is_adopted_the_page_shows_nothing_of_the_plan(client, quarter):
    assert "Hold the surgeries face to face" not in words(client)


def test_the_public_sees_what_was_adopted_and_no_word_that_was_written_for_partners(
    client, adopted
):
    shown = words(client)

    assert "Hold the surgeries face to face" in shown
    assert "Behind" in shown
    for private in ("Mrs Example", "flooded", "No second room", adopted.ada.name, "@"):
        assert private not in shown


def test_what_happens_after_adoption_stays_out_of_the_page(client, adopted):
    before = words(client)

    plan_changes.add_update(adopted.surgeries, by=adopted.ada, status="completed", text="Done.")
    plan_changes.edit_item(adopted.surgeries, by=adopted.lead, short_title="Renamed since")

    assert words(client) == before


def test_a_field_is_shown_or_hidden_for_the_whole_plan(client, adopted):
    plan = adopted.small.plan

    changes.set_public(plan, {PublicField.REASON: True, PublicField.LEADS: False}, by=adopted.lead)

    shown = words(client)
    assert "The host was flooded." in shown
    assert "Led by" not in shown


def test_the_public_home_counts_what_was_adopted_of_what_is_public(client, quarter):
    assert "once the Strategy Group has adopted its first quarter" in words(client, "/")
    changes.answer(quarter.asked, quarter.surgeries, status="behind", text="August was missed.")
    changes.answer(quarter.asked, quarter.small.publicity, status="completed", text="Done.")
    quarter.adopted()

    assert "1 of 3" in words(client, "/")
    about = f"plan.action:{quarter.surgeries.pk}"
    changes.set_public(
        quarter.small.plan, {PublicField.ACTION: False}, about=about, by=quarter.lead
    )
    assert "1 of 2" in words(client, "/")
    changes.set_public(quarter.small.plan, {PublicField.STATUS: False}, by=quarter.lead)
    assert "As the Strategy Group adopted it for <bdi>quarter 2, 2024-25</bdi>." in words(
        client, "/"
    )


def test_what_is_said_of_one_action_counts_before_what_is_said_of_all(client, adopted):
    about = f"plan.action:{adopted.surgeries.pk}"

    changes.set_public(
        adopted.small.plan, {PublicField.ACTION: False}, about=about, by=adopted.lead
    )

    shown = words(client)
    assert "Hold the surgeries face to face" not in shown
    assert "1 action of this objective is not shown in public" in shown
    changes.set_public(adopted.small.plan, {PublicField.ACTION: None}, about=about, by=adopted.lead)
    assert "Hold the surgeries face to face" in words(client)


def test_redacted_words_leave_the_public_page_too(client, adopted):
    changes.set_public(adopted.small.plan, {PublicField.WORDS: True}, by=adopted.lead)
    assert "Mrs Example" in words(client)

    changes.redact_words(Words("Mrs Example"), why=Why.NAMED, by=adopted.lead)

    assert "Mrs Example" not in words(client)
    assert "told us so" in words(client)


def test_an_earlier_quarter_keeps_its_page_and_another_is_not_found(client, adopted):
    review = adopted.review

    of_the_quarter = words(client, f"{PAGE}{review.year}/quarter-{review.number}/")
    assert of_the_quarter.partition("<main")[2] == words(client).partition("<main")[2] != ""
    assert client.get(f"{PAGE}{review.year}/quarter-4/").status_code == 404
    assert client.get(f"{PAGE}twenty/quarter-1/").status_code == 404


def _measure(code, done, *, people):
    return Measure(
        code=f"few.{code}",
        title=f"Counted {code}",
        definition="For this test.",
        objectives=("*",),
        unit="people",
        value=lambda period: Value.counted(done, 100, 200),
        people=people,
    )


def test_figures_come_out_of_the_ledger_and_a_few_people_are_never_counted(client, quarter):
    few = Capability(
        slug="few",
        title="Few",
        measures=(
            _measure("victims", 3, people=True),
            _measure("visitors", 61, people=True),
            _measure("leaflets", 2, people=False),
        ),
    )
    with registered(few):
        quarter.adopted()
        read = adopted_plan(Snapshot.objects.select_related("review__plan").get())
        changes.publish_figures(read, by=quarter.lead)
        shown = words(client)

    assert "61 of 100 due, 200 in the year" in shown
    assert "2 of 100 due, 200 in the year" in shown
    assert "3 of 100" not in shown
    assert not any(
        value == 3
        for row in Publication.objects.filter(code__endswith=".few.victims")
        for *_, value in row.kept["figures"]
    )


def test_figures_are_published_once_however_often_it_is_asked(quarter):
    quarter.adopted()
    read = adopted_plan(Snapshot.objects.select_related("review__plan").get())

    first = changes.publish_figures(read, by=quarter.lead)
    second = changes.publish_figures(read, by=quarter.lead)

    assert first == second
    assert Publication.objects.count() == len(first)


def test_figures_frozen_before_the_quarter_was_over_come_out_once_it_is_and_say_so(client, quarter):
    counted = Capability(slug="few", title="Few", measures=(_measure("leaflets", 2, people=False),))
    with registered(counted):
        with clock.set_to(datetime(2024, 9, 20, 9, tzinfo=UTC)):
            quarter.adopted()
            read = adopted_plan(Snapshot.objects.select_related("review__plan").get())
            assert changes.publish_figures(read, by=quarter.lead) == []
            jobs.publish_late_figures()
        with clock.set_to(datetime(2024, 9, 30, 20, tzinfo=UTC)):
            jobs.publish_late_figures()
            assert not Publication.objects.exists()
        with clock.set_to(datetime(2024, 10, 1, 9, tzinfo=UTC)):
            jobs.publish_late_figures()
            jobs.publish_late_figures()
            shown = words(client)

    of_few = Publication.objects.get(code__endswith=".few.leaflets")
    assert of_few.title == "Counted leaflets, up to 20 September 2024"
    assert of_few.title in shown
    assert "2 of 100 due" in shown


def test_two_plans_of_one_year_do_not_show_each_other_s_figures(quarter):
    quarter.adopted()
    read = adopted_plan(Snapshot.objects.select_related("review__plan").get())
    assert changes.publish_figures(read, by=quarter.lead)
    other = Plan.objects.create(
        title="Another", borough="Another", year="2024-25",
        starts_on=date(2024, 4, 1), ends_on=date(2025, 3, 31),
    )  # fmt: skip
    its = Review(plan=other, year="2024-25", number=read.review.number)

    assert figures_of(read.review)
    assert figures_of(its) == []


def test_the_strategic_lead_chooses_what_is_public_on_a_page(as_lead, adopted):
    chosen = [PublicField.ACTION, PublicField.STATUS, PublicField.WORDS]

    as_lead.post("/quarters/public/", {"fields_shown": chosen})
    as_lead.post(
        "/quarters/public/", {"record": f"plan.action:{adopted.surgeries.pk}", "hide": "1"}
    )

    as_lead.logout()
    shown = words(as_lead)
    assert "Hold the surgeries face to face" not in shown
    assert "Led by" not in shown


def test_an_item_of_another_plan_cannot_be_hidden_from_here(as_lead, adopted):
    answer = as_lead.post("/quarters/public/", {"record": "plan.action:999999", "hide": "1"})

    assert answer.status_code == 302
    assert not adopted.small.plan.public_flags.exists()
