"""The graph as the page's tables: read by SPARQL, every row a list, every reference the number of a row.

Rows are sorted by what they say, so that equal graphs give equal bytes. The columns of each table stand in `COLUMNS`
and travel with the data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import Literal, NamedNode, QuerySolution, QuerySolutions, Store

from kg.export.page import queries
from kg.reference import ontology
from kg.reference.terms import PREFIXES, RDFS, SKOS

Row = list[Any]
Tables = dict[str, list[Row]]

# The kinds of entities, in the order in which the page lists them; a thing of several kinds is the first of them.
KINDS = (
    *("AdministrativeDivision", "Zone", "NaturalFeature", "Region", "Place"),
    *("Industry", "Company", "PublicBody", "Institution", "Organization"),
    *("Project", "Indicator"),
)
COLUMNS = {
    "documents": ("iri", "name", "title", "issued", "place", "year", "kind", "text"),
    "entities": ("iri", "kind", "name", "aliases", "detail", "codes"),
    "evidence": ("document", "start", "end", "sentenceStart", "sentenceEnd", "headings", "rule", "page"),
    "origins": ("field", "kind", "document", "start", "end"),
    "observations": (
        *("iri", "indicator", "written", "unit", "measure", "bound", "status", "period", "place"),
        *("canonical", "canonicalUnit", "broader", "evidence", "origins"),
    ),
    "stages": ("iri", "project", "stage", "status", "period", "evidence", "origins"),
    "quantities": ("iri", "project", "role", "written", "unit", "canonical", "canonicalUnit", "evidence"),
    "links": ("from", "kind", "to", "evidence"),
    "mentions": ("entity", "evidence", "nested"),
    "outcomes": ("iri", "target", "results", "verdict", "zh", "en", "difference"),
    "contradictions": ("iri", "claims", "zh", "en"),
    "confirmations": ("from", "to"),
    "precedes": ("from", "to"),
    "merges": ("iri", "entity", "keptName", "merged", "mergedName", "rule", "proofs"),
}
_PROLOGUE = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
NONE = -1


def read(store: Store) -> Tables:
    """All tables of a graph; offsets count code points of the document's text, `NONE` refers to no row."""
    return _Reader(store).tables()


