"""How messages leave, read from UPSTANDER_MAIL and UPSTANDER_SMS."""

from urllib.parse import parse_qs, unquote, urlsplit

from upstander.kernel.outbox.notify_key import KEY, UUID
from upstander.kernel.outbox.ways import CONSOLE, EMAIL, FILES, NOTIFY, SMS, SMTP, Way
from upstander.site.environment import Unreadable, port_of

LOOPBACK = ("localhost", "127.0.0.1")
INVENTED = Way(FILES, sender="Upstander <upstander@council.example>")
PLAIN = {"files:": FILES, "console:": CONSOLE}


def ways(mail_url: str, text_url: str, *, demo: bool) -> dict[str, Way]:
    """Give the way of each channel; a demonstration only ever writes files."""
    if demo:
        return {EMAIL: INVENTED, SMS: INVENTED}
    both = mail_url.startswith("notify:") and not text_url and "sms=" in mail_url
    return {EMAIL: mail(mail_url), SMS: texts(mail_url if both else text_url)}


def mail(url: str) -> Way:
    """Turn UPSTANDER_MAIL into the way of emails; without it they wait."""
    if not url or url in PLAIN:
        return Way(PLAIN[url]) if url else Way()
    if url.startswith("notify:"):
        return _notify("UPSTANDER_MAIL", url, EMAIL)
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise Unreadable(
            "UPSTANDER_MAIL should look like smtp://name:password@host:587?from=address "
            "(smtps:// where the server wants encryption from the first word), or like "
            "notify://KEY@api.notifications.service.gov.uk?email=TEMPLATE."
        )
    ssl = parts.scheme == "smtps"
    asked = parse_qs(parts.query)
    return Way(
        SMTP,
        host=parts.hostname,
        port=port_of("UPSTANDER_MAIL", parts) or (465 if ssl else 587),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        ssl=ssl,
        starttls=not ssl and parts.hostname not in LOOPBACK,
        sender=asked.get("from", [Way.sender])[0],
        reply_to=asked.get("reply_to", [""])[0],
    )


def texts(url: str) -> Way:
    """Turn UPSTANDER_SMS into the way of text messages; without it they wait."""
    if not url or url in PLAIN:
        return Way(PLAIN[url]) if url else Way()
    if not url.startswith("notify:"):
        raise Unreadable(
            "UPSTANDER_SMS should look like "
            "notify://KEY@api.notifications.service.gov.uk?sms=TEMPLATE."
        )
    return _notify("UPSTANDER_SMS", url, SMS)


def _notify(name: str, url: str, channel: str) -> Way:
    parts = urlsplit(url)
    asked = parse_qs(parts.query)
    key, template = unquote(parts.username or ""), asked.get(channel, [""])[0]
    host = parts.hostname or ""
    if not KEY.fullmatch(key) or not UUID.fullmatch(template) or not host:
        raise Unreadable(
            f"{name} should look like notify://KEY@api.notifications.service.gov.uk"
            f"?{channel}=TEMPLATE, with a whole API key and the id of a template of GOV.UK Notify."
        )
    secure = host not in LOOPBACK
    return Way(
        NOTIFY,
        host=host,
        port=port_of(name, parts) or (443 if secure else 80),
        ssl=secure,
        key=key,
        template=template,
        reply_to=asked.get("reply_to", [""])[0],
    )
