"""Pages without ruled lines: rows told by room, by bands of colour, or by what the lines say."""

from upstander.kernel.documents.tests.making import Canvas, wrapped

WIDTHS = (35, 170, 95, 75, 110)
HEADS = ("Ref", "Action", "Lead", "By when", "Update")
ROWS = (
    (
        "1.1",
        "Visit the places of worship and leave a named contact",
        "Policing Team",
        "May 2025",
        "Nine visited",
    ),
    ("1.2", "Publish the standard", "Comms", "June 2025", ""),
    (
        "1.3",
        "Ring every victim",
        "Victim Support",
        "Sept 2025",
        "Covers Polish and Urdu on four days",
    ),
    ("1.4", "Ask the university to look at what worked and write it up", "Health", "Q4", ""),
    ("1.5", "Report to scrutiny", "Community Safety Manager", "31/03/2026", ""),
)
READ = """
T 1 Theme 1
O 1 Reach every community
- Visit the places of worship and leave a named contact [Policing Team] <2025-05-31> > Nine visited
- Publish the standard [Comms] <2025-06-30>
- Ring every victim [Victim Support] <2025-09-30> > Covers Polish and Urdu on four days
- Ask the university to look at what worked and write it up [Health] <2026-03-31>
- Report to scrutiny [Community Safety Manager] <2026-03-31>
"""


def unruled(rows=ROWS, size=9, room=4.0, share=0.0, bands=False):
    """Draw a table; `share` of the room left over in a cell stands above its words."""
    page = Canvas()
    page.line("Hate crime plan 2025-26", 16, bold=True)
    page.line("Objective 1: Reach every community", 12, bold=True)
    for number, row in enumerate((HEADS, *rows)):
        laid = [wrapped(words, width - 8, size) for words, width in zip(row, WIDTHS, strict=True)]
        most = max(map(len, laid))
        height = 1.2 * size * most + room
        if bands:
            page.box(50, page.y, sum(WIDTHS), height, "FFFFFF" if number % 2 else "EEF3FA", False)
        for place, lines in enumerate(laid):
            top = page.y + 0.5 * room + share * 1.2 * size * (most - len(lines))
            for line, words in enumerate(lines):
                if words:
                    x = 54 + sum(WIDTHS[:place])
                    page.text(x, words, size, not number, top + 1.2 * size * line)
        page.y += height
    return page.bytes()


LEAFLET = (
    (
        "Theme 1: Prevent",
        "• Teach children to stand up for each other. Lead: Education. By: July 2025",
        "• Put posters in every bus shelter. Lead: Comms. By: October 2025",
    ),
    (
        "Theme 2: Protect",
        "• Give every victim a named worker. Lead: Victim Support. By: May 2025",
        "• Fit locks within two days of a call. Lead: Housing. By: December 2025",
    ),
)


def two_columns_of_text():
    """A leaflet: the left column is read to its end before the right one."""
    page = Canvas(595, 842)
    page.text(50, "Hate crime plan 2025-26", 18, bold=True)
    for x, top, paragraphs in ((50, 90, LEAFLET[0]), (310, 97, LEAFLET[1])):
        lines = [line for words in paragraphs for line in wrapped(words, 200, 10)]
        for number, words in enumerate(lines):
            page.text(x, words, 10, not number, top + 14 * number)
    return page.bytes()


TWO_COLUMNS_OF_TEXT = """
T 1 Prevent
O 1 Prevent
- Teach children to stand up for each other. [Education] <2025-07-31>
- Put posters in every bus shelter. [Comms] <2025-10-31>
T 2 Protect
O 2 Protect
- Give every victim a named worker. [Victim Support] <2025-05-31>
- Fit locks within two days of a call. [Housing] <2025-12-31>
"""

LAYOUTS = {
    "pdf: unruled, words on top": (unruled, READ),
    "pdf: unruled, words in the middle": (lambda: unruled(share=0.5, room=9), READ),
    "pdf: unruled, words at the bottom": (lambda: unruled(share=1, room=9), READ),
    "pdf: unruled, hardly any room": (lambda: unruled(room=1.5), READ),
    "pdf: unruled, no room at all": (lambda: unruled(room=0), READ),
    "pdf: bands without room": (lambda: unruled(room=0, bands=True), READ),
    "pdf: two columns of text": (two_columns_of_text, TWO_COLUMNS_OF_TEXT),
}
