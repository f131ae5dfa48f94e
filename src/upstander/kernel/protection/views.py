"""The start page of protection: what waits, and the ways on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from upstander.kernel.access.check import may
from upstander.kernel.access.door import page
from upstander.kernel.access.models import Agreement, Alert, UrgentAccess
from upstander.kernel.access.opening import shut_keys, without_shut

CARDS = (
    (
        "access.agreements",
        "Agreements",
        "Which organisation may open what of whose records, for what, until when.",
        "See the agreements",
        "protection:agreements_list",
    ),
    (
        "access.urgent",
        "Urgent access",
        "Records opened because somebody may come to harm, and their review.",
        "See urgent access",
        "protection:urgent_list",
    ),
    (
        "access.reads",
        "Who read what",
        "Every page and file that showed records of people.",
        "See who read what",
        "protection:reads_list",
    ),
    (
        "access.review",
        "Unusual reading",
        "Many people in an hour, a colleague’s record, out of hours, after breaking the glass.",
        "See what stood out",
        "protection:alerts_list",
    ),
    (
        "access.review",
        "Barred",
        "Who is kept out of which record: the accused, family, colleagues.",
        "See who is barred",
        "protection:barred_list",
    ),
    (
        "api.tokens",
        "Partners’ systems",
        "Which system of which organisation may ask for what, and until when.",
        "See the tokens",
        "api:tokens_list",
    ),
    (
        "referrals.keep",
        "Forms of other bodies",
        "Which body gets what is handed over on a form of its own.",
        "See the forms",
        "referrals:forms_list",
    ),
    (
        "subjects.to_tell",
        "To be told",
        "Who was sent something and has to hear what became of it.",
        "See who has to be told",
        "protection:to_tell_list",
    ),
    (
        "access.keep_open",
        "Keep a case open",
        "Your agreement is over and somebody is in danger.",
        "Keep it open for 72 hours",
        "protection:keep_open",
    ),
    (
        "access.break_glass",
        "Break the glass",
        "Somebody is in danger and you have no right to the record that would help.",
        "Open a record for four hours",
        "protection:break_glass",
    ),
)


@require_safe
@page("access.protection")
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits for this person, and the ways that they may take."""
    cards = [
        {"title": title, "text": text, "link": link, "url": reverse(name)}
        for verb, title, text, link, name in CARDS
        if may(request.user, verb)
    ]
    return render(request, "protection/home.html", {"cards": cards, "waiting": _waiting(request)})


def _waiting(request: HttpRequest) -> list[tuple[int, str, str]]:
    """Count what waits for whoever reviews and renews."""
    if not may(request.user, "access.review"):
        return []
    urgent = without_shut(UrgentAccess.objects.waiting(), request.user)
    alerts = Alert.objects.waiting().exclude(about__in=shut_keys(request.user))
    counted = (
        (urgent, "urgent access", "to review", "urgent_list"),
        (alerts, "unusual reading", "to settle", "alerts_list"),
        (Agreement.objects.ending_soon(), "agreement", "to renew", "agreements_list"),
    )
    return [
        (rows.count(), f"{what} {words}", reverse(f"protection:{name}"))
        for rows, what, words, name in counted
    ]
