"""Gathers the sentences of the public pages, and writes and compiles their translations.

`python -m tests.catalogues` brings every catalogue up to date: new sentences come in empty, those
that no page says any more go out, and what is served is compiled anew. Babel reads and writes the
files, so nobody needs the programs of GNU gettext.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from upstander.kernel.languages.catalogue import DRAFTED
from upstander.kernel.reference.languages import TITLES

SOURCE = Path(__file__).parents[1] / "src" / "upstander"
KERNEL = SOURCE / "kernel" / "languages" / "locale"  # what pages of every part of the product say
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
WIDTH = 100
NO_DAY = datetime(2026, 11, 1, tzinfo=UTC)  # the same sentences are the same file on any day
HEADER = """# {title}. A draft until a named person has read it: the page "Languages" says who has.
msgid ""
msgstr ""
"Language: {code}\\n"
"Plural-Forms: {plurals}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def parts() -> dict[Path, list[Path]]:
    """Give the folder of each part's catalogues, with the files whose sentences stand in them."""
    found: dict[Path, list[Path]] = {KERNEL: []}
    for path in sorted((*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html"))):
        inner = path.relative_to(SOURCE).parts
        if "tests" in inner:
            continue
        inside = inner[0] == "capabilities" and len(inner) > 2
        folder = SOURCE / inner[0] / inner[1] / "locale" if inside else KERNEL
        found.setdefault(folder, []).append(path)
    return found


def said_in(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """Give each sentence that a file says through gettext, with its context."""
    text = path.read_text(encoding="utf-8")
    if "gettext" not in text and "translate" not in text:
        return
    if path.suffix == ".html":
        text = "\n".join(line.strip() for line in templatize(text).splitlines())
    for _line, words, _notes, context in extract("python", BytesIO(text.encode()), KEYWORDS):
        yield words, context


def gathered(files: list[Path]) -> Catalog:
    """Give a catalogue without translations: what the files say."""
    catalogue = Catalog()
    for path in files:
        for words, context in said_in(path):
            catalogue.add(words, context=context)
    return catalogue


def file_of(folder: Path, code: str) -> Path:
    """Name the catalogue of a part in a language."""
    return folder / code / "LC_MESSAGES" / "django.po"


def read(path: Path) -> Catalog:
    """Read a catalogue."""
    with path.open("rb") as file:
        return read_po(file)


def compiled(catalogue: Catalog) -> bytes:
    """Give a catalogue as it is served."""
    catalogue.creation_date = catalogue.revision_date = NO_DAY
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def brought_up_to_date(folder: Path, files: list[Path], code: str) -> Catalog:
    """Give a language's catalogue with the sentences of today, in the order of the alphabet."""
    path = file_of(folder, code)
    now = Catalog(locale=code, project="Upstander", charset="utf-8", fuzzy=False)
    before = read(path) if path.exists() else now
    for message in sorted(gathered(files), key=lambda one: str(one.id)):
        if message.id:
            known = before.get(message.id, message.context)
            now.add(message.id, known.string if known else None, context=message.context)
    return now


def write(folder: Path, code: str, catalogue: Catalog) -> None:
    """Write a catalogue, for people and as it is served."""
    path = file_of(folder, code)
    path.parent.mkdir(parents=True, exist_ok=True)
    head = HEADER.format(title=TITLES[code], code=code, plurals=catalogue.plural_forms)
    with path.open("wb") as file:
        file.write(head.encode())
        write_po(file, catalogue, width=WIDTH, omit_header=True, no_location=True)
    path.with_suffix(".mo").write_bytes(compiled(read(path)))


def main() -> None:
    """Bring all of them up to date, and say what is still to be translated."""
    for folder, files in parts().items():
        if not list(gathered(files))[1:]:
            continue
        for code in DRAFTED:
            catalogue = brought_up_to_date(folder, files, code)
            write(folder, code, catalogue)
            missing = sum(1 for one in catalogue if one.id and not any(_strings(one.string)))
            print(f"{code} {folder.parent.name}: {len(catalogue)} sentences, {missing} to do")


def _strings(given: Any) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given or ())


if __name__ == "__main__":
    main()
