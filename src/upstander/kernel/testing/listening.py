"""All that the product writes into its log, as it writes it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils.module_loading import import_string


@contextmanager
def the_log() -> Iterator[list[str]]:
    """Listen until the block ends."""
    lines: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    ear = Ear()
    ear.setFormatter(import_string(settings.LOGGING["formatters"]["plain"]["()"])())
    logging.getLogger().addHandler(ear)
    try:
        yield lines
    finally:
        logging.getLogger().removeHandler(ear)
