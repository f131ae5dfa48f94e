"""The form for a new record and for changing one."""

import json
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from upstander.kernel.errors import Refused
from upstander.kernel.records.boxes import mark, seen_now
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


class Overtaken(Exception):
    """Somebody else changed the same field since the form was opened."""


class EditPage(RecordPage):
    """Changes a record: only what this person changed, so that two do not undo each other."""

    page: ClassVar[str] = "edit"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the form."""
        record = self.find(pk)
        return self._form(self.site.make_form(request.user, record), pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Save what was changed, or say what is wrong."""
        form = self.site.make_form(request.user, self.find(pk), request.POST, request.FILES)
        seen = _seen(request)
        if form.is_valid():
            try:
                self._save(form, pk, seen)
            except Overtaken:
                seen = {}
            except (Refused, ValidationError) as error:
                complain(form, error)
            else:
                return redirect(self.site.url("detail", pk))
        return self._form(form, pk, seen)

    def _save(self, form: forms.BaseForm, pk: int, seen: dict[str, str]) -> None:
        changed = self._changed(form, seen)
        if not changed:
            messages.info(self.request, "Nothing was changed.")
            return
        # the form has written on its own copy of the record
        record = self.site.update(self.find(pk), by=self.request.user, **changed)  # type: ignore[misc]
        messages.success(self.request, f"{record} was changed.")

    def _changed(self, form: forms.BaseForm, seen: dict[str, str]) -> dict[str, Any]:
        now = seen_now(form)
        changed = {}
        for name in form.changed_data:
            value = form.cleaned_data[name]
            if seen.get(name, now[name]) == now[name]:
                changed[name] = value
            elif seen[name] != mark(name, form.fields[name], value):
                form.add_error(
                    name, "Somebody else has changed this since you opened the page. Look again."
                )
        if form.errors:
            raise Overtaken
        return changed

    def _form(
        self, form: forms.BaseForm, pk: int, seen: dict[str, str] | None = None
    ) -> HttpResponse:
        context = {
            "form": form,
            "back": self.site.url("detail", pk),
            "seen": json.dumps(seen or seen_now(form)),
        }
        return self.answer(context, self.find(pk), page="form")


def _seen(request: HttpRequest) -> dict[str, str]:
    try:
        sent = json.loads(request.POST.get("seen", ""))
    except ValueError:
        return {}
    return sent if isinstance(sent, dict) else {}


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
