"""Words of a report as HTML: lines and lists, languages and directions, and the marks of notes."""

from collections.abc import Iterable
from html import escape

from upstander.kernel.documents.report.model import Footnote, Words
from upstander.kernel.documents.report.words import (
    RTL_LANGUAGES,
    Piece,
    TextLine,
    language_of,
    lines_of,
    one_line_of,
)


class TextWriter:
    """Writes words in a document of a language, and keeps the notes that they call."""

    def __init__(self, language: str) -> None:
        """Begin without notes."""
        self.language = language
        self.notes: list[Footnote] = []

    def calls(self, notes: Iterable[Footnote]) -> str:
        """Write the marks of notes, and keep the notes for the end."""
        marks = []
        for note in notes:
            self.notes.append(note)
            number = len(self.notes)
            link = f'<a href="#note-{number}" id="call-{number}" aria-label="Note {number}">'
            marks.append(f'<sup class="up-report__call">{link}{number}</a></sup>')
        return "".join(marks)

    def lines(self, words: Words, after: str = "", css: str = "") -> str:
        """Write lines: list entries as a list, other lines as a paragraph each."""
        parts: list[str] = []
        entries: list[str] = []
        lines = lines_of(words, self.language)
        for line in lines:
            if line.bullet:
                entries.append(f"<li{self.look(line)}>{self.pieces(line.pieces)}</li>")
                continue
            parts += _as_list(entries)
            named = f' class="{css}"' if css else ""
            parts.append(f"<p{named}{self.look(line)}>{self.pieces(line.pieces)}</p>")
        parts += _as_list(entries)
        inside = "".join(parts)
        if after and inside.endswith("</p>"):
            return f"{inside.removesuffix('</p>')}{after}</p>"
        return inside + after

    def words(self, words: Words) -> str:
        """Write words within a line, keeping their language and direction."""
        line = one_line_of(words, self.language)
        inside = self.pieces(line.pieces).replace("\n", "<br>")
        look = self.look(line)
        return f"<span{look}>{inside}</span>" if look else inside

    def look(self, line: TextLine) -> str:
        """Give language and direction of a line where they differ from the document's."""
        found = language_of(line.text, self.language)
        language = "" if found == self.language else f' lang="{found}"'
        rtl = self.language in RTL_LANGUAGES
        turned = line.text.strip() and line.rtl != rtl
        return language + (f' dir="{"rtl" if line.rtl else "ltr"}"' if turned else "")

    def pieces(self, pieces: Iterable[Piece]) -> str:
        """Write the parts of a line."""
        held = list(pieces)
        mixed = len({piece.language for piece in held}) > 1
        return "".join(self.piece(piece, mixed) for piece in held)

    def piece(self, piece: Piece, mixed: bool) -> str:
        """Write one part of a line."""
        inside = escape(piece.text)
        if piece.strong:
            inside = f"<strong>{inside}</strong>"
        if piece.link:
            inside = f'<a href="{escape(piece.link)}" class="govuk-link">{inside}</a>'
        if mixed and piece.language != self.language:
            return f'<span lang="{piece.language}">{inside}</span>'
        return inside


def _as_list(entries: list[str]) -> list[str]:
    if not entries:
        return []
    made = f'<ul class="govuk-list govuk-list--bullet">{"".join(entries)}</ul>'
    entries.clear()
    return [made]
