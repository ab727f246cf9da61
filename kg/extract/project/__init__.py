"""Projects: named undertakings with their stage, capacity, investment, place and owner."""

from kg.extract.project.features import Candidate
from kg.extract.project.finder import NOTHING, Going, ProjectFound, find, going_on, read, weighed

__all__ = ["NOTHING", "Candidate", "Going", "ProjectFound", "find", "going_on", "read", "weighed"]
