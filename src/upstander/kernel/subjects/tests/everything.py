"""One person about whom everything is known, with a mark of its own in every protected field."""

from hashlib import sha256

from upstander.kernel.outbox.changes import queue
from upstander.kernel.outbox.letters import Recipient
from upstander.kernel.registry import MessageKind
from upstander.kernel.subjects.changes import (
    add_subject,
    disclose,
    give_consent,
    keep,
    override_consent,
    tell,
    write_message,
)
from upstander.kernel.subjects.models import Subject
from upstander.kernel.vault.files import changes as files
from upstander.kernel.vault.tests.canaries import marked

BY = "system:test"
CONTEXT = {"sent_from": "https://plan.council.example/"}
MARKS = {
    "why": "canary-of-override-why",
    "told": "canary-of-override-told",
    "from_person": "canary-of-message-to-us",
    "to_person": "canary-of-message-to-them",
    "what": "canary-of-disclosure-what",
    "address": "canary-of-disclosure@body.example",
    "file": "canary-of-file-name.jpg",
    "content": "canary-of-file-content",
}


def letter(code, channel="email"):
    return MessageKind(
        code=code,
        title="An answer waits",
        goes_to="The person",
        subject="An answer waits for you",
        text="outbox/messages/test.txt",
        channel=channel,
        why="You asked to be told.",
        stop="Tell us, and nothing more will follow.",
        context={"sent_from": "https://plan.council.example/"},
    )


def somebody(**known):
    """Make the person with all that can rest on them; gives them and every mark."""
    values, marks = marked(Subject)
    values |= {"contact_ways": ["email", "text"], "contact_days": [], **known}
    values |= {"contact_from": "", "contact_until": ""}
    subject = add_subject(by=BY, language="ta", age_band="25_34", is_child=False, **values)
    give_consent(subject, purpose="landlord", wording="2024-11", language="ta", by=BY)
    override_consent(
        subject,
        purpose="police",
        recipient="The police",
        why=MARKS["why"],
        told=MARKS["told"],
        gateway="vital_interests",
        by=BY,
    )
    write_message(subject, text=MARKS["from_person"], from_person=True, by="system:reporter")
    write_message(subject, text=MARKS["to_person"], by=BY)
    tell(subject, "trial.answer", CONTEXT, by=BY)
    disclose(
        subject,
        purpose="landlord",
        recipient="A landlord",
        what=[MARKS["what"]],
        address=MARKS["address"],
        by=BY,
        send=by_mail,
    )
    keep(subject, about="cases.case:1", rule="case_no_crime", by=BY)
    facts = {"kind": "jpg", "scanned": False, "called": MARKS["file"]}
    facts["digest"] = sha256(b"x").hexdigest()
    files.keep(subject, files.Ready(MARKS["content"].encode(), facts), by=BY)
    return subject, sorted({*marks, *MARKS.values()})


def by_mail(disclosure):
    """Send what is shared to the body as an email that waits."""
    to = Recipient(MARKS["address"], disclosure.recipient)
    return queue("trial.answer", to=to, context=CONTEXT, by=BY, about=disclosure)
