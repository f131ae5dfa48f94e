"""The public journey: one question a page, nothing lost, nothing left behind."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from upstander.capabilities.reports.changes.drafts import drop_draft, save_draft, send_draft
from upstander.capabilities.reports.changes.following import find_report
from upstander.capabilities.reports.changes.receiving import Source, Told, receive
from upstander.capabilities.reports.engine import journey
from upstander.capabilities.reports.engine.danger import danger_in
from upstander.capabilities.reports.forms.asking import Question
from upstander.capabilities.reports.forms.journey import FREE, QUESTIONS, names_on
from upstander.capabilities.reports.forms.sending import SecondWordForm
from upstander.capabilities.reports.views.answers import said_on_pages
from upstander.capabilities.reports.views.secret import (
    FOLLOWING,
    WRITING,
    bring,
    draft_in,
    forget,
)
from upstander.capabilities.reports.views.throttle import allows
from upstander.kernel.languages.speaking import language_now
from upstander.kernel.rows import on_disk
from upstander.kernel.subjects.passphrase import Passphrase, draw

AWAY = "https://www.bbc.co.uk/weather"
LEAVES = ("weather", "words")
SEEN, WARNED, NEXT, PLACE, LANGUAGE = "_seen", "_warned", "_next", "_place", "_language"
Answers = dict[str, Any]


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, code: str = "start") -> HttpResponse:
    """Ask one question, keep the answer, and lead on."""
    if code not in QUESTIONS:
        raise Http404("no such question")
    secret, answers = draft_in(request)
    if answers is None:
        if code != "start":
            return redirect("tell:start")
        if request.method == "POST":
            return _begin(request, {})
        answers = {}
    form = QUESTIONS[code](answers, request.POST if request.method == "POST" else None)
    if secret is None or request.method != "POST" or not form.is_valid():
        return _ask(request, code, form, answers)
    return _keep(request, secret, code, answers | form.answered())


def _from_the_start(request: HttpRequest) -> HttpResponse:
    """Show the first question to whoever comes to a later page with nothing written."""
    if request.method == "POST":
        return redirect("tell:start")
    return _ask(request, "start", QUESTIONS["start"]({}), {})


def _begin(request: HttpRequest, more: Answers) -> HttpResponse:
    """Take the first answer: only now is anything kept."""
    form = QUESTIONS["start"]({}, request.POST)
    if not form.is_valid():
        return _ask(request, "start", form, {})
    if not allows("begin", request):
        return render(request, "reports/public/busy.html", {}, status=429)
    secret = draw()
    place = request.POST.get("place", "")[:40]
    answers = {**form.answered(), **more, **({PLACE: place} if place else {})}
    return bring(_keep(request, secret, "start", answers), WRITING, secret)


def _ask(request: HttpRequest, code: str, form: Question, answers: Answers) -> HttpResponse:
    context = {
        "form": form,
        "code": code,
        "back": journey.before(code, answers),
        "child": form.child,
        "place": answers.get(PLACE, ""),
        "begun": "role" in answers,
    }
    own = getattr(form, "template", "")
    usual = "reports/public/start.html" if code == "start" else "reports/public/step.html"
    return render(request, own or usual, context)


def _keep(request: HttpRequest, secret: Passphrase, code: str, answers: Answers) -> HttpResponse:
    answers[SEEN] = sorted({*answers.get(SEEN, []), code})
    answers[LANGUAGE] = language_now()
    kind, following = _danger(code, answers), _following(code, answers)
    warn = bool(kind) and kind not in answers.get(WARNED, [])
    if warn:
        answers |= {WARNED: [*answers.get(WARNED, []), kind], NEXT: following}
    save_draft(secret, answers)
    if "save" in request.POST:
        return redirect("tell:save")
    if warn:
        return redirect("tell:danger")
    return redirect("tell:check") if following == journey.LAST else redirect("tell:step", following)


def _danger(code: str, answers: Answers) -> str:
    """Name what somebody should see at once, after this page."""
    if code == "now" and answers.get("now") == "yes":
        return "now"
    if code == "needs" and "self_harm" in answers.get("needs", ()):
        return "self-harm"
    words = " ".join(str(answers.get(name, "")) for name in names_on(code) if name in FREE)
    return danger_in(words).kind if words.strip() else ""


def _following(code: str, answers: Answers) -> str:
    """Name the next page; who only changes an answer comes back to the check."""
    following, seen = journey.after(code, answers), answers[SEEN]
    while journey.LAST in seen and following in seen and following != journey.LAST:
        following = journey.after(following, answers)
    return following


@require_safe
def danger(request: HttpRequest) -> HttpResponse:
    """Show 999, or who listens, and how to go on.

    What was typed says which of them: a browser keeps addresses, and whoever looks there later
    must not read it.
    """
    answers = draft_in(request)[1] or {}
    context = {
        "kind": answers.get(WARNED, ["now"])[-1],
        "code": answers.get(NEXT, "start"),
        "last": journey.LAST,
        "child": journey.is_child(answers),
    }
    return render(request, "reports/public/danger.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Show all answers, and send them."""
    secret, answers = draft_in(request)
    if secret is not None and answers is None and on_disk(partial(find_report, secret)):
        return _sent(secret)  # a second click, or the page sent again
    if secret is None or not (answers or {}).get("role"):
        return _from_the_start(request)
    form = SecondWordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if not allows("send", request):
            context = {"secret": secret}
            return render(request, "reports/public/busy.html", context, status=429)
        _send(secret, answers or {}, form.cleaned_data["second_word"])
        return _sent(secret)
    return _check(request, secret, answers or {}, form)


