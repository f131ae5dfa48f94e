"""A plan, the group that monitors it, and a meeting that has been called."""

from datetime import date, time

import pytest
from django.core.files.base import ContentFile

from upstander.capabilities.meetings import changes
from upstander.capabilities.meetings.models import Meeting
from upstander.kernel.testing.groups import small_group
from upstander.kernel.testing.plan import small_plan

DAY = date(2024, 11, 19)


@pytest.fixture
def plan(db):
    return small_plan()


@pytest.fixture
def people(plan):
    """The group's chair, a member, an outsider and the Strategic Lead."""
    return small_group()


@pytest.fixture
def group(people):
    return people.group


@pytest.fixture
def chair(people):
    return people.chair


@pytest.fixture
def member(people):
    return people.member


@pytest.fixture
def outsider(people):
    return people.outsider


@pytest.fixture
def planned(group, chair):
    return changes.plan_meeting(group, on=DAY, at=time(14), place="Room B", by=chair)


@pytest.fixture
def its_day(settings):
    """The day of the meeting has come."""
    settings.TODAY = DAY


@pytest.fixture
def held(planned, chair, its_day):
    """The meeting while it is held."""
    changes.call(planned, by=chair)
    return changes.hold(planned, by=chair)


@pytest.fixture
def item(held):
    return held.items.get(source__startswith="plan.action")


@pytest.fixture
def visit(client):
    """Open pages as somebody."""

    def as_person(somebody):
        client.force_login(somebody)
        return client

    return as_person


def again(meeting):
    """Read a meeting anew, as another request would."""
    return Meeting.objects.select_related("group").get(pk=meeting.pk)


def pdf(name="a.pdf"):
    return ContentFile(b"%PDF-1.4\n%%EOF\n", name)
