"""Measuring from within, in a home of its own that holds the demonstration.

So a bench never touches a real installation: the module that measures is also the program that
runs there, and prints what it found as JSON.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from upstander.kernel.testing.served import command, surroundings


def found_inside(module: str, *words: str) -> Mapping[str, Any]:
    """Run a module as a program in the demonstration; give the facts that it printed."""
    with TemporaryDirectory(prefix="upstander-bench-") as folder:
        env = surroundings(Path(folder) / "home")
        for program in (command("init", "--demo"), command("demo_load")):
            subprocess.run(program, env=env, capture_output=True, check=True)
        program = [sys.executable, "-P", "-m", module, *words]
        done = subprocess.run(program, env=env, capture_output=True, text=True, check=False)
        if done.returncode:
            raise AssertionError(done.stderr[-2000:])
    found: Mapping[str, Any] = json.loads(done.stdout)
    return found


def print_found(find: Callable[[], Mapping[str, Any]]) -> None:
    """Be that program: start the product, find the facts, print them."""
    import django  # noqa: PLC0415 - only the program inside starts the product

    os.environ["DJANGO_SETTINGS_MODULE"] = "upstander.site.settings"
    django.setup()
    sys.stdout.write(json.dumps(find()))
