"""Text: words, numbers and times of a sentence; the lexicon; how alike two names are."""
