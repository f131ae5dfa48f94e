"""Forms as pages of their own, and in the place of what they change."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urldefrag

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django_htmx.http import HttpResponseClientRedirect

T = TypeVar("T")


@dataclass(frozen=True)
class Surround:
    """What stands around a form: its title, its button, where it came from."""

    title: str
    back: str
    button: str = "Save"
    caption: str = ""
    text: str = ""


def sent(request: HttpRequest) -> Any:
    """Give what a form sent; None where the page is only opened."""
    return request.POST if request.method == "POST" else None


def in_place(request: HttpRequest) -> bool:
    """Tell whether htmx asks for a part of a page."""
    return bool(getattr(request, "htmx", False))


def came_from(request: HttpRequest, otherwise: str) -> str:
    """Give the page on which a form stands in place, or else the page that it belongs to."""
    stands_on = request.htmx.current_url_abs_path if in_place(request) else ""  # type: ignore[attr-defined]
    return urldefrag(stands_on or otherwise).url


def ask(
    request: HttpRequest,
    form: forms.BaseForm,
    around: Surround,
    leads: forms.BaseFormSet | None = None,
) -> HttpResponse:
    """Show a form: as a page, or, where htmx asks for it, in the place of what it changes."""
    template = "plan/parts/form.html" if in_place(request) else "plan/form.html"
    wrong = bool(form.errors or (leads is not None and leads.is_bound and not leads.is_valid()))
    context = {"form": form, "around": around, "leads": leads, "page_has_errors": wrong}
    return render(request, template, context)


def saved(request: HttpRequest, url: str, message: str) -> HttpResponse:
    """Say what was done, on the page where it can be seen."""
    messages.success(request, message)
    return HttpResponseClientRedirect(url) if in_place(request) else redirect(url)


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
    if in_place(request):
        form.auto_id = f"id_{key}_%s"
    return form
