"""A form that does one thing to a record: gives a role, moves it on, writes down what happened."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path

from upstander.kernel.errors import Refused
from upstander.kernel.records.declaration import RecordDeclaration
from upstander.kernel.records.editing import complain
from upstander.kernel.records.page import RecordPage


class StepPage(RecordPage):
    """Asks, and does it. Subclass with `form_class`, `words` (title, button) and `act`."""

    page: ClassVar[str] = "edit"
    form_class: ClassVar[type[forms.BaseForm]]
    words: ClassVar[Mapping[str, str]]

    def act(self, record: Any, **fields: Any) -> str:
        """Do it, and give the sentence that says so."""
        raise NotImplementedError

    def make_form(self, record: Any, data: Any = None) -> forms.BaseForm:
        """Make the form; some need to know the record."""
        return self.form_class(data)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask."""
        record = self.find(pk)
        return self._form(record, self.make_form(record))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Act, or say what is wrong."""
        record = self.find(pk)
        form = self.make_form(record, request.POST)
        if form.is_valid():
            try:
                messages.success(request, self.act(record, **form.cleaned_data))
            except (Refused, ValidationError) as error:
                complain(form, error)
            else:
                return redirect(self.site.url("detail", pk))
        return self._form(record, form)

    def _form(self, record: Any, form: forms.BaseForm) -> HttpResponse:
        context = {"form": form, "back": self.site.url("detail", record.pk), "words": self.words}
        return self.answer(context, record, page="step")


@dataclass(frozen=True)
class Step:
    """A step that needs no page of its own kind: its form, its words, and what it does.

    `act` is called with the record, `by`, and what the form read; it gives the sentence that says
    what was done. `form` is called with the record, what was sent, and the request.
    """

    title: str
    button: str
    form: Callable[[Any, Any, HttpRequest], forms.BaseForm]
    act: Callable[..., str]
    intro: str = ""


class DeclaredStep(StepPage):
    """The page of a `Step`."""

    step: ClassVar[Any] = None  # named by the address

    @property
    def words(self) -> Mapping[str, str]:  # type: ignore[override]
        """Give title, button and introduction."""
        step = self.step
        return {"title": step.title, "button": step.button, "intro": step.intro}

    def make_form(self, record: Any, data: Any = None) -> forms.BaseForm:
        """Make the form for this record."""
        form: forms.BaseForm = self.step.form(record, data, self.request)
        return form

    def act(self, record: Any, **fields: Any) -> str:
        """Do it."""
        return str(self.step.act(record, by=self.request.user, **fields))


def step_urls(site: type[RecordDeclaration], steps: Mapping[str, Step]) -> list[URLPattern]:
    """List the addresses of a kind of record's steps, such as centres/places/12/move/."""
    folder = f"{site.noun}/" if site.noun else ""
    return [
        path(
            f"{folder}<int:pk>/{name}/",
            DeclaredStep.as_view(site=site, step=step),
            name=site.url_name(name),
        )
        for name, step in steps.items()
    ]
