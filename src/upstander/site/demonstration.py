"""The demonstration: stepping into any role with one click, and keeping it apart from real work.

Two things tell a demonstration from the real thing, and both have to agree before anything is
served: `installation.json` in the home, which anybody with a text editor could change, and the
database itself, whose trail says in a row of its own what it was made for. Beyond that row, the
people speak: everyone in the demonstration has an email address under .example, a name that can
never belong to a real mailbox, and nobody there has a password or an authenticator app.
"""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from upstander.kernel.access.roles import ALL_ROLES
from upstander.kernel.audit.record import actor_key, events_for, record
from upstander.kernel.errors import Refused
from upstander.kernel.people.models import Membership, User

DEMO, REAL = "installation:demo", "installation:real"
INVENTED = ".example"
ELSEWHERE = "Give the demonstration a home of its own with UPSTANDER_HOME."


class NotADemonstration(Refused):
    """A demonstration was to be started on a database that holds real work."""


class OnlyADemonstration(Refused):
    """Real work was to be started on a database that holds a demonstration."""


def mark_installation() -> None:
    """Write into the trail, once, what this database is for."""
    mark = DEMO if settings.DEMO else REAL
    check_installation()
    with transaction.atomic():
        if not events_for(mark).exists():
            record("site.installed", mark, by="system:init", mode=mark.partition(":")[2])


def check_installation() -> None:
    """Refuse to serve a database of the other kind."""
    if settings.DEMO:
        check_demo()
    else:
        check_real()


def check_demo() -> None:
    """Refuse the demonstration where there is a real row, or the key of a real person."""
    if events_for(REAL).exists():
        raise NotADemonstration(f"This database was made for real work. {ELSEWHERE}")
    if User.objects.exclude(email__iendswith=INVENTED).exists():
        raise NotADemonstration(f"This database holds accounts of real people. {ELSEWHERE}")
    if _somebody_has_a_key():
        raise NotADemonstration(
            f"Somebody in this database has a password or an authenticator app, which nobody in "
            f"the demonstration has. {ELSEWHERE}"
        )


def check_real() -> None:
    """Refuse real work where there is anything of the demonstration.

    Once a database is marked for real work, an address that somebody mistypes is only that: it
    must not keep the product from starting.
    """
    if events_for(DEMO).exists() or (
        not events_for(REAL).exists() and User.objects.filter(email__iendswith=INVENTED).exists()
    ):
        raise OnlyADemonstration(
            "This database holds the demonstration, whose people are invented. "
            "Begin real work in an empty home: set UPSTANDER_HOME to a new folder."
        )


def _somebody_has_a_key() -> bool:
    with_password = User.objects.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return with_password.exclude(password="").exists() or Authenticator.objects.exists()


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List every role, each with the button that steps into it."""
    held = held_by_role()
    roles = [(role, held[role.code]) for role in ALL_ROLES if role.code in held]
    onward = request.GET.get("next", "")
    return render(request, "site/demonstration.html", {"roles": roles, "onward": onward})


@require_POST
def step_in(request: HttpRequest) -> HttpResponse:
    """Sign in as the invented person who holds a role."""
    if not settings.DEMO:
        raise Http404
    held = held_by_role().get(request.POST.get("role", ""))
    if held is None:
        raise Http404
    user = held.user
    with transaction.atomic():
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        record("site.signed_in", user, by=user, step="demonstration")
    return redirect(onward_from(request))


@require_POST
def step_out(request: HttpRequest) -> HttpResponse:
    """Leave the role and go back to the list of roles."""
    if request.user.is_authenticated:
        with transaction.atomic():
            record("site.signed_out", actor_key(request.user), by=request.user)
            logout(request)
    return redirect("demo")


def onward_from(request: HttpRequest) -> str:
    """Give the page to which somebody was on the way, if it is one of ours."""
    onward = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(onward, {request.get_host()}, request.is_secure())
    # without the stroke it would be taken for the name of a page
    return onward if ours and onward.startswith("/") else "home"


def held_by_role() -> dict[str, Membership]:
    """Find for each role the first person who holds it, and where."""
    held: dict[str, Membership] = {}
    current = Membership.objects.current().select_related("user", "organisation")
    for membership in current.filter(user__is_active=True):
        held.setdefault(membership.role, membership)
    return held
