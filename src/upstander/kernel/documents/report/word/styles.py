"""The styles of a Word document: those that Word knows, and one for each role of a report."""

from collections.abc import Iterable, Iterator, Mapping

from upstander.kernel.documents.report.tones import INK, LINE, MUTED, TEAL, TEAL_TINT, WARM
from upstander.kernel.documents.report.word.markup import part, w

PREFIX = "Upstander "
"""What the name of every style begins with that tells our own reader what a part is."""

FONT = "Arial"
_HEADING_SIZES = (28, 22, 20, 19)
_TEAL_DEEP = "08363b"
_LOOKS = {
    "kicker": (w("spacing", before=0, after=60), w("b") + w("bCs") + w("color", val=WARM)),
    "closing": (
        w("pBdr", w("top", val="single", sz=4, space=4, color=LINE)) + w("spacing", before=360),
        w("color", val=MUTED) + w("sz", val=17) + w("szCs", val=17),
    ),
    "callout": (w("spacing", before=60, after=60) + w("ind", left=120, right=120), ""),
    "cell": (w("spacing", before=0, after=30), w("sz", val=18) + w("szCs", val=18)),
}


def style_key(role: str) -> str:
    """Give the key by which paragraphs name the style of a role."""
    return "Upstander" + "".join(word.capitalize() for word in role.split())


def styles_part(
    language: str, bands: Iterable[int], roles: Mapping[str, str], tables: Iterable[str]
) -> bytes:
    """Write the styles; `roles` tells each role's base, `bands` which headings are on colour."""
    banded = set(bands)
    return part(
        "w:styles",
        _defaults(language),
        *_usual(),
        *(_heading(level, level in banded) for level in range(1, 5)),
        *(_role(role, base) for role, base in sorted(roles.items())),
        *_tables(tables),
    )


def numbering_part(numbered: int) -> bytes:
    """Write the lists: number 1 is bullets, each further one counts from 1."""
    levels = (("1", "bullet", "•"), ("2", "decimal", "%1."))
    shapes = [
        w(
            "abstractNum",
            w("multiLevelType", val="singleLevel"),
            w(
                "lvl",
                w("start", val=1),
                w("numFmt", val=form),
                w("lvlText", val=sign),
                w("lvlJc", val="left"),
                w("pPr", w("ind", left=284, hanging=284)),
                ilvl=0,
            ),
            abstractNumId=key,
        )
        for key, form, sign in levels
    ]
    lists = [w("num", w("abstractNumId", val="1"), numId=1)]
    for number in range(2, numbered + 2):
        again = w("lvlOverride", w("startOverride", val=1), ilvl=0)
        lists.append(w("num", w("abstractNumId", val="2"), again, numId=number))
    return part("w:numbering", *shapes, *lists)


