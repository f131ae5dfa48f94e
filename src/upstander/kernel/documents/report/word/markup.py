"""The markup of Word's parts, written with every text escaped."""

from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SPACES = f'xmlns:w="{MAIN}" xmlns:r="{RELATIONS}"'


def w(name: str, /, *inside: str, **attributes: str | int) -> str:
    """Write an element of Word's own names, such as `jc` with a `val`."""
    return tag(f"w:{name}", *inside, **{f"w:{key}": value for key, value in attributes.items()})


def tag(name: str, /, *inside: str, **attributes: str | int) -> str:
    """Write an element; what stands inside is markup already."""
    held = "".join(f" {key}={quoteattr(str(value))}" for key, value in attributes.items())
    content = "".join(inside)
    return f"<{name}{held}>{content}</{name}>" if content else f"<{name}{held}/>"


def text(words: str) -> str:
    """Write text for a run: tabs and line breaks as Word has them, the rest escaped."""
    parts: list[str] = []
    for at, line in enumerate(words.split("\n")):
        parts += [w("br")] if at else []
        for place, part in enumerate(line.split("\t")):
            parts += [w("tab")] if place else []
            parts += [f'<w:t xml:space="preserve">{escape(part)}</w:t>'] if part else []
    return "".join(parts)


def part(name: str, /, *inside: str, spaces: str = SPACES) -> bytes:
    """Write a whole part of the file."""
    return f"{DECLARED}<{name} {spaces}>{''.join(inside)}</{name}>".encode()
