"""Hand-overs: what the trail keeps of them, and what a withdrawal does to them."""

from collections.abc import Sequence
from typing import Any

from upstander.kernel.holding import Entry, PersonalRecords
from upstander.kernel.links.changes import take_back_all
from upstander.kernel.links.models import Handover
from upstander.kernel.registry import AuditKind, Capability, keep_only, register
from upstander.kernel.subjects.gathering import entries_of


def entries(subject: Any) -> Sequence[Entry]:
    """Give what was handed over of somebody, and what came back."""
    return entries_of(subject, list(Handover.objects.filter(subject=subject.pk)))


def no_more_to_erase(subject: Any, by: Any, ground: str) -> int:
    """Erase nothing: what hand-overs hold lies under the person's own key, and goes with it."""
    return 0


register(
    Capability(
        slug="links",
        title="Hand-overs",
        audit_kinds=(
            AuditKind("links.handed_over", "Handed it over", keep_only("to", "purpose", "offer")),
            AuditKind("links.answered", "Noted what a body answered", keep_only("to", "state")),
        ),
        personal_records=(
            PersonalRecords("links.handover", entries, no_more_to_erase, take_back_all),
        ),
        typed={"links.Handover": ("outcome",)},
        not_typed={"links.Handover": ("label", "offer", "taken_as", "by_name")},
    )
)
