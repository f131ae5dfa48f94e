"""Words that are saved as they are typed, and never over the words of somebody else.

The form says which words it began from (`seen`). Where others stand there by now, nothing is saved
and both are given back, so that the person can put them together. A form marked
`data-up-autosave` does it by itself (assets/scripts/autosave.js); without scripts a button does.
"""

import hashlib
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from upstander.kernel.errors import Refused
from upstander.kernel.records.page import RecordPage

OVERTAKEN = "Somebody else has written here since. Nothing of yours is lost: put both together."


def seen_of(words: str) -> str:
    """Mark words, so that a change by somebody else shows."""
    return hashlib.sha256(words.replace("\r\n", "\n").encode()).hexdigest()[:16]


class TypedPage(RecordPage):
    """Takes what is typed into one field of a record that declares it as `typed`."""

    field: ClassVar[str] = ""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Save it, or give both versions back."""
        record = self.find(pk)
        words = request.POST.get("words", "").replace("\r\n", "\n")
        stands = getattr(record, self.field)
        if words != stands:
            if request.POST.get("seen") != seen_of(stands):
                return self._refuse(record, OVERTAKEN, stands, words)
            try:
                self.site.typed[self.field](record, words, by=request.user)
            except Refused as error:
                record.refresh_from_db(fields=[self.field])
                stands = getattr(record, self.field)
                if words != stands:  # the same words sent twice at once are no conflict
                    return self._refuse(record, error.message, stands, words)
        if not self._by_script:
            return redirect(self.site.url("detail", pk))
        return JsonResponse({"seen": seen_of(words)})

    @property
    def _by_script(self) -> bool:
        return self.request.headers.get("Accept") == "application/json"

    def _refuse(self, record: Any, why: str, stands: str, words: str) -> HttpResponse:
        told = {"why": why, "stands": stands, "seen": seen_of(stands)}
        if self._by_script:
            return JsonResponse(told, status=409)
        back = self.site.url("detail", record.pk)
        context = told | {"words": words, "back": back}
        return self.answer(context, record, page="typed", status=409)
