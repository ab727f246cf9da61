"""Linking: when two names are one thing, what came of a target, which facts contradict each other. Knows no RDF."""
