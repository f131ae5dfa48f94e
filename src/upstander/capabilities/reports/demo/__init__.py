"""The demonstration's year of reports: people and events are invented."""

from upstander.capabilities.reports.demo.loading import load

__all__ = ["load"]
