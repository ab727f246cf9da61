"""What is done in processes of its own: a document read, documents linked, things renamed.

Only there the grammar is loaded, not in the process that builds.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from hashlib import sha256
from inspect import signature
from pathlib import Path

from kg import rdf, read
from kg.errors import InputError
from kg.link import corrections
from kg.link.corrections import Correction
from kg.link.decisions import Apart, Decision
from kg.link.groups import Merge
from kg.model import Document, Facts
from kg.pipeline import answers
from kg.pipeline.answers import Answer
from kg.rdf import lines, turtle, validate
from kg.rdf.resolve import resolve
from kg.read.raw import MissingTool
from kg.reference.terms import DCTERMS, FZ, RDF

_BASE = "https://example.org/id/"
# What a piece of a document says of the document itself.
_OF_PIECES = (RDF.type, DCTERMS.identifier)
# The rooms whose tables reading and linking need; those of queries and pages would be loaded in vain.
_READING = tuple(f"kg.{room}" for room in ("reference", "text", "read", "extract", "link", "rdf"))
# Made up; it needs every kind of thing that the grammar knows.
_SAMPLE = """一、2024年工作回顾
全市地区生产总值421.17亿元，同比增长5.6%。阜平县新材料产业园建成投产，河北西岭能源有限公司20万千瓦光伏发电项目开工建设。
"""


def load() -> None:
    """Load the code that both reading and linking run."""
    from kg.extract import document  # noqa: F401
    from kg.link import namings  # noqa: F401
    from kg.rdf import relate  # noqa: F401


def prepare() -> None:
    """Load what the line loads on first use, so that it is there, once, before the first document is forked."""
    read.prepare()
    told = {"place": "河北省保定市", "year": "2024", "kind": "report"}
    document = read.parse(read.Source(Path("sample.txt"), "sample.txt", told), _SAMPLE.encode())
    _gated(facts(document), _BASE)
    list(link(((), _BASE, ())))
    # The sample cannot need everything; what is loaded without an argument is kept in a cache of its module.
    for name, module in sorted(sys.modules.items()):
        if name.startswith(_READING):
            for value in list(vars(module).values()):
                if callable(value) and hasattr(value, "cache_info") and not signature(value).parameters:
                    value()


def answer(task: tuple[read.Source, str, read.Limits, Apart, Sequence[Correction]]) -> Iterator[bytes]:
    """What is answered for a document (`answers`): before its own answer those for pieces of its large tables.

    Only a failure that follows from the file's own bytes is an answer.
    """
    source, base, limits, apart, corrected = task
    data = read.load(source, limits)
    digest = sha256(data).hexdigest()
    try:
        document = read.parse(source, data, limits)
    except InputError as error:
        if _is_due_to(error, MemoryError):
            raise MemoryError from error
        if _is_due_to(error, MissingTool):
            raise
        yield answers.failed(digest, error.reason, error.remedy)
        return
    found = _pieces(document, apart)
    piece, number, facts = next(found), 0, 0
    for following in found:
        number += 1
        facts += _size(piece)
        own: Sequence[Correction] = ()
        if corrected:
            own, corrected = corrections.parted(corrected, piece, rdf.names_of(piece, base))
        yield _of_piece(_gated(piece, base, own), digest, number)
        piece = following
    verdict = _gated(piece, base, corrected)
    head = {
        "sha256": digest, "piece": 0, "pieces": number, "findings": _plain(verdict.findings),
        "characters": len(document.text), "facts": facts + _size(piece),
    }  # fmt: skip
    yield answers.made(head, turtle.nquads(verdict.kept), turtle.nquads(verdict.rejected))


def _size(found: Facts) -> int:
    """How many numbers and projects were found."""
    return len(found.observations) + len(found.projects)


def _of_piece(verdict: validate.Verdict, digest: str, number: int) -> bytes:
    """The answer for a piece of a document, which leaves it to the document's own to say what that is."""
    documents = {quad.subject for quad in verdict.kept if quad.object == FZ.Document}
    kept = [quad for quad in verdict.kept if quad.subject not in documents or quad.predicate in _OF_PIECES]
    findings = [finding for finding in verdict.findings if finding.outcome != "unplaced"]
    head = {"sha256": digest, "piece": number, "pieces": 0, "findings": _plain(findings)}
    return answers.made(head, turtle.nquads(kept), turtle.nquads(verdict.rejected))


