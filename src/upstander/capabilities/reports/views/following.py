"""Coming back with seven words: what became of it, messages, agreements, files, taking it back."""

from collections.abc import Callable
from functools import wraps
from itertools import takewhile
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from upstander.capabilities.reports.changes import following
from upstander.capabilities.reports.changes.drafts import read_draft
from upstander.capabilities.reports.changes.receiving import second_fits
from upstander.capabilities.reports.engine import journey
from upstander.capabilities.reports.engine.danger import danger_in
from upstander.capabilities.reports.forms import words
from upstander.capabilities.reports.forms.sending import (
    AgreementsForm,
    FileForm,
    MessageForm,
    OwnWordForm,
    WordsForm,
    data_of,
)
from upstander.capabilities.reports.models import Report, Stage
from upstander.capabilities.reports.reading import words_of
from upstander.capabilities.reports.views.journey import LANGUAGE, SEEN
from upstander.capabilities.reports.views.secret import (
    FOLLOWING,
    WRITING,
    bring,
    report_in,
)
from upstander.capabilities.reports.views.sent_out import told
from upstander.capabilities.reports.views.throttle import allows
from upstander.kernel.languages.speaking import as_they_chose, language_now
from upstander.kernel.subjects.models import ChannelMessage
from upstander.kernel.subjects.passphrase import Passphrase
from upstander.kernel.vault.files.changes import made_ready
from upstander.kernel.vault.files.kinds import NotStored
from upstander.kernel.vault.files.upload import received, sealed_uploads
from upstander.kernel.vault.models import files_of

AGREED_WORDS: dict[str, Any] = {"police": dict(words.POLICE)}
YES_OR_NO = dict(words.YES_NO)


