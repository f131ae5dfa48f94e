"""Coming back with seven words: what became of it, messages, agreements, files, taking it back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from upstander.capabilities.reports.changes import following
from upstander.capabilities.reports.changes.drafts import read_draft
from upstander.capabilities.reports.changes.receiving import second_fits
from upstander.capabilities.reports.engine import journey
from upstander.capabilities.reports.forms import words
from upstander.capabilities.reports.forms.sending import (
    AgreementsForm,
    FileForm,
    MessageForm,
    OwnWordForm,
    WordsForm,
    data_of,
)
from upstander.capabilities.reports.models import Handed, Report, Stage
from upstander.capabilities.reports.views.journey import AWAY, SEEN
from upstander.capabilities.reports.views.secret import (
    FOLLOWING,
    WRITING,
    bring,
    forget,
    report_in,
)
from upstander.capabilities.reports.views.throttle import allows
from upstander.kernel.vault.files.kinds import NotStored
from upstander.kernel.vault.files.upload import received, sealed_uploads
from upstander.kernel.vault.models import files_of

AGREED_WORDS: dict[str, Any] = {
    "police": dict(words.POLICE),
    "support": {"yes": "Yes", "no": "No"},
    "landlord": {"yes": "Yes", "no": "No"},
    "council": {"yes": "Yes", "no": "No"},
}


@require_http_methods(["GET", "HEAD", "POST"])
def come_back(request: HttpRequest) -> HttpResponse:
    """Ask for the words, and open what they open: a draft, or a report."""
    form = WordsForm(data_of(request))
    if request.method == "POST" and not allows("open", request):
        return render(request, "reports/public/busy.html", {"away": AWAY}, status=429)
    if request.method == "POST" and form.is_valid():
        secret = form.cleaned_data["words"]
        answers = read_draft(secret)
        if answers is not None:
            return bring(_where_left(answers), WRITING, secret)
        if following.find_report(secret):
            return bring(redirect("tell:follow"), FOLLOWING, secret)
        form.add_error("words", NOTHING_THERE)
    return render(request, "reports/public/come_back.html", {"form": form, "away": AWAY})


NOTHING_THERE = (
    "These words open nothing here. Look at their order. What was saved and not sent is kept for "
    "three days"
)


def _where_left(answers: dict[str, Any]) -> HttpResponse:
    left = [code for code in journey.path(answers) if code not in answers.get(SEEN, [])]
    return redirect("tell:step", left[0]) if left else redirect("tell:check")


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Say that it came in, and give the words."""
    secret, report = report_in(request)
    if secret is None or report is None:
        return redirect("tell:come_back")
    context = {"secret": secret, "report": report, "away": AWAY}
    return render(request, "reports/public/sent.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Show what became of it; take a message."""
    secret, report = report_in(request)
    if secret is None or report is None:
        return redirect("tell:come_back")
    form = MessageForm(data_of(request))
    if request.method == "POST" and form.is_valid():
        following.write(report, form.cleaned_data["message"])
        return bring(redirect("tell:follow"), FOLLOWING, secret)
    context = {
        "report": report,
        "form": form,
        "messages_here": following.messages_of(report),
        "moves": report.moves.all(),
        "handed": report.handed.exclude(state=Handed.State.DECLINED),
        "who": _who(report),
        "files": files_of(report).count(),
        "away": AWAY,
        "may_withdraw": report.stage not in (Stage.WITHDRAWN, Stage.CLOSED, Stage.OUT_OF_AREA),
    }
    return bring(render(request, "reports/public/follow.html", context), FOLLOWING, secret)


def _who(report: Report) -> list[tuple[str, str]]:
    """Say line by line who may see it now."""
    agreed = following.agreed(report.subject)
    labels = {name: field.label for name, field in AgreementsForm.base_fields.items()}
    return [(labels[name], str(AGREED_WORDS[name][agreed[name]])) for name in following.ASKED]


@require_http_methods(["GET", "HEAD", "POST"])
def agreements(request: HttpRequest) -> HttpResponse:
    """Let somebody change who may be told, and say what had gone out."""
    secret, report = report_in(request)
    if secret is None or report is None:
        return redirect("tell:come_back")
    form = AgreementsForm(data_of(request), initial=following.agreed(report.subject))
    if request.method == "POST" and form.is_valid():
        language = (get_language() or "en")[:2]
        done = following.change_agreements(report, form.cleaned_data, language)
        context = {"done": done, "who": _who(report), "away": AWAY}
        answer = render(request, "reports/public/agreements_done.html", context)
        return bring(answer, FOLLOWING, secret)
    context = {"form": form, "away": AWAY}
    return render(request, "reports/public/agreements.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take the report back, once the person has said that they mean it."""
    secret, report = report_in(request)
    if secret is None or report is None:
        return redirect("tell:come_back")
    if request.method == "POST":
        done = following.withdraw(report)
        context = {"done": done, "who": _who(report), "withdrawn": True, "away": AWAY}
        answer = render(request, "reports/public/agreements_done.html", context)
        return bring(answer, FOLLOWING, secret)
    return render(request, "reports/public/withdraw.html", {"report": report, "away": AWAY})


@sealed_uploads
@require_http_methods(["GET", "HEAD", "POST"])
def add_file(request: HttpRequest) -> HttpResponse:
    """Take a picture, a film, a sound or a document."""
    secret, report = report_in(request)
    if secret is None or report is None:
        return redirect("tell:come_back")
    data = data_of(request)
    form = FileForm(data, request.FILES if data is not None else None)
    if data is not None:
        try:
            following.add_evidence(report, received(request.FILES, "file"))
            return bring(redirect("tell:follow"), FOLLOWING, secret)
        except (NotStored, following.TooManyFiles) as refusal:
            form.full_clean()
            form.errors.pop("file", None)
            form.add_error("file", refusal.message)
    return render(request, "reports/public/file.html", {"form": form, "away": AWAY})


@require_http_methods(["GET", "HEAD", "POST"])
def own_text(request: HttpRequest) -> HttpResponse:
    """Show somebody their own words, once they have given the second word."""
    secret, report = report_in(request)
    if secret is None or report is None:
        return redirect("tell:come_back")
    form = OwnWordForm(data_of(request))
    opened = None
    if request.method == "POST" and form.is_valid():
        if not allows("second", request, about=report.code):
            return render(request, "reports/public/busy.html", {"away": AWAY}, status=429)
        if second_fits(report, form.cleaned_data["second_word"]):
            opened = following.text_of(report)
        else:
            form.add_error("second_word", "This is not the word that you chose")
    context = {"form": form, "report": opened, "chosen": bool(report.second_code), "away": AWAY}
    return render(request, "reports/public/own_text.html", context)


@require_safe
def close(request: HttpRequest) -> HttpResponse:
    """Close it in this browser."""
    return forget(redirect("tell:come_back"), FOLLOWING)


