"""Observations: every quantified statement, from indicator and value to status and period."""

from kg.extract.observation.finder import ObservationFound, find

__all__ = ["ObservationFound", "find"]
