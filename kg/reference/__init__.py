"""Reference: official lists with source and date, and the terms of the ontology."""
