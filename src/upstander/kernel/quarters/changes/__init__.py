"""Every write to a quarter. Each is whole or not at all, and leaves its row in the trail."""

from upstander.kernel.quarters.changes.adopting import adopt, note_report
from upstander.kernel.quarters.changes.answering import answer, begin_collecting, enter_answer
from upstander.kernel.quarters.changes.asking import (
    ask_stand_ins,
    open_quarter,
    remind,
    renew_link,
    revoke_link,
)
from upstander.kernel.quarters.changes.publishing import set_public
from upstander.kernel.quarters.changes.redacting import redact_everywhere
from upstander.kernel.quarters.changes.reviewing import (
    accept,
    accept_all,
    ask_back,
    edit_words,
    give_reason,
    mark_reviewed,
    reopen,
    take_suggested,
    undo,
)
from upstander.kernel.quarters.changes.rolling import Fate, note_new, roll_over

__all__ = [
    "Fate",
    "accept",
    "accept_all",
    "adopt",
    "answer",
    "ask_back",
    "ask_stand_ins",
    "begin_collecting",
    "edit_words",
    "enter_answer",
    "give_reason",
    "mark_reviewed",
    "note_new",
    "note_report",
    "open_quarter",
    "redact_everywhere",
    "remind",
    "renew_link",
    "reopen",
    "revoke_link",
    "roll_over",
    "set_public",
    "take_suggested",
    "undo",
]
