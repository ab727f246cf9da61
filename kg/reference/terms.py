"""Terms: namespaces, IRIs and literals as every parser takes them.

IRIs come from hashes only and pass `pyoxigraph.NamedNode`; literals lose what no two parsers treat alike.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation, localcontext
from hashlib import sha256

from pyoxigraph import Literal, NamedNode

from kg.errors import InputError

_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\ufffb\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "\U000e0000-\U000e0fff]"
)
_GAP = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")


class Namespace:
    """A vocabulary: `FZ.value` and `FZ["at-least"]` are its terms, each made once."""

    def __init__(self, iri: str) -> None:
        self.iri = iri
        self._terms: dict[str, NamedNode] = {}

    def __getitem__(self, name: str) -> NamedNode:
        term = self._terms.get(name)
        if term is None:
            term = self._terms[name] = NamedNode(self.iri + name)
        return term

    def __getattr__(self, name: str) -> NamedNode:
        if name.startswith("_"):
            raise AttributeError(name)
        term = self.__dict__[name] = self[name]  # found there the next time, without this call
        return term


# Where the IRIs of the data begin unless the user says otherwise.
BASE = "https://w3id.org/fazhan/id/"
FZ = Namespace("https://w3id.org/fazhan/ontology#")
GBT = Namespace("https://w3id.org/fazhan/gbt4754/")
DCTERMS = Namespace("http://purl.org/dc/terms/")
NIF = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
PROV = Namespace("http://www.w3.org/ns/prov#")
QB = Namespace("http://purl.org/linked-data/cube#")
QUDT = Namespace("http://qudt.org/schema/qudt/")
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
SCHEMA = Namespace("http://schema.org/")
SH = Namespace("http://www.w3.org/ns/shacl#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")

# The prefixes of everything that is written, in the order in which a reader wants them.
PREFIXES = {
    "fz": FZ.iri,
    "rdf": RDF.iri,
    "rdfs": RDFS.iri,
    "xsd": XSD.iri,
    "dcterms": DCTERMS.iri,
    "foaf": "http://xmlns.com/foaf/0.1/",
    "gbt": GBT.iri,
    "nif": NIF.iri,
    "org": "http://www.w3.org/ns/org#",
    "prov": PROV.iri,
    "qb": QB.iri,
    "qudt": QUDT.iri,
    "quantitykind": "http://qudt.org/vocab/quantitykind/",
    "schema": SCHEMA.iri,
    "sh": SH.iri,
    "skos": SKOS.iri,
    "unit": "http://qudt.org/vocab/unit/",
}


def checked_base(base: str) -> str:
    """The base of the data's IRIs, if IRIs can begin with it; raises InputError."""
    try:
        NamedNode(base + "x")
    except ValueError as error:
        raise InputError(
            "--base", f"{base!r} is no absolute IRI", "give one such as https://example.org/id/"
        ) from error
    if base[-1:] not in ("/", "#"):
        raise InputError("--base", f"{base!r} ends in neither / nor #", "end it so that a name can follow")
    return base


def mint(base: str, kind: str, *parts: str) -> NamedNode:
    """The IRI of a thing: its kind and a hash of what identifies it; equal parts give equal IRIs in every document."""
    key = unicodedata.normalize("NFC", "\x1f".join((kind, *parts)))
    return NamedNode(f"{base}{kind}-{sha256(key.encode('utf-8', 'replace')).hexdigest()[:16]}")


def namespace(iri: str) -> str:
    """Where an IRI begins, up to its last `/` or `#`."""
    return iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]


def local(iri: str) -> str:
    """The name at the end of an IRI.

    >>> local("https://w3id.org/fazhan/ontology#Project"), local("http://qudt.org/vocab/unit/CCY_CNY")
    ('Project', 'CCY_CNY')
    """
    return iri[len(namespace(iri)) :]


def clean(text: str) -> str:
    """Text without control, bidi, zero-width and non-characters.

    >>> clean("青海\\u200b湖\\x00")
    '青海湖'
    """
    return _UNWANTED.sub("", text)


def same_length(text: str) -> str:
    """Like `clean`, but with a space for each character, so that offsets into the text stay right."""
    return _UNWANTED.sub(" ", text)


def tight(text: str) -> str:
    """A name without the spaces and line breaks that stand beside Chinese characters.

    >>> tight("盐湖 产业\\n园"), tight("Airbus Helicopters 项目")
    ('盐湖产业园', 'Airbus Helicopters项目')
    """
    return _GAP.sub("", clean(text)).strip()


def string(text: str) -> Literal:
    """A plain string."""
    return Literal(clean(text))


def chinese(text: str) -> Literal:
    """A text in Chinese."""
    return Literal(clean(text), language="zh")


def integer(number: int) -> Literal:
    """An xsd:integer."""
    return Literal(str(number), datatype=XSD.integer)


def decimal(number: Decimal) -> Literal:
    """An xsd:decimal in its canonical form (XSD 1.1): no exponent, no needless zeros.

    >>> decimal(Decimal("0.50")).value, decimal(Decimal("1E+8")).value
    ('0.5', '100000000')
    """
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return Literal("0" if text == "-0" else text, datatype=XSD.decimal)


def rounded(number: Decimal) -> Decimal:
    """To six places, however long the number is."""
    with localcontext() as context:
        context.prec = 80
        return round(number, 6)


def year(text: str) -> Literal:
    """An xsd:gYear."""
    return Literal(text, datatype=XSD.gYear)


def number(text: str) -> Decimal | None:
    """The number that a value as written stands for, None where it is none; `2×660` is 1320, `2×660+350` 1670.

    >>> number("2×660"), number("455.19"), number("几")
    (Decimal('1320'), Decimal('455.19'), None)
    """
    total = Decimal(0)
    for term in text.split("+"):
        product = Decimal(1)
        for factor in re.split("[×xX*]", term):
            try:
                if not re.fullmatch(r"-?[0-9]{1,30}(?:\.[0-9]{1,12})?", factor.strip()):
                    return None
                product *= Decimal(factor.strip())
            except InvalidOperation:
                return None
        total += product
    return total
