"""How much of a heavy proof is run: all of it, unless the environment says which share."""

import os

VARIABLE = "PROOFS"


def scaled(count: int) -> int:
    """Give the share of a count that `PROOFS` asks for (0.1: a tenth), and at least one.

    A machine with other things to do asks for less; unsaid, a proof is whole. Raises ValueError
    where the share is no number above nothing.
    """
    share = float(os.environ.get(VARIABLE, "1"))
    if not 0 < share < float("inf"):
        raise ValueError(f"{VARIABLE} has to be a number above nothing, not {share}")
    return max(1, round(count * share))
