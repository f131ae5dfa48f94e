"""GOV.UK Notify for tests: it answers as its documentation says, over a true socket.

Written from docs.notifications.service.gov.uk/rest-api.html, not from our client: the contract
stands in notify_contract.json in our own words, and both sides are held against it. The token is
checked with a reading of RFC 7515 of its own, which test_notify.py holds against that standard's
own example.
"""

import base64
import binascii
import hashlib
import hmac
import json
import re
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

CONTRACT = json.loads(Path(__file__).with_name("notify_contract.json").read_text())
SERVICE, SECRET = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"
KEY = f"plan-{SERVICE}-{SECRET}"
TEMPLATES = {"email": "f33517ff-2a88-4f6e-b855-c550268ce08a"}
TEMPLATES |= {"sms": "8e222534-7f05-4972-86e3-17c5d9f894e2"}
SECONDS = 30
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


class Notify(ThreadingHTTPServer):
    """What it was given, and what it has been told to answer."""

    daemon_threads = True
    block_on_close = False

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Answers)
        self.port = self.server_address[1]
        self.messages: list[dict] = []
        self.requests: list[tuple[str, dict]] = []
        self.instead: tuple[int, str] | None = None  # a status and a type of error for everybody
        self.cut_off = False  # keep the message, and break the line before saying so
        self.garbled = False  # what a proxy on the way may answer in its place
        self.connections = 0

    def get_request(self):
        self.connections += 1
        return super().get_request()


class _Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self):
        channel = self.path.removeprefix("/v2/notifications/")
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append((channel, body))
        wrong = self.refused() or (channel in TEMPLATES and problem_with(channel, body))
        if wrong:
            return self.fail(*wrong)
        kept = {"id": str(uuid4()), "channel": channel, "status": "created", **body}
        self.server.messages.append(kept)
        if self.server.cut_off:
            self.close_connection = True
            return None
        return self.answer(201, created(channel, kept))

    def do_GET(self):
        wrong = self.refused()
        if wrong:
            return self.fail(*wrong)
        query = parse_qs(urlsplit(self.path).query)
        found = [
            {"id": each["id"], "reference": each.get("reference"), "status": each["status"]}
            for each in self.server.messages
            if each.get("reference") in query.get("reference", [each.get("reference")])
            and each["status"] in query.get("status", [each["status"]])
        ]
        return self.answer(200, {"notifications": found, "links": {"current": self.path}})

    def refused(self):
        if self.server.instead:
            return self.server.instead
        return problem_with_token(self.headers.get("Authorization", ""), time.time())

    def fail(self, status, error):
        said = {"error": error, "message": "words that may change, about colleague@x.example"}
        self.answer(status, {"status_code": status, "errors": [said]})

    def answer(self, status, content):
        raw = b"<html>Bad gateway</html>" if self.server.garbled else json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *args):
        pass


def problem_with(channel, body):
    """Say what the service would say of a request: a status and a type of error."""
    fields = CONTRACT["requests"][channel]
    if set(fields["required"]) - set(body) or set(body) - set(fields["required"] + fields["other"]):
        return 400, "ValidationError"
    if channel == "email" and not ADDRESS.fullmatch(body["email_address"]):
        return 400, "ValidationError"
    if channel == "sms" and not re.fullmatch(r"\+?\d{10,15}", body["phone_number"]):
        return 400, "ValidationError"
    if body["template_id"] != TEMPLATES[channel]:
        return 400, "BadRequestError"
    wanted = {"email": {"subject", "body"}, "sms": {"body"}}[channel]
    return None if wanted <= set(body.get("personalisation", {})) else (400, "BadRequestError")


def problem_with_token(header, now):
    """Check the token as RFC 7515 and the documentation have it."""
    scheme, _, token = header.partition(" ")
    try:
        head, claims, _ = (unpacked(part) for part in token.split("."))
        head, claims = json.loads(head), json.loads(claims)
    except (ValueError, binascii.Error):
        return 403, "AuthError"
    right = (
        scheme == "Bearer"
        and head == {"typ": "JWT", "alg": "HS256"}
        and claims.get("iss") == SERVICE
        and isinstance(claims.get("iat"), int)
        and abs(now - claims["iat"]) <= SECONDS
        and is_signed(token, SECRET.encode())
    )
    return None if right else (403, "AuthError")


def is_signed(token, secret):
    """Tell whether a compact JWS carries the right HMAC-SHA256 (RFC 7515, A.1)."""
    signed, _, signature = token.rpartition(".")
    code = hmac.new(secret, signed.encode(), hashlib.sha256).digest()
    return hmac.compare_digest(code, unpacked(signature))


def unpacked(part):
    return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)


def created(channel, kept):
    """Write the answer to a message that was taken."""
    content = {"body": kept["personalisation"]["body"]}
    content |= (
        {"subject": kept["personalisation"]["subject"], "from_email": "plan@notify.test"}
        if channel == "email"
        else {"from_number": "GOVUK"}
    )
    home = "https://api.notifications.service.gov.uk/v2"
    return {
        "id": kept["id"],
        "reference": kept.get("reference"),
        "content": content,
        "uri": f"{home}/notifications/{kept['id']}",
        "template": {
            "id": kept["template_id"],
            "version": 1,
            "uri": f"{home}/template/{kept['template_id']}",
        },
    }
