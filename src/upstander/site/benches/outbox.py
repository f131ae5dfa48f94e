"""How quickly many messages are written, as when a quarter opens and every lead gets a link.

It happens in a home of its own in a temporary folder; no real installation is touched. The module
is also the program that runs there: python -m upstander.site.benches.outbox
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import django

from upstander.kernel.testing.served import command, surroundings
from upstander.kernel.testing.timing import ROUNDS, figure

LEADS, BAR = 300, 5.0


def measure() -> Sequence[Mapping[str, Any]]:
    """Give the figure."""
    with TemporaryDirectory(prefix="upstander-bench-") as folder:
        env = surroundings(Path(folder) / "home")
        subprocess.run(command("init"), env=env, capture_output=True, check=True)
        done = subprocess.run(
            [sys.executable, "-P", "-m", "upstander.site.benches.outbox"],
            env=env,
            capture_output=True,
            text=True,
            check=True,
        )
    return [
        figure(
            "quarter",
            f"{LEADS} emails written, sealed, on the trail and committed",
            float(done.stdout),
            BAR,
            unit="s",
            reference=f"the middle of {ROUNDS} rounds",
        )
    ]


def write(number: int) -> float:
    """Write so many messages and give the seconds that it took."""
    from upstander.kernel.outbox.changes import Draft, queue_all  # noqa: PLC0415
    from upstander.kernel.outbox.letters import Recipient  # noqa: PLC0415

    context = {"sent_from": "https://plan.council.example/"}
    drafts = [
        Draft(Recipient(f"lead{lead}@council.example", f"people.user:{lead}"), context)
        for lead in range(number)
    ]
    begun = time.perf_counter()
    queue_all("outbox.test", drafts, by="system:bench")
    return time.perf_counter() - begun


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "upstander.site.settings"
    django.setup()
    sys.stdout.write(str(statistics.median(write(LEADS) for _ in range(ROUNDS))))
