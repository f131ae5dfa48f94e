"""Feeds spoilt files to every reader: `python -m tests.fuzz_parsers --count 5000`.

Whatever a file holds, what comes out is a plan or one sentence that says what to do: no other
error, no more than ten seconds, and nothing saved (no database is there to save to). A file is made
anew from its kind and its number alone, so that one that went wrong is found again with `--kind`
and `--first`.
"""

import argparse
import json
import os
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from random import Random

from tests.spoiling import KINDS, spoilt

SECONDS = 10
MEMORY = 900 * 1024 * 1024
BATCH = 250


def outcome(kind, number):
    """Read one spoilt file as the product would; gives "plan", "refused", or what went wrong."""
    from upstander.kernel.documents.child import READERS, _reader
    from upstander.kernel.documents.kinds import kind_of
    from upstander.kernel.documents.model import decode, encode
    from upstander.kernel.errors import Refused
    from upstander.kernel.plan.opening import plan_of

    made = spoilt(kind, Random(f"{kind} {number}"))
    try:
        if kind == "layout":
            document = made
        else:
            name = f"plan.{kind}"
            document = _reader(kind_of(made, name))(made, name)
            document = decode(json.loads(json.dumps(encode(document))))
        assert kind == "layout" or document.kind in READERS
        plan_of(document)
    except Refused as refusal:
        return "refused" if _is_a_sentence(refusal.message) else f"no sentence: {refusal.message!r}"
    except TimeoutError:
        return f"it took longer than {SECONDS} seconds"
    except Exception:  # noqa: BLE001 - whatever else is raised is what the search is for
        return traceback.format_exc(limit=-3)
    return "plan"


def _is_a_sentence(words):
    return words[:1].isupper() and words.endswith(".") and len(words) < 400 and "\n" not in words


def _ring(*_):
    raise TimeoutError


def batch(kind, first, count):
    """Read some files in a process of its own; gives counts, and what went wrong by number."""
    reader, writer = os.pipe()
    forked = os.fork()
    if not forked:
        _work_and_leave(writer, kind, first, count)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        lines = [json.loads(line) for line in pipe]
    _, state = os.waitpid(forked, 0)
    if len(lines) < count:
        code = os.waitstatus_to_exitcode(state)
        lines.append([first + len(lines), f"the process ended with {code}", 0])
    counts = Counter(said for _, said, _ in lines if said in ("plan", "refused"))
    wrong = {number: said for number, said, _ in lines if said not in ("plan", "refused")}
    return counts, wrong, max(seconds for _, _, seconds in lines)


def _work_and_leave(writer, kind, first, count):
    signal.signal(signal.SIGALRM, _ring)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY + _now(), MEMORY + _now()))
    with os.fdopen(writer, "w") as pipe:
        for number in range(first, first + count):
            began = time.monotonic()
            signal.alarm(SECONDS)
            said = outcome(kind, number)
            signal.alarm(0)
            pipe.write(json.dumps([number, said, time.monotonic() - began]) + "\n")
            pipe.flush()
    os._exit(0)


def _now():
    with open("/proc/self/statm") as pages:
        return int(pages.read().split()[0]) * resource.getpagesize()


def main(arguments):
    """Read `--count` files of each kind and say how they came out; 1 where any went wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=5_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--kind", choices=KINDS, action="append")
    given = parser.parse_args(arguments)
    failed = False
    for kind in given.kind or KINDS:
        began, counts, wrong, slowest = time.monotonic(), Counter(), {}, 0.0
        for first in range(given.first, given.first + given.count, BATCH):
            left = min(BATCH, given.first + given.count - first)
            found, faults, longest = batch(kind, first, left)
            counts += found
            wrong |= faults
            slowest = max(slowest, longest)
        print(
            f"{kind:<7} {counts['plan']:>6,} plans, {counts['refused']:>6,} refused, "
            f"{len(wrong)} wrong; slowest {slowest:.1f} s, {time.monotonic() - began:.0f} s in all"
        )
        for number, said in list(wrong.items())[:5]:
            print(f"--kind {kind} --first {number} --count 1\n{said}")
        failed = failed or bool(wrong)
    return int(failed)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    sys.exit(main(sys.argv[1:]))
