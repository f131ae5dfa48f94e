"""How often one token may ask: a count of this minute, in memory that the web processes share."""

import time

from upstander.kernel.api.problems import Problem
from upstander.kernel.tally import Tally

MINUTE = 60
MOST = 120  # of one token, in one minute
ROOM = 4_096  # tokens; beyond that newcomers are let through

# made where the pages are loaded, which is before the web processes are forked
TALLY = Tally(ROOM, MINUTE)


def count(token: int) -> None:
    """Count one request of a token; raises `Problem` (429) beyond the limit."""
    if TALLY.count(str(token)) > MOST:
        wait = str(MINUTE - int(time.time() % MINUTE))
        raise Problem(429, f"Wait {wait} seconds, then go on.", Retry_After=wait)
