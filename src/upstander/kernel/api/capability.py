"""Where other organisations' systems ask (objectives 3, 19, 22): tokens, and a guide to it all."""

from upstander.kernel.api import demo
from upstander.kernel.api.changes import forget_answered
from upstander.kernel.api.ending import TOKEN_ENDS, due_from_tokens, write_to_keepers
from upstander.kernel.api.models import GIVES_TOKENS
from upstander.kernel.api.pages import TokenViews
from upstander.kernel.registry import (
    AuditKind,
    Capability,
    Permission,
    Schedule,
    keep_only,
    register,
)

HOUR = 60

register(
    Capability(
        slug="api",
        title="Partners’ systems",
        urls="upstander.kernel.api.urls",
        path="systems/",
        public_urls="upstander.kernel.api.public_urls",
        public_path="api/",
        permissions=(
            Permission(
                "api.tokens", "Issue and revoke tokens of partners’ systems", (GIVES_TOKENS,)
            ),
        ),
        audit_kinds=(
            AuditKind(
                "api.token_issued",
                "Issued a token",
                keep_only("organisation", "purpose", "ends_on"),
            ),
            AuditKind("api.token_revoked", "Revoked a token", keep_only()),
        ),
        datasets=(TokenViews.dataset(),),
        schedules=(
            Schedule("api.answered", "Forget requests of systems", HOUR, forget_answered),
            Schedule("api.ending", "Write of tokens that end", 24 * HOUR, write_to_keepers),
        ),
        messages=(TOKEN_ENDS,),
        dues=(due_from_tokens,),
        demo=demo.load,
        demo_order=92,  # after the agreements
        typed={"api.Token": ("name",)},
        not_typed={
            "api.Token": ("purpose", "code", "ending"),
            "api.Answered": ("key_code", "body_code", "salt"),
        },
    )
)
