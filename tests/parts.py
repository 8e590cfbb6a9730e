"""A part by itself: it has no faces until it is bound."""

import io

import pikepdf

from studypress.pdf import Part, Setting
from studypress.pdf.subsets import embed
from studypress.pdf.typeset import font_map


def with_faces(part: Part, setting: Setting) -> bytes:
    """The file of a part, with what its pages use of each face."""
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(part.pdf)) as file:
        embed(file, [(part.faces, file.pages[0].obj.Resources.Font)], font_map(setting))
        file.save(output, deterministic_id=True)
    return output.getvalue()
