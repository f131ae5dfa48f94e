"""What a kind of record declares: steps, forms and filters of its fields, states, typed words."""

from datetime import date

import pytest
from django.http import QueryDict
from django.urls import reverse

from upstander.kernel.figures import Period
from upstander.kernel.groups import bulletins
from upstander.kernel.groups.models import Seat
from upstander.kernel.groups.views import BulletinViews
from upstander.kernel.outbox.changes import queue
from upstander.kernel.outbox.models import Message
from upstander.kernel.pages.forms import Checkboxes, DayField
from upstander.kernel.records.fields import form_of
from upstander.kernel.records.filtering import filters_of, span_in
from upstander.kernel.records.states import CannotMove, keep_still
from upstander.kernel.records.stepping import offered
from upstander.kernel.records.typed import seen_of
from upstander.kernel.testing.groups import small_group

BY = "system:test"
pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return small_group()


def test_a_step_is_offered_while_it_is_right_and_to_whoever_may(made):
    draft = bulletins.draft_bulletin(made.group, by=made.chair)

    def names(user):
        return [step.name for step, _ in offered(BulletinViews, user, draft)]

    assert names(made.chair) == ["send"]
    assert names(made.member) == names(made.outsider) == []
    bulletins.send_bulletin(draft, by=made.chair)
    assert names(made.chair) == []


def test_a_step_that_is_not_right_any_more_says_so_and_does_nothing(made, client):
    draft = bulletins.draft_bulletin(made.group, by=made.chair)
    bulletins.send_bulletin(draft, by=made.chair)
    before = Message.objects.count()
    client.force_login(made.chair)

    answer = client.post(reverse("groups:bulletins_send", args=[draft.pk]))

    assert "is no longer where this can be done" in answer.content.decode()
    assert Message.objects.count() == before


def test_a_link_to_a_step_may_choose_something_beforehand(made, client):
    client.force_login(made.chair)

    page = client.get(f"{reverse('groups:seat', args=[made.group.pk])}?role=deputy")

    assert page.context["form"]["role"].value() == "deputy"


def test_a_form_asks_for_each_field_as_its_kind_is_asked_for():
    form = form_of(Seat, "organisation", "user", "strands", "starts_on")()

    assert isinstance(form.fields["starts_on"], DayField)
    assert isinstance(form.fields["strands"].widget, Checkboxes)
    assert form.fields["organisation"].empty_label == "Choose one"
    assert form.fields["user"].empty_label == "None"
    assert form.fields["user"].label == "Person"
    assert form.fields["user"].help_text.startswith("Leave both empty")


def test_filters_take_any_of_several_choices_a_record_and_a_span_of_days(made):
    filters = filters_of(Seat, "group", "role", "organisation__sector", day="starts_on")
    april = span_in(Period(date(2024, 4, 1), date(2024, 4, 30)))
    may = span_in(Period(date(2024, 5, 1), date(2024, 5, 31)))

    def found(**query):
        asked = QueryDict(mutable=True)
        for name, value in query.items():
            asked.setlist(name, value if isinstance(value, list) else [value])
        return filters(asked, Seat.objects.all()).qs.count()

    assert found() == 2
    assert found(role="chair") == 1
    assert found(role=["chair", "member"], group=str(made.group.pk)) == 2
    assert found(sector="police") == 1
    assert (found(**april), found(**may)) == (2, 0)


def test_a_record_is_kept_still_as_it_stands_now_and_not_as_it_was_read(made):
    message = queue("outbox.test", to=made.chair, context={"sent_from": "here"}, by=BY)
    keep_still(message, "queued")
    Message.objects.filter(pk=message.pk).update(state="failed")

    with pytest.raises(CannotMove, match="cannot be done"):
        keep_still(message, "queued")

    assert message.state == "failed"


def test_the_mark_of_words_is_the_same_however_a_browser_ends_its_lines():
    assert seen_of("One\r\ntwo") == seen_of("One\ntwo") != seen_of("One two")
