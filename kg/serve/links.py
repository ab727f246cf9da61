"""Addresses of the pages: where an IRI has its page, where a text its place."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode


@dataclass(frozen=True, slots=True)
class Links:
    """Makes addresses below the root of the server, for data whose IRIs begin with `base`.

    >>> Links("https://example.org/id/").thing("https://example.org/id/place-1")
    '/id/place-1'
    >>> Links("https://example.org/id/").thing("http://a/b")
    '/resource?iri=http%3A%2F%2Fa%2Fb'
    """

    base: str

    def local(self, iri: str) -> str:
        """What follows the base, percent-encoded; empty where the IRI lies elsewhere."""
        rest = iri.removeprefix(self.base) if self.base and iri.startswith(self.base) else ""
        # A segment of dots would be taken for a step up, a percent sign for an escape.
        return "" if "%" in rest or set(rest.split("/")) & {"", ".", ".."} else quote(rest, safe="/:@!$&'()*+,;=~-._")

    def thing(self, iri: str) -> str:
        """The page of an IRI."""
        local = self.local(iri)
        return f"/id/{local}" if local else f"/resource?{urlencode({'iri': iri})}"

    def text(self, name: str, start: str = "", end: str = "") -> str:
        """The text of a document by the name of its file, at a place.

        >>> Links("").text("a.txt", "3", "5")
        '/document?name=a.txt&start=3&end=5#here'
        """
        told = {"name": name} | ({"start": start} if start else {}) | ({"end": end} if end else {})
        return f"/document?{urlencode(told)}" + ("#here" if start else "")

    def document(self, iri: str, start: int | None = None, end: int | None = None) -> str:
        """The text of a document, at a place."""
        local = self.local(iri)
        told: dict[str, object] = {} if local else {"iri": iri}
        if start is not None and end is not None:
            told |= {"start": start, "end": end}
        address = f"/document/{local}" if local else "/document"
        return address + (f"?{urlencode(told)}" if told else "") + ("#here" if start is not None else "")