def with_report(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the words that the visitor brings, and their report; ask for them where not."""

    @wraps(view)
    def opened(request: HttpRequest, **more: str) -> HttpResponse:
        secret, report = report_in(request)
        if secret is not None and report is not None:
            return view(request, secret, report, **more)
        if request.method == "POST":
            return redirect("tell:come_back")
        return render(request, "reports/public/come_back.html", {"form": WordsForm()})

    return opened


@require_http_methods(["GET", "HEAD", "POST"])
def come_back(request: HttpRequest) -> HttpResponse:
    """Ask for the words, and open what they open: a draft, or a report."""
    form = WordsForm(data_of(request))
    if request.method == "POST" and not allows("open", request):
        return render(request, "reports/public/busy.html", {}, status=429)
    if request.method == "POST" and form.is_valid():
        secret = form.cleaned_data["words"]
        answers = read_draft(secret)
        if answers is not None:
            return bring(_where_left(answers), WRITING, secret)
        if report := following.find_report(secret):
            with as_they_chose(report.language):
                return bring(redirect("tell:follow"), FOLLOWING, secret)
        form.add_error("words", NOTHING_THERE)
    return render(request, "reports/public/come_back.html", {"form": form})


NOTHING_THERE = _(
    "These words open nothing here. Look at their order. We keep what was saved and not sent for "
    "three days"
)


def _where_left(answers: dict[str, Any]) -> HttpResponse:
    left = [code for code in journey.path(answers) if code not in answers.get(SEEN, [])]
    with as_they_chose(answers.get(LANGUAGE, "")):
        return redirect("tell:step", left[0]) if left else redirect("tell:check")


@require_safe
@with_report
def sent(
    request: HttpRequest,
    secret: Passphrase,
    report: Report,
    template: str = "reports/public/sent.html",
) -> HttpResponse:
    """Say that it came in, and give the words."""
    context = {"secret": secret, "report": report}
    return render(request, template, context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_report
def follow(request: HttpRequest, secret: Passphrase, report: Report) -> HttpResponse:
    """Show what became of it; take a message."""
    form = MessageForm(data_of(request))
    if request.method == "POST" and form.is_valid():
        following.write(report, form.cleaned_data["message"])
        return bring(redirect("tell:follow"), FOLLOWING, secret)
    messages = following.messages_of(report)
    context = {
        "report": report,
        "form": form,
        "at_once": _unanswered_danger(messages),
        "messages_here": messages,
        "moves": report.moves.all(),
        "handed": report.handed,
        "who": _who(report),
        "files": files_of(report).count(),
        "may_withdraw": report.stage not in (Stage.WITHDRAWN, Stage.CLOSED, Stage.OUT_OF_AREA),
    }
    return bring(render(request, "reports/public/follow.html", context), FOLLOWING, secret)


def _unanswered_danger(messages: list[ChannelMessage]) -> str:
    """Name the danger that they speak of last, for as long as nobody has answered.

    Nothing of it stands in the address, which a browser keeps.
    """
    unanswered = takewhile(lambda each: each.from_person, reversed(messages))
    return next((kind for each in unanswered if (kind := danger_in(each.text).kind)), "")


def _who(report: Report) -> list[tuple[str, str]]:
    """Say line by line who may see it now."""
    agreed = following.agreed(report.subject)
    fields = _agreements_form(None, agreed).fields
    return [
        (str(fields[name].label), str(AGREED_WORDS.get(name, YES_OR_NO)[answer]))
        for name, answer in agreed.items()
    ]


def _agreements_form(data: Any, agreed: dict[str, str]) -> AgreementsForm:
    """Ask what the page always asks, and what the team had asked."""
    more = {name: words_of(name) for name in agreed if name not in following.ASKED}
    return AgreementsForm(data, initial=agreed, more=more)


@require_http_methods(["GET", "HEAD", "POST"])
@with_report
def agreements(request: HttpRequest, secret: Passphrase, report: Report) -> HttpResponse:
    """Let somebody change who may be told, and say what had gone out."""
    form = _agreements_form(data_of(request), following.agreed(report.subject))
    if request.method == "POST" and form.is_valid():
        done = following.change_agreements(report, form.cleaned_data, language_now())
        context = {"done": done, "sent": told(done), "who": _who(report)}
        answer = render(request, "reports/public/agreements_done.html", context)
        return bring(answer, FOLLOWING, secret)
    context = {"form": form}
    return render(request, "reports/public/agreements.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_report
def withdraw(request: HttpRequest, secret: Passphrase, report: Report) -> HttpResponse:
    """Take the report back, once the person has said that they mean it."""
    if request.method == "POST":
        done = following.withdraw(report)
        context = {"done": done, "sent": told(done), "who": _who(report), "withdrawn": True}
        answer = render(request, "reports/public/agreements_done.html", context)
        return bring(answer, FOLLOWING, secret)
    return render(request, "reports/public/withdraw.html", {"report": report})


@sealed_uploads
@require_http_methods(["GET", "HEAD", "POST"])
@with_report
def add_file(request: HttpRequest, secret: Passphrase, report: Report) -> HttpResponse:
    """Take a picture, a film, a sound or a document."""
    data = data_of(request)
    form = FileForm(data, request.FILES if data is not None else None)
    if data is not None:
        try:
            upload = received(request.FILES, "file")
            following.add_evidence(report, made_ready(upload.content(), upload.name or ""))
            return bring(redirect("tell:follow"), FOLLOWING, secret)
        except (NotStored, following.TooManyFiles) as refusal:
            form.full_clean()
            form.errors.pop("file", None)
            form.add_error("file", gettext(refusal.message))
    return render(request, "reports/public/file.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@with_report
def own_text(request: HttpRequest, secret: Passphrase, report: Report) -> HttpResponse:
    """Show somebody their own words, once they have given the second word."""
    form = OwnWordForm(data_of(request))
    opened = None
    if request.method == "POST" and form.is_valid():
        if not allows("second", request, about=report.code):
            return render(request, "reports/public/busy.html", {}, status=429)
        if second_fits(report, form.cleaned_data["second_word"]):
            opened = following.text_of(report)
        else:
            form.add_error("second_word", _("This is not the word that you chose"))
    context = {"form": form, "report": opened, "chosen": bool(report.second_code)}
    return render(request, "reports/public/own_text.html", context)
