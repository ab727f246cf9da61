"""Observations: every quantified statement, from indicator and value to status and period."""

from kg.extract.observation.discourse import NO_TOPIC, Topic
from kg.extract.observation.finder import ObservationFound, find

__all__ = ["NO_TOPIC", "ObservationFound", "Topic", "find"]
