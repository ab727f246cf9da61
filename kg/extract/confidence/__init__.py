"""How far a fact can be trusted: a linear judge behind the rules, fitted on passages that no rule was written by.

features  a fact in its sentence -> what speaks for it and against it, named without a word of the text
judge     features -> two probabilities (is a fact; all right), and the strongest reasons
facts     a document's facts with their confidence; what is hardly a fact is set aside
"""

from kg.extract.confidence.facts import judged

__all__ = ["judged"]
