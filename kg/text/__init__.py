"""Text: words, numbers and times of a sentence; the lexicons; how alike two names are."""