def _defaults(language: str) -> str:
    fonts = w("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)
    size = w("color", val=INK) + w("sz", val=20) + w("szCs", val=20)
    spoken = w("lang", val=language, eastAsia=language, bidi="ar-SA")
    return w(
        "docDefaults",
        w("rPrDefault", w("rPr", fonts, size, spoken)),
        w("pPrDefault", w("pPr", w("spacing", after=100, line=259, lineRule="auto"))),
    )


def _usual() -> Iterator[str]:
    yield _style("Normal", "Normal", "", "", default=True)
    yield w(
        "style",
        w("name", val="Default Paragraph Font"),
        w("uiPriority", val=1),
        type="character",
        default=1,
        styleId="DefaultParagraphFont",
    )
    yield _style(
        "Title",
        "Title",
        w("keepNext") + w("spacing", before=0, after=120, line=240, lineRule="auto"),
        w("b") + w("bCs") + w("color", val=_TEAL_DEEP) + w("sz", val=44) + w("szCs", val=44),
    )
    yield _style("Caption", "caption", w("keepNext") + w("spacing", before=160), w("b") + w("bCs"))
    yield _style(
        "ListBullet", "List Bullet", w("numPr", w("numId", val=1)) + w("contextualSpacing"), ""
    )
    yield _style("ListNumber", "List Number", w("contextualSpacing"), "")
    yield _style("Header", "header", "", w("color", val=MUTED) + w("sz", val=16))
    yield _style("Footer", "footer", "", w("color", val=MUTED) + w("sz", val=16))
    small = w("sz", val=17) + w("szCs", val=17)
    yield _style("FootnoteText", "footnote text", w("spacing", after=20), small)
    for key, name, look in (
        ("FootnoteReference", "footnote reference", w("vertAlign", val="superscript")),
        ("Hyperlink", "Hyperlink", w("color", val="0f5a62") + w("u", val="single")),
        ("Strong", "Strong", w("b") + w("bCs")),
    ):
        yield w("style", w("name", val=name), w("rPr", look), type="character", styleId=key)


def _heading(level: int, band: bool) -> str:
    size = _HEADING_SIZES[level - 1]
    colour = "ffffff" if band and level == 1 else _TEAL_DEEP
    look = w("keepNext") + w("keepLines")
    stop = w("tabs", w("tab", val="left", pos=1360 if level == 1 else 660))
    if band:
        fill = TEAL if level == 1 else TEAL_TINT
        top = TEAL
        edges = [("top", top), ("left", fill), ("bottom", fill), ("right", fill)]
        borders = [w(side, val="single", sz=36, space=0, color=tint) for side, tint in edges]
        if level > 1:
            borders[0] = w("top", val="single", sz=12, space=3, color=top)
        look += w("pBdr", *borders) + w("shd", val="clear", color="auto", fill=fill) + stop
        look += w("spacing", before=360 if level == 1 else 280, after=120 if level == 1 else 0)
        look += w("ind", left=90, right=90)
    else:
        look += stop + w("spacing", before=280, after=80)
    letters = w("b") + w("bCs") + w("color", val=colour) + w("sz", val=size) + w("szCs", val=size)
    outline = w("outlineLvl", val=level - 1)
    return _style(f"Heading{level}", f"heading {level}", look + outline, letters)


def _role(role: str, base: str) -> str:
    look, letters = _LOOKS.get(role, ("", ""))
    key, name = style_key(role), PREFIX + role
    parts = [
        w("name", val=name),
        w("basedOn", val=base),
        w("qFormat"),
        w("pPr", look) if look else "",
        w("rPr", letters) if letters else "",
    ]
    return w("style", *parts, type="paragraph", customStyle=1, styleId=key)


def _tables(roles: Iterable[str]) -> Iterator[str]:
    margins = w(
        "tblCellMar",
        w("top", w=50, type="dxa"),
        w("left", w=100, type="dxa"),
        w("bottom", w=50, type="dxa"),
        w("right", w=100, type="dxa"),
    )
    yield w(
        "style",
        w("name", val="Normal Table"),
        w("uiPriority", val=99),
        w("semiHidden"),
        w("tblPr", w("tblInd", w=0, type="dxa"), margins),
        type="table",
        default=1,
        styleId="TableNormal",
    )
    lines = w(
        "tblBorders",
        w("bottom", val="single", sz=4, space=0, color=LINE),
        w("insideH", val="single", sz=4, space=0, color=LINE),
    )
    head = w(
        "tblStylePr",
        w("rPr", w("b"), w("bCs"), w("color", val=MUTED), w("sz", val=17), w("szCs", val=17)),
        w("tcPr", w("tcBorders", w("bottom", val="single", sz=12, space=0, color=TEAL))),
        type="firstRow",
    )
    for role in sorted(set(roles)):
        yield w(
            "style",
            w("name", val=f"{PREFIX}{role} table"),
            w("basedOn", val="TableNormal"),
            w("tblPr", lines, margins),
            head,
            type="table",
            customStyle=1,
            styleId=style_key(f"{role} table"),
        )


def _style(key: str, name: str, look: str, letters: str, *, default: bool = False) -> str:
    based = "" if default else w("basedOn", val="Normal") + w("next", val="Normal")
    extra: dict[str, str | int] = {"default": 1} if default else {}
    return w(
        "style",
        w("name", val=name),
        based,
        w("qFormat"),
        w("pPr", look) if look else "",
        w("rPr", letters) if letters else "",
        type="paragraph",
        styleId=key,
        **extra,
    )
