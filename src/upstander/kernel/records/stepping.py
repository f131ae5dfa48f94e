"""A form that does one thing to a record: gives a role, moves it on, writes down what happened."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from upstander.kernel.access.check import may
from upstander.kernel.errors import Refused
from upstander.kernel.records.declaration import RecordDeclaration
from upstander.kernel.records.editing import complain
from upstander.kernel.records.page import RecordPage
from upstander.kernel.records.steps import OfRecord, Step


class StepPage(RecordPage):
    """Asks, and does it. Subclass with `form_class`, `words` (title, button) and `act`."""

    page: ClassVar[str] = "edit"
    form_class: ClassVar[type[forms.BaseForm]]
    words: ClassVar[dict[str, str]]

    def act(self, record: Any, **fields: Any) -> str:
        """Do it, and give the sentence that says so."""
        raise NotImplementedError

    def make_form(self, record: Any, data: Any = None) -> Any:
        """Make the form; some need to know the record."""
        return self.form_class(data)

    def after(self, record: Any) -> str:
        """Give the address to which one is led when it is done."""
        return self.site.url("detail", record.pk)

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
                return redirect(self.after(record))
        return self._form(record, form)

    def _form(self, record: Any, form: forms.BaseForm) -> HttpResponse:
        back = self.site.url("detail", record.pk)
        context = {"form": form, "back": back, "words": self.words}
        return self.answer(context, record, page="step")


class DeclaredStep(StepPage):
    """A step that a kind of record declares."""

    step: ClassVar[Any] = None  # a `Step`, given with the address

    def make_form(self, record: Any, data: Any = None) -> Any:
        """Make the step's form, with the record where it has to know that."""
        self.words = {  # type: ignore[misc]
            "title": self.step.title,
            "intro": self.step.intro,
            "button": self.step.button or self.step.title,
        }
        more: dict[str, Any] = {}
        if issubclass(self.step.form, OfRecord):
            more = {"record": record, "user": self.request.user}
        if data is None:  # a link may choose something beforehand
            return self.step.form(initial=self.request.GET.dict(), **more)
        return self.step.form(data, self.request.FILES, **more)

    def act(self, record: Any, **fields: Any) -> str:
        """Make the change."""
        if not self.step.when(record):
            raise Refused(f"{record} is no longer where this can be done. Look at its page again.")
        self.made = self.step.change(record, by=self.request.user, **fields)
        return self.step.said.format(record=record, made=self.made)

    def after(self, record: Any) -> str:
        """Lead to what was made, where it has a page of its own."""
        if self.step.leads_to:
            return reverse(self.step.leads_to, args=[self.made.pk])
        return super().after(record)


def offered(site: type[RecordDeclaration], user: Any, record: Any) -> list[tuple[Step, str]]:
    """List the steps that a person may take with a record now, each with its address."""
    return [
        (step, site.url(step.name, record.pk))
        for step in site.steps
        if step.when(record) and may(user, step.verb, record)
    ]
