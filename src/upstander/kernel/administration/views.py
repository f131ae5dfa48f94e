"""The start page of the administration."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from upstander.kernel.access.check import may
from upstander.kernel.access.door import page

CARDS = (
    (
        "people.view",
        "People",
        "Who works in the partnership, what they may do, and their accounts.",
        "See the people",
        "people_list",
    ),
    (
        "people.view",
        "Organisations",
        "The bodies that work together.",
        "See the organisations",
        "organisations_list",
    ),
    (
        "people.view",
        "Posts",
        "Who leads actions. Hand a post over and its actions go with it.",
        "See the posts",
        "posts_list",
    ),
    (
        "outbox.view",
        "Messages",
        "What was sent, when and to whom, and what could not be sent.",
        "See the messages",
        "messages_list",
    ),
    (
        "exports.ledger",
        "Published figures",
        "Every table that the public could see, edition by edition.",
        "See what was published",
        "published_list",
    ),
    (
        "audit.view",
        "Audit trail",
        "Who did what, to which record, and when.",
        "Read the trail",
        "trail_list",
    ),
    (
        "vault.see",
        "What is kept",
        "How long records are kept, what is past its time, what is held, and what was erased.",
        "See what is due",
        "rules_list",
    ),
)


@require_safe
@page("administration.view")
def home(request: HttpRequest) -> HttpResponse:
    """Show the ways into the administration that this person may take."""
    cards = [
        {"title": title, "text": text, "link": link, "url": reverse(f"administration:{name}")}
        for verb, title, text, link, name in CARDS
        if may(request.user, verb)
    ]
    return render(request, "administration/home.html", {"cards": cards})