def _check(
    request: HttpRequest, secret: Passphrase, answers: Answers, form: SecondWordForm
) -> HttpResponse:
    if journey.LAST not in answers.get(SEEN, []):
        answers[SEEN] = [*answers.get(SEEN, []), journey.LAST]
        save_draft(secret, answers)
    context = {
        "form": form,
        "pages": said_on_pages(answers),
        "back": journey.before(journey.LAST, answers),
        "child": journey.is_child(answers),
    }
    return render(request, "reports/public/check.html", context)


def _send(secret: Passphrase, answers: Answers, second_word: str) -> None:
    asked = journey.kept(answers, names_on)
    place = answers.get(PLACE, "")
    source = Source(place=place, language=language_now())
    told = Told(secret, asked, second_word, bool(answers.get(WARNED)))
    receive(told, source, along=partial(send_draft, secret))


def _sent(secret: Passphrase) -> HttpResponse:
    return forget(bring(redirect("tell:sent"), FOLLOWING, secret), WRITING)


@require_safe
def save(request: HttpRequest) -> HttpResponse:
    """Show the words that bring the answers back within three days."""
    secret, answers = draft_in(request)
    if secret is None or answers is None:
        return _from_the_start(request)
    left = [code for code in journey.path(answers) if code not in answers.get(SEEN, [])]
    context = {"secret": secret, "next": left[0] if left else ""}
    return render(request, "reports/public/saved.html", context)


@require_safe
def leave(request: HttpRequest, where: str) -> HttpResponse:
    """Leave at once for an everyday page, or close a report; this browser forgets the words."""
    if where not in LEAVES:
        raise Http404("no such way out")
    response = redirect(AWAY if where == "weather" else "tell:come_back")
    response["Clear-Site-Data"] = '"cache"'
    return forget(response, WRITING, FOLLOWING)


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest) -> HttpResponse:
    """Destroy what was written and not sent, once somebody has said that they mean it."""
    if request.method != "POST":
        return render(request, "reports/public/delete.html", {})
    secret, answers = draft_in(request)
    if secret is not None and answers is not None:
        drop_draft(secret)
    return forget(redirect("tell:start"), WRITING)


@require_safe
def at_place(request: HttpRequest, key: UUID) -> HttpResponse:
    """Begin at a place with a poster: it is known, and nothing else is."""
    return _ask(request, "start", QUESTIONS["start"]({}), {PLACE: str(key)})
