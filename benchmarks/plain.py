"""What a straightforward script does with the same reports: jieba.posseg, patterns for figures, rdflib, pyvis.

It knows no headings, no periods, no bounds, and no document but the one at hand; it is here for its speed alone.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import jieba.posseg
import rdflib
from pyvis.network import Network

_NS = rdflib.Namespace("https://example.org/")
_FIGURE = re.compile("([一-鿿]{2,12})(?:达到|完成|实现|增长|为)?([0-9]+(?:[.][0-9]+)?)([一-鿿%]{1,4})")
_PROJECT = re.compile("([一-鿿0-9A-Za-z]{2,20}项目)")


def main(folder: Path, out: Path) -> None:
    """Read the text files of a folder; write a graph and a page."""
    graph, network = rdflib.Graph(), Network()
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        document = _NS[f"document-{path.stem}"]
        named = {word.word for word in jieba.posseg.cut(text) if word.flag in ("ns", "nt", "nz")}
        named |= set(_PROJECT.findall(text))
        network.add_node(path.name)
        for number, name in enumerate(sorted(named)):
            graph.add((_NS[f"{path.stem}-{number}"], rdflib.RDFS.label, rdflib.Literal(name)))
            graph.add((document, _NS.names, _NS[f"{path.stem}-{number}"]))
            network.add_node(name)
            network.add_edge(path.name, name)
        for number, (what, value, unit) in enumerate(_FIGURE.findall(text)):
            fact = _NS[f"{path.stem}-fact-{number}"]
            told = (("indicator", what), ("value", value), ("unit", unit), ("document", path.name))
            for key, said in told:
                graph.add((fact, _NS[key], rdflib.Literal(said)))
    graph.serialize(out / "plain.ttl", format="turtle")
    (out / "plain.html").write_text(network.generate_html(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
