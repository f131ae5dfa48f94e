"""The limited child that cleans one file: `python -m upstander.kernel.vault.files.child KIND`."""

import sys
from collections.abc import Callable
from functools import partial

from upstander.kernel.confined import Reached, confine
from upstander.kernel.errors import Refused
from upstander.kernel.vault.files.kinds import FAILED, LARGEST, MEGABYTE

MORE_MEMORY = 700 * MEGABYTE
SECONDS = 20
SAID, REFUSED = b"+", b"-"  # the first byte of an answer: a file, or a sentence


def main() -> None:
    """Clean the file from standard input; its kind is the only argument."""
    cleaner = cleaner_of(sys.argv[1])
    content = sys.stdin.buffer.read(LARGEST + 1)
    confine(more_memory=MORE_MEMORY, seconds=SECONDS)
    sys.stdout.buffer.write(answer(cleaner, content))
    sys.stdout.buffer.flush()


def cleaner_of(kind: str) -> Callable[[bytes], bytes]:
    """Load what cleans a kind of file."""
    if kind == "pdf":
        from upstander.kernel.vault.files.cleaning.pdfs import clean_pdf  # noqa: PLC0415

        return clean_pdf
    if kind in ("mp3", "m4a", "wav"):
        from upstander.kernel.vault.files.cleaning import sounds  # noqa: PLC0415

        return {"mp3": sounds.clean_mp3, "m4a": sounds.clean_m4a, "wav": sounds.clean_wav}[kind]
    from PIL import Image  # noqa: PLC0415

    from upstander.kernel.vault.files.cleaning.images import clean_picture  # noqa: PLC0415

    Image.init()
    return partial(clean_picture, kind=kind)


def answer(cleaner: Callable[[bytes], bytes], content: bytes) -> bytes:
    """Clean, or say in a sentence why not."""
    try:
        return SAID + cleaner(content)
    except Refused as refusal:
        return REFUSED + refusal.message.encode()
    except (MemoryError, RecursionError, Reached, OSError, ValueError, SyntaxError, IndexError):
        return REFUSED + FAILED.encode()


if __name__ == "__main__":
    main()
