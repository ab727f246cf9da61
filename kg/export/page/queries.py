"""What the page asks of the graph, in SPARQL 1.1; the prefixes are those of `kg.reference.terms`."""

DOCUMENTS = """
SELECT DISTINCT ?iri ?name ?title ?issued ?place ?year ?kind ?text {
  ?iri a fz:Document ; dcterms:identifier ?name ; nif:isString ?text .
  OPTIONAL { ?iri dcterms:title ?title } OPTIONAL { ?iri dcterms:issued ?issued }
  OPTIONAL { ?iri dcterms:spatial ?place } OPTIONAL { ?iri fz:reviewYear ?year }
  OPTIONAL { ?iri fz:kind ?of BIND(REPLACE(STR(?of), "^.*-", "") AS ?kind) }
}"""

# `detail` is what tells things of one name apart: the full name of a place, the place of others is a link.
ENTITIES = """
SELECT DISTINCT ?iri ?kind ?name ?detail {
  VALUES ?class {
    fz:AdministrativeDivision fz:Zone fz:NaturalFeature fz:Region fz:Place fz:Industry
    fz:Company fz:PublicBody fz:Institution fz:Organization fz:Project fz:Indicator
  }
  ?iri a ?class ; skos:prefLabel ?name .
  OPTIONAL { ?iri fz:fullName ?detail }
  BIND(STRAFTER(STR(?class), "#") AS ?kind)
}"""

ALIASES = "SELECT DISTINCT ?iri ?alias { ?iri skos:altLabel ?alias }"

CODES = """
SELECT DISTINCT ?iri ?code {
  { ?iri fz:divisionCode ?code }
  UNION { ?iri skos:closeMatch ?class . ?class skos:notation ?number ; skos:prefLabel ?name
          BIND(CONCAT(?number, " ", ?name) AS ?code) }
}"""

EVIDENCE = """
SELECT DISTINCT ?iri ?document ?start ?end ?sentence ?sentenceStart ?sentenceEnd ?rule ?page {
  ?iri a fz:Mention ; oa:hasSource ?document ; oa:hasSelector ?selector ; fz:sentence ?sentence .
  ?selector oa:start ?start ; oa:end ?end .
  ?sentence oa:hasSelector ?whole . ?whole oa:start ?sentenceStart ; oa:end ?sentenceEnd .
  OPTIONAL { ?iri fz:rule ?rule } OPTIONAL { ?iri fz:sourcePage ?page }
}"""

HEADINGS = """
SELECT DISTINCT ?iri ?start ?end {
  ?iri fz:heading ?passage . ?passage oa:hasSelector ?selector . ?selector oa:start ?start ; oa:end ?end .
}"""

ORIGINS = """
SELECT DISTINCT ?fact ?origin ?field ?kind ?document ?start ?end {
  ?fact fz:inheritedFrom ?origin .
  ?origin fz:field ?property ; fz:originKind ?of .
  OPTIONAL {
    ?origin prov:wasDerivedFrom ?passage .
    ?passage oa:hasSource ?document ; oa:hasSelector ?selector . ?selector oa:start ?start ; oa:end ?end .
  }
  BIND(REPLACE(STR(?property), "^.*[#/]", "") AS ?field)
  BIND(REPLACE(STR(?of), "^.*-", "") AS ?kind)
}"""

OBSERVATIONS = """
SELECT DISTINCT ?iri ?indicator ?broader ?written ?unit ?measure ?bound ?status ?period ?place
                ?canonical ?canonicalUnit ?mention {
  ?iri a fz:Observation ; fz:indicator ?indicator ; fz:asWritten ?written ; fz:unit ?unit ;
       fz:measure ?measureOf ; fz:bound ?boundOf ; fz:status ?statusOf ; prov:wasDerivedFrom ?mention .
  OPTIONAL { ?iri fz:period ?period } OPTIONAL { ?iri fz:place ?place }
  OPTIONAL {
    ?iri fz:canonicalValue ?canonical ; qudt:unit ?unitOf . BIND(REPLACE(STR(?unitOf), "^.*[#/]", "") AS ?canonicalUnit)
  }
  OPTIONAL { ?indicator skos:broader ?above BIND(REPLACE(STR(?above), "^.*[#/]", "") AS ?broader) }
  BIND(REPLACE(STR(?measureOf), "^.*-", "") AS ?measure)
  BIND(REPLACE(STR(?boundOf), "^.*-", "") AS ?bound)
  BIND(REPLACE(STR(?statusOf), "^.*-", "") AS ?status)
}"""

