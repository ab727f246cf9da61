"""One document, in a process of its own: file in, facts, quads out.

Only here the grammar is loaded, not in the process that builds.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, replace
from hashlib import sha256
from inspect import signature
from typing import Any

from kg import rdf, read
from kg.errors import InputError
from kg.link.decisions import Apart
from kg.link.namings import unify
from kg.model import Document, Facts, Origin, Told
from kg.rdf import turtle, validate
from kg.rdf.resolve import resolve
from kg.read.raw import MissingTool

_BASE = "https://example.org/id/"
# Made up; it needs every kind of thing that the grammar knows.
_SAMPLE = """一、2024年工作回顾
全市地区生产总值421.17亿元，同比增长5.6%。阜平县新材料产业园建成投产，河北西岭能源有限公司20万千瓦光伏发电项目开工建设。
"""


def prepare() -> None:
    """Load what the line loads on first use, so that it is there, once, before the first document is forked."""
    title, place, year, kind, date = (
        Told(value, Origin("manifest")) for value in ("", "河北省保定市", "2024", "report", "")
    )
    _line(Document("", _SAMPLE, "", title, place, year, kind, date), _BASE)
    # The sample cannot need everything; what is loaded without an argument is kept in a cache of its module.
    for name, module in sorted(sys.modules.items()):
        if name.startswith("kg."):
            for value in list(vars(module).values()):
                if callable(value) and hasattr(value, "cache_info") and not signature(value).parameters:
                    value()


def answer(task: tuple[read.Source, str, read.Limits, Apart]) -> bytes:
    """A line of JSON about the document, then the quads that were kept and those that were not.

    Only a failure that follows from the file's own bytes is an answer.
    """
    source, base, limits, apart = task
    data = read.load(source, limits)
    head: dict[str, Any] = {"sha256": sha256(data).hexdigest(), "failure": None, "kept": 0, "findings": []}
    kept = rejected = b""
    try:
        document = read.parse(source, data, limits)
    except InputError as error:
        if _is_due_to(error, MemoryError):
            raise MemoryError from error
        if _is_due_to(error, MissingTool):
            raise
        head["failure"] = error.reason, error.remedy
    else:
        verdict = _line(document, base, apart)
        kept, rejected = turtle.nquads(verdict.kept), turtle.nquads(verdict.rejected)
        findings = [asdict(finding) for finding in verdict.findings]
        head |= {"kept": len(kept), "findings": findings}
    return b"\n".join((json.dumps(head).encode(), kept + rejected))


def _is_due_to(error: BaseException | None, kind: type[Exception]) -> bool:
    """Whether a reader gave up on a file, as if that were damaged, for an error of that kind below it."""
    while error and not isinstance(error, kind):
        error = error.__cause__ or error.__context__
    return error is not None


def _line(document: Document, base: str, apart: Apart = ()) -> validate.Verdict:
    return validate.gate(rdf.quads(facts(document, apart), base))


def facts(document: Document, apart: Apart = ()) -> Facts:
    """What a document says, every project once; `apart` are names that the user calls different projects."""
    from kg.extract.document import extract

    found = extract(document)
    names = resolve(found)
    return replace(found, projects=unify(found.projects, names.home.scope, names.area, apart))