def _plain(findings: Iterable[validate.Finding]) -> list[dict[str, str]]:
    return [asdict(finding) for finding in findings]


def link(task: tuple[Sequence[Answer], str, Sequence[Decision]]) -> Iterator[bytes]:
    """What links the documents that were answered for, as answers of its own.

    The head of the last tells the `merges` (IRI that goes, IRI that stays, name), which documents are `touched` by
    which of them (numbers of both), and for the report `proofs` of merges, how many `verdicts` of each kind, `reasons`
    of contradictions.
    """
    from kg.rdf.relate import relate

    told, base, decided = task
    with relate(map(answers.told, told), base, decided) as found:
        pieces = found.quads()
        piece, number = next(pieces), 0
        for following in pieces:
            number += 1
            yield answers.linking({"sha256": "", "piece": number}, turtle.nquads(piece))
            piece = following
        head = {
            "sha256": "",
            "pieces": number,
            "merges": [(merge.merged, merge.kept, merge.kept_name) for merge in found.merges],
            "touched": sorted(found.shelf.touched().items()),
            "proofs": found.proofs,
            "verdicts": found.verdicts,
            "reasons": sorted(found.reasons),
        }
        yield answers.linking(head, turtle.nquads(piece))


def renamed(task: tuple[Answer, Sequence[Merge]]) -> bytes:
    """The answer for a document once things have been merged."""
    answer, merges = task
    kept = b"".join(lines.renamed(answers.kept(answer), lines.renames(merges)))
    return answers.made(answers.head(answer), kept, b"".join(answers.rejected(answer)))


def _is_due_to(error: BaseException | None, kind: type[Exception]) -> bool:
    """Whether a reader gave up on a file, as if that were damaged, for an error of that kind below it."""
    while error and not isinstance(error, kind):
        error = error.__cause__ or error.__context__
    return error is not None


def _gated(found: Facts, base: str, corrected: Sequence[Correction] = ()) -> validate.Verdict:
    """What stays of some facts once they are corrected and checked."""
    document, stale = found.document, tuple[corrections.Stale, ...]()
    if corrected:
        found, stale = corrections.apply(found, corrected, rdf.names_of(found, base))
    verdict = validate.gate(rdf.quads(found, base))
    return replace(verdict, findings=(*verdict.findings, *(_told(document, base, one) for one in stale)))


def _told(document: Document, base: str, one: corrections.Stale) -> validate.Finding:
    """A correction that does not hold, for the report."""
    iri, spot = rdf.document_iri(document.name, base), str(one.correction)
    return validate.Finding(
        document.name, "stale", "Correction", iri, corrections.RULE, "", "", "", "", "",
        f"{spot}：{one.zh}", f"{spot}: {one.en}",
    )  # fmt: skip


def facts(document: Document, apart: Apart = ()) -> Facts:
    """What a document says, every project once; `apart` are names that the user calls different projects."""
    from kg.extract.document import extract

    return _unified(extract(document), apart)


def _pieces(document: Document, apart: Apart) -> Iterator[Facts]:
    """What a document says, in one piece or, where its tables are large, in several."""
    from kg.extract.document import pieces

    return (_unified(found, apart) for found in pieces(document))


def _unified(found: Facts, apart: Apart) -> Facts:
    from kg.link.namings import unify

    names = resolve(found)
    return replace(found, projects=unify(found.projects, names.home.scope, names.area, apart))
