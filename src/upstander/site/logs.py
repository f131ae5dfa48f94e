"""What the log says: that something went wrong, and where; never of whom, and never a value."""

import logging
import traceback
from datetime import UTC, datetime
from typing import Any


class PlainFormatter(logging.Formatter):
    """Writes one line for each event: moment, level, source, and the fault's class and place.

    The arguments of Django's own messages hold addresses of pages, of which some are secrets
    themselves (a link that sets a password), and an exception's text may quote what somebody
    typed. So neither is written.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Write the line."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds")
        parts = [moment, record.levelname, record.name, self._what(record)]
        return " ".join(part for part in parts if part)

    def _what(self, record: logging.LogRecord) -> str:
        if record.exc_info and record.exc_info[1]:
            return f"{place_of(record.exc_info[1])}{_route(record)}"
        if hasattr(record, "status_code"):
            return f"answered {record.status_code}{_route(record)}"
        return record.getMessage() if record.name.startswith("upstander") else str(record.msg)


def place_of(error: BaseException) -> str:
    """Name an error by its class and the line of ours, else of anybody's, where it arose."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/upstander/" in frame.filename.replace("\\", "/")]
    if not frames:
        return type(error).__name__
    last = (ours or frames)[-1]
    file = last.filename.replace("\\", "/").rpartition("/upstander/" if ours else "/")[2]
    return f"{type(error).__name__} in {file} line {last.lineno}"


def _route(record: logging.LogRecord) -> str:
    request: Any = getattr(record, "request", None)
    match = getattr(request, "resolver_match", None)
    return f" ({match.view_name})" if match else ""


def logging_settings() -> dict[str, Any]:
    """Give Django's LOGGING: everything of note to stderr, and nothing anywhere else."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"plain": {"()": "upstander.site.logs.PlainFormatter"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
            "upstander": {"level": "INFO"},
        },
    }
