"""Organizations: companies, public bodies and institutions by their names."""

from kg.extract.organization.finder import find

__all__ = ["find"]
