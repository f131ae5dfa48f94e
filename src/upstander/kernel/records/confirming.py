"""A question before a step that is worth one: what will happen, yes or back."""

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from upstander.kernel.errors import Refused
from upstander.kernel.records.page import RecordPage


class ConfirmPage(RecordPage):
    """Asks, and acts when the person agrees. Subclass with `question` and `act`."""

    page: ClassVar[str] = "edit"  # whoever may change the record

    def question(self, record: Any, **keys: Any) -> dict[str, Any]:
        """Give title, text and button of the question."""
        raise NotImplementedError

    def act(self, record: Any, **keys: Any) -> str:
        """Do it, and give the sentence that says so."""
        raise NotImplementedError

    def get(self, request: HttpRequest, pk: int, **keys: Any) -> HttpResponse:
        """Ask."""
        record = self.find(pk)
        context = {"cancel_url": self.site.url("detail", pk)} | self.question(record, **keys)
        return self.answer(context, record, page="confirm")

    def post(self, request: HttpRequest, pk: int, **keys: Any) -> HttpResponse:
        """Act, and say what was done or why not."""
        try:
            messages.success(request, self.act(self.find(pk), **keys))
        except Refused as error:
            messages.error(request, error.message)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect(self.site.url("detail", pk))
