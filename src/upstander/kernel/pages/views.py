"""The design system's own pages: the guide, and what every public site must say of itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from upstander.kernel.pages import examples

BASES = {"public": "pages/public.html"}


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """Show every component and its states; `?base=public`, `?form=errors`, `?direction=rtl`."""
    asked = request.GET
    context = {
        "base": BASES.get(asked.get("base", ""), "pages/work.html"),
        "here": request.path,
        "frame": examples.frame(direction="rtl" if asked.get("direction") == "rtl" else "ltr"),
        "form": examples.form(wrong=asked.get("form") == "errors"),
        **examples.everything(),
    }
    return render(request, "pages/guide.html", context)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say how accessible the site is, and whom to tell."""
    return render(request, "pages/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what the site does with what it is told, and whom to ask."""
    return render(request, "pages/privacy.html")
