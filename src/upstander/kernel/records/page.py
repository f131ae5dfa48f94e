"""What all pages of records share: who may come in, which record it is, which template draws it."""

from typing import Any, ClassVar

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views import View

from upstander.kernel.access.check import require
from upstander.kernel.records.declaration import RecordDeclaration


class RecordPage(LoginRequiredMixin, View):
    """A page of one kind of record, for whoever may do what the page is for."""

    site: ClassVar[type[RecordDeclaration]] = RecordDeclaration
    page: ClassVar[str] = ""
    was_found = False  # some pages look twice for their record, and read it once

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask for the right before anything is read, so that a refusal tells nothing."""
        if request.user.is_authenticated:
            require(request.user, self.site.verb(self.page))
        return super().dispatch(request, *args, **kwargs)

    def find(self, pk: int) -> Any:
        """Give the record; not there for who may not see it, refused for who may not do this."""
        user = self.request.user
        try:
            record = get_object_or_404(self.site.rows(user), pk=pk)
        except Http404:
            self.site.missed(user, pk)
            raise
        require(user, self.site.verb(self.page), record)
        self.site.found(user, record, self.page, again=self.was_found)
        self.was_found = True
        return record

    def answer(
        self, context: dict[str, Any], record: Any = None, *, page: str = "", status: int = 200
    ) -> HttpResponse:
        """Draw the page."""
        page = page or self.page
        base = {
            "site": self.site,
            "record": record,
            "may": self.site.allowed(self.request.user, record),
            "links": links(self.site, record),
            "trail": trail(self.site, page, record),
        }
        extra = self.site.context(self.request, page, record)
        templates = self.site.templates(page)
        return render(self.request, templates, base | context | extra, status=status)


def links(site: type[RecordDeclaration], record: Any = None) -> dict[str, str]:
    """Give the addresses of the pages that this kind of record, or this record, has."""
    plain = {"list", "new", "import"} & set(site.pages())
    of_record = {"detail", "edit", "history"} & set(site.pages())
    found = {page: site.url(page) for page in plain}
    if record is not None:
        found |= {page: site.url(page, record.pk) for page in of_record}
    return found


def trail(site: type[RecordDeclaration], page: str, record: Any) -> list[tuple[str, str]]:
    """Give the way back to a page: title and address of each step above it."""
    steps = [(title, reverse(name)) for title, name in site.parents]
    if page != "list" and "list" in site.pages():
        steps.append((site.title, site.url("list")))
    if record is not None and page != "detail" and "detail" in site.pages():
        steps.append((str(record), site.url("detail", record.pk)))
    return steps