STAGES = """
SELECT DISTINCT ?iri ?project ?stage ?status ?period ?mention {
  ?project fz:hasStage ?iri . ?iri prov:wasDerivedFrom ?mention .
  OPTIONAL { ?iri fz:stage ?stageOf BIND(REPLACE(STR(?stageOf), "^.*-", "") AS ?stage) }
  OPTIONAL { ?iri fz:status ?statusOf BIND(REPLACE(STR(?statusOf), "^.*-", "") AS ?status) }
  OPTIONAL { ?iri fz:period ?period }
}"""

QUANTITIES = """
SELECT DISTINCT ?iri ?project ?role ?written ?unit ?canonical ?canonicalUnit ?mention {
  VALUES (?property ?role) { (fz:capacity "capacity") (fz:investment "investment") }
  ?project ?property ?iri . ?iri fz:asWritten ?written ; fz:unit ?unit ; prov:wasDerivedFrom ?mention .
  OPTIONAL {
    ?iri fz:canonicalValue ?canonical ; qudt:unit ?unitOf . BIND(REPLACE(STR(?unitOf), "^.*[#/]", "") AS ?canonicalUnit)
  }
}"""

LINKS = """
SELECT DISTINCT ?from ?kind ?to {
  VALUES (?property ?kind) {
    (schema:containedInPlace "within") (fz:locatedIn "located") (fz:inIndustry "industry") (fz:owner "owner")
    (skos:broader "broader")
  }
  ?from ?property ?to . FILTER(isIRI(?to))
}"""

STATEMENTS = """
SELECT DISTINCT ?from ?kind ?to ?mention {
  VALUES (?property ?kind) { (fz:locatedIn "located") (fz:inIndustry "industry") (fz:owner "owner") }
  ?statement rdf:subject ?from ; rdf:predicate ?property ; rdf:object ?to ; prov:wasDerivedFrom ?mention .
}"""

MENTIONS = """
SELECT DISTINCT ?entity ?iri ?nested {
  ?iri fz:refersTo ?entity . OPTIONAL { ?iri fz:nested ?nested FILTER(?nested) }
}"""

# What is linked across documents: outcomes of targets, claims that differ, facts told twice, names that became one.

OUTCOMES = """
SELECT DISTINCT ?iri ?target ?verdict ?zh ?en ?difference {
  ?iri a fz:Outcome ; fz:target ?target ; fz:verdict ?verdictOf .
  OPTIONAL { ?iri fz:reason ?zh FILTER(LANG(?zh) != "en") } OPTIONAL { ?iri fz:reason ?en FILTER(LANG(?en) = "en") }
  OPTIONAL { ?iri fz:difference ?difference }
  BIND(REPLACE(STR(?verdictOf), "^.*verdict-", "") AS ?verdict)
}"""

RESULTS = "SELECT DISTINCT ?iri ?of { ?iri a fz:Outcome ; fz:result ?of }"

CONTRADICTIONS = """
SELECT DISTINCT ?iri ?zh ?en {
  ?iri a fz:Contradiction .
  OPTIONAL { ?iri fz:reason ?zh FILTER(LANG(?zh) != "en") } OPTIONAL { ?iri fz:reason ?en FILTER(LANG(?en) = "en") }
}"""

CLAIMS = "SELECT DISTINCT ?iri ?of { ?iri a fz:Contradiction ; fz:claim ?of }"

CONFIRMATIONS = "SELECT DISTINCT ?from ?to { ?from fz:confirms ?to }"

PRECEDES = "SELECT DISTINCT ?from ?to { ?from fz:precedes ?to }"

MERGES = """
SELECT DISTINCT ?iri ?kept ?keptName ?merged ?mergedName ?rule {
  ?iri a fz:Merge ; fz:kept ?kept ; fz:keptName ?keptName ; fz:merged ?merged ; fz:mergedName ?mergedName .
  OPTIONAL { ?iri fz:rule ?rule }
}"""

MERGE_PROOF = "SELECT DISTINCT ?iri ?of { ?iri a fz:Merge ; prov:wasDerivedFrom ?of }"
