"""Places: divisions, zones, natural features and regions by their names."""

from kg.extract.place.finder import find

__all__ = ["find"]
