"""Triples that are taken out: what is left is what would have been read without them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Triple

from kg.rdf.triples import Data
from kg.reference.terms import RDF

NODES = [NamedNode(f"https://example.org/{name}") for name in "abcde"]
PREDICATES = [RDF.type, *NODES[:2]]
TRIPLES = st.lists(
    st.builds(Triple, st.sampled_from(NODES), st.sampled_from(PREDICATES), st.sampled_from(NODES)),
    unique=True, max_size=20,
)  # fmt: skip


@given(TRIPLES, st.sets(st.sampled_from(NODES), max_size=2), st.integers(0, 19))
def test_removing_is_like_never_having_read(triples: list[Triple], gone: set[NamedNode], link: int) -> None:
    data = Data(triples)
    data.users(NODES[0])  # made before anything goes, as the gate does
    links = [(item.subject, item.predicate, item.object) for item in triples[link : link + 1]]
    data.remove(sorted(gone, key=str), links)  # type: ignore[arg-type]
    left = Data(
        item
        for item in triples
        if not {item.subject, item.object} & gone and (item.subject, item.predicate, item.object) not in links
    )
    said = {node: told for node, told in data.outgoing.items() if told}
    assert said == left.outgoing
    for node in NODES:
        assert set(data.users(node)) == set(left.users(node))
        assert all(data.is_a(node, cls) == left.is_a(node, cls) for cls in NODES)
        assert set(data.inverse(PREDICATES[1]).get(node, ())) == set(left.inverse(PREDICATES[1]).get(node, ()))
