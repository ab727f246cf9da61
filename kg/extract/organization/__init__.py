"""Organizations: companies, public bodies and institutions by their names."""

from kg.extract.organization.finder import find
from kg.extract.organization.learned import MODEL, sentence

__all__ = ["MODEL", "find", "sentence"]
