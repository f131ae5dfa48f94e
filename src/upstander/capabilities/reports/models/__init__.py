"""The tables of reporting: drafts, reports, who is spoken of, decisions and hand-overs."""

from upstander.capabilities.reports.models.alleged import Alleged
from upstander.capabilities.reports.models.draft import Draft
from upstander.capabilities.reports.models.handed import Handed
from upstander.capabilities.reports.models.report import Report
from upstander.capabilities.reports.models.stages import Kind, Move, Outcome, Risk, Stage

__all__ = ["Alleged", "Draft", "Handed", "Kind", "Move", "Outcome", "Report", "Risk", "Stage"]
