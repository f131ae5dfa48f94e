"""The two homes, the public one and everybody's own, and the sign that the server is well."""

from typing import Any

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from upstander.kernel.access.check import may
from upstander.kernel.access.panels import panels_of
from upstander.kernel.access.roles import ROLES, role_title
from upstander.kernel.clock import today
from upstander.kernel.due.gather import due_for
from upstander.kernel.languages.middleware import in_language, named_in
from upstander.kernel.registry import capabilities

AT_A_GLANCE = 8


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Answer "what needs me today?", or say to a passer-by what this is."""
    if not request.user.is_authenticated:
        return render(request, "site/public.html", public_panels(request))
    if named_in(request.path):
        return redirect(in_language(request.path, ""))  # the pages of the team are in English
    context = {
        "today": today(),
        "due": due_for(request.user, today()),
        "most": AT_A_GLANCE,
        "panels": panels_of(request, "home"),
        "roles": roles_of(request.user),
        "rights": rights_of(request.user),
    }
    return render(request, "site/home.html", context)


def public_panels(request: HttpRequest) -> dict[str, list[str]]:
    """Draw what the parts of the product have for everybody: ways to get help, and proof."""
    drawn: dict[str, list[str]] = {"help": [], "proof": []}
    declared = [panel for capability in capabilities() for panel in capability.public_panels]
    for panel in sorted(declared, key=lambda panel: panel.order):
        drawn[panel.kind].append(render_to_string(panel.template, dict(panel.context()), request))
    return drawn


def roles_of(user: Any) -> list[dict[str, str]]:
    """List as what a person works here, where, and what that role is for."""
    return [
        {
            "title": role_title(membership.role),
            "organisation": membership.organisation.name,
            "sentence": ROLES[membership.role].sentence if membership.role in ROLES else "",
        }
        for membership in user.current_memberships
    ]


def rights_of(user: Any) -> list[str]:
    """List what a person may do here, in words."""
    declared = [each for capability in capabilities() for each in capability.permissions]
    return [permission.title for permission in declared if may(user, permission.verb)]


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Tell a watching machine whether the server and its database answer, and nothing else."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"ok": False}, status=503)
    return JsonResponse({"ok": True})
