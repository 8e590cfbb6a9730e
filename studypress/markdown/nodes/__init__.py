"""Elements, made into the model's nodes.

`blocks` knows what each element becomes; `paragraphs` makes what runs of text are, `inlines` what is inside of lines,
and each other file one kind of node, or what it is told by:

    callouts, quotations, tabs, structures, outputs  boxes, lists, tables, and what a notebook put out
    code, formulas, figures, captions, sizes         what stands apart from the text
    bare_addresses, citations, choices, number_columns
                                                     links without marks, sources, choices, columns of numbers
    line_ends, typed_lines, short_lines, set_lines, indented_lines, dated_lines, ledger_lines, language_lines,
    school_lines, verse
                                                     what the lines of a paragraph are
    classes, meanings                                what names and styles mean
    stray_code, typed_trees                          code that was pasted as text, and trees of folders
"""
