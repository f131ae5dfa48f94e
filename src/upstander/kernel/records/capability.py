"""Records: imports are in the trail, and uploads that nobody agreed to are forgotten."""

from upstander.kernel.records.drafts import sweep_drafts
from upstander.kernel.registry import AuditKind, Capability, Schedule, keep_only, register

register(
    Capability(
        slug="records",
        title="Records",
        audit_kinds=(
            AuditKind(
                "records.imported",
                "Imported a file",
                keep_only("dataset", "added", "changed", "unchanged"),
            ),
            AuditKind("records.taken", "Took a report away", keep_only("report", "format")),
            AuditKind("records.file_added", "Added a file", keep_only("file")),
            AuditKind("records.file_removed", "Took a file away", keep_only("file")),
        ),
        schedules=(
            Schedule("records.drafts", "Forget uploads older than three days", 60, sweep_drafts),
        ),
    )
)
