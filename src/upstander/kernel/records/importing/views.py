"""The pages of an import: upload, then look at what would happen, then agree or not."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from upstander.kernel.errors import Refused
from upstander.kernel.exports.reading import read_rows
from upstander.kernel.exports.sheet import Sheet
from upstander.kernel.records.drafts import drop_draft, keep_draft, read_draft
from upstander.kernel.records.importing.matching import (
    Match,
    importable,
    match_columns,
    unused,
)
from upstander.kernel.records.importing.trial import ADDED, CHANGED, UNCHANGED, Trial, attempt
from upstander.kernel.records.page import RecordPage

MOST_SHOWN = 200
MATCHING = "match_"  # before the names of fields in the query string of the preview


class UploadForm(forms.Form):
    """Asks for the file."""

    file = forms.FileField(
        label="The file",
        help_text="csv or xlsx, at most 20 MB. The first row holds the headings.",
    )


class UploadPage(RecordPage):
    """Takes a file in, to be looked at first."""

    page: ClassVar[str] = "import"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the file and say what may stand in it."""
        return self._page(UploadForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Read the file, keep its rows for the preview, or say what is wrong with it."""
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                sheet = read_rows(file, file.name)
                if not sheet.rows:
                    raise Refused("The file has headings but no rows.")
            except Refused as error:
                form.add_error("file", error.message)
            else:
                token = keep_draft(request.user, self.site.code, _packed(sheet))
                return redirect(self.site.url("import_preview", token))
        return self._page(form)

    def _page(self, form: UploadForm) -> HttpResponse:
        blank = self.site.make_form(self.request.user)
        fields = [(column, _needed(blank, column.name)) for column in importable(self.site, blank)]
        context = {
            "form": form,
            "fields": fields,
            "key": _key_titles(self),
            "example": self.site.url("export", "xlsx") if "export" in self.site.pages() else "",
        }
        return self.answer(context, page="import")


class PreviewPage(RecordPage):
    """Shows what the rows would do, and does exactly that when the person agrees."""

    page: ClassVar[str] = "import"

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show what would happen."""
        return self._page(self._sheet(token))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Do it, all or nothing."""
        sheet = self._sheet(token)
        matches = self._matches(sheet)
        expected = request.POST.get("fingerprint", "")
        trial = attempt(self.site, sheet, matches, by=request.user, expected=expected)
        if trial.errors or trial.fingerprint != expected:
            return self._page(sheet, moved=True)
        drop_draft(token)
        messages.success(request, f"The file was imported: {_counted(trial)}.")
        return redirect(self.site.url("list"))

    def _sheet(self, token: str) -> Sheet:
        return _unpacked(read_draft(token, self.request.user, self.site.code))

    def _matches(self, sheet: Sheet) -> list[Match]:
        chosen = {
            name.removeprefix(MATCHING): str(heading)
            for name, heading in self.request.GET.items()
            if name.startswith(MATCHING)
        }
        blank = self.site.make_form(self.request.user)
        return match_columns(self.site, blank, sheet, chosen)

    def _page(self, sheet: Sheet, *, moved: bool = False) -> HttpResponse:
        refusal = ""
        try:
            matches = self._matches(sheet)
        except Refused as error:
            refusal = error.message
            matches = match_columns(self.site, self.site.make_form(self.request.user), sheet, {})
        missing = [m.column.title for m in matches if m.needed and not m.heading]
        context: dict[str, Any] = {
            "sheet": sheet,
            "matches": matches,
            "unused": unused(matches, sheet),
            "refusal": refusal,
            "missing": missing,
            "moved": moved,
            "matching": MATCHING,
            "again": self.site.url("import"),
        }
        if not missing and not refusal:
            trial = attempt(self.site, sheet, matches, by=self.request.user)
            context |= _found(trial) | self._sentences(trial)
        return self.answer(context, page="import_preview")

    def _sentences(self, trial: Trial) -> dict[str, str]:
        refused, total = len(trial.errors), len(trial.outcomes)
        return {
            "refused_sentence": f"{refused} of {total} rows cannot be taken",
            "would_sentence": _would(trial) if trial.moves else "Nothing would change",
        }


def _needed(blank: forms.BaseForm, name: str) -> bool:
    """Tell whether a file has to say it: what has a value of its own may be left out."""
    field = blank.fields[name]
    return field.required and blank.get_initial_for_field(field, name) in (None, "")


def _found(trial: Trial) -> dict[str, Any]:
    return {
        "trial": trial,
        "added": trial.count(ADDED),
        "changed": trial.count(CHANGED),
        "unchanged": trial.count(UNCHANGED),
        "errors": trial.errors[:MOST_SHOWN],
        "moves": trial.moves[:MOST_SHOWN],
        "most_shown": MOST_SHOWN,
    }


def _counted(trial: Trial) -> str:
    return (
        f"{trial.count(ADDED)} added, {trial.count(CHANGED)} changed, "
        f"{trial.count(UNCHANGED)} as they were"
    )


def _would(trial: Trial) -> str:
    return (
        f"{trial.count(ADDED)} would be added, {trial.count(CHANGED)} changed, "
        f"{trial.count(UNCHANGED)} left as they are"
    )


def _key_titles(page: RecordPage) -> list[str]:
    key = page.site.imports.key if page.site.imports else ()
    return [column.title for column in page.site.columns if column.name in key]


def _packed(sheet: Sheet) -> dict[str, Any]:
    return {
        "title": sheet.title,
        "columns": sheet.columns,
        "rows": sheet.rows,
        "numbers": sheet.numbers,
    }


def _unpacked(kept: dict[str, Any]) -> Sheet:
    return Sheet(kept["title"], tuple(kept["columns"]), kept["rows"], tuple(kept["numbers"]))
