"""The page of everything that waits for one person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from upstander.kernel.access.door import page
from upstander.kernel.clock import today
from upstander.kernel.due.gather import DAYS_AHEAD, due_for


@require_safe
@page("due.view")
def listing(request: HttpRequest) -> HttpResponse:
    """Show what waits for whoever asks: late, today, and in the next days."""
    due = due_for(request.user, today())
    return render(request, "due/list.html", {"due": due, "days": DAYS_AHEAD, "today": today()})
