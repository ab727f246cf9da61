"""Industries: fields, chains and clusters by their names."""

from kg.extract.industry.finder import find

__all__ = ["find"]
