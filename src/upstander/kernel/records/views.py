"""The pages of one kind of record. Declare a `RecordViews`; write a view for what it cannot say.

A record that a person may not see is not there (404); a thing they may not do is refused (403).
"""

from typing import Any

from django.urls import URLPattern, path

from upstander.kernel.records.declaration import Import, RecordDeclaration
from upstander.kernel.records.editing import EditPage, NewPage
from upstander.kernel.records.importing.views import PreviewPage, UploadPage
from upstander.kernel.records.listing import ExportPage, ListPage
from upstander.kernel.records.looking import DetailPage, HistoryPage

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
}


class RecordViews(RecordDeclaration):
    """A declaration together with the addresses of its pages."""

    @classmethod
    def urls(cls) -> list[URLPattern]:
        """List the addresses: `urlpatterns = [*OrganisationViews.urls()]`."""
        folder = f"{cls.noun}/" if cls.noun else ""
        had = set(cls.pages())
        return [
            path(
                f"{folder}{address}",
                view.as_view(site=cls, page=page),
                name=cls.url_name(name),
            )
            for page, parts in PAGES.items()
            if page in had
            for address, name, view in parts
        ]
