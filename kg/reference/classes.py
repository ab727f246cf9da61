"""The classes of the ontology as its readers list them, by local name; the more special class stands first."""

from __future__ import annotations

# By the types that a mention may have.
PLACE_TYPES = {"admin": "AdministrativeDivision", "zone": "Zone", "natural": "NaturalFeature", "region": "Region"}
ORGANIZATION_TYPES = {"company": "Company", "public_body": "PublicBody", "institution": "Institution"}
PLACES = (*PLACE_TYPES.values(), "Place")
ORGANIZATIONS = (*ORGANIZATION_TYPES.values(), "Organization")
# What can be asked for by name; the page lists the first, in its own order.
ENTITIES = (*PLACES, "Industry", *ORGANIZATIONS, "Project", "Indicator")
THINGS = (*PLACES, *ORGANIZATIONS, "Industry", "Project", "Indicator", "Document")
# What is said of things, each with the words that say it.
FACTS = ("Observation", "StageEvent", "Quantity", "Statement")
# What stands between a fact and the text.
EVIDENCE = ("Mention", "Sentence", "Passage", "Inheritance", "DataSet", "SetAside")
