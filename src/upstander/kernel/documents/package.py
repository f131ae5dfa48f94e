"""The archive in which Word and Excel keep their parts, looked at before anything is unpacked."""

import posixpath
import zlib
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from upstander.kernel.documents.limits import (
    HIGHEST_RATIO,
    LARGEST_ARCHIVE,
    LARGEST_PART,
    MOST_ENTRIES,
    SMALL_PART,
    NotRead,
)
from upstander.kernel.documents.markup import DAMAGED, Node, parse
from upstander.kernel.documents.model import Note
from upstander.kernel.documents.tidy import tidy

_BROKEN = (BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, EOFError, KeyError)


class Package:
    """The parts of a Word or Excel file. Nothing that lies elsewhere is ever fetched."""

    def __init__(self, content: bytes, program: str) -> None:
        """Look at what the archive would unpack to; raises NotRead for what is not to be read."""
        self.program = program
        try:
            self.archive = ZipFile(BytesIO(content))
            entries = self.archive.infolist()
        except _BROKEN as error:
            raise NotRead(DAMAGED.format(program=program)) from error
        self._check(entries)
        self.names = {entry.filename for entry in entries}

    def _check(self, entries: list[ZipInfo]) -> None:
        if any(entry.flag_bits & 1 for entry in entries):
            raise NotRead("The file has a password. Save it without one and bring it in again.")
        names = [entry.filename for entry in entries]
        if any(_leads_out(name) for name in names) or len(set(names)) < len(names):
            raise NotRead(
                f"The file holds paths that {self.program} never writes. Open it there, save it "
                "under a new name, and bring that in."
            )
        if len(entries) > MOST_ENTRIES or _unpacks_too_far(entries):
            raise NotRead(
                "The file unpacks to far more than a plan. Copy only the plan to a new file and "
                "bring that in."
            )
        if any(name.lower().endswith("vbaproject.bin") for name in names):
            kind = "docx" if self.program == "Word" else "xlsx"
            raise NotRead(
                f"The file holds macros, which are never run or kept. Save it as {kind} and bring "
                "that in."
            )

    def read(self, name: str) -> bytes:
        """Unpack one part; what the archive says of its length is not believed."""
        try:
            with self.archive.open(name) as part:
                data = part.read(LARGEST_PART + 1)
        except _BROKEN as error:
            raise NotRead(DAMAGED.format(program=self.program)) from error
        if len(data) > LARGEST_PART:
            raise NotRead(
                "The file unpacks to far more than a plan. Copy only the plan to a new file and "
                "bring that in."
            )
        return data

    def part(self, name: str) -> Node | None:
        """Read a part as XML; None where there is none of that name."""
        return parse(self.read(name), self.program) if name in self.names else None

    def each(self, name: str, tag: str, taker: Callable[[Node], None]) -> Node:
        """Read a part, handing on each element of a name as soon as it ends."""
        return parse(self.read(name), self.program, tag, taker)

    def relations(self, name: str) -> dict[str, Node]:
        """List what a part points to, by the key under which it speaks of it."""
        folder, own = posixpath.split(name)
        found = self.part(posixpath.join(folder, "_rels", f"{own}.rels"))
        return {node.get("Id"): node for node in found.all("Relationship")} if found else {}

    def target(self, name: str, relation: Node) -> str:
        """Give the part that a relation of another part means."""
        path = relation.get("Target")
        joined = path if path.startswith("/") else posixpath.join(posixpath.dirname(name), path)
        return posixpath.normpath(joined).lstrip("/")

    def of_type(self, name: str, ending: str) -> str:
        """Find the part of a type that another part points to; '' where there is none."""
        for relation in self.relations(name).values():
            if relation.get("Type").endswith(f"/{ending}"):
                target = self.target(name, relation)
                if target in self.names:
                    return target
        return ""

    def title(self) -> str:
        """Give the title that the file's properties tell."""
        root = self.part(self.of_type("", "core-properties"))
        title = root.first("title") if root else None
        return tidy(title.text)[:300] if title else ""

    def elsewhere(self) -> Iterator[Note]:
        """Note what the file wants from elsewhere: templates and objects, not plain links."""
        for name in sorted(name for name in self.names if name.endswith(".rels")):
            found = self.part(name)
            for relation in found.all("Relationship") if found else ():
                plain = relation.get("Type").endswith("/hyperlink")
                if relation.get("TargetMode") == "External" and not plain:
                    yield Note(
                        "The file",
                        relation.get("Target")[:300],
                        "The file points to something kept elsewhere. It was not fetched.",
                    )


def _leads_out(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name.startswith("/") or ":" in parts[0] or "\0" in name


def _unpacks_too_far(entries: list[ZipInfo]) -> bool:
    too_dense = any(
        entry.file_size > SMALL_PART
        and entry.file_size > HIGHEST_RATIO * max(entry.compress_size, 1)
        for entry in entries
    )
    too_large = any(
        entry.file_size > LARGEST_PART and entry.filename.endswith((".xml", ".rels"))
        for entry in entries
    )
    return too_dense or too_large or sum(entry.file_size for entry in entries) > LARGEST_ARCHIVE


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Make an archive of parts, in their order; the same parts give the same bytes."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = ZipInfo(name, date_time=(2000, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()
