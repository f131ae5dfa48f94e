"""Documents made by code, part by part, so that a test can make any of them strange."""
# ruff: noqa: E501 - the parts of a file read best as they lie in it

from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from pdfminer.fontmetrics import FONT_METRICS

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


# ---- archives


def archive(parts, compression=ZIP_DEFLATED):
    out = BytesIO()
    with ZipFile(out, "w", compression) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def relations(*held):
    found = "".join(
        f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{target}"{more}/>'
        for key, kind, target, more in held
    )
    return f'{HEAD}<Relationships xmlns="{RELS}">{found}</Relationships>'


# ---- Word


def run(text, bold=False, strike=False, highlight="", colour="", vanish=False):
    look = "<w:b/>" * bold + "<w:strike/>" * strike + "<w:vanish/>" * vanish
    look += f'<w:highlight w:val="{highlight}"/>' if highlight else ""
    look += f'<w:color w:val="{colour}"/>' if colour else ""
    said = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\n")
    )
    return f"<w:r><w:rPr>{look}</w:rPr>{said}</w:r>"


def p(*pieces, style="", numbered=None, **look):
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if numbered is not None:
        number, depth = numbered
        properties += f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    inner = "".join(
        piece if piece.startswith("<") else run(piece, **look) for piece in pieces if piece
    )
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def bullet(text, depth=0):
    return p(text, numbered=(1, depth))


def cell(content="", span=1, fill="", merge="", bold=False):
    properties = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties += {"begin": '<w:vMerge w:val="restart"/>', "on": "<w:vMerge/>"}.get(merge, "")
    properties += f'<w:shd w:val="clear" w:fill="{fill}"/>' if fill else ""
    if isinstance(content, str):
        content = [content]
    inner = "".join(
        part if part.startswith("<w:p>") or part.startswith("<w:tbl>") else p(part, bold=bold)
        for part in content
    )
    if not inner.endswith("</w:p>"):
        inner += "<w:p/>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tr(*cells, deleted=False):
    mark = "<w:trPr><w:del/></w:trPr>" if deleted else ""
    made = "".join(c if c.startswith("<w:tc>") else cell(c) for c in cells)
    return f"<w:tr>{mark}{made}</w:tr>"


def tbl(*rows):
    return "<w:tbl>" + "".join(r if isinstance(r, str) else tr(*r) for r in rows) + "</w:tbl>"


STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="H{n}"><w:name w:val="heading {n}"/></w:style>'
    for n in range(1, 5)
)
LISTS = (
    '<w:abstractNum w:abstractNumId="0">'
    + "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
        f'<w:lvlText w:val="•"/></w:lvl>'
        for n in range(3)
    )
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>'
    "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
)


def word_parts(*blocks, more=None, links=()):
    body = "".join(blocks)
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{TYPES}"/>',
        "_rels/.rels": relations(("r1", "officeDocument", "word/document.xml", "")),
        "word/document.xml": f'{HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>',
        "word/styles.xml": f'{HEAD}<w:styles xmlns:w="{W}">{STYLES}</w:styles>',
        "word/numbering.xml": f'{HEAD}<w:numbering xmlns:w="{W}">{LISTS}</w:numbering>',
        "word/_rels/document.xml.rels": relations(
            ("r1", "styles", "styles.xml", ""), ("r2", "numbering", "numbering.xml", ""), *links
        ),
        **(more or {}),
    }


def docx(*blocks, **given):
    return archive(word_parts(*blocks, **given))


# ---- Excel


def xlsx(*sheets):
    """Make a workbook: each sheet is (title, rows); a cell is text or (text, {colour, span, ...})."""
    from xlsxwriter import Workbook

    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        for title, rows in sheets:
            page = book.add_worksheet(title)
            for number, row in enumerate(rows):
                for column, held in enumerate(row):
                    _write(book, page, number, column, held)
    return out.getvalue()


