"""The four statuses of the plan as pages show them: a word, a glyph, a colour, in that order."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Status:
    """How one status is written and drawn."""

    code: str
    word: str  # as the plan writes it
    dense: str  # where room is short
    tag: str  # the colour of its GOV.UK tag

    @property
    def css(self) -> str:
        """Name the class that carries its colours."""
        return f"up-{self.code.replace('_', '-')}"


STATUSES = {
    status.code: status
    for status in (
        Status("completed", "Completed", "Completed", "green"),
        Status("in_progress", "In Progress/ On Going", "In Progress", "blue"),
        Status("behind", "Behind", "Behind", "orange"),
        Status("on_hold", "On Hold", "On Hold", "grey"),
    )
}
