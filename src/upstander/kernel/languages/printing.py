"""What a printed page for the public says of languages."""

from django.utils.translation import gettext

from upstander.kernel.documents.report.model.blocks import Paragraph
from upstander.kernel.documents.report.model.text import Run
from upstander.kernel.languages.offering import language_of, languages
from upstander.kernel.languages.speaking import language_now

DRAFT = "Draft: awaiting a speaker’s check."


def draft_notice() -> tuple[Paragraph, ...]:
    """Say on paper too that nobody has read the translation yet, where that is so."""
    language = language_now()
    if language == "en" or language_of(language).checked:
        return ()
    return (Paragraph((Run(f"{gettext(DRAFT)} "), Run(DRAFT, language="en"))),)


def other_languages(says: str) -> tuple[Paragraph, ...]:
    """Name the languages that are offered to whoever reads none of the English words above."""
    others = [each for each in languages() if each.offered] if language_now() == "en" else []
    names = [Run(f" {each.own}  ", language=each.code, strong=True) for each in others]
    return (Paragraph((Run(says), *names)),) if names else ()
