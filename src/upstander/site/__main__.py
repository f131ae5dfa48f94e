"""The `upstander` command: what an operator does, each with one sentence when it goes wrong.

Exit codes: 0 done, 1 something is amiss (or went wrong inside Upstander), 2 the request could not
be carried out as it was asked. A traceback is only for who sets UPSTANDER_DEBUG=1.
"""

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from upstander.site import beginning, lifeline
from upstander.site.environment import Unreadable

DONE, AMISS, REFUSED, INTERRUPTED = 0, 1, 2, 130

UNPREPARED = "The database is not prepared yet. Run: upstander init"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    sys.dont_write_bytecode = False  # without compiled code each start takes twice as long
    os.environ["DJANGO_SETTINGS_MODULE"] = (
        os.environ.get("DJANGO_SETTINGS_MODULE") or "upstander.site.settings"
    )
    lifeline.tie_to_named_parent()
    try:
        return _run(words)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # the reader of our output went away, as `head` does: that is no fault of ours
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except SystemExit as ending:
        return _code_of(ending)
    except Exception as error:  # the last door: nobody is shown a traceback
        if os.environ.get("UPSTANDER_DEBUG") == "1":
            raise
        return explain(error)


def explain(error: Exception) -> int:
    """Say on stderr what is wrong, in a sentence, and give the exit code for it."""
    sentences, code = _sentences_for(error)
    for sentence in sentences:
        print(sentence, file=sys.stderr)  # noqa: T201 - this is the command line
    return code


def _run(words: list[str]) -> int:
    beginning.begin(words)  # before the settings are read: they depend on what this writes
    gc.disable()  # loading makes much and drops little: looking for rubbish takes a tenth of it
    import django  # noqa: PLC0415

    django.setup()
    gc.enable()
    from upstander.site import commands  # noqa: PLC0415

    return commands.run(words)


def _code_of(ending: SystemExit) -> int:
    if ending.code is None or isinstance(ending.code, int):
        return ending.code or DONE
    print(ending.code, file=sys.stderr)  # noqa: T201 - this is the command line
    return REFUSED


def _sentences_for(error: Exception) -> tuple[list[str], int]:
    from django.core.exceptions import ImproperlyConfigured, ValidationError  # noqa: PLC0415
    from django.core.management import CommandError  # noqa: PLC0415
    from django.db import InterfaceError, OperationalError, ProgrammingError  # noqa: PLC0415

    from upstander.kernel.errors import Refused  # noqa: PLC0415

    if isinstance(error, Refused):
        return [error.message, *error.details], REFUSED
    if isinstance(error, ValidationError):
        return list(error.messages), REFUSED
    if isinstance(error, Unreadable | CommandError):
        return [str(error)], REFUSED
    if isinstance(error, OperationalError | InterfaceError):
        return [_about_the_database(error)], REFUSED
    if type(error) is ProgrammingError and "does not exist" in str(error):
        return [UNPREPARED], REFUSED
    if isinstance(error, OSError) and error.filename:
        return [f"{error.filename} cannot be used: {error.strerror}."], REFUSED
    if isinstance(error, ImproperlyConfigured):
        return [f"Upstander is not put together rightly: {error}"], AMISS
    return [_about_ourselves(error)], AMISS


def _about_the_database(error: Exception) -> str:
    first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    if "no such table" in first:
        return UNPREPARED
    if "locked" in first:
        return "The database is busy with other work. Nothing was saved. Try again in a moment."
    return f"The database cannot be used ({first}). Look at UPSTANDER_DATABASE and UPSTANDER_HOME."


def _about_ourselves(error: Exception) -> str:
    trace = error.__traceback__
    place = "an unknown place"
    while trace:
        path = Path(trace.tb_frame.f_code.co_filename)
        if "upstander" in path.parts:
            inside = path.parts[len(path.parts) - path.parts[::-1].index("upstander") :]
            place = f"{'/'.join(inside)} line {trace.tb_lineno}"
        trace = trace.tb_next
    return (
        f"Something went wrong inside Upstander ({type(error).__name__} in {place}). "
        "What was being changed was not saved. Set UPSTANDER_DEBUG=1 to see the details."
    )


if __name__ == "__main__":
    sys.exit(main())
