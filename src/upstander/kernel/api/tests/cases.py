"""A part of the product that lets systems ask something: only tests have it."""

import json

from django.test import RequestFactory

from upstander.kernel.api.endpoint import endpoint
from upstander.kernel.api.schemas import strict
from upstander.kernel.errors import Refused
from upstander.kernel.operations import Call, NotThere, Operation, TokenPurpose
from upstander.kernel.registry import Capability

SAYS = TokenPurpose("echo.say", "Say", "Says something.", under=("support", "landlord"))
HEARS = TokenPurpose("echo.hear", "Hear", "Hears it.", under=("police",))
TEXT = {"type": "string", "maxLength": 20, "description": "A word or two."}
said: list[Call] = []


def say(call: Call):
    """Note a call; refuse one word, and break on another."""
    if call.body["word"] == "never":
        raise Refused("That is not said here.")
    if call.body["word"] == "broken":
        raise RuntimeError("broken on purpose")
    said.append(call)
    return {"said": call.seed}


def hear(call: Call):
    """Give the name of who asks, under one number only."""
    if call.keys["number"] != "1":
        raise NotThere
    return {"heard": call.organisation.name}


BODY = strict(
    {
        "word": {**TEXT, "pattern": "^[a-z]*$"},
        "colour": {"type": "string", "enum": ["red", "green", ""]},
        "many": {"type": "array", "uniqueItems": True, "maxItems": 2, "items": {"type": "string"}},
    },
    ("word",),
)
OPERATIONS = (
    Operation(
        "echo.say",
        "Say something",
        "Says it.",
        "POST",
        "echo/",
        (SAYS,),
        say,
        strict({"said": {"type": "string"}}),
        {"said": "x"},
        body=lambda: BODY,
        example={"word": "hello", "many": ["a", "b"]},
        status=201,
    ),
    Operation(
        "echo.hear",
        "Hear it",
        "Hears it.",
        "GET",
        "echo/{number}/",
        (SAYS, HEARS),
        hear,
        strict({"heard": {"type": "string"}}),
        {"heard": "x"},
        parts={"number": {"type": "string", "pattern": "^[0-9]{1,4}$"}},
    ),
)
ECHO = Capability(slug="echo", title="Echo", operations=OPERATIONS)
SAY, HEAR = (endpoint({each.method: each}) for each in OPERATIONS)


def ask_to_say(body, headers, **more):
    """Send a body to the first operation."""
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    more = {"content_type": "application/json", **more}
    return SAY(RequestFactory().post("/api/echo/", text, headers=headers, **more))


def ask_to_hear(number, headers, method="get"):
    """Ask the second operation."""
    asked = getattr(RequestFactory(), method)(f"/api/echo/{number}/", headers=headers)
    return HEAR(asked, number=number)


def told(answer):
    """Read an answer."""
    return json.loads(answer.content)
