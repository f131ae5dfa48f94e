"""How often one visitor may begin and send, without keeping who they are.

Counts live in the memory of the process, under a code made with a random key that is thrown away
with every hour. A full table lets newcomers through: a limit must never shut a victim out.
"""

import hmac
import ipaddress
import secrets
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest

HOUR = 60 * 60
MOST_SOURCES = 100_000
HOUSEHOLD = 64  # bits of an IPv6 address that one household shares
LIMITS = {"begin": 120, "send": 30, "open": 60, "second": 10}


@dataclass
class Throttle:
    """Counts of this hour."""

    hour: int = 0
    key: bytes = b""
    counts: Counter[tuple[str, bytes]] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def allows(self, what: str, source: str) -> bool:
        """Count one try, and tell whether it is still within the limit of the hour."""
        with self.lock:
            self._begin_hour()
            code = (what, hmac.digest(self.key, source.encode(), "sha256")[:12])
            if code not in self.counts and len(self.counts) >= MOST_SOURCES:
                return True
            self.counts[code] += 1
            return self.counts[code] <= LIMITS[what]

    def _begin_hour(self) -> None:
        hour = int(time.time() // HOUR)
        if hour != self.hour:
            self.hour, self.key = hour, secrets.token_bytes(32)
            self.counts.clear()


THROTTLE = Throttle()


def allows(what: str, request: HttpRequest, about: str = "") -> bool:
    """Tell whether this visitor may do this once more in this hour."""
    return THROTTLE.allows(what, about or _network(_address(request)))


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
