"""The tables of reporting: drafts, reports, who is spoken of, decisions."""

from upstander.capabilities.reports.models.alleged import Alleged
from upstander.capabilities.reports.models.bodies import SECTORS, Body
from upstander.capabilities.reports.models.draft import Draft
from upstander.capabilities.reports.models.report import Report
from upstander.capabilities.reports.models.stages import Kind, Move, Outcome, Risk, Stage

__all__ = [
    "SECTORS",
    "Alleged",
    "Body",
    "Draft",
    "Kind",
    "Move",
    "Outcome",
    "Report",
    "Risk",
    "Stage",
]
