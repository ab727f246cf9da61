"""What must be read of each made-up document, typed here, for the text of a case says it in words only."""
