"""How well Chinese lines are composed, rule by rule, beside other programs: `python -m benchmarks.composition`.

`passages` are set by each of the `engines` at several measures, the glyphs are read back from the PDF (`cells`) and
laid on the text they came from (`galleys`), and each rule of `rules` counts where it was kept.
"""
