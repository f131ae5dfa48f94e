"""The way through GOV.UK Notify, the government's own service for emails and text messages.

Its API is documented at docs.notifications.service.gov.uk/rest-api.html. The words stay ours: the
service holds one template for emails, with the subject ((subject)) and the body ((body)), and one
for text messages, with the body ((body)).
"""

import base64
import hmac
import http.client
import json
import re
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from upstander.kernel.outbox.letters import Letter
from upstander.kernel.outbox.notify_key import KEY
from upstander.kernel.outbox.transports.handing import (
    HandOver,
    Later,
    Never,
    NotHandedOver,
    Unreached,
)
from upstander.kernel.outbox.ways import EMAIL, Way

CAME_BACK = ("permanent-failure", "temporary-failure", "technical-failure")
TAKEN = "taken by GOV.UK Notify"


@contextmanager
def notify(way: Way) -> Iterator[HandOver]:
    """Speak to the service over one connection for a whole turn."""
    service = Service(way)
    try:
        yield service.hand_over
    finally:
        service.close()


class Service:
    """The service as one installation sees it, under its key."""

    def __init__(self, way: Way) -> None:
        """Remember the way; nothing is asked yet."""
        self.way = way
        self._line: http.client.HTTPConnection | None = None

    def hand_over(self, letter: Letter, *, unsure: bool) -> str:
        """Give one letter to the service, once only: after a doubtful try it is asked first."""
        if unsure and self._ask("GET", "", reference=letter.reference)["notifications"]:
            return TAKEN
        self._ask("POST", f"/{letter.channel}", _request(letter, self.way))
        return TAKEN

    def came_back(self) -> dict[str, str]:
        """Give the references of messages that never arrived, of the last week, and why."""
        found = self._ask("GET", "", status=CAME_BACK)["notifications"]
        return {each["reference"]: each["status"] for each in found if each.get("reference")}

    def close(self) -> None:
        """End the conversation."""
        if self._line is not None:
            self._line.close()

    def _ask(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, **query: Any
    ) -> Any:
        address = f"/v2/notifications{path}"
        if query:
            address += f"?{urlencode(query, doseq=True)}"
        try:
            status, answer = self._exchange(method, address, body)
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise Unreached(type(error).__name__, unsure=method == "POST") from None
        if status not in (200, 201):
            raise outcome_of(status, answer)
        return answer

    def _exchange(
        self, method: str, address: str, body: Mapping[str, Any] | None
    ) -> tuple[int, Any]:
        self._line = self._line or _connection(self.way)
        headers = {"Authorization": f"Bearer {token(self.way.key, time.time())}"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        written = None if body is None else json.dumps(body)
        self._line.request(method, address, written, headers)
        response = self._line.getresponse()
        return response.status, _read(response.read())


def token(key: str, now: float) -> str:
    """Sign a token: the service's id from the key, the moment, HMAC-SHA256 under the secret."""
    parts = KEY.fullmatch(key)
    if parts is None:
        raise ValueError("this is no API key of GOV.UK Notify")
    head = _packed(json.dumps({"typ": "JWT", "alg": "HS256"}).encode())
    claims = _packed(json.dumps({"iss": parts[1], "iat": int(now)}).encode())
    signed = f"{head}.{claims}"
    return f"{signed}.{_packed(hmac.digest(parts[2].encode(), signed.encode(), 'sha256'))}"


def outcome_of(status: int, answer: Any) -> NotHandedOver:
    """Tell by status and type of error, which do not change, as the wording may."""
    name = f"{_error_type(answer)} {status}"
    if status == 400:
        # what is wrong with the recipient is wrong for ever; what with the service may be mended
        return (Never if name.startswith("ValidationError") else Later)(name)
    return Unreached(name, unsure=status >= 500)


def _request(letter: Letter, way: Way) -> dict[str, Any]:
    shared = {"template_id": way.template, "reference": letter.reference}
    if letter.channel != EMAIL:
        return {"phone_number": letter.to, "personalisation": {"body": letter.text}, **shared}
    words = {"subject": letter.subject, "body": letter.text + _left_out(letter)}
    reply_to = {"email_reply_to_id": way.reply_to} if way.reply_to else {}
    return {"email_address": letter.to, "personalisation": words, **shared, **reply_to}


def _left_out(letter: Letter) -> str:
    """Say which files this service cannot carry; it takes none but as a download of its own."""
    lines = [
        f"The file {each.name} could not come with this message." for each in letter.attachments
    ]
    return "\n" + "\n".join(lines) + "\n" if lines else ""


def _connection(way: Way) -> http.client.HTTPConnection:
    if way.ssl:
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(way.host, way.port, timeout=way.timeout, context=context)
    return http.client.HTTPConnection(way.host, way.port, timeout=way.timeout)


def _read(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except ValueError as error:
        raise http.client.HTTPException from error


def _error_type(answer: Any) -> str:
    try:
        name = str(answer["errors"][0]["error"])
    except (KeyError, IndexError, TypeError):
        name = ""
    return name if re.fullmatch("[A-Za-z]{1,40}", name) else "Error"


def _packed(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")
