"""How often one token may ask: a count of this minute, in the memory of the process."""

import threading
import time
from collections import Counter
from dataclasses import dataclass, field

from upstander.kernel.api.problems import Problem

MINUTE = 60
MOST = 120  # of one token, in one minute, in one process of the server


@dataclass
class Throttle:
    """Counts of this minute, by the token's key."""

    minute: int = 0
    counts: Counter[int] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, token: int) -> None:
        """Count one request; raises `Problem` (429) beyond the limit."""
        moment = time.time()
        with self.lock:
            if int(moment // MINUTE) != self.minute:
                self.minute = int(moment // MINUTE)
                self.counts.clear()
            self.counts[token] += 1
            if self.counts[token] > MOST:
                wait = str(MINUTE - int(moment % MINUTE))
                raise Problem(429, f"Wait {wait} seconds, then go on.", Retry_After=wait)


THROTTLE = Throttle()
