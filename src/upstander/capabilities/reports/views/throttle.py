"""How often one visitor may begin and send, without keeping who they are (goals R9 and R11).

Counts live in memory that the web processes share, under a code of the visitor's network and a key
that is thrown away with every hour (kernel/tally.py): nothing of it is ever on a disk. A limit is
for one visitor alone, never for all together, and a full table lets newcomers through: it must
never shut a victim out.
"""

from django.http import HttpRequest

from upstander.kernel.tally import Tally
from upstander.kernel.visitors import address_of, network_of

LIMITS = {"begin": 120, "send": 30, "open": 60, "second": 10}
TALLY = Tally()  # made where the pages are loaded, which is before the web processes are forked


def allows(what: str, request: HttpRequest, about: str = "") -> bool:
    """Tell whether this visitor may do this once more in this hour."""
    return within(what, about or network_of(address_of(request)))


def within(what: str, source: str) -> bool:
    """Count one try of a source, and tell whether it is still within the limit of the hour."""
    return TALLY.count(f"{what} {source}") <= LIMITS[what]
