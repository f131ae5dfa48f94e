"""One report with a bit of everything, in several languages, and words that mean harm."""

from datetime import date

from upstander.kernel.documents.report.model import (
    Attachment,
    Bullets,
    Callout,
    Cell,
    Closing,
    Column,
    Fact,
    Figure,
    Footnote,
    Heading,
    Legend,
    LegendEntry,
    PageBreak,
    Paragraph,
    Report,
    Row,
    Run,
    Table,
)

HARMFUL = (
    '=HYPERLINK("https://harm.example")',
    '#import "x.typ" $1$ *bold* _it_ @cite <label> \\',
    "<script>alert(1)</script> & <b>",
    "{ INCLUDETEXT c:\\secret } ]]> %}",
)
URDU = "نفرت انگیز جرم کی اطلاع دیں (2024) اور Police کو بتائیں"
ARABIC = "جريمة الكراهية"
TAMIL = "வெறுப்புக் குற்றம்"
POLISH = "Zgłoś przestępstwo z nienawiści, proszę"
SVG = (
    '<svg role="img" viewBox="0 0 760 200" xmlns="http://www.w3.org/2000/svg">'
    '<rect x="10" y="10" width="300" height="40" fill="#12436D"/>'
    '<text x="10" y="100" font-size="14">Five centres</text></svg>'
)
NUMBERS = Table(
    "Centres by quarter",
    (Column("Quarter"), Column("Centres")),
    (Row((Cell("First", heads=True), Cell("4"))), Row((Cell("Second", heads=True), Cell("5")))),
)
ACTIONS = Table(
    "Objective 1: its actions",
    (Column("Actions", 4), Column("Lead", 2), Column("Status", 1)),
    (
        Row((Cell("The objective as a whole"), Cell("Safer Merton"), Cell()), sums_up=True),
        Row((Cell("• One\n• Two\nThree"), Cell("Police\nClarion"), Cell("Behind", tone="late"))),
        Row((Cell("In other languages", span=3),)),
        Row((Cell(URDU), Cell(TAMIL), Cell("Completed", tone="done"))),
        Row((Cell(HARMFUL[0]), Cell(HARMFUL[1]), Cell("On Hold", tone="waiting"))),
    ),
    shows_caption=False,
    role="objective",
)
SAMPLE = Report(
    title="Annual review 2024-25",
    kicker="Hate crime work plan",
    facts=(Fact("Year", "2024-25", role="year"), Fact("Borough", "Merton")),
    blocks=(
        Paragraph(
            (Run("What was done, "), Run("in brief", strong=True), Run(".")), role="introduction"
        ),
        Legend(
            "What the colours mean",
            (
                LegendEntry("waiting", "On Hold", "Stopped for now."),
                LegendEntry("late", "Behind", "Something is missing."),
            ),
        ),
        Heading(1, "Co-ordination", label="Theme 1:", band=True),
        Paragraph(POLISH, role="aim"),
        Heading(
            2,
            "Keep a picture",
            label="1",
            band=True,
            notes=(Footnote("Depends on: a budget", role="depends on"),),
        ),
        ACTIONS,
        Callout("A person is needed", "Nobody has said why.", tone="warm"),
        Bullets((HARMFUL[2], ARABIC)),
        Bullets(("Look", "Ask"), numbered=True),
        Figure(SVG, "Five bars, the last the highest", "Five centres are open", NUMBERS),
        PageBreak(),
        Heading(1, HARMFUL[3]),
        Paragraph(
            (Run("More is on "), Run("the web site", link="https://upstander.example/"), Run("."))
        ),
    ),
    closing=Closing("Safer Merton", date(2024, 11, 14), "first edition"),
    landscape=True,
    attachment=Attachment("plan.json", '{"a": 1}', "What this says, as data"),
)
