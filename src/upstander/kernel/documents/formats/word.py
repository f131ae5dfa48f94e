"""Reads docx: its body, headers and footers, footnotes, and what was left out on purpose."""

from collections.abc import Iterable, Iterator

from upstander.kernel.documents.formats.word_lists import read_lists
from upstander.kernel.documents.formats.word_marked import marked_parts
from upstander.kernel.documents.formats.word_reader import WordReader
from upstander.kernel.documents.formats.word_styles import read_styles
from upstander.kernel.documents.formats.word_text import Gone
from upstander.kernel.documents.limits import NotRead
from upstander.kernel.documents.markup import DAMAGED
from upstander.kernel.documents.model import Document, Footnote, Note, Paragraph, Table, document
from upstander.kernel.documents.package import Package
from upstander.kernel.documents.tidy import tidy


def read_word(content: bytes, name: str) -> Document:
    """Read a docx file."""
    package = Package(content, "Word")
    main = package.of_type("", "officeDocument") or "word/document.xml"
    root = package.part(main)
    body = root.first("body") if root else None
    if body is None:
        raise NotRead(DAMAGED.format(program="Word"))
    reader = WordReader(
        read_styles(package.part(package.of_type(main, "styles"))),
        read_lists(package.part(package.of_type(main, "numbering"))),
    )
    blocks = list(reader.blocks(body))
    blocks += _margins(reader, package, main)
    footnotes = tuple(_footnotes(reader, package, main))
    notes = (*_notes(reader.gone), *_comments(package, main), *package.elsewhere())
    return document(
        "docx",
        name,
        blocks,
        title=package.title(),
        footnotes=footnotes,
        notes=notes,
        marked=marked_parts(package, main, body),
    )


def _margins(reader: WordReader, package: Package, main: str) -> Iterator[Paragraph | Table]:
    """Read headers and footers, each of them once."""
    said: set[str] = set()
    for relation in package.relations(main).values():
        kind = relation.get("Type").rsplit("/", 1)[-1]
        root = (
            package.part(package.target(main, relation)) if kind in ("header", "footer") else None
        )
        for node in root.inside("p") if root else ():
            for block in reader.paragraph(node, margin=kind.capitalize()):
                if isinstance(block, Paragraph) and block.text not in said:
                    said.add(block.text)
                    yield block


def _footnotes(reader: WordReader, package: Package, main: str) -> Iterator[Footnote]:
    """Read the notes that the text calls, by the numbers that Word shows."""
    for kind in ("footnote", "endnote"):
        root = package.part(package.of_type(main, f"{kind}s"))
        for node in root.all(kind) if root else ():
            key = f"{kind} {node.get('id')}"
            if key in reader.notes_called:
                words = [reader.words(paragraph)[0].text for paragraph in node.inside("p")]
                mark = str(reader.notes_called.index(key) + 1)
                yield Footnote(mark, tidy(" ".join(words)))


def _notes(gone: Gone) -> Iterator[Note]:
    """Tell what was left out on purpose."""
    deleted = [tidy(words) for words in gone.deleted if words.strip()]
    if deleted:
        yield Note(
            "Tracked changes",
            " · ".join(deleted)[:2_000],
            "These words are struck out by a tracked change and were left out. Words that a "
            "tracked change puts in were read.",
        )
    hidden = tidy("".join(gone.hidden))
    if hidden:
        yield Note(
            "Hidden text", hidden[:2_000], "These words are hidden in Word and were left out."
        )
    if gone.turned:
        yield Note(
            "The file",
            "",
            "Signs that turn the direction of reading were taken out of some words. Look "
            "whether they read right.",
        )


def _comments(package: Package, main: str) -> Iterable[Note]:
    root = package.part(package.of_type(main, "comments"))
    for node in root.all("comment") if root else ():
        words = tidy(" ".join(part.text for part in node.inside("t")))
        if words:
            yield Note("A comment", words[:500], "Comments are not part of the plan: left out.")
