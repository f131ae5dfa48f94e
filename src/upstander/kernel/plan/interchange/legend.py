"""What the four statuses mean and how each is coloured, in every file that the plan goes out in."""

from upstander.kernel.documents.report.tones import TONES as COLOURS
from upstander.kernel.plan.status import Status

MEANINGS = {
    Status.ON_HOLD: "Stopped for now, waiting for something.",
    Status.IN_PROGRESS: "Moving, and nothing that was due is missing.",
    Status.COMPLETED: "Nothing more to do this year.",
    Status.BEHIND: "Something that was due has not happened.",
}
TONES = {
    Status.ON_HOLD: "waiting",
    Status.IN_PROGRESS: "moving",
    Status.COMPLETED: "done",
    Status.BEHIND: "late",
}


def grounds_and_letters() -> dict[str, tuple[str, str]]:
    """Give the ground and the letters of each status by its word."""
    found = {str(status.label): COLOURS[tone] for status, tone in TONES.items()}
    return {word: (f"#{tone.ground}", f"#{tone.letters}") for word, tone in found.items()}
