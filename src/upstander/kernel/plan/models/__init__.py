"""The plan's tables: what it is made of (structure) and how it goes (progress)."""

from upstander.kernel.plan.models.progress import (
    Dependency,
    Edit,
    EvidenceItem,
    MeasureSample,
    Occurrence,
    Update,
)
from upstander.kernel.plan.models.structure import (
    Action,
    Lead,
    Objective,
    Plan,
    Strategy,
    Theme,
    in_force,
)

__all__ = [
    "Action",
    "Dependency",
    "Edit",
    "EvidenceItem",
    "Lead",
    "MeasureSample",
    "Objective",
    "Occurrence",
    "Plan",
    "Strategy",
    "Theme",
    "Update",
    "in_force",
]
