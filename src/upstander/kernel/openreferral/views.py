"""The feed's addresses: public, without keys, to be read by any page of anybody (GET and CORS).

Nothing here knows who asks. Answers are not kept by caches, so that a place that no longer wants
to be shown is gone at once.
"""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from upstander.kernel.errors import Refused
from upstander.kernel.listing import Listing
from upstander.kernel.openreferral import catalogue, writing
from upstander.kernel.openreferral.choosing import page_of, wanted
from upstander.kernel.openreferral.writing import Json

USUAL, MOST = 50, 200
PROFILE = "https://open-referral-uk-profile.readthedocs.io/en/latest/"
LISTS = (
    *("services", "service_at_locations", "organizations", "locations"),
    *("taxonomies", "taxonomy_terms"),
)

View = Callable[..., Json | None]


def feed(view: View) -> Callable[..., HttpResponse]:
    """Answer with JSON that any page may read; None is not found, and only reading is allowed."""

    @wraps(view)
    def answer(request: HttpRequest, **keys: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return _json({"message": "This feed can only be read."}, 405, Allow="GET, HEAD")
        try:
            found = view(request, **keys)
        except Refused as refusal:
            return _json({"message": refusal.message}, 400)
        return _json({"message": "There is nothing here."}, 404) if found is None else _json(found)

    answer.csrf_exempt = True  # type: ignore[attr-defined]  # it never writes, and says so to all
    return answer


def _json(content: Json, status: int = 200, **headers: str) -> HttpResponse:
    open_to_all = {
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    return JsonResponse(
        content,
        status=status,
        headers=open_to_all | headers,
        json_dumps_params={"ensure_ascii": False},
    )


@feed
def about(request: HttpRequest) -> Json:
    """Say what this feed is."""
    here = request.build_absolute_uri(request.path)
    return {"version": "3.0", "profile": PROFILE, "openapi_url": f"{here}openapi.json"}


@feed
def openapi(request: HttpRequest) -> Json:
    """Describe the feed to machines."""
    one = {"get": {"responses": {"200": {"description": "What was asked for, as JSON."}}}}
    listed = {f"/{name}": one for name in LISTS}
    single = {f"/{name}/{{id}}": one for name in LISTS}
    info = {"title": "Open Referral UK feed", "version": "3.0"}
    return {"openapi": "3.0.0", "info": info, "paths": {"/": one} | listed | single}


@feed
def services(request: HttpRequest) -> Json:
    """List services."""
    full = request.GET.get("full", "").lower() == "true"
    return _listed(request, lambda listing: writing.service(listing, full=full))


@feed
def service(request: HttpRequest, key: str) -> Json | None:
    """Show one service with all that belongs to it."""
    found = catalogue.find(key)
    return writing.service(found) if found else None


def _listed(
    request: HttpRequest, write: Callable[[Listing], Json], *, placed: bool = False
) -> Json:
    page, size = page_of(request.GET, USUAL, MOST)
    start, chosen = (page - 1) * size, None if placed else wanted(request.GET)
    if chosen is None:
        total = catalogue.count(placed=placed)
        found = catalogue.part(start, start + size, placed=placed)
    else:
        fitting = [listing for listing in catalogue.every() if chosen(listing)]
        total, found = len(fitting), fitting[start : start + size]
    return _page([write(listing) for listing in found], total, page, size)


def _page(contents: Sequence[Json], total: int, page: int, size: int) -> Json:
    pages = -(-total // size)
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": page,
        "size": len(contents),
        "first_page": page == 1,
        "last_page": page >= pages,
        "empty": not contents,
        "contents": contents,
    }


def _whole(request: HttpRequest, rows: Sequence[Json]) -> Json:
    page, size = page_of(request.GET, USUAL, MOST)
    return _page(rows[(page - 1) * size : page * size], len(rows), page, size)


def _at_location(listing: Listing) -> Json:
    return writing.service_at_location(listing, listing.spot) if listing.spot else {}


def _location(listing: Listing) -> Json:
    return writing.location(listing.key, listing.spot) if listing.spot else {}


def _organizations() -> list[Json]:
    return [writing.organization(body) for body in catalogue.bodies()]


def _taxonomies() -> list[Json]:
    return list({term.taxonomy: writing.taxonomy(term) for term in catalogue.terms()}.values())


def _taxonomy_terms() -> list[Json]:
    return [writing.taxonomy_term(term) for term in catalogue.terms()]


# what each service that tells its place has one of: the kind of its id, and how it is written
OF_A_SERVICE: dict[str, tuple[str, Callable[[Listing], Json]]] = {
    "service_at_locations": ("at", _at_location),
    "locations": ("location", _location),
}
SHORT: dict[str, Callable[[], list[Json]]] = {
    "organizations": _organizations,
    "taxonomies": _taxonomies,
    "taxonomy_terms": _taxonomy_terms,
}
KINDS = (*OF_A_SERVICE, *SHORT)


@feed
def rows(request: HttpRequest, kind: str) -> Json:
    """List all rows of a kind."""
    if kind in OF_A_SERVICE:
        return _listed(request, OF_A_SERVICE[kind][1], placed=True)
    return _whole(request, SHORT[kind]())


@feed
def row(request: HttpRequest, kind: str, key: str) -> Json | None:
    """Show one row of a kind; no other row is read for it, where there can be many."""
    if kind in OF_A_SERVICE:
        found = _of_its_service(kind, key)
        return OF_A_SERVICE[kind][1](found) if found and found.spot else None
    return next((found for found in SHORT[kind]() if found["id"] == key), None)


def _of_its_service(kind: str, key: str) -> Listing | None:
    try:
        return catalogue.find(writing.twin_of(OF_A_SERVICE[kind][0], key))
    except ValueError:
        return None