class _Reader:
    """Reads tables in the order in which they refer to each other."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.numbers: dict[str, dict[str, int]] = {}
        self.origins: dict[str, list[int]] = {}

    def tables(self) -> Tables:
        entities = self.entities()
        documents = self.documents()
        evidence = self.evidence()
        origins = self.origin_rows()
        return {
            "documents": documents,
            "entities": entities,
            "evidence": evidence,
            "origins": origins,
            "observations": self.observations(),
            "stages": self.stages(),
            "quantities": self.quantities(),
            "links": self.links(),
            "mentions": self.mentions(),
            "outcomes": self.outcomes(),
            "contradictions": self.contradictions(),
            "confirmations": self.pairs(queries.CONFIRMATIONS, "observations"),
            "precedes": self.pairs(queries.PRECEDES, "stages"),
            "merges": self.merges(),
        }

    def ask(self, query: str) -> Iterator[dict[str, str]]:
        """The solutions of a query as texts, without what is unbound."""
        solutions = self.store.query(_PROLOGUE + query, use_default_graph_as_union=True)
        assert isinstance(solutions, QuerySolutions)
        names = [variable.value for variable in solutions.variables]
        for solution in solutions:
            yield {name: value for name in names if (value := _text(solution, name)) is not None}

    def number(self, table: str, iri: str | None) -> int:
        return self.numbers[table].get(iri or "", NONE)

    def gather(self, query: str, key: str, value: str) -> dict[str, list[str]]:
        """All values of a key, sorted, each once."""
        found: dict[str, set[str]] = {}
        for row in self.ask(query):
            found.setdefault(row[key], set()).add(row[value])
        return {name: sorted(values) for name, values in found.items()}

    def keep(self, table: str, rows: dict[str, Row], order: Any) -> list[Row]:
        """Sort rows by `order` and remember where each is."""
        names = sorted(rows, key=lambda iri: (order(rows[iri]), iri))
        self.numbers[table] = {iri: number for number, iri in enumerate(names)}
        return [rows[iri] for iri in names]

    def entities(self) -> list[Row]:
        aliases = self.gather(queries.ALIASES, "iri", "alias")
        codes = self.gather(queries.CODES, "iri", "code")
        rows: dict[str, Row] = {}
        for row in self.ask(queries.ENTITIES):
            found = [KINDS.index(row["kind"]), row["name"], row.get("detail", "")]
            if row["iri"] not in rows or found < rows[row["iri"]]:
                rows[row["iri"]] = found
        whole = {
            iri: [iri, kind, name, aliases.get(iri, []), detail, codes.get(iri, [])]
            for iri, (kind, name, detail) in rows.items()
        }
        return self.keep("entities", whole, lambda row: (row[1], row[2]))

    def documents(self) -> list[Row]:
        rows: dict[str, Row] = {}
        for row in self.ask(queries.DOCUMENTS):
            found: Row = [row.get(name, "") for name in COLUMNS["documents"]]
            found[4] = self.number("entities", row.get("place"))
            rows[row["iri"]] = min(found, rows.get(row["iri"], found))
        return self.keep("documents", rows, lambda row: row[1])

    def stretches(self, query: str) -> dict[str, list[list[int]]]:
        """Where the headings of sentences stand."""
        found: dict[str, set[tuple[int, int]]] = {}
        for row in self.ask(query):
            found.setdefault(row["iri"], set()).add((int(row["start"]), int(row["end"])))
        return {iri: [list(span) for span in sorted(spans)] for iri, spans in found.items()}

    def evidence(self) -> list[Row]:
        headings = self.stretches(queries.HEADINGS)
        rows = {}
        for row in self.ask(queries.EVIDENCE):
            document = self.number("documents", row["document"])
            offsets = [int(row[name]) for name in ("start", "end", "sentenceStart", "sentenceEnd")]
            told = [row.get(name, "") for name in ("rule", "page")]
            rows[row["iri"]] = [document, *offsets, headings.get(row["sentence"], []), *told]
        return self.keep("evidence", rows, lambda row: row[:3])

    def origin_rows(self) -> list[Row]:
        rows, facts = {}, []
        for row in self.ask(queries.ORIGINS):
            spot = [self.number("documents", row.get("document")), int(row.get("start", 0)), int(row.get("end", 0))]
            rows[row["origin"]] = [row["field"], row["kind"], *spot]
            facts.append((row["fact"], row["origin"]))
        kept = self.keep("origins", rows, lambda row: (row[2:], row[:2]))
        for fact, origin in sorted(set(facts), key=lambda pair: self.number("origins", pair[1])):
            self.origins.setdefault(fact, []).append(self.number("origins", origin))
        return kept

    def proof(self, row: dict[str, str]) -> int:
        return self.number("evidence", row.get("mention"))

    def observations(self) -> list[Row]:
        rows = {}
        names = ("written", "unit", "measure", "bound", "status", "period")
        for row in self.ask(queries.OBSERVATIONS):
            indicator, place = (self.number("entities", row.get(name)) for name in ("indicator", "place"))
            canonical = [row.get(name, "") for name in ("canonical", "canonicalUnit", "broader")]
            told = [row.get(name, "") for name in names]
            rows[row["iri"]] = [
                *(row["iri"], indicator, *told, place, *canonical),
                *(self.proof(row), self.origins.get(row["iri"], [])),
            ]
        return self.keep("observations", rows, lambda row: row[12])

    def stages(self) -> list[Row]:
        rows = {}
        for row in self.ask(queries.STAGES):
            told = [row.get(name, "") for name in ("stage", "status", "period")]
            project = self.number("entities", row["project"])
            rows[row["iri"]] = [row["iri"], project, *told, self.proof(row), self.origins.get(row["iri"], [])]
        return self.keep("stages", rows, lambda row: (row[1], row[5]))

    def quantities(self) -> list[Row]:
        rows = {}
        for row in self.ask(queries.QUANTITIES):
            told = [row.get(name, "") for name in ("role", "written", "unit", "canonical", "canonicalUnit")]
            rows[row["iri"]] = [row["iri"], self.number("entities", row["project"]), *told, self.proof(row)]
        return self.keep("quantities", rows, lambda row: (row[1], row[7]))

    def links(self) -> list[Row]:
        """What is told between entities; a link without a statement of its own has no evidence."""
        pairs: dict[tuple[int, str, int], int] = {}
        for row in self.ask(queries.LINKS):
            pairs.setdefault(
                (self.number("entities", row["from"]), row["kind"], self.number("entities", row["to"])), NONE
            )
        for row in self.ask(queries.STATEMENTS):
            key = self.number("entities", row["from"]), row["kind"], self.number("entities", row["to"])
            if key in pairs:
                proof = self.proof(row)
                pairs[key] = proof if pairs[key] == NONE else min(pairs[key], proof)
        return [[*key, proof] for key, proof in sorted(pairs.items()) if NONE not in (key[0], key[2])]

    def mentions(self) -> list[Row]:
        found = {
            (self.number("entities", row["entity"]), self.number("evidence", row["iri"]), int("nested" in row))
            for row in self.ask(queries.MENTIONS)
        }
        return [list(row) for row in sorted(found) if NONE not in row[:2]]

    def numbers_of(self, query: str, table: str) -> dict[str, list[int]]:
        """The rows of a table that each thing names, those that it has."""
        found = self.gather(query, "iri", "of")
        return {iri: sorted({self.number(table, of) for of in names} - {NONE}) for iri, names in found.items()}

    def outcomes(self) -> list[Row]:
        results = self.numbers_of(queries.RESULTS, "observations")
        rows = {}
        for row in self.ask(queries.OUTCOMES):
            told = [row.get(name, "") for name in ("verdict", "zh", "en", "difference")]
            rows[row["iri"]] = [
                *(row["iri"], self.number("observations", row["target"]), results.get(row["iri"], []), *told)
            ]
        return [row for row in self.keep("outcomes", rows, lambda row: row[1]) if row[1] != NONE]

    def contradictions(self) -> list[Row]:
        claims = self.numbers_of(queries.CLAIMS, "observations")
        rows = {
            row["iri"]: [row["iri"], claims.get(row["iri"], []), row.get("zh", ""), row.get("en", "")]
            for row in self.ask(queries.CONTRADICTIONS)
        }
        return [row for row in self.keep("contradictions", rows, lambda row: row[1]) if len(row[1]) > 1]

    def pairs(self, query: str, table: str) -> list[Row]:
        found = {(self.number(table, row["from"]), self.number(table, row["to"])) for row in self.ask(query)}
        return [list(pair) for pair in sorted(found) if NONE not in pair]

    def merges(self) -> list[Row]:
        proofs = self.numbers_of(queries.MERGE_PROOF, "evidence")
        rows = {}
        for row in self.ask(queries.MERGES):
            told = [row.get(name, "") for name in ("keptName", "merged", "mergedName", "rule")]
            rows[row["iri"]] = [*(row["iri"], self.number("entities", row["kept"]), *told, proofs.get(row["iri"], []))]
        return [row for row in self.keep("merges", rows, lambda row: (row[1], row[4])) if row[1] != NONE]


def _text(solution: QuerySolution, name: str) -> str | None:
    value = solution[name]
    return value.value if isinstance(value, NamedNode | Literal) else None


def words() -> dict[str, dict[str, str]]:
    """What the ontology calls its classes, properties and concepts: local name -> language -> label."""
    files = (ontology.CLASSES, ontology.PROPERTIES, ontology.CONCEPTS)
    found: dict[str, dict[str, str]] = {}
    for triple in ontology.triples(*files):
        if triple.predicate in (RDFS.label, SKOS.prefLabel) and isinstance(triple.object, Literal):
            name = _local(str(getattr(triple.subject, "value", "")))
            found.setdefault(name, {})[triple.object.language or ""] = triple.object.value
    return found


def _local(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]


def used(tables: Tables, labels: dict[str, dict[str, str]], extra: Iterable[str] = ()) -> dict[str, dict[str, str]]:
    """Those of the labels that the tables need; of stages, statuses and verdicts all, for the page lists them."""
    names = {*KINDS, *extra}
    names |= {name for name in labels if name.startswith(("stage-", "status-", "verdict-"))}
    for scheme, table, column in (
        ("measure", "observations", 4),
        ("bound", "observations", 5),
        ("kind", "documents", 6),
        ("origin", "origins", 1),
    ):
        names |= {f"{scheme}-{row[column]}" for row in tables[table]}
    names |= {row[0] for row in tables["origins"]}
    names |= {cell for row in tables["observations"] for cell in (row[10], row[11])}
    names |= {row[6] for row in tables["quantities"]}
    return {name: labels[name] for name in sorted(names) if name in labels}
