"""A long text is written as bytes once, not for each of its lines.

Pango counts in bytes. To know the last letter of a line WeasyPrint 70 writes all of its text as bytes, and reads what
comes before its end; to leave out the blanks that the line begins with, it does so again, and copies the rest:
for a paragraph of a megabyte that takes as long as all else.
"""

from weasyprint.layout import inline

from studypress.library_seams import Seam
from studypress.pdf.composition.reading import encoded

SEAMS = (
    Seam(inline, "split_inline_level", "d98c008c8fc0"),
    Seam(inline, "skip_first_whitespace", "deb2f1a5e2a6"),
)

_MOST = 4
"""Bytes of one character."""


def spare() -> None:
    """Have WeasyPrint look at no more than the letters that it asks for in this process."""
    inline.letter_before, inline.encoded = letter_before, encoded
    SEAMS[0].change({"box.text.encode()[:skip].decode()[-1]": "letter_before(box.text, skip)"})
    SEAMS[1].change(
        {
            "text = box.text.encode()": "text = encoded(box.text)",
            "            text = text[index:]\n            while text and text.startswith(b' '):\n": (
                "            while text.startswith(b' ', index):\n"
            ),
            "                text = text[1:]\n": "",
        }
    )


def letter_before(text: str, place: int) -> str:
    """The last character of those that take so many bytes."""
    return encoded(text)[max(0, place - _MOST) : place].decode(errors="ignore")[-1]
