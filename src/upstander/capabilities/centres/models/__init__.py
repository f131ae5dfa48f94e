"""The tables: a centre, what happened to it, who works there, and when it is open."""

from upstander.capabilities.centres.models.centre import (
    Centre,
    CentreLanguage,
    CentreQuerySet,
    Known,
    Sector,
)
from upstander.capabilities.centres.models.opening import Closure, Opening
from upstander.capabilities.centres.models.stages import PIPELINE, RUNNING, Move, Stage
from upstander.capabilities.centres.models.work import (
    Answer,
    Lead,
    LivenessCheck,
    Publicity,
    SectorTarget,
    Training,
)

__all__ = [
    "PIPELINE",
    "RUNNING",
    "Answer",
    "Centre",
    "CentreLanguage",
    "CentreQuerySet",
    "Closure",
    "Known",
    "Lead",
    "LivenessCheck",
    "Move",
    "Opening",
    "Publicity",
    "Sector",
    "SectorTarget",
    "Stage",
    "Training",
]
