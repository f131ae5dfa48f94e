"""Pages of records of people: each is opened through the door, as far as its reader may see.

A capability declares a `Guard`, gives its model a `GuardedQuerySet`, and its pages inherit from
`GuardedViews` in place of `RecordViews`. Nothing else has to be said.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from upstander.kernel.access.check import NotAllowed, may
from upstander.kernel.access.guarding import guard_of
from upstander.kernel.access.lapse import closed_by_lapse, explain
from upstander.kernel.access.reading import editable_fields, open_records, protected_names
from upstander.kernel.access.standing import standing_of
from upstander.kernel.records.views import RecordViews


class GuardedViews(RecordViews):
    """The pages of a guarded model."""

    @classmethod
    def prepare(cls, user: Any, records: list[Any]) -> None:
        """Open all records of a list at once: one row says who read them."""
        open_records(user, records, page="list")

    @classmethod
    def for_files(cls, user: Any, rows: QuerySet[Any]) -> Iterator[Mapping[str, Any]]:
        """Open the rows of a file, in one go and with one row."""
        records = list(rows)
        open_records(user, records, page="export")
        columns = cls.file_columns()
        for record in records:
            yield {column.name: column.read(record) for column in columns}

    @classmethod
    def found(cls, user: Any, record: Any, page: str, *, again: bool) -> None:
        """Open one record for its page; raises NotAllowed where the page would change it."""
        if page == "history":
            return  # the trail names fields, and shows nothing of what is in them
        if page == "edit" and not editable_fields(
            guard_of(cls.model), record, standing_of(user, record)
        ):
            raise NotAllowed(f"Change {cls.a_singular}")
        open_records(user, [record], page=page, again=again)

    @classmethod
    def missed(cls, user: Any, key: int) -> None:
        """Say who can open a record again whose agreement lapsed; else it does not exist."""
        explain(user, cls.model, key)

    @classmethod
    def make_form(
        cls, user: Any, record: Any = None, data: Any = None, files: Any = None
    ) -> forms.ModelForm:
        """Make the form without the protected fields that the person may not change."""
        if record is None or cls.form is None:
            return super().make_form(user, record, data, files)
        may_edit = editable_fields(guard_of(cls.model), record, standing_of(user, record))
        shut = set(protected_names(record)) - may_edit
        left = [name for name in cls.form.base_fields if name not in shut]
        narrowed = forms.modelform_factory(cls.model, form=cls.form, fields=left)
        narrowed.base_fields = {name: narrowed.base_fields[name] for name in left}
        made: forms.ModelForm = narrowed(data, files, instance=record)
        return made

    @classmethod
    def allowed(cls, user: Any, record: Any = None) -> dict[str, bool]:
        """Tell which pages this person may open; to see a record is no right to change it."""
        allowed = super().allowed(user, record)
        if record is not None and allowed.get("edit"):
            allowed["edit"] = bool(
                editable_fields(guard_of(cls.model), record, standing_of(user, record))
            )
        return allowed

    @classmethod
    def context(cls, request: HttpRequest, page: str, record: Any = None) -> dict[str, Any]:
        """Say on a list what is shut since a lapse, and on a record's page lead to who looked."""
        if page == "list":
            return {
                "lapses": [lapsed.message for lapsed in closed_by_lapse(request.user, cls.model)]
            }
        if record is None:
            return {}
        user, about, ways = request.user, [cls.model._meta.label_lower, record.pk], {}
        if may(user, "access.who_looked"):
            ways["who_looked"] = reverse("protection:who_looked", args=about)
        # only the body whose record it is says who else may open it
        if may(user, "access.protect") and standing_of(user, record).inside:
            ways["who_may_open"] = reverse("protection:record", args=about)
        return ways
