"""Forms as pages of their own, and in the place of what they change."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django_htmx.http import HttpResponseClientRedirect

T = TypeVar("T")


@dataclass(frozen=True)
class Sheet:
    """What stands around a form: its title, its button, where it came from."""

    title: str
    back: str
    button: str = "Save"
    caption: str = ""
    text: str = ""


def ask(
    request: HttpRequest, form: forms.BaseForm, sheet: Sheet, leads: forms.BaseFormSet | None = None
) -> HttpResponse:
    """Show a form: as a page, or, where htmx asks for it, in the place of what it changes."""
    template = "plan/parts/form.html" if request.htmx else "plan/form.html"
    wrong = bool(form.errors or (leads is not None and leads.is_bound and not leads.is_valid()))
    context = {"form": form, "sheet": sheet, "leads": leads, "page_has_errors": wrong}
    return render(request, template, context)


def saved(request: HttpRequest, url: str, message: str) -> HttpResponse:
    """Say what was done, on the page where it can be seen."""
    messages.success(request, message)
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)


def attempt(form: forms.BaseForm, change: Callable[[], T]) -> T | None:
    """Make a change, or show in the form what the plan's own rules have against it."""
    try:
        return change()
    except ValidationError as error:
        for sentence in error.messages:
            form.add_error(None, sentence)
        return None


def asked_in_place(request: HttpRequest, form: Any, key: int) -> Any:
    """Give boxes ids of their own where several forms may stand on one page."""
    if request.htmx:
        form.auto_id = f"id_{key}_%s"
    return form
