"""The public pages of places to report: the finder, one place, and its sheet to hang up."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from upstander.capabilities.centres.models import PUBLIC_TOO, Centre
from upstander.kernel.clock import today
from upstander.kernel.documents.report.pdf import to_pdf
from upstander.kernel.places.finder import find_places
from upstander.kernel.places.poster import poster_of
from upstander.kernel.places.public import PublicPlace, local_now, place_of, read_public

SAYS = _(
    "People here are trained to listen and write down what happened. You can bring a friend. You "
    "need no proof, and you do not need to speak to the police."
)


@require_safe
def finder(request: HttpRequest) -> HttpResponse:
    """List the places that fit, the nearest first."""
    found = find_places(request.GET, Centre.objects.in_public(), *PUBLIC_TOO)
    return render(request, "centres/public/finder.html", found)


@require_safe
def place(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show one place; one that is hidden is not there, like one that never was."""
    return render(request, "centres/public/place.html", {"place": _place(key)})


@require_safe
def poster(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give the sheet of a place to print; of one that is hidden there is none."""
    kicker = gettext("A place to report hate crime in %(borough)s") % {"borough": settings.BOROUGH}
    content = to_pdf(poster_of(_place(key), today(), kicker=kicker, says=str(SAYS)))
    headers = {"Content-Disposition": 'inline; filename="poster.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _place(key: UUID) -> PublicPlace:
    found = read_public(Centre.objects.in_public().filter(public_id=key), *PUBLIC_TOO).first()
    if found is None:
        raise Http404("no such place")
    return place_of(found, local_now())
