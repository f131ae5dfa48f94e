"""Where a visitor comes from: for limits alone, which keep none of it."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

HOUSEHOLD = 64  # bits of an IPv6 address that one household shares


def address_of(request: HttpRequest) -> str:
    """Give where a request comes from: behind proxies of ours, what the first of them saw."""
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    passed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if proxies and len(passed) >= proxies and passed[-proxies]:
        return passed[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


def network_of(address: str) -> str:
    """Give the whole network for IPv6, of which one visitor may use any address at will."""
    try:
        known = ipaddress.ip_address(_without_port(address))
    except ValueError:
        return address
    # a server that listens for both kinds sees IPv4 inside of IPv6: all of it is one network there
    known = getattr(known, "ipv4_mapped", None) or known
    if known.version == 4:
        return str(known)
    return str(ipaddress.ip_network((known, HOUSEHOLD), strict=False))


def _without_port(address: str) -> str:
    """Take away what some proxies add: each connection would be a visitor of its own."""
    if address.startswith("["):
        return address[1:].partition("]")[0]
    return address.partition(":")[0] if address.count(":") == 1 else address
