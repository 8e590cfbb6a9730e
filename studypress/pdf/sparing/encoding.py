"""A long text is written as bytes once, not for each of its lines.

Pango counts in bytes. To know the last letter of a line WeasyPrint 70 writes all of its text as bytes, and reads what
comes before the end of the line: for a paragraph of a megabyte that takes as long as all the rest.
"""

from weasyprint.layout import inline

from studypress.pdf.composition.reading import encoded
from studypress.seams import Seam

SEAMS = (Seam(inline, "split_inline_level", "d98c008c8fc0"),)

_MOST = 4
"""Bytes of one character."""


def spare() -> None:
    """Have WeasyPrint look at no more than the letter that it asks for in this process."""
    inline.letter_before = letter_before
    SEAMS[0].change({"box.text.encode()[:skip].decode()[-1]": "letter_before(box.text, skip)"})


def letter_before(text: str, place: int) -> str:
    """The last character of those that take so many bytes."""
    return encoded(text)[max(0, place - _MOST) : place].decode(errors="ignore")[-1]
