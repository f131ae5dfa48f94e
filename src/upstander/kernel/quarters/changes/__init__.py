"""Every write to a quarter. Each is whole or not at all, and leaves its row in the trail."""

from upstander.kernel.quarters.changes.answering import answer, enter_answer
from upstander.kernel.quarters.changes.asking import (
    ask_stand_ins,
    open_quarter,
    remind,
    renew_link,
    revoke_link,
)
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

__all__ = [
    "accept",
    "accept_all",
    "answer",
    "ask_back",
    "ask_stand_ins",
    "edit_words",
    "enter_answer",
    "give_reason",
    "mark_reviewed",
    "open_quarter",
    "remind",
    "renew_link",
    "reopen",
    "revoke_link",
    "take_suggested",
    "undo",
]
