"""Languages of the public pages: which are offered, a sheet for the speaker, and the sign-off."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upstander.kernel.access.door import page
from upstander.kernel.documents.report.download import download
from upstander.kernel.languages import changes
from upstander.kernel.languages.catalogue import content, sentences
from upstander.kernel.languages.forms import SignOffForm
from upstander.kernel.languages.offering import Language, language_of, languages
from upstander.kernel.languages.sheet import sheet_of


@require_safe
@page("languages.view")
def index(request: HttpRequest) -> HttpResponse:
    """List the languages, and say of each who has read it."""
    return render(
        request, "languages/index.html", {"languages": languages(), "demo": settings.DEMO}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page("languages.sign")
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Show every sentence beside its translation, and take a speaker's word for them."""
    language = _language(code)
    form = SignOffForm(
        request.POST if request.method == "POST" else None, initial={"read": content(code)}
    )
    if request.method == "POST" and form.is_valid():
        fields: dict[str, Any] = {name: form.cleaned_data[name] for name in form.fields}
        del fields["whole"]
        changes.sign_off(code=code, by=request.user, **fields)
        messages.success(request, f"{language.title} is offered from now on.")
        return redirect("languages:index")
    context = {"language": language, "form": form, "pairs": sentences(code).items()}
    return render(request, "languages/show.html", context)


@require_safe
@page("languages.view")
def sheet(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """Give the sentences as a document for the speaker, to read and to write on."""
    return download(sheet_of(_language(code).code), form, f"sheet-{code}")


@page("languages.sign")
@require_POST
def take_back(request: HttpRequest, code: str) -> HttpResponse:
    """Stop offering a language."""
    language = _language(code)
    changes.take_back(code, by=request.user)
    messages.success(request, f"{language.title} is no longer offered.")
    return redirect("languages:index")


def _language(code: str) -> Language:
    try:
        return language_of(code)
    except LookupError as error:
        raise Http404(str(error)) from error
