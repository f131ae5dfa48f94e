"""The list of a kind of record, and the same rows as a file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string
from django_filters import FilterSet

from upstander.kernel.exports.dataset import export
from upstander.kernel.exports.writing import FORMATS
from upstander.kernel.records.columns import Column, shown
from upstander.kernel.records.declaration import RecordDeclaration
from upstander.kernel.records.filtering import chips, query_with
from upstander.kernel.records.page import RecordPage
from upstander.kernel.records.paging import Key, Page, Place, page_of


@dataclass(frozen=True)
class Heading:
    """The head of one column: how it is sorted now, and the query that sorts by it."""

    column: Column
    sorted: str  # ascending, descending or ''
    link: str


class Listing:
    """The rows that one request asks for: seen, filtered, sorted."""

    def __init__(self, site: type[RecordDeclaration], request: HttpRequest) -> None:
        """Read the query string."""
        self.site, self.user = site, request.user
        self.query: QueryDict = request.GET
        self.seen: QuerySet[Any] = site.rows(request.user)
        self.filters: FilterSet | None = None
        if site.filters:
            self.filters = site.filters(self.query, queryset=self.seen, request=request)
        self.sorted_by, self.descending = self._sorting()

    @property
    def rows(self) -> QuerySet[Any]:
        """Give the rows that pass the filters; none pass filters that make no sense."""
        if self.filters is None:
            return self.seen
        return self.filters.qs if self.filters.form.is_valid() else self.seen.none()

    @property
    def keys(self) -> tuple[Key, ...]:
        """Give what the rows are sorted by."""
        column = self.sorted_by
        if column is None or column.sort is None:
            return self.site.order
        return (
            Key(column.sort, self.descending),
            *(key for key in self.site.order if key.by != column.sort),
        )

    def page(self) -> Page:
        """Read the page that the query asks for."""
        place = Place(self._key("after"), self._key("before"))
        page = page_of(self.rows, self.keys, place, known=self.seen)
        self.site.prepare(self.user, page.rows)
        return page

    def every_row(self) -> Iterator[Mapping[str, Any]]:
        """Read all rows, for a file."""
        return self.site.for_files(self.user, self.rows.order_by(*_ordering(self.keys), "pk"))

    def headings(self) -> list[Heading]:
        """Give the heads of the columns; a second press on one turns the order round."""
        return [self._heading(column) for column in self.site.columns if column.listed]

    def _heading(self, column: Column) -> Heading:
        if column.sort is None:
            return Heading(column, "", "")
        if column != self.sorted_by:
            return Heading(column, "", query_with(self.query, sort=column.name))
        if self.descending:
            return Heading(column, "descending", query_with(self.query, sort=column.name))
        return Heading(column, "ascending", query_with(self.query, sort=f"-{column.name}"))

    def _sorting(self) -> tuple[Column | None, bool]:
        wanted = self.query.get("sort", "")
        name = wanted.removeprefix("-")
        for column in self.site.columns:
            if column.name == name and column.sort is not None:
                return column, wanted.startswith("-")
        return self._usual(), bool(self.site.order) and self.site.order[0].descending

    def _usual(self) -> Column | None:
        first = self.site.order[0].by if self.site.order else None
        return next((c for c in self.site.columns if first is not None and c.sort == first), None)

    def _key(self, name: str) -> int | None:
        written = self.query.get(name, "")
        is_number = written.isascii() and written.isdigit() and len(written) < 19
        return int(written) if is_number else None


class ListPage(RecordPage):
    """Shows a page of the records that the person may see."""

    page: ClassVar[str] = "list"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it."""
        listing = Listing(self.site, request)
        page = listing.page()
        form = _small(listing.filters.form) if listing.filters else None
        chosen = chips(form, request.GET) if form else []
        context = {
            "headings": listing.headings(),
            "rows": [self._row(record) for record in page.rows],
            "filters": form,
            "chips": chosen,
            "narrowable": form and (page.rows or chosen or form.errors),
            "cleared": query_with(QueryDict(), sort=request.GET.get("sort")),
            "filter_label": f"Filter {self.site.plural}",
            "previous": _turn(request.GET, before=page.previous),
            "next": _turn(request.GET, after=page.next),
            "exports": self._exports(request),
            "kept": {"sort": request.GET["sort"]} if request.GET.get("sort") else {},
            "shown": self._shown(page),
            "none_yet": f"There are no {self.site.plural} yet",
            "nothing": f"No {self.site.plural} match",
            "add_one": f"Add {self.site.a_singular}",
        }
        return self.answer(context)

    def _row(self, record: Any) -> dict[str, Any]:
        return {
            "record": record,
            "url": self.site.url("detail", record.pk) if "detail" in self.site.pages() else "",
            "cells": [self._cell(c, record) for c in self.site.columns if c.listed],
        }

    def _cell(self, column: Column, record: Any) -> dict[str, Any]:
        value = column.read(record)
        if column.cell:
            drawn = render_to_string(column.cell, {"record": record, "value": value})
            return {"column": column, "text": drawn}
        css = "up-num" if column.numeric else "up-nowrap" if isinstance(value, date) else ""
        return {"column": column, "text": shown(value), "css": css}

    def _shown(self, page: Page) -> str:
        count = len(page.rows)
        noun = self.site.singular if count == 1 else self.site.plural
        if page.is_whole:
            return f"{count} {noun}."
        return f"{count} {noun} shown. There are more."

    def _exports(self, request: HttpRequest) -> list[tuple[str, str]]:
        if "export" not in self.site.pages():
            return []
        query = query_with(request.GET)
        return [(form, self.site.url("export", form) + query.rstrip("?")) for form in FORMATS]


class ExportPage(RecordPage):
    """Gives the rows of the list, filtered and sorted as it is, as a file."""

    page: ClassVar[str] = "export"

    def get(self, request: HttpRequest, form: str) -> HttpResponse:
        """Give it."""
        listing = Listing(self.site, request)
        return export(self.site.dataset(), form, by=request.user, rows=listing.every_row)


def _turn(query: QueryDict, **place: int | None) -> str:
    return "" if None in place.values() else query_with(query, **place)


def _small(form: forms.BaseForm) -> forms.BaseForm:
    form.small, form.mark_optional = True, False  # type: ignore[attr-defined]
    return form


def _ordering(keys: tuple[Key, ...]) -> list[Any]:
    steps = []
    for key in keys:
        by = key.expression
        steps.append(by.desc(nulls_last=True) if key.descending else by.asc(nulls_last=True))
    return steps
