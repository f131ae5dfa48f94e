"""One address at which systems ask: who asks, may they, is it as the document says, then do it."""

import re
from collections.abc import Callable, Mapping

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt

from upstander.kernel.api import throttle
from upstander.kernel.api.changes import note_use, remember
from upstander.kernel.api.checking import check
from upstander.kernel.api.models import Token
from upstander.kernel.api.problems import Problem, answer
from upstander.kernel.api.reading import body_of
from upstander.kernel.api.tokens import brought_by, require
from upstander.kernel.errors import Refused
from upstander.kernel.operations import Call, Gone, Json, NotThere, Operation

LANGUAGE = "en-gb"  # programs read it, whatever the machine they run on prefers
KEY = "^[!-~]{16,100}$"  # of a request; seen, without spaces, long enough to be nobody else's
NO_KEY = (
    "Send Idempotency-Key: 16 to 100 letters, digits or signs, without spaces. Take a new one for "
    "each new request, and the same when you send it again."
)


def endpoint(operations: Mapping[str, Operation]) -> Callable[..., HttpResponse]:
    """Make the view of one path, whose operations are given by their method."""

    # no cookie opens anything here, so no other site can misuse a visitor's
    @csrf_exempt
    def view(request: HttpRequest, **keys: str) -> HttpResponse:
        try:
            with override(LANGUAGE):
                return _answer(request, operations, keys)
        except Problem as problem:
            return answer(problem)
        except NotThere:
            return answer(Problem(404, "There is nothing of yours under this name."))
        except Gone:
            return answer(Problem(410, "It was erased, and does not come back. Ask no more."))
        except Refused as refusal:
            return answer(Problem(422, refusal.message))

    return view


@csrf_exempt
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """Say that an address leads nowhere."""
    return answer(
        Problem(404, "No such address. Each ends with a slash; they stand in the guide: /api/")
    )


def _answer(
    request: HttpRequest, operations: Mapping[str, Operation], keys: Mapping[str, str]
) -> HttpResponse:
    method = "GET" if request.method == "HEAD" else str(request.method)
    operation = operations.get(method)
    if operation is None:
        allowed = ", ".join(sorted({*operations, *({"HEAD"} if "GET" in operations else ())}))
        raise Problem(405, f"This address knows {allowed}.", Allow=allowed)
    text, token = brought_by(request)
    throttle.count(token.pk)
    require(token, operation)
    if not all(re.fullmatch(operation.parts[name]["pattern"], keys[name]) for name in keys):
        raise NotThere
    content = _do(request, operation, keys, text, token)
    note_use(token)
    return JsonResponse(content, status=operation.status, json_dumps_params={"ensure_ascii": False})


def _do(
    request: HttpRequest, operation: Operation, keys: Mapping[str, str], text: str, token: Token
) -> Json:
    if operation.body is None:
        return operation.run(Call(token.organisation, token.actor, keys))
    key = request.headers.get("Idempotency-Key", "")
    if not re.fullmatch(KEY, key):
        raise Problem(400, NO_KEY)
    body = body_of(request, operation.largest)
    check(body, operation.body())
    ready = operation.prepare(body) if operation.prepare else None
    asked = [operation.code, sorted(keys.items()), body]
    with transaction.atomic():  # what is answered is there, and what is refused is not remembered
        row, seed, new = remember(token, text=text, key=key, asked=asked)
        call = Call(token.organisation, token.actor, keys, body, seed, row.until, not new, ready)
        return operation.run(call)
