"""How long a book of formulas takes, beside the same book with words in their places."""
