"""The pages of one kind of record. Declare a `RecordViews`; write a view for what it cannot say.

A record that a person may not see is not there (404); a thing they may not do is refused (403).
"""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path

from upstander.kernel.records.declaration import Import, RecordDeclaration
from upstander.kernel.records.editing import EditPage, NewPage
from upstander.kernel.records.filing import FilePage
from upstander.kernel.records.importing.views import PreviewPage, UploadPage
from upstander.kernel.records.listing import ExportPage, ListPage
from upstander.kernel.records.looking import DetailPage, HistoryPage
from upstander.kernel.records.reports import ReportFile, ReportPage
from upstander.kernel.records.stepping import DeclaredStep
from upstander.kernel.records.typed import TypedPage

__all__ = ["Import", "RecordViews"]

PAGES: dict[str, tuple[tuple[str, str, type[Any]], ...]] = {
    "list": (("", "list", ListPage),),
    "new": (("new/", "new", NewPage),),
    "import": (
        ("import/", "import", UploadPage),
        ("import/<str:token>/", "import_preview", PreviewPage),
    ),
    "export": (("export/<str:form>/", "export", ExportPage),),
    "detail": (("<int:pk>/", "detail", DetailPage),),
    "edit": (("<int:pk>/edit/", "edit", EditPage),),
    "history": (("<int:pk>/history/", "history", HistoryPage),),
    "files": (("<int:pk>/files/<int:file>/", "files", FilePage),),
}


class RecordViews(RecordDeclaration):
    """A declaration together with the addresses of its pages."""

    @classmethod
    def urls(cls) -> list[URLPattern]:
        """List the addresses: `urlpatterns = [*OrganisationViews.urls()]`."""
        folder = f"{cls.noun}/" if cls.noun else ""
        had = set(cls.pages())
        pages = [
            path(
                f"{folder}{address}",
                view.as_view(site=cls, page=page),
                name=cls.url_name(name),
            )
            for page, parts in PAGES.items()
            if page in had
            for address, name, view in parts
        ]
        return [*pages, *cls._declared(folder)]

    @classmethod
    def _declared(cls, folder: str) -> Iterator[URLPattern]:
        """List the addresses of what a record declares: steps, reports, fields to type in."""

        def address(
            end: str, view: type[Any], page: str, name: str = "", **more: Any
        ) -> URLPattern:
            shown = view.as_view(site=cls, page=page, **more)
            return path(f"{folder}<int:pk>/{end}", shown, name=cls.url_name(name or page))

        for step in cls.steps:
            yield address(f"{step.name.replace('_', '-')}/", DeclaredStep, step.name, step=step)
        for report in cls.reports:
            yield address(f"{report}/", ReportPage, report, report=report)
            yield address(
                f"{report}.<str:form>", ReportFile, report, f"{report}_file", report=report
            )
        for field in cls.typed:
            yield address(f"{field}/", TypedPage, field, field=field)
