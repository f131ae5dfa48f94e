"""A group, who keeps it, who sits in it, and somebody from outside."""

import pytest

from upstander.kernel.testing.groups import small_group


@pytest.fixture
def made(db):
    return small_group()


@pytest.fixture
def group(made):
    return made.group


@pytest.fixture
def chair(made):
    return made.chair


@pytest.fixture
def member(made):
    return made.member


@pytest.fixture
def outsider(made):
    return made.outsider


@pytest.fixture
def merrow(member):
    return member.current_memberships[0].organisation
