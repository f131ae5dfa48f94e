"""What leaves the product as rows, with a row in the trail for each time."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse

from upstander.kernel.access.check import require
from upstander.kernel.audit.record import record
from upstander.kernel.exports.sheet import Sheet
from upstander.kernel.exports.writing import FORMATS, response
from upstander.kernel.registry import Dataset


def sheet_of(dataset: Dataset, rows: Iterable[Mapping[str, Any]]) -> Sheet:
    """Lay rows out under the dataset's headings."""
    return Sheet(
        title=dataset.title,
        columns=tuple(column.title for column in dataset.columns),
        rows=[tuple(row[column.name] for column in dataset.columns) for row in rows],
    )


@transaction.atomic
def export(
    dataset: Dataset,
    form: str,
    *,
    by: Any,
    rows: Callable[[], Iterable[Mapping[str, Any]]] | None = None,
) -> HttpResponse:
    """Answer with the dataset's rows as a file, and write that they left.

    `rows` narrows them, to what a list page shows for instance. The trail names the dataset, the
    format and the number of rows. Raises NotAllowed, and Http404 for an unknown format.
    """
    require(by, dataset.verb)
    if form not in FORMATS:
        raise Http404("There is no such format.")
    sheet = sheet_of(dataset, rows() if rows else dataset.rows(by))
    answer = response(sheet, form)
    record(
        "exports.taken",
        f"dataset:{dataset.code}",
        by=by,
        dataset=dataset.code,
        format=form,
        count=len(sheet.rows),
    )
    return answer
