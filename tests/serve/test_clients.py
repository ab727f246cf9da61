"""Real clients read what a build writes; each is skipped where it is not installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from kg.query import memory


@pytest.mark.parametrize(
    ("file", "syntax"), [("graph.ttl", "turtle"), ("graph.nq", "nquads"), ("report.ttl", "turtle")]
)
def test_rapper_reads_what_a_build_writes(seeds_build: Path, file: str, syntax: str) -> None:
    if not shutil.which("rapper"):
        pytest.skip("rapper is not installed (apt-get install raptor2-utils)")
    command = ["rapper", "--count", "--input", syntax, str(seeds_build / file)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    told = done.stderr.splitlines()
    assert (done.returncode, len(told)) == (0, 2), done.stderr  # which parser, and how much it has found
    assert told[1] == f"rapper: Parsing returned {len(memory.load(seeds_build / file))} triples"


def test_roqet_answers_a_shipped_query(seeds_build: Path) -> None:
    if not shutil.which("roqet"):
        pytest.skip("roqet is not installed (apt-get install rasqal-utils)")
    query = "SELECT ?p WHERE { ?p a <https://w3id.org/fazhan/ontology#Project> }"
    command = ["roqet", "-q", "-r", "csv", "-D", str(seeds_build / "graph.ttl"), "-e", query]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    ours = memory.run(memory.load(seeds_build / "graph.ttl"), query)[1]
    assert sorted(done.stdout.split()[1:]) == sorted(row[0] for row in ours)
