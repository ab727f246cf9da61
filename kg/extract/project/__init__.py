"""Projects: named undertakings with their stage, capacity, investment, place and owner."""

from kg.extract.project.finder import ProjectFound, find, weighed

__all__ = ["ProjectFound", "find", "weighed"]
