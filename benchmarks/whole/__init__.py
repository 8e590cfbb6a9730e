"""A whole book: how long one takes cold, after an edit, and unchanged, beside pandoc's roads and Typst."""
