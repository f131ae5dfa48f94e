"""The tables: a centre, what happened to it, who works there, and when it is open."""

from upstander.capabilities.centres.models.centre import PUBLIC_TOO, Centre, CentreQuerySet, Sector
from upstander.capabilities.centres.models.opening import CentreLanguage, Closure, Opening
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
    "PUBLIC_TOO",
    "RUNNING",
    "Answer",
    "Centre",
    "CentreLanguage",
    "CentreQuerySet",
    "Closure",
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
