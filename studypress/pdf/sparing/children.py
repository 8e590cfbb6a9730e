"""A line looks at the boxes that stand in it: those of the lines that follow are not copied for each.

WeasyPrint 70 cuts off what is left of a paragraph, as a tuple of its own, before it fills a line with the first boxes
of it: in a paragraph of 30,000 short lines that takes as long as all the rest.
"""

from weasyprint.layout import inline

from studypress.library_seams import Seam

SEAMS = (Seam(inline, "split_inline_box", "3a0cb7ca7e34"),)


def spare() -> None:
    """Have WeasyPrint take the boxes of a line one by one in this process."""
    rest = "map(box.children.__getitem__, range(skip, len(box.children)))"
    SEAMS[0].change({"box.children[skip:]": rest})
