"""Subjects: who works with the people spoken of, and what the trail keeps of it."""

from upstander.kernel.access.predicates import has_role
from upstander.kernel.holding import MessageGate
from upstander.kernel.registry import (
    AuditKind,
    Capability,
    MessageKind,
    Permission,
    Schedule,
    keep_only,
    register,
)
from upstander.kernel.subjects.changes import settle_keepings
from upstander.kernel.subjects.changes.recipients import NOTICES
from upstander.kernel.subjects.dues import to_tell_due
from upstander.kernel.subjects.gate import ask_of_disclosure, ask_of_telling
from upstander.kernel.subjects.guarding import CHANNEL, KEEPERS, PEOPLE, SHARED
from upstander.kernel.subjects.models import Subject
from upstander.kernel.subjects.models.to_tell import SEES_ALL
from upstander.kernel.subjects.urgent import REASONS
from upstander.kernel.subjects.workplaces import WORKPLACES
from upstander.kernel.vault.inventory import redaction

DAY = 24 * 60
WORKS_WITH_PEOPLE = has_role(*KEEPERS)

# what those are told who have something on a person: code, title, template
TOLD = (
    (NOTICES["withdrawn"], "An agreement was taken back", "withdrawn"),
    (NOTICES["erased"], "What was shared is erased here", "gone"),
    (NOTICES["corrected"], "What was shared was put right", "corrected"),
)


def notice(code: str, title: str, template: str) -> MessageKind:
    """Declare a message to a body that was sent something: a reference, and no person."""
    return MessageKind(
        code=code,
        title=title,
        goes_to="A body to which something on a person was sent",
        subject="Something that we shared with you: please read",
        text=f"subjects/messages/{template}.txt",
        why="You get this because we shared something with your organisation.",
        stop="It is sent once for each thing that was shared.",
        context={"reference": "5f0c2a9e", "sent_on": "3 October 2024"},
        urgent=True,
    )


register(
    Capability(
        slug="subjects",
        title="People spoken of",
        permissions=(
            Permission("subjects.find", "Look for somebody", (WORKS_WITH_PEOPLE,)),
            Permission(
                "subjects.to_tell",
                "See who has to be told something by hand, and note that they were",
                (WORKS_WITH_PEOPLE, SEES_ALL),
            ),
        ),
        dues=(to_tell_due,),
        audit_kinds=(
            AuditKind("subjects.added", "Added a person", redaction(Subject, "rule")),
            AuditKind("subjects.changed", "Changed what is known of a person", redaction(Subject)),
            AuditKind("subjects.searched", "Looked for somebody", keep_only("by_what", "shown")),
            AuditKind("subjects.told", "Told a person", keep_only("kind", "outcome", "way")),
            AuditKind("subjects.message_written", "Wrote in a channel", keep_only("from_person")),
            AuditKind("subjects.messages_read", "Read a channel", keep_only("count")),
            AuditKind(
                "subjects.consent_given", "Noted an agreement", keep_only("purpose", "wording")
            ),
            AuditKind(
                "subjects.consent_withdrawn",
                "Noted that an agreement was taken back",
                keep_only("purpose", "sent"),
            ),
            AuditKind(
                "subjects.consent_overridden",
                "Decided to share without agreement",
                keep_only("purpose", "gateway"),
            ),
            AuditKind(
                "subjects.disclosed", "Shared something on a person", keep_only("purpose", "ground")
            ),
            AuditKind("subjects.recipient_told", "Told by hand what had to be told", keep_only()),
            AuditKind("subjects.put_right", "Put right what is kept", keep_only("told")),
            AuditKind("subjects.gathered", "Gathered all on a person", keep_only("records", "as")),
            AuditKind(
                "subjects.answer_decided",
                "Decided what of an answer speaks of others",
                keep_only("places", "left_out"),
            ),
            AuditKind("subjects.erased", "Erased all on a person", keep_only("ground", "records")),
            AuditKind("subjects.kept", "Kept a person for a record", keep_only("rule", "since")),
            AuditKind("subjects.released", "Let go of a record of a person", keep_only()),
        ),
        messages=tuple(notice(*each) for each in TOLD),
        not_typed={
            "subjects.Subject": ("kept_by",),
            "subjects.Keeping": ("about", "rule"),
            "subjects.ChannelMessage": ("about", "author"),
            "subjects.Consent": ("recipient", "wording", "language", "by", "by_name"),
            "subjects.Telling": ("kind", "recipient", "about", "way", "reason"),
            "subjects.Disclosure": ("recipient", "about", "by"),
            "subjects.ToTell": ("recipient", "told_by"),
        },
        guards=(PEOPLE, CHANNEL, SHARED),
        personal_records=(REASONS, WORKPLACES),
        gates=(
            MessageGate("subjects.telling", ask_of_telling),
            MessageGate("subjects.disclosure", ask_of_disclosure),
        ),
        schedules=(
            Schedule(
                "subjects.keeping", "Work out until when people are kept", DAY, settle_keepings
            ),
        ),
    )
)
