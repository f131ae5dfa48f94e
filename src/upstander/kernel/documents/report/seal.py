"""A line in a PDF by which we know later whether it is still as we wrote it.

It is a remark between the last table and the end, which the format allows and no reader shows. It
keeps nobody from writing a false one: it only tells a file that some program has changed since.
"""

import re
from hashlib import sha256

_LINE = re.compile(rb"%upstander ([0-9a-f]{64})\n(?=startxref\n\d+\n%%EOF\s*\Z)")
_END = b"startxref"


def sealed(content: bytes) -> bytes:
    """Put the line into a PDF that was just written."""
    at = content.rindex(_END)
    line = f"%upstander {sha256(content).hexdigest()}\n".encode()
    return content[:at] + line + content[at:]


def is_whole(content: bytes) -> bool:
    """Tell whether a PDF bears the line and is as it was then."""
    found = _LINE.search(content, max(0, len(content) - 500))
    if found is None:
        return False
    written = content[: found.start()] + content[found.end() :]
    return sha256(written).hexdigest().encode() == found[1]
