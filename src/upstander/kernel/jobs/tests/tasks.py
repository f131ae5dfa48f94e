"""Tasks that tests queue."""

import os
import time
from pathlib import Path

from django_tasks import task


@task
def write(path: str) -> None:
    """Write one line."""
    with Path(path).open("a") as file:
        file.write("done\n")


@task
def stall_the_first_time(path: str) -> None:
    """Begin, and come to an end only when it is not the first time."""
    place = Path(path)
    first = not place.exists()
    with place.open("a") as file:
        file.write(f"began in {os.getpid()}\n")
    if first:
        time.sleep(600)
    with place.open("a") as file:
        file.write("done\n")


@task
def fail_with_a_name() -> None:
    """Fail with an error that quotes a person."""
    raise ValueError("Amara Okafor of 12 Tarn Street")
