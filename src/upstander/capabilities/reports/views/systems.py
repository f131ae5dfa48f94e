"""A partner's system sends a report, and files to it, and reads how far it came; never its text."""

import base64
import binascii
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from upstander.capabilities.reports.changes.following import add_evidence, find_report
from upstander.capabilities.reports.changes.receiving import READ_FOR_DANGER, Source, Told, receive
from upstander.capabilities.reports.engine.danger import danger_in
from upstander.capabilities.reports.engine.journey import is_child
from upstander.capabilities.reports.forms import published
from upstander.capabilities.reports.models import Report, Stage
from upstander.kernel.api.problems import Problem
from upstander.kernel.api.schemas import strict
from upstander.kernel.errors import Refused
from upstander.kernel.operations import Call, Gone, Holder, Json, NotThere, Operation, TokenPurpose
from upstander.kernel.subjects.passphrase import drawn_from
from upstander.kernel.vault.files.changes import Ready, made_ready
from upstander.kernel.vault.models import files_of

# what is sent and answered: examples, and the fields of each answer
WRITTEN: dict[str, Any] = {
    name: known | {"answer": strict(known["answer"], tuple(known["answer"]))}
    for name, known in json.loads(Path(__file__).with_suffix(".json").read_text("utf-8")).items()
}
MOST = 8 * 1024 * 1024  # bytes of a file, which takes a third more as text
FILE = strict(WRITTEN["file"].pop("sent"), ("content",))
PARTS = {"reference": {"type": "string", "pattern": r"^[A-Z]{2}-\d{2}-\d{4,12}$"}}
NEXT = {
    Stage.TRIAGED: "The team looks at what can be done, and writes to the person.",
    Stage.ACTING: "The team acts on it. The person reads what was done with their seven words.",
    Stage.FED_BACK: "The person was told what was done, and can write if they are not content.",
    Stage.CLOSED: "Nothing more is done, unless the person writes again.",
    Stage.WITHDRAWN: "The person took it back. Nothing more is done, and nothing more is shared.",
    Stage.OUT_OF_AREA: "It belongs to another borough, which gets it if the person agrees.",
}
ADVICE = {
    "now": "If anyone is in danger, call 999 now. This is read on the next working day, and does "
    "not bring help at once. Who cannot speak calls 999 from a mobile and presses 55.",
    "self-harm": "If a life is in danger, call 999 now. Samaritans listen at any hour, free, on "
    "116 123, and SHOUT answers texts to 85258. NHS help with mental health: 111, then 2.",
    "child": "Somebody under 18 can talk to Childline at any hour, free, on 0800 1111. If they are "
    "not safe, call the council’s children’s front door. We do not tell parents just because of "
    "this report.",
}


def send(call: Call) -> Json:
    """Take a report in; the same request again gives the same words, and so the same report."""
    answers, left_out = published.read(call.body)
    dangers = set(_dangers(answers))
    secret = drawn_from(call.seed)
    source = Source(
        Report.Channel.API,
        call.organisation,
        language=call.body.get("language", "en"),
        by=call.by,
    )
    if call.again and find_report(secret) is None:
        raise Problem(409, "It is stored. Its words were renewed or it was erased since then.")
    report = receive(Told(secret, answers, danger=bool(dangers)), source)
    child = {"child"} if is_child(answers) else set()
    return {
        "reference": report.reference,
        "received_at": _moment(report.received_at),
        "answer_by": _moment(report.answer_by),
        "next": _read_by(report),
        "words": secret.words,
        "digits": secret.digits,
        "come_back": f"{settings.ADDRESS}{reverse('tell:come_back')}",
        "danger": report.danger,
        "advice": [text for name, text in ADVICE.items() if name in dangers | child],
        "left_out": left_out,
        "same_answer_until": _moment(call.until),
    }


def _dangers(answers: Mapping[str, Any]) -> Iterator[str]:
    """Name what somebody should see at once, as the pages do."""
    if answers.get("now") == "yes":
        yield "now"
    if "self_harm" in (answers.get("needs") or ()):
        yield "self-harm"
    for name in READ_FOR_DANGER:
        found = danger_in(str(answers.get(name) or ""))
        if found.danger:
            yield found.kind


