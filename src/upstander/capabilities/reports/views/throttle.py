"""How often one visitor may begin and send, without keeping who they are (goals R9 and R11).

Counts live in memory that the web processes share, under a code of the visitor's network and a key
that is thrown away with every hour (kernel/tally.py): nothing of it is ever on a disk. A limit is
for one visitor alone, never for all together, and a full table lets newcomers through: it must
never shut a victim out.
"""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

from upstander.kernel.tally import Tally

HOUSEHOLD = 64  # bits of an IPv6 address that one household shares
LIMITS = {"begin": 120, "send": 30, "open": 60, "second": 10}
TALLY = Tally()  # made where the pages are loaded, which is before the web processes are forked


def allows(what: str, request: HttpRequest, about: str = "") -> bool:
    """Tell whether this visitor may do this once more in this hour."""
    return within(what, about or _network(_address(request)))


def within(what: str, source: str) -> bool:
    """Count one try of a source, and tell whether it is still within the limit of the hour."""
    return TALLY.count(f"{what} {source}") <= LIMITS[what]


def _address(request: HttpRequest) -> str:
    """Give where a request comes from: behind proxies of ours, what the first of them saw."""
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    passed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if proxies and len(passed) >= proxies and passed[-proxies]:
        return passed[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


def _network(address: str) -> str:
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if known.version == 4:
        return str(known)
    return str(ipaddress.ip_network((known, HOUSEHOLD), strict=False))
