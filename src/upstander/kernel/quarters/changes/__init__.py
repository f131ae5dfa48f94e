"""Every write to a quarter. Each is whole or not at all, and leaves its row in the trail."""

from upstander.kernel.quarters.changes.adopting import adopt, note_report
from upstander.kernel.quarters.changes.answering import answer, begin_collecting, enter_answer
from upstander.kernel.quarters.changes.asking import (
    ask_missing,
    ask_stand_ins,
    not_asked,
    remind,
    renew_link,
    revoke_link,
)
from upstander.kernel.quarters.changes.figures import publish_figures, publish_what_is_over
from upstander.kernel.quarters.changes.finishing import NotFinished, mark_reviewed, reopen
from upstander.kernel.quarters.changes.opening import change_days, open_quarter
from upstander.kernel.quarters.changes.publishing import set_public
from upstander.kernel.quarters.changes.redacting import TakenOut, redact_words, take_out_file
from upstander.kernel.quarters.changes.reviewing import (
    accept,
    accept_all,
    ask_back,
    edit_words,
    give_reason,
    take_suggested,
    undo,
)
from upstander.kernel.quarters.changes.rolling import Fate, note_new, roll_over

__all__ = [
    "Fate",
    "NotFinished",
    "TakenOut",
    "accept",
    "accept_all",
    "adopt",
    "answer",
    "ask_back",
    "ask_missing",
    "ask_stand_ins",
    "begin_collecting",
    "change_days",
    "edit_words",
    "enter_answer",
    "give_reason",
    "mark_reviewed",
    "not_asked",
    "note_new",
    "note_report",
    "open_quarter",
    "publish_figures",
    "publish_what_is_over",
    "redact_words",
    "remind",
    "renew_link",
    "reopen",
    "revoke_link",
    "roll_over",
    "set_public",
    "take_out_file",
    "take_suggested",
    "undo",
]
