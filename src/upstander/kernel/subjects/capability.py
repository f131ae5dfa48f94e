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
from upstander.kernel.subjects.changes.withdrawing import NOTICE
from upstander.kernel.subjects.gate import ask_of_disclosure, ask_of_telling
from upstander.kernel.subjects.guarding import KEEPERS, PEOPLE
from upstander.kernel.subjects.models import Subject
from upstander.kernel.subjects.urgent import REASONS
from upstander.kernel.vault.inventory import redaction

DAY = 24 * 60
WORKS_WITH_PEOPLE = has_role(*KEEPERS)

register(
    Capability(
        slug="subjects",
        title="People spoken of",
        permissions=(Permission("subjects.find", "Look for somebody", (WORKS_WITH_PEOPLE,)),),
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
            AuditKind(
                "subjects.recipient_told", "Told a body that an agreement ended", keep_only()
            ),
            AuditKind("subjects.gathered", "Gathered all on a person", keep_only("records")),
            AuditKind("subjects.erased", "Erased all on a person", keep_only("ground", "records")),
            AuditKind("subjects.kept", "Kept a person for a record", keep_only("rule", "since")),
            AuditKind("subjects.released", "Let go of a record of a person", keep_only()),
        ),
        messages=(
            MessageKind(
                code=NOTICE,
                title="An agreement was taken back",
                goes_to="A body to which something was sent while the person agreed",
                subject="Something that we shared with you: please read",
                text="subjects/messages/withdrawn.txt",
                why="You get this because we shared something with your organisation.",
                stop="It is sent once for each thing that was shared.",
                context={"reference": "5f0c2a9e", "sent_on": "3 October 2024"},
                urgent=True,
            ),
        ),
        not_typed={
            "subjects.Subject": ("kept_by",),
            "subjects.Keeping": ("about", "rule"),
            "subjects.ChannelMessage": ("about", "author"),
            "subjects.Consent": ("recipient", "wording", "language", "by", "by_name"),
            "subjects.Telling": ("kind", "recipient", "about", "way", "reason"),
            "subjects.Disclosure": ("recipient", "about", "by"),
        },
        guards=(PEOPLE,),
        personal_records=(REASONS,),
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
