"""A Word form that somebody else designed: its named places get words, all else stays as it is.

What is filled in is text, and never looked through for places. A form that fetches something from
elsewhere, or runs anything when it is opened, is refused: whoever made it would learn of each time.
"""

from collections.abc import Collection, Mapping

from upstander.kernel.documents.limits import MEGABYTE, NotRead
from upstander.kernel.documents.markup import parse
from upstander.kernel.documents.package import Package, packed
from upstander.kernel.documents.tidy import word_set
from upstander.kernel.documents.word_places import (
    Element,
    all_of,
    attribute,
    codes_of,
    places_of,
    say,
    set_attribute,
)

LARGEST = 2 * MEGABYTE
LARGEST_STORY = 4 * MEGABYTE  # of text, unpacked
MOST_MARKS = 300_000
EMBEDDED = frozenset({"aFChunk", "attachedTemplate", "control", "oleObject", "package"})
# what a field may do when the file is opened: count pages, give the day, hold what is typed
FIELDS = word_set(
    "PAGE NUMPAGES SECTIONPAGES PAGEREF REF STYLEREF SEQ TOC HYPERLINK DATE TIME CREATEDATE "
    "SAVEDATE PRINTDATE TITLE FILENAME FORMTEXT FORMCHECKBOX FORMDROPDOWN"
)


class WordForm:
    """A form that was read; it can be filled once."""

    def __init__(self, content: bytes) -> None:
        """Find its places; raises NotRead for what is no form, or does more than hold words."""
        if len(content) > LARGEST:
            raise NotRead("The form is larger than 2 MB. Make its pictures smaller, or leave some.")
        self._package = Package(content, "Word")
        _refuse_what_reaches_out(self._package)
        told = {name: self._package.read(name) for name in _stories(self._package)}
        _refuse_too_much(told.values())
        self._roots = {name: _root(content) for name, content in told.items()}
        self._places = [place for root in self._roots.values() for place in places_of(root)]

    @property
    def places(self) -> frozenset[str]:
        """Name its places."""
        return frozenset(name for name, _ in self._places)

    def filled(self, values: Mapping[str, str]) -> bytes:
        """Put words into the places, and nothing into those for which there are none."""
        for name, text in self._places:
            say(text, values.get(name, ""))
        names = [each.filename for each in self._package.archive.infolist() if not each.is_dir()]
        return packed({name: self._written(name) for name in names})

    def _written(self, name: str) -> bytes:
        if name not in self._roots:
            return self._package.read(name)
        document = self._roots[name].ownerDocument
        written: bytes = document.toxml(encoding="UTF-8", standalone=True)
        return written


def _refuse_what_reaches_out(package: Package) -> None:
    for name in sorted(name for name in package.names if name.endswith(".rels")):
        found = package.part(name)
        for relation in found.all("Relationship") if found else ():
            kind = relation.get("Type").rpartition("/")[2]
            if kind in EMBEDDED:
                raise NotRead("The form holds another file, a template or a control. Take it out.")
            if relation.get("TargetMode") == "External" and kind != "hyperlink":
                raise NotRead(
                    "The form fetches something that is kept elsewhere, so others could see when "
                    "it is opened. Put pictures into the file itself."
                )


def _stories(package: Package) -> list[str]:
    """Name the parts that hold the text one sees: the document, its headers and its footers."""
    main = package.of_type("", "officeDocument")
    if not main.startswith("word/"):
        raise NotRead("The form is no Word document. Save it as docx and choose that.")
    around = [
        package.target(main, relation)
        for relation in package.relations(main).values()
        if relation.get("Type").endswith(("/header", "/footer"))
    ]
    return [main, *(name for name in around if name in package.names)]


def _refuse_too_much(stories: Collection[bytes]) -> None:
    size, marks = sum(map(len, stories)), sum(content.count(b"<") for content in stories)
    if size > LARGEST_STORY or marks > MOST_MARKS:
        raise NotRead("The form holds far more text than a form does. Take out what nobody fills.")


def _root(content: bytes) -> Element:
    """Read a part so that it can be written again, with all that other parts speak of."""
    # no page needs it, but those of forms
    from defusedxml.minidom import parseString  # noqa: PLC0415

    parse(content, "Word")  # refuses what is nested too deep, or not to be trusted
    root: Element = parseString(content).documentElement
    for code in codes_of(root):
        if code not in FIELDS:
            raise NotRead(
                f"The form holds a field “{code[:40]}”, which could fetch or run something. In "
                "Word, select it and press Ctrl+Shift+F9: then it is plain text."
            )
    for height in all_of(root, "trHeight"):  # a row that cannot grow would hide a long answer
        if attribute(height, "hRule") == "exact":
            set_attribute(height, "hRule", "atLeast")
    return root
