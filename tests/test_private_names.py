"""What others keep private may change with any release, so we build on what they promise."""

import inspect
import re
import sys
from types import FunctionType

import pytest
from django.forms import ModelForm
from django.urls import get_resolver

PRIVATE = re.compile(r"_(?!_).*[^_]$")  # names of enumerations, which end as they begin, are not
# allauth counts wrong passwords for each name of the server apart, and no public method of its
# own decides that; test_limits.py shows that another name gives no more tries
ALLAUTH = {"AccountAdapter._get_login_attempts_cache_key"}
# Django saves and deletes through these, and a trail that is only added to shuts them as well
TRAIL = {"AuditEventQuerySet._update", "AuditEventQuerySet._raw_delete"}


def classes():
    get_resolver().url_patterns  # noqa: B018 - asking for them loads every page
    for name, module in sorted(sys.modules.items()):
        if name.startswith("upstander.") and ".tests" not in name:
            for each in vars(module).values():
                if inspect.isclass(each) and each.__module__ == name:
                    yield each


def taken_over(each):
    """Name the private methods of other people's classes that a class puts its own in place of."""
    for name, ours in vars(each).items():
        if isinstance(ours, FunctionType) and PRIVATE.match(name):
            others = (base for base in each.__mro__ if not base.__module__.startswith("upstander"))
            if any(isinstance(vars(base).get(name), FunctionType) for base in others):
                yield f"{each.__name__}.{name}"


def test_no_private_method_of_a_library_is_taken_over():
    found = {name for each in classes() for name in taken_over(each)}

    assert found == ALLAUTH | TRAIL


@pytest.mark.parametrize(("name", "found"), [("_post_clean", True), ("_ours", False)])
def test_taking_one_over_would_be_found(name, found):
    members = {"__module__": "upstander.thing", name: lambda self: None}

    form = type("Form", (ModelForm,), members)

    assert list(taken_over(form)) == ([f"Form.{name}"] if found else [])
