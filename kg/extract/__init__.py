"""Extraction: a document in, its facts out; one folder a kind of thing, each reading from atoms to what it defines.

Every finder works on one sentence and answers with offsets in it. Rules are named, and a list of rules is their order
of precedence: the first that answers wins.
"""