def _write(book, page, number, column, held):
    words, look = held if isinstance(held, tuple) else (held, {})
    form = {"bg_color": f"#{look['colour']}"} if "colour" in look else {}
    form |= {"bold": True} if look.get("bold") else {}
    form |= {"num_format": look["form"]} if "form" in look else {}
    style = book.add_format(form) if form else None
    across, down = look.get("span", 1), look.get("down", 1)
    if across > 1 or down > 1:
        last = (number + down - 1, column + across - 1)
        page.merge_range(number, column, *last, words, style or book.add_format({}))
    elif words is None and style:
        page.write_blank(number, column, None, style)
    elif isinstance(words, int | float):
        page.write_number(number, column, words, style)
    elif words:
        page.write_string(number, column, words, style)


# ---- PDF

_WIDTHS = {name: FONT_METRICS[name][1] for name in ("Helvetica", "Helvetica-Bold")}
FONTS = {False: ("F1", "Helvetica"), True: ("F2", "Helvetica-Bold")}


def width_of(text, size, bold=False):
    widths = _WIDTHS[FONTS[bold][1]]
    return sum(widths.get(sign, 556) for sign in text) * size / 1000


def wrapped(text, room, size, bold=False):
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            if line and width_of(f"{line} {word}", size, bold) > room:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}" if line else word
        lines.append(line)
    return lines


class Canvas:
    """A PDF while it is drawn, from the top of the page down."""

    def __init__(self, width=842, height=595):
        self.width, self.height = width, height
        self.pages = []
        self.turn()

    def turn(self):
        self.ops = []
        self.pages.append(self.ops)
        self.y = 50.0

    def text(self, x, words, size=10, bold=False, y=None):
        top = self.y if y is None else y
        shown = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        place = f"{x:.2f} {self.height - top - size:.2f} Td"
        self.ops.append(f"BT /{FONTS[bold][0]} {size} Tf 0 0 0 rg {place} ({shown}) Tj ET")

    def line(self, words, size=10, bold=False, x=50):
        for part in wrapped(words, self.width - 2 * x, size, bold):
            self.text(x, part, size, bold)
            self.y += 1.2 * size
        self.y += 0.8 * size

    def box(self, x, y, width, height, fill=None, stroke=True):
        place = f"{x:.2f} {self.height - y - height:.2f} {width:.2f} {height:.2f} re"
        if fill:
            red, green, blue = (int(fill[at : at + 2], 16) / 255 for at in (0, 2, 4))
            self.ops.append(f"{red:.3f} {green:.3f} {blue:.3f} rg {place} f")
        if stroke:
            self.ops.append(f"0 0 0 RG 0.5 w {place} S")

    def table(self, widths, rows, size=9, x=50, ruled=True):
        for row in rows:
            self.row(widths, row, size, x, ruled)
        self.y += 8

    def row(self, widths, row, size=9, x=50, ruled=True):
        laid, column = [], 0
        for held in row:
            words, look = held if isinstance(held, tuple) else (held, {})
            span = look.get("span", 1)
            room = sum(widths[column : column + span])
            laid.append(
                (words, look, room, wrapped(words, room - 8, size, look.get("bold", False)))
            )
            column += span
        height = max(len(lines) for *_, lines in laid) * 1.2 * size + 6
        if self.y + height > self.height - 60:
            self.turn()
        at = x
        for words, look, room, lines in laid:
            self.box(at, self.y, room, height, look.get("colour"), ruled)
            for number, line in enumerate(lines):
                if words:
                    top = self.y + 3 + number * 1.2 * size
                    self.text(at + 4, line, size, look.get("bold", False), top)
            at += room
        self.y += height

    def bytes(self):
        held = [b"<</Type/Catalog/Pages 2 0 R>>"]
        first = 5
        kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(self.pages)))
        held.append(f"<</Type/Pages/Count {len(self.pages)}/Kids[{kids}]>>".encode())
        held += [
            f"<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/WinAnsiEncoding>>".encode()
            for _, name in FONTS.values()
        ]
        for number, ops in enumerate(self.pages):
            held.append(
                f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {self.width} {self.height}]"
                f"/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>/Contents {first + 2 * number + 1} 0 R>>".encode()
            )
            stream = "\n".join(ops).encode("cp1252", "replace")
            held.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        return assemble_pdf(held)


def assemble_pdf(held, trailer=b"", version=b"%PDF-1.4\n"):
    out = bytearray(version)
    places = []
    for number, content in enumerate(held, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(held) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (
        len(held) + 1,
        trailer,
        start,
    )
    return bytes(out)
