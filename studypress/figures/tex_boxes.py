r"""Words and formulas on a ground of colour: `\colorbox{yellow}{$x^2$}` and `\fcolorbox{red}{white}{甲}`.

latex2mathml reads letters alone there, and loses what a command or a sign has.
"""

import re

from studypress.tex import arguments

_BOX = re.compile(r"\\(f?)colorbox(?![A-Za-z])")
_MORE_THAN_WORDS = re.compile(r"[\\^_$&{}]")


def with_boxes_read(tex: str) -> str:
    """Take the ground away from what is more than words; a frame stays."""
    for found in reversed(list(_BOX.finditer(tex))):
        count = 3 if found[1] else 2
        parts, end = arguments(tex, found.end(), count)
        if len(parts) == count and _MORE_THAN_WORDS.search(parts[-1]):
            frame = r"\boxed" if found[1] else ""
            tex = f"{tex[: found.start()]}{frame}{{{_formula_of(parts[-1])}}}{tex[end:]}"
    return tex


def _formula_of(box: str) -> str:
    """What stands in a box, as a formula: words, with formulas between dollars, or a formula without any."""
    pieces = box.split("$")
    if len(pieces) == 1:
        return box
    words = (piece if at % 2 or "\\" in piece else rf"\text{{{piece}}}" for at, piece in enumerate(pieces))
    return "".join(word for word, piece in zip(words, pieces, strict=True) if piece)
