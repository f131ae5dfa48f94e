"""Moving a report from stage to stage."""

from typing import Any

from django.db import transaction

from upstander.capabilities.reports.models import Move, Outcome, Report, Stage
from upstander.capabilities.reports.models.stages import MOVES
from upstander.kernel.audit.record import actor_name, record
from upstander.kernel.clock import now, today
from upstander.kernel.errors import Refused
from upstander.kernel.subjects.changes import keep

ENDS = frozenset({Stage.CLOSED, Stage.WITHDRAWN, Stage.OUT_OF_AREA})
# what these stages say by themselves; a report that is opened again has come to nothing yet
OUTCOMES = {Stage.WITHDRAWN: Outcome.WITHDRAWN, Stage.OUT_OF_AREA: Outcome.OUT_OF_AREA}


class NotNow(Refused):
    """A report cannot go to that stage from where it stands."""

    def __init__(self, report: Report, to: str) -> None:
        """Say where it can go."""
        possible = [Stage(stage).label.lower() for stage in MOVES[report.stage]]
        where = " or ".join(possible) or "nowhere"
        super().__init__(
            f"{report} is {report.get_stage_display().lower()}. From there it can become {where}, "
            f"not {Stage(to).label.lower()}."
        )


@transaction.atomic
def move(report: Report, *, to: str, by: Any) -> Report:
    """Take a step that may follow; raises `NotNow` for any other."""
    stands = Report.objects.select_for_update().get(pk=report.pk)
    if to not in MOVES[stands.stage]:
        raise NotNow(stands, to)
    before = stands.stage
    changed = {"stage": to, **_moments(stands, to)}
    Report.objects.filter(pk=report.pk).update(**changed)
    for name, value in changed.items():
        setattr(report, name, value)
    Move.objects.create(report=report, from_stage=before, to_stage=to, by_name=actor_name(by))
    record("reports.moved", report, by=by, stage=[before, to])
    if report.closed_on:
        rule = "case_with_crime" if report.kind == "crime" else "report_no_case"
        keep(report.subject, about=report, rule=rule, since=report.closed_on, by=by)
    else:
        keep(report.subject, about=report, rule="report_no_case", by=by)
    return report


def _moments(report: Report, to: str) -> dict[str, Any]:
    moments: dict[str, Any] = {"closed_on": today() if to in ENDS else None}
    if to in OUTCOMES or report.stage in ENDS:
        moments["outcome"] = OUTCOMES.get(Stage(to), Outcome.UNSAID).value
    if to == Stage.FED_BACK and report.fed_back_at is None:
        moments["fed_back_at"] = now()
    if report.read_at is None and to != Stage.WITHDRAWN:
        moments["read_at"] = now()
    return moments
