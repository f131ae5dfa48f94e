"""The open feed under /open-referral/ (objectives 3, 5, 18): any council's site may read it."""

from upstander.kernel.registry import Capability, register

register(
    Capability(
        slug="openreferral",
        title="Open Referral feed",
        public_urls="upstander.kernel.openreferral.urls",
        public_path="open-referral/",
    )
)
