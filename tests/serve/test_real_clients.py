"""Real clients ask the server. A client that is not installed is left out, with the line that installs it."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess

import pytest
from made import BASE
from serving import Server

QUERY = """PREFIX fz: <https://w3id.org/fazhan/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?name { ?x a fz:Project ; skos:prefLabel ?name }"""
NAME = "南岭2×660兆瓦光伏发电项目"


def tool(name: str, install: str) -> str:
    """The path of a program; without it, the test is left out."""
    found = os.environ.get(name.upper().replace("-", "_")) or shutil.which(name)
    if not found:
        pytest.skip(f"needs {name}: {install}")
    return found


def output(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("accept", ["text/csv", "application/sparql-results+json", "application/sparql-results+xml"])
def test_curl(server: Server, accept: str) -> None:
    curl = tool("curl", "apt install curl")
    address, header = f"{server.root}/sparql", f"Accept: {accept}"
    by_get = output(curl, "-sfG", address, "-H", header, "--data-urlencode", f"query={QUERY}")
    by_form = output(curl, "-sf", address, "-H", header, "--data-urlencode", f"query={QUERY}")
    kind = "Content-Type: application/sparql-query"
    directly = output(curl, "-sf", address, "-H", header, "-H", kind, "--data", QUERY)
    assert NAME in by_get and by_get == by_form == directly


def test_curl_sees_where_a_query_breaks(server: Server) -> None:
    curl = tool("curl", "apt install curl")
    told = output(curl, "-s", "-w", "%{http_code}", f"{server.root}/sparql", "--data-urlencode", "query=SELECT * {")
    assert told.startswith("line 1, column 11: the query ends too early") and told.endswith("400")


def test_sparqlwrapper(server: Server) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper", reason="needs SPARQLWrapper: pip install SPARQLWrapper")
    for method in (wrapper.GET, wrapper.POST):
        for directly in (wrapper.URLENCODED, wrapper.POSTDIRECTLY):
            client = wrapper.SPARQLWrapper(f"{server.root}/sparql")
            client.setMethod(method)
            if method == wrapper.POST:
                client.setRequestMethod(directly)
            client.setQuery(QUERY)
            client.setReturnFormat(wrapper.JSON)
            found = client.query().convert()["results"]["bindings"]
            assert [row["name"]["value"] for row in found] == [NAME]
            client.setQuery("ASK {}")
            assert client.query().convert()["boolean"] is True
            client.setQuery(f"DESCRIBE <{BASE}odd-1>")
            client.setReturnFormat(wrapper.TURTLE)
            assert b"alert" in client.query().convert()


def test_roqet(server: Server) -> None:
    roqet = tool("roqet", "apt install rasqal-utils")
    told = output(roqet, "-q", "-p", f"{server.root}/sparql", "-r", "csv", "-e", QUERY)
    assert [row["name"] for row in csv.DictReader(io.StringIO(told))] == [NAME]


@pytest.mark.parametrize(("form", "accept"), [("turtle", "ttl"), ("ntriples", "nt"), ("rdfxml", "rdfxml")])
def test_rapper(server: Server, form: str, accept: str) -> None:
    rapper = tool("rapper", "apt install raptor2-utils")
    counted = json.loads(server.ask(f"SELECT (COUNT(*) AS ?n) {{ <{BASE}odd-1> ?p ?o }}").body)
    told = output(rapper, "-q", "-i", form, "-o", "ntriples", f"{server.root}/id/odd-1?format={accept}")
    assert len(told.splitlines()) == int(counted["results"]["bindings"][0]["n"]["value"])


def test_comunica(server: Server) -> None:
    """Comunica 4 finds out by itself that the address is an endpoint."""
    comunica = tool("comunica-sparql", "npm install -g @comunica/query-sparql")
    told = output(comunica, f"{server.root}/sparql", QUERY, "-t", "application/sparql-results+json")
    assert [row["name"]["value"] for row in json.loads(told)["results"]["bindings"]] == [NAME]
