"""What a screen reader is told by a PDF: its structure tree, with the words of each part."""

from collections import defaultdict
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.utils import decode_text

PAGE_FURNITURE = "Artifact"


@dataclass
class Tag:
    """One part of the tree: its kind, its attributes, its words and what lies within it."""

    kind: str
    attributes: dict = field(default_factory=dict)
    alt: str = ""
    language: str = ""
    members: list = field(default_factory=list)  # tags and text, in order

    @property
    def text(self):
        return "".join(held if isinstance(held, str) else held.text for held in self.members)

    def all(self, *kinds):
        for held in self.members:
            if isinstance(held, Tag):
                if not kinds or held.kind in kinds:
                    yield held
                yield from held.all(*kinds)

    def words(self):
        """Give the words in the order in which they are read, whatever lies between them."""
        for held in self.members:
            yield from (held.split() if isinstance(held, str) else held.words())


def tree_of(content):
    """Read the whole tree."""
    words, languages = _words_by_mark(content)
    with pikepdf.open(BytesIO(content)) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        root = pdf.Root.StructTreeRoot
        roles = {str(key): str(value) for key, value in (root.get("/RoleMap") or {}).items()}
        top = Tag("Root", {"languages": languages})
        _gather(root.get("/K"), top, None, pages, words, roles)
    return top


def _gather(node, parent, page, pages, words, roles):
    if isinstance(node, pikepdf.Array):
        for member in node:
            _gather(member, parent, page, pages, words, roles)
    elif isinstance(node, int):
        parent.members.append(words[page, node])
    elif node is not None and node.get("/Type") == "/MCR":
        own = pages[node.Pg.objgen] if "/Pg" in node else page
        parent.members.append(words[own, int(node.MCID)])
    elif node is not None and node.get("/Type") != "/OBJR":
        page = pages[node.Pg.objgen] if "/Pg" in node else page
        kind = str(node.S)
        kind = roles.get(kind, kind).lstrip("/")
        tag = Tag(kind, _attributes(node.get("/A")), str(node.get("/Alt", "")))
        tag.language = str(node.get("/Lang", ""))
        parent.members.append(tag)
        if "/ActualText" in node:
            tag.members.append(str(node.ActualText))
        else:
            _gather(node.get("/K"), tag, page, pages, words, roles)


def _attributes(held):
    if held is None:
        return {}
    found = {}
    for attributes in held if isinstance(held, pikepdf.Array) else [held]:
        if isinstance(attributes, pikepdf.Dictionary):
            found |= {str(key).lstrip("/"): attributes[key] for key in list(attributes)}
    return found


class _Marks(PDFTextDevice):
    """Gathers the letters drawn within each mark of a page."""

    def __init__(self, resources):
        super().__init__(resources)
        self.found = defaultdict(str)
        self.open = []
        self.page = -1
        self.reversed = False
        self.languages = set()

    def begin_page(self, page, ctm):
        self.page += 1

    def begin_tag(self, tag, props=None):
        held = props if isinstance(props, dict) else {}
        actual = held.get("ActualText")
        if actual is not None and self.open:
            self.put(decode_text(actual))
        if getattr(tag, "name", "") == "ReversedChars":
            self.reversed = True
        own = held.get("MCID", self.open[-1][0] if self.open else None)
        if "Lang" in held:
            self.languages.add(decode_text(held["Lang"]))
        self.open.append((own, actual is not None or bool(self.open and self.open[-1][1])))

    def end_tag(self):
        self.open.pop()
        self.reversed = False

    def put(self, text):
        if self.open and self.open[-1][0] is not None and not self.open[-1][1]:
            self.found[self.page, self.open[-1][0]] += text

    def render_string(self, textstate, seq, ncs, graphicstate):
        codes = [c for part in seq if isinstance(part, bytes) for c in textstate.font.decode(part)]
        letters = [_letter(textstate.font, code) for code in codes]
        # what is drawn from right to left stands in the file from left to right, and says so
        self.put("".join(reversed(letters) if self.reversed else letters))


def _letter(font, code):
    try:
        return font.to_unichr(code)
    except PDFUnicodeNotDefined:
        return "?"


def _words_by_mark(content):
    resources = PDFResourceManager()
    device = _Marks(resources)
    interpreter = PDFPageInterpreter(resources, device)
    for page in PDFPage.create_pages(PDFDocument(PDFParser(BytesIO(content)))):
        interpreter.process_page(page)
    return device.found, device.languages
