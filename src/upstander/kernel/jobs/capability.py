"""Background work: what it does for itself."""

from upstander.kernel.jobs.sweep import forget_finished
from upstander.kernel.registry import Capability, Schedule, register

DAY = 24 * 60

register(
    Capability(
        slug="jobs",
        title="Background work",
        not_typed={
            "jobs.ScheduleRun": ("code", "last_error_class"),
        },
        schedules=(Schedule("jobs.forget", "Delete tasks done long ago", DAY, forget_finished),),
    )
)
