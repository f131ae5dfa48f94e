"""The start page of the administration."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from upstander.kernel.access.check import may, require

CARDS = (
    ("people.view", "People", "Who works in the partnership, and as what.", "people_list"),
    ("people.view", "Organisations", "The bodies of the partnership.", "organisations_list"),
    ("people.view", "Posts", "Who leads actions, and hand-overs.", "posts_list"),
    ("audit.view", "Audit trail", "Who did what, to which record, and when.", "trail_list"),
)


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Show the ways into the administration that this person may take."""
    require(request.user, "administration.view")
    cards = [
        {"title": title, "text": text, "url": reverse(f"administration:{page}")}
        for verb, title, text, page in CARDS
        if may(request.user, verb)
    ]
    return render(request, "administration/home.html", {"cards": cards})
