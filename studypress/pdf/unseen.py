"""Text that is found and copied and not seen: what a formula says, over its drawing (text rendering mode 3).

Formulas are outlines, of which a search or a copied line would have nothing. `ActualText` is no way: pdf.js, pdfplumber
and PDFium do not read it. So each has its words in letters without ink, as scanned pages do, which together are as wide
as the formula. They are of a face that has the blank of Song alone, which stands for every character.
"""

from dataclasses import dataclass, field
from typing import Any

import pydyf

from studypress.glyph_drawing import EM

NAME = "Unseen"
"""What pages call the face."""
FAMILY = "StudyPress Song"
BLANK = 1
"""The glyph of its blank."""
ADVANCE = 256
"""1/1000 em that it takes in the face, before it is made wider or narrower."""
_LAST = "\uffff"
"""The last character whose number has two bytes; of those beyond there is no text, but hardly a formula has any."""


@dataclass
class Unseen:
    """The face, with the attributes that `subsets` asks of those that WeasyPrint has drawn with."""

    hash: str = NAME
    family: str = FAMILY
    weight: int = 400
    style: int = 0
    font_size: float = 16
    characters: set[str] = field(default_factory=set)
    """Those that were written."""
    widths: dict[int, int] = field(default_factory=dict)
    missing: dict[int, int] = field(default_factory=dict)

    @property
    def to_unicode(self) -> dict[int, str]:
        """Each character by its code, which is its own number."""
        return {ord(char): char for char in sorted(self.characters)}


def unseen(stream: Any, words: str, left: float, width: float) -> bytes:
    """What writes words without ink on the baseline, from `left` on and `width` wide, in 1/1000 em with y downwards."""
    if max(words) > _LAST:
        words = "".join(char for char in words if char <= _LAST) or " "
    face = stream._fonts.setdefault(NAME, Unseen())
    face.characters.update(words)
    scale = width / (len(words) * ADVANCE)
    codes = words.encode("utf-16-be").hex()
    return f"BT /{NAME} {EM} Tf 3 Tr {scale:.3g} 0 0 -1 {left:g} 0 Tm <{codes}> Tj ET".encode()


def let_stand_for(file: Any, characters: dict[int, str]) -> None:
    """Have the face in a pydyf file, which has its blank alone, stand for characters by their numbers."""
    glyphs = pydyf.Stream([BLANK.to_bytes(2, "big") * (ord(_LAST) + 1)], compress=True)
    text = pydyf.Stream([_to_unicode(characters)], compress=True)
    for made in (glyphs, text):
        file.add_object(made)
    for thing in file.objects:
        kind = thing.get("Subtype") if isinstance(thing, pydyf.Dictionary) else None
        if kind == "/CIDFontType2":
            thing["CIDToGIDMap"], thing["DW"] = glyphs.reference, ADVANCE
            del thing["W"]
        elif kind == "/Type0":
            thing["ToUnicode"] = text.reference


def _to_unicode(characters: dict[int, str]) -> bytes:
    """A CMap from codes to text (PDF 32000-1, 9.10.3), a hundred in each of its parts at most."""
    lines = [f"<{code:04x}> <{char.encode('utf-16-be').hex()}>" for code, char in characters.items()]
    parts = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    mapped = "\n".join(f"{len(part)} beginbfchar\n{chr(10).join(part)}\nendbfchar" for part in parts)
    return _CMAP.format(mapped).encode()


_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
{}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
