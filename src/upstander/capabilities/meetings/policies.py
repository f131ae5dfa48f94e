"""How a meeting moves on, and when what can be done. The diagram of its states is this table."""

from upstander.capabilities.meetings.models import State

MOVES: dict[str, set[State]] = {
    State.PLANNED: {State.CALLED, State.CANCELLED},
    State.CALLED: {State.CALLED, State.HELD, State.CANCELLED},  # called again where it changed
    State.HELD: {State.MINUTED},
    State.MINUTED: {State.MINUTED, State.APPROVED},  # a draft goes out again once it is mended
    State.APPROVED: set(),
    State.CANCELLED: set(),
}
TO_COME = (State.PLANNED, State.CALLED)
UNDER_WAY = (State.HELD, State.MINUTED)
OPEN = TO_COME + UNDER_WAY
