"""A part by itself: it is a file when it is bound."""

import io
from datetime import UTC, datetime

from studypress.pdf import Galley, Metadata, Setting
from studypress.pdf.assemble import assemble
from studypress.pdf.binding import BoundPage, Numbering
from studypress.pdf.typeset import font_map


def alone(part: Galley, setting: Setting) -> bytes:
    """A PDF file of a part alone."""
    bound = [BoundPage(part, index, Numbering.NONE, index + 1, "") for index in range(part.pages)]
    about = Metadata("", "zh", datetime(2026, 5, 1, tzinfo=UTC))
    output = io.BytesIO()
    assemble(bound, None, lambda _: part.body, (), about, font_map(setting), output)
    return output.getvalue()
