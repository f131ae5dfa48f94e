"""What a kind of record says about itself, once, for all of its pages."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import classproperty
from django_filters import FilterSet

from upstander.kernel.access.check import may
from upstander.kernel.documents.report.model import Report
from upstander.kernel.records.columns import Column
from upstander.kernel.records.paging import Key
from upstander.kernel.records.steps import Step
from upstander.kernel.registry import Column as FileColumn
from upstander.kernel.registry import Dataset

AT_ONCE = 500
ALL_PAGES = frozenset({"list", "detail", "history", "export", "new", "edit", "import"})


@dataclass(frozen=True)
class Import:
    """How rows of a file become records: the columns by which a known one is found again."""

    key: tuple[str, ...]
    most_rows: int = 1_000  # one change after another, in one transaction


class RecordDeclaration:
    """One kind of record. Subclass `RecordViews` and fill in; override as little as possible."""

    do_not_call_in_templates: ClassVar[bool] = True

    slug: ClassVar[str]  # the folder: its permissions, its URL namespace, its templates
    noun: ClassVar[str] = ""  # path and URL names where a folder has several kinds
    model: ClassVar[type[Model]]
    title: ClassVar[str]
    singular: ClassVar[str]
    plural: ClassVar[str]
    intro: ClassVar[str] = ""
    empty: ClassVar[str] = ""  # what to do next where there is no record yet
    parents: ClassVar[tuple[tuple[str, str], ...]] = ()  # breadcrumbs: title, URL name
    columns: ClassVar[tuple[Column, ...]]
    order: ClassVar[tuple[Key, ...]] = ()
    filters: ClassVar[type[FilterSet] | None] = None
    form: ClassVar[type[forms.ModelForm] | None] = None
    create: ClassVar[Callable[..., Any] | None] = None
    update: ClassVar[Callable[..., Any] | None] = None
    imports: ClassVar[Import | None] = None
    steps: ClassVar[tuple[Step, ...]] = ()
    reports: ClassVar[Mapping[str, Callable[[Any, Any], Report]]] = {}  # of a record, for a person
    typed: ClassVar[Mapping[str, Callable[..., Any]]] = {}  # fields saved as one types, and by what
    stacks: ClassVar[bool] = False  # on a narrow screen each row becomes a card
    joins: ClassVar[tuple[str, ...]] = ()  # what each row needs of other tables
    verbs: ClassVar[Mapping[str, str]] = {}  # page to verb, where it is not view or change
    has: ClassVar[frozenset[str]] = ALL_PAGES

    @classmethod
    def rows(cls, user: Any) -> QuerySet[Any]:
        """Give the records this person may see, with whatever the columns need."""
        rows: QuerySet[Any] = cls.model._default_manager.visible_to(user)  # type: ignore[attr-defined]
        return rows.select_related(*cls.joins) if cls.joins else rows

    @classmethod
    def prepare(cls, user: Any, records: list[Any]) -> None:
        """Fetch what the columns need of these records all at once, where a join cannot."""

    @classmethod
    def found(cls, user: Any, record: Any, page: str, *, again: bool) -> None:
        """Do what a page needs once its one record is found; records of people are opened here."""

    @classmethod
    def missed(cls, user: Any, key: int) -> None:
        """Raise a refusal that says why a record is not there, where somebody may know."""

    @classmethod
    def context(cls, request: HttpRequest, page: str, record: Any = None) -> dict[str, Any]:
        """Give what a page's own template needs on top."""
        return {}

    @classmethod
    def make_form(
        cls, user: Any, record: Any = None, data: Any = None, files: Any = None
    ) -> forms.ModelForm:
        """Make the form for a new record or a known one."""
        if cls.form is None:
            raise ImproperlyConfigured(f"{cls.__name__} has no form")
        return cls.form(data, files, instance=record)

    @classmethod
    def verb(cls, page: str) -> str:
        """Name the verb that a page asks for."""
        if page in cls.verbs:
            return cls.verbs[page]
        for step in cls.steps:
            if step.name == page:
                return step.verb
        changing = page in ("new", "edit", "import") or page in cls.typed
        default = f"{cls.slug}.change" if changing else f"{cls.slug}.view"
        return cls.verbs.get("change" if changing else "view", default)

    @classmethod
    def pages(cls) -> frozenset[str]:
        """Name the pages that this kind of record has."""
        lacking = {
            "new": cls.form is None or cls.create is None,
            "edit": cls.form is None or cls.update is None,
            "import": cls.form is None or cls.imports is None,
        }
        return cls.has - {page for page, lacks in lacking.items() if lacks}

    @classmethod
    def url_name(cls, page: str) -> str:
        """Name a page's URL inside its namespace."""
        return f"{cls.noun}_{page}" if cls.noun else page

    @classmethod
    def url(cls, page: str, *args: Any) -> str:
        """Give a page's address; a record's pages take its key."""
        return reverse(f"{cls.slug}:{cls.url_name(page)}", args=args)

    @classmethod
    def templates(cls, page: str) -> list[str]:
        """Name the page's template: the kind's own where there is one."""
        return [f"{cls.slug}/{cls.url_name(page)}.html", f"records/{page}.html"]

    @classmethod
    def allowed(cls, user: Any, record: Any = None) -> dict[str, bool]:
        """Tell which pages this person may open."""
        return {page: may(user, cls.verb(page), record) for page in cls.pages()}

    @classproperty
    def a_singular(cls) -> str:  # noqa: N805 - a class property takes the class
        """Name one such record with its article."""
        return f"{'an' if cls.singular[0] in 'aeiou' else 'a'} {cls.singular}"

    @classproperty
    def code(cls) -> str:  # noqa: N805 - a class property takes the class
        """Name the rows as a dataset."""
        return f"{cls.slug}.{cls.noun}" if cls.noun else f"{cls.slug}.{cls.slug}"

    @classmethod
    def file_columns(cls) -> list[Column]:
        """List the columns that stand in files."""
        return [column for column in cls.columns if column.filed]

    @classmethod
    def for_files(cls, user: Any, rows: QuerySet[Any]) -> Iterator[Mapping[str, Any]]:
        """Read rows as they stand in files, some hundreds at a time."""
        columns = cls.file_columns()
        found = rows.iterator(chunk_size=AT_ONCE)
        while records := list(islice(found, AT_ONCE)):
            cls.prepare(user, records)
            for record in records:
                yield {column.name: column.read(record) for column in columns}

    @classmethod
    def dataset(cls) -> Dataset:
        """Declare the rows for export and analysis, under the columns of the page."""

        def rows(user: Any) -> Iterator[Mapping[str, Any]]:
            return cls.for_files(user, cls.rows(user).order_by("pk"))

        columns = tuple(
            FileColumn(column.name, column.title, column.meaning or column.title)
            for column in cls.file_columns()
        )
        return Dataset(cls.code, cls.title, columns, rows, cls.verb("export"))
