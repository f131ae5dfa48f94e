"""The outbox: who may see that messages left, what the trail keeps of them, how they are sent."""

from upstander.kernel.outbox.dues import administers, due_from_the_outbox
from upstander.kernel.outbox.keeping import forget_ended
from upstander.kernel.outbox.models import reads_messages, shows_the_demonstration
from upstander.kernel.outbox.push import send_or_ask
from upstander.kernel.outbox.returned import look_for_returned
from upstander.kernel.registry import (
    AuditKind,
    Capability,
    MessageKind,
    Permission,
    Schedule,
    keep_only,
    register,
)

DAY = 24 * 60


WHY_A_TEST = "You get this because somebody wanted to see whether messages reach you."
EXAMPLE = {"sent_from": "https://plan.council.example/"}

register(
    Capability(
        slug="outbox",
        title="Messages",
        permissions=(
            Permission("outbox.view", "See that messages left, and to whom", (reads_messages,)),
            Permission("outbox.manage", "Stop messages and send them again", (administers,)),
            Permission(
                "outbox.open",
                "Open the messages of the demonstration as their recipients do",
                (shows_the_demonstration,),
            ),
        ),
        audit_kinds=(
            AuditKind("outbox.queued", "Wrote messages", keep_only("kind", "count")),
            AuditKind("outbox.sent", "Sent a message", keep_only("kind", "to")),
            AuditKind(
                "outbox.failed", "Could not send a message", keep_only("kind", "to", "result")
            ),
            AuditKind("outbox.expired", "Dropped messages that came too late", keep_only("count")),
            AuditKind("outbox.stopped", "Stopped messages", keep_only("count")),
            AuditKind("outbox.again", "Had a message sent again", keep_only()),
            AuditKind("outbox.readdressed", "Turned a message to a new address", keep_only()),
            AuditKind("outbox.forgotten", "Forgot messages of long ago", keep_only("count")),
        ),
        messages=(
            MessageKind(
                code="outbox.test",
                title="Test message",
                goes_to="Whoever sets up how messages leave",
                text="outbox/messages/test.txt",
                html="outbox/messages/test.html",
                days=1,
                urgent=True,
                subject="A test message from Upstander",
                why=WHY_A_TEST,
                stop="Nothing more will follow.",
                context=EXAMPLE,
            ),
            MessageKind(
                code="outbox.test_text",
                title="Test text message",
                goes_to="Whoever sets up how text messages leave",
                text="outbox/messages/test_text.txt",
                channel="sms",
                days=1,
                urgent=True,
                subject="A test message from Upstander",
                why=WHY_A_TEST,
                stop="Nothing more will follow.",
                context=EXAMPLE,
            ),
        ),
        not_typed={
            "outbox.Message": (
                "kind",
                "channel",
                "to",
                "about",
                "key",
                "batch",
                "letter",
                "mark",
                "result",
                "transport",
                "claim",
            ),
            "outbox.MessageCount": ("kind",),
        },
        dues=(due_from_the_outbox,),
        schedules=(
            Schedule("outbox.send", "Send messages that wait", 1, send_or_ask),
            Schedule("outbox.returned", "Ask which messages came back", 15, look_for_returned),
            Schedule("outbox.forget", "Forget messages of long ago", DAY, forget_ended),
        ),
    )
)
