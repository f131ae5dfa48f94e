"""Words in a report, and the colours that may stand behind them."""

from dataclasses import dataclass

from upstander.kernel.documents.report.tones import TONES
from upstander.kernel.documents.report.unfit import Unfit

_SAFE_LINKS = ("https://", "http://", "mailto:", "#")


@dataclass(frozen=True)
class Run:
    """Words set alike; their language is found by their letters unless it is said."""

    text: str
    strong: bool = False
    link: str = ""
    language: str = ""

    def __post_init__(self) -> None:
        """Refuse a link that could do more than lead somewhere."""
        if self.link and not self.link.casefold().startswith(_SAFE_LINKS):
            raise Unfit(f"a link may not lead to {self.link[:40]!r}")


Words = str | tuple[Run, ...]
"""Text, or text in parts. A line break begins a line; a line that begins "• " is a list entry."""


def words_in(words: Words) -> str:
    """Give the bare text of words."""
    return words if isinstance(words, str) else "".join(run.text for run in words)


@dataclass(frozen=True)
class Footnote:
    """A note that stands at the foot of the page."""

    words: Words
    role: str = ""


def check_tone(tone: str, words: str) -> None:
    """Refuse a colour without a word, and one that there is not."""
    if tone and tone not in TONES:
        raise Unfit(f"there is no tone {tone!r}")
    if tone and not words.strip():
        raise Unfit("a colour needs a word beside it")
