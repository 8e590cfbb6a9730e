"""Elements, made into the model's nodes.

`blocks` knows what each element becomes; `paragraphs` makes what runs of text are, `inlines` what is inside of lines,
and each other file one kind of node, or what it is told by.
"""
