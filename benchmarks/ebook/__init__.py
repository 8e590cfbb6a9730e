"""How long an e-book takes, cold, beside pandoc's of the same notes."""
