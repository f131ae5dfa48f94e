"""The limited child that reads a file: little memory, little time, no network, no other files.

It is started anew for every file, takes the file from its standard input, and answers with one
line of JSON: the document, or the sentence that says why it was not read.
"""

import gc
import json
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from upstander.kernel.documents.kinds import kind_of
from upstander.kernel.documents.limits import (
    LARGEST_FILE,
    MORE_MEMORY,
    SECONDS_OF_WORK,
    NotRead,
)
from upstander.kernel.documents.model import Document, encode
from upstander.kernel.errors import Refused

READERS = {
    "docx": ("word", "read_word"),
    "xlsx": ("excel", "read_excel"),
    "csv": ("delimited", "read_delimited"),
    "pdf": ("pages", "read_pdf"),
    "txt": ("plain", "read_plain"),
    "json": ("structured", "read_json"),
}
TOO_MUCH = (
    "The file needs far more memory than a plan does. Copy only the plan to a new file and bring "
    "that in."
)
TOO_DEEP = "The file is nested far too deep. Copy the plan to a new file and bring that in."
_FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.system",
    "ctypes.",
)
_WRITING = ("w", "a", "x", "+")


def main() -> None:
    """Read the file from standard input; its name is the only argument."""
    gc.disable()  # the process ends before anything could pile up
    content = sys.stdin.buffer.read(LARGEST_FILE + 1)
    sys.stdout.write(answer(content, sys.argv[1]))
    sys.stdout.flush()


def answer(content: bytes, name: str) -> str:
    """Read a file and give what there is to say of it, after which nothing else can be done."""
    return json.dumps(_answer(content, name), ensure_ascii=True, separators=(",", ":"))


def _answer(content: bytes, name: str) -> dict[str, object]:
    try:
        kind = kind_of(content, name)
        reader = _reader(kind)
        _limit()
        return {"document": encode(reader(content, name))}
    except Refused as refusal:
        return {"refused": refusal.message}
    except MemoryError:
        return {"refused": TOO_MUCH}
    except RecursionError:
        return {"refused": TOO_DEEP}


def _reader(kind: str) -> Callable[[bytes, str], Document]:
    module, function = READERS[kind]
    found = import_module(f"upstander.kernel.documents.formats.{module}")
    reader: Callable[[bytes, str], Document] = getattr(found, function)
    return reader


def _limit() -> None:
    """Take away what reading a file does not need, once everything needed is loaded."""
    import resource  # noqa: PLC0415 - not every system has it, and the parent says so

    memory = _memory_now() + MORE_MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_OF_WORK, SECONDS_OF_WORK + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.dont_write_bytecode = True
    sys.addaudithook(_forbid)


def _memory_now() -> int:
    pages = Path("/proc/self/statm")
    if not pages.exists():
        return 200 * 1024 * 1024
    import resource  # noqa: PLC0415 - see above

    return int(pages.read_text().split()[0]) * resource.getpagesize()


def _forbid(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse whatever reaches out of the process; the library's own files may be read."""
    writes = event == "open" and any(sign in str(arguments[1] or "r") for sign in _WRITING)
    if writes or event.startswith(_FORBIDDEN):
        raise NotRead("The file tries to reach outside itself. It is not read.")


if __name__ == "__main__":
    main()
