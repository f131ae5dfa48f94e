"""How quick a quarter is: asking 300 leads, the review of 58 and of 580, adopting, proving.

It happens in a home of its own in a temporary folder; no real installation is touched.
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from upstander.kernel.testing.served import command, surroundings
from upstander.kernel.testing.timing import ROUNDS, figure

Figure = Mapping[str, Any]
GOAL = "quarter"
LEADS = 300


def measure() -> Sequence[Figure]:
    """Give all figures of a quarter."""
    with TemporaryDirectory(prefix="upstander-bench-") as folder:
        env = surroundings(Path(folder) / "home")
        subprocess.run(command("init"), env=env, capture_output=True, check=True)
        opening = _inside(env, "opening", str(LEADS))
        small = _inside(env, "review", "23", "58")
        large = _inside(env, "review", "230", "580")
    return [_opening(opening), *_review(small, large), *_adoption(small, large)]


def _opening(found: Figure) -> Figure:
    return figure(
        GOAL,
        f"a quarter opened for {LEADS} leads, each with a letter under lock",
        found["seconds"],
        5,
        unit="s",
        reference=f"the middle of {ROUNDS} plans; {found['letters']} letters waiting",
    )


def _review(small: Figure, large: Figure) -> list[Figure]:
    return [
        figure(
            GOAL,
            "queries of the review just after a change",
            small["queries"],
            12,
            unit="queries",
            reference="58 actions, two years of updates, nothing kept from an earlier reading",
        ),
        figure(
            GOAL,
            "queries more at ten times the size",
            abs(large["queries"] - small["queries"]),
            0,
            unit="queries",
        ),
        figure(
            GOAL,
            "server time of the review just after a change",
            small["ratio"],
            80,
            unit="times",
            reference="an empty signed-in page of the same run",
        ),
        figure(GOAL, "size of the review of 58", small["bytes"] / 1000, 150, unit="KB"),
    ]


def _adoption(small: Figure, large: Figure) -> list[Figure]:
    return [
        figure(
            GOAL,
            f"{what} {actions} actions",
            found[key],
            bar,
            unit="s",
            reference=f"{found['fields']} fields",
        )
        for what, key in (("adoption of", "adoption"), ("proof of an adoption of", "proof"))
        for actions, found, bar in (("58", small, 2), ("580", large, 10))
    ]


def _inside(env: Mapping[str, str], *words: str) -> Figure:
    """Measure in a process whose home is the temporary one."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "upstander.site.benches.inside_quarter", *words],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise AssertionError(done.stderr[-2000:])
    found: Figure = json.loads(done.stdout)
    return found
