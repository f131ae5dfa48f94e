"""A sheet for the speaker: English on one side, the translation on the other, room for a mark."""

from upstander.kernel.documents.report.model.blocks import Bullets, Callout, Paragraph
from upstander.kernel.documents.report.model.report import Closing, Fact, Report
from upstander.kernel.documents.report.model.tables import Cell, Column, Row, Table
from upstander.kernel.documents.report.model.text import Run
from upstander.kernel.languages.catalogue import content, own_name, sentences, title

SHOWN = 12  # signs of the hash that a person compares
ASKED = (
    "Is it true to the English? Danger, who may be told, and what we promise matter most.",
    "Would somebody who is nine, or frightened, understand it at once?",
    "Is it kind, and does it suit whoever reads it: a man, a woman, anybody?",
    "Are these the words that people here use for what happened to them?",
)
KEPT = (
    "Leave %(word)s, {word} and the signs < and > as they are: the page fills them in. Numbers to "
    "call stay as they are too."
)


def sheet_of(code: str) -> Report:
    """Set the sheet of a language."""
    pairs = sentences(code)
    rows = tuple(
        Row((Cell(str(number)), Cell(source), Cell((Run("\n".join(said), language=code),)), Cell()))
        for number, (source, said) in enumerate(pairs.items(), 1)
    )
    columns = (
        Column("No.", 1),
        Column("English", 6),
        Column(f"{title(code)} ({own_name(code)})", 6),
        Column("Right, or better so", 5),
    )
    table = Table(f"The sentences of the public pages in {title(code)}", columns, rows)
    return Report(
        f"Is our {title(code)} right?",
        (
            Paragraph(
                "People who were hurt because of who they are read these sentences. They are a "
                "draft until somebody who speaks the language has read them. Please ask yourself:"
            ),
            Bullets(ASKED),
            Callout("What stays as it is", KEPT),
            table,
        ),
        facts=(
            Fact("Sentences", str(len(pairs))),
            Fact("Mark of this version", content(code)[:SHOWN]),
            Fact("Read by", "________________________    Date ____________"),
        ),
        closing=Closing("Upstander, languages of the public pages"),
        landscape=True,
    )
