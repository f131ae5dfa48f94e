"""The form for a new record and for changing one."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from upstander.kernel.errors import Refused
from upstander.kernel.records.page import RecordPage


class NewPage(RecordPage):
    """Asks for a new record."""

    page: ClassVar[str] = "new"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form."""
        return self._form(self.site.make_form(request.user))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Add the record, or say what is wrong."""
        form = self.site.make_form(request.user, None, request.POST, request.FILES)
        if form.is_valid():
            try:
                record = self.site.create(by=request.user, **form.cleaned_data)  # type: ignore[misc]
            except (Refused, ValidationError) as error:
                complain(form, error)
            else:
                messages.success(request, f"{record} was added.")
                return redirect(self.site.url("detail", record.pk))
        return self._form(form)

    def _form(self, form: forms.BaseForm) -> HttpResponse:
        context = {"form": form, "back": self.site.url("list")}
        return self.answer(context, page="form")


class EditPage(RecordPage):
    """Changes a record."""

    page: ClassVar[str] = "edit"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the form."""
        record = self.find(pk)
        return self._form(self.site.make_form(request.user, record), pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Save what was changed, or say what is wrong."""
        form = self.site.make_form(request.user, self.find(pk), request.POST, request.FILES)
        if form.is_valid():
            try:
                self._save(form, pk)
            except (Refused, ValidationError) as error:
                complain(form, error)
            else:
                return redirect(self.site.url("detail", pk))
        return self._form(form, pk)

    def _save(self, form: forms.BaseForm, pk: int) -> None:
        # the form has already written on its own copy, and only what was changed may be saved:
        # else two people who edit different fields undo each other
        changed = {name: form.cleaned_data[name] for name in form.changed_data}
        if not changed:
            messages.info(self.request, "Nothing was changed.")
            return
        record = self.site.update(self.find(pk), by=self.request.user, **changed)  # type: ignore[misc]
        messages.success(self.request, f"{record or 'It'} was changed.")

    def _form(self, form: forms.BaseForm, pk: int) -> HttpResponse:
        context = {"form": form, "back": self.site.url("detail", pk)}
        return self.answer(context, self.find(pk), page="form")


def complain(form: forms.BaseForm, error: Refused | ValidationError) -> None:
    """Put what a change refused onto the form, by its field where the form has it."""
    if isinstance(error, Refused):
        form.add_error(None, error.message)
        return
    for name, wrong in _by_field(error).items():
        form.add_error(name if name in form.fields else None, wrong)


def _by_field(error: ValidationError) -> dict[str, Any]:
    if hasattr(error, "error_dict"):
        return dict(error.error_dict)
    return {NON_FIELD_ERRORS: error.error_list}