def file_of(body: Json) -> Ready:
    """Look at a file as the page for files does; raises `Problem` or `NotStored`."""
    try:
        content = base64.b64decode(body["content"], validate=True)
    except binascii.Error:
        wrong = [("#/content", "This is not base64, or it did not arrive whole.")]
        raise Problem(
            422, "One thing is not right. See errors. Nothing was stored.", wrong
        ) from None
    return made_ready(content, body.get("name", ""))


def add_file(call: Call) -> Json:
    """Keep a file for a report that this organisation's systems sent."""
    report = _sent(call)
    if report.stage == Stage.WITHDRAWN:
        raise Refused("The person took the report back, so nothing is added to it.")
    if not call.again:
        add_evidence(report, call.ready, by=call.by)
    return {"reference": report.reference, "files": files_of(report).count()}


def _sent(call: Call) -> Report:
    """Find a report that this organisation's systems sent; raises `NotThere` or `Gone`."""
    number = int(call.keys["reference"].rpartition("-")[2])
    sent = Report.objects.sent_by(Holder(call.organisation)).filter(channel=Report.Channel.API)
    report = sent.filter(pk=number).first()
    if report is None or report.reference != call.keys["reference"]:
        raise NotThere
    if report.vault_erased_at is not None:
        raise Gone
    return report


def status(call: Call) -> Json:
    """Say how far a report came that this organisation's systems sent."""
    report = _sent(call)
    return {
        "reference": report.reference,
        "stage": report.stage,
        "next": NEXT.get(Stage(report.stage)) or _read_by(report),
        "received_at": _moment(report.received_at),
        "answer_by": _moment(report.answer_by),
        "read_at": _moment(report.read_at),
        "told_at": _moment(report.fed_back_at),
        "closed_on": report.closed_on.isoformat() if report.closed_on else None,
    }


def _read_by(report: Report) -> str:
    day = date_format(timezone.localtime(report.answer_by), "l j F")
    return f"Somebody who is trained reads it by {day}, 5pm."


def _moment(moment: Any) -> str | None:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else None


# whoever may be given something of a report may send one
PARTNERS = ("partnership", "support", "safeguarding", "police", "landlord", "council", "panel")
SENDS = TokenPurpose(
    "reports.send",
    "Send reports",
    "Sends reports of hate for people, and reads how far its own came.",
    under=PARTNERS,
)
FOLLOWS = TokenPurpose(
    "reports.follow",
    "Follow reports",
    "Reads how far its own reports came, and sends none.",
    under=PARTNERS,
)
OPERATIONS = (
    Operation(
        code="reports.send",
        title="Send a report",
        text="It goes to the team that reads what comes through the public form. The person gets "
        "their seven words through you, and with them our answers; you get how far it came, and "
        "never its text. Show the advice, if there is any, at once.",
        method="POST",
        path="reports/",
        purposes=(SENDS,),
        run=send,
        body=published.schema,
        status=201,
        **WRITTEN["send"],
    ),
    Operation(
        code="reports.file",
        title="Add a file to a report",
        text="A picture, a recording or a document, to a report that your organisation’s systems "
        "sent. It is looked at as on the page for everybody, and is for the team alone.",
        method="POST",
        path="reports/{reference}/files/",
        purposes=(SENDS,),
        run=add_file,
        prepare=file_of,
        body=lambda: FILE,
        parts=PARTS,
        largest=MOST * 4 // 3 + 4_096,
        status=201,
        **WRITTEN["file"],
    ),
    Operation(
        code="reports.status",
        title="Read how far a report came",
        text="Of the reports that your organisation’s systems sent. Any other is not there.",
        method="GET",
        path="reports/{reference}/",
        purposes=(SENDS, FOLLOWS),
        run=status,
        parts=PARTS,
        **WRITTEN["status"],
    ),
)
