"""The parts of a packed Office document, unpacked within limits and parsed without entities or outside references."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from xml.parsers import expat
from zipfile import ZipFile, ZipInfo

from kg.read.limits import Limits
from kg.read.raw import NotReadable

Attributes = Mapping[str, str]
_AGAIN = "open it in Word, WPS or LibreOffice and save it anew"


class Package:
    """Reads parts by name; what was unpacked so far counts against the limit."""

    def __init__(self, archive: ZipFile, limits: Limits) -> None:
        self.archive, self.limits = archive, limits
        self.left = limits.unpacked
        members = archive.infolist()
        if len(members) > limits.members:
            raise NotReadable(f"holds more than {limits.members} parts", _AGAIN)
        self.members = {member.filename: member for member in members}

    def read(self, name: str) -> bytes:
        """The bytes of a part, none where it is missing."""
        member = self.members.get(name)
        if member is None:
            return b""
        if member.flag_bits & 1:
            raise NotReadable("is protected by a password", "save it without a password")
        # A header may lie about the size: no more than it says is ever unpacked.
        self.left -= member.file_size
        if self.left < 0:
            raise NotReadable(
                f"unpacks to more than {self.limits.unpacked // 1_000_000} MB", "split it into smaller files"
            )
        return self._unpacked(member)

    def _unpacked(self, member: ZipInfo) -> bytes:
        try:
            return self.archive.read(member)
        except NotReadable:
            raise
        except Exception as error:  # zipfile and zlib raise half a dozen kinds for damaged bytes
            raise NotReadable(f"is damaged inside ({member.filename[:60]})", _AGAIN) from error

    def main(self) -> str:
        """The name of the part that holds the text."""
        found: list[str] = []

        def opened(name: str, given: Attributes) -> None:
            if name == "Relationship" and given.get("Type", "").endswith("/officeDocument"):
                found.append(posixpath.normpath(given.get("Target", "")).lstrip("/"))

        self.parse("_rels/.rels", opened)
        return next((name for name in found if name in self.members), "word/document.xml")

    def parse(
        self,
        name: str,
        opened: Callable[[str, Attributes], None],
        closed: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        """Walk through an XML part; elements and attributes come by their names without namespaces."""
        data = self.read(name)
        if not data:
            return
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        depth = 0

        def start(element: str, given: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > self.limits.nesting:
                raise NotReadable(f"nests deeper than {self.limits.nesting} elements", _AGAIN)
            opened(_local(element), {_local(key): value for key, value in given.items()})

        def end(element: str) -> None:
            nonlocal depth
            depth -= 1
            if closed:
                closed(_local(element))

        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.StartDoctypeDeclHandler = _refuse_doctype
        if text:
            parser.CharacterDataHandler = text
        try:
            parser.Parse(data, True)
        except NotReadable:
            raise
        except expat.ExpatError as error:
            raise NotReadable(f"is damaged inside ({name[:60]}: {expat.ErrorString(error.code)})", _AGAIN) from error
        except (LookupError, ValueError) as error:  # an encoding that nobody knows, or that has no such bytes
            raise NotReadable(f"is damaged inside ({name[:60]}: unknown encoding)", _AGAIN) from error


def _refuse_doctype(*_: object) -> None:
    """No Office writes one; it is where entities that grow or lead outside are declared."""
    raise NotReadable("declares entities, which no Office document does", _AGAIN)


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
