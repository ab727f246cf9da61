"""The pages: strings of HTML made of plain values. Every text goes through `html.el`, which escapes it.

page       what all share: the frame, links, names, tables of values
facts      facts with the sentences that say them
resources  a thing, a document, the results of a search, the ontology
queries    a shipped query and the editor
questions  a question in plain words and its answer
home       the front page
"""

from kg.serve.pages.page import Page

__all__ = ["Page"]
