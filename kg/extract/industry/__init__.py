"""Industries: fields, chains and clusters by their names."""

from kg.extract.industry.finder import find
from kg.extract.industry.learned import MODEL, sentence

__all__ = ["MODEL", "find", "sentence"]
