"""The few characters that a reader's own faces may lack, and faces of code and formulas, as small TrueType files.

The text is left to the reader's face: one that is embedded whole weighs megabytes, and one that holds Latin alone takes
the Han off the screen.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from lxml import etree

from studypress.epub.content import ParsedDocument
from studypress.epub.formula_letters import formula_characters
from studypress.epub.markup import XHTML, H, is_xhtml
from studypress.figures import formula_face
from studypress.locale import locale_for
from studypress.resources import resource_folder
from studypress.typefaces import face_characters

MOST_BYTES = 300_000
"""Of all faces together."""
_LEAST_GLYPH = 300
"""Bytes that a Han takes at least: more of them than would fit need not be tried."""
_RARE_CLASS = "rare"
_Source = tuple[str, tuple[str, ...]]
_RARE_FACES: tuple[_Source, ...] = (
    ("song-regular", ("OFL-noto-serif-sc.txt", "OFL-source-serif.txt", "OFL-noto-sans-math.txt")),
    ("hei-regular", ("OFL-noto-sans-sc.txt", "OFL-ibm-plex.txt", "OFL-source-sans.txt")),
    ("kai-regular", ("OFL-lxgw-wenkai.txt",)),
)
"""Where a rare character is looked for, in turn; with the licences of each face."""
_CODE_FACE = ("code-regular", ("OFL-iosevka.txt",))
_CODE_FAMILY = "StudyPress Code"
_FORMULA_FACE = ("formulas", ("OFL-stix-two-math.txt",))
_FORMULA_FAMILY = "STIX Two Math"
_CODE = (f"{{{XHTML}}}code", f"{{{XHTML}}}pre", f"{{{XHTML}}}kbd")

_COMMON = {"zh-Hans": "gb2312", "zh-Hant": "big5", "ja": "shift_jis"}
"""The character set that every face for a language has; GB 2312 for a book in another language."""
_RARE_LEAST = "\u2190"
"""Below it are the letters and marks of the West, which a reader's own face has; from here on come arrows and signs."""
_NO_GLYPH = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef\ue000-\uf8ff]")
"""Variation selectors and private characters."""


@dataclass(frozen=True, slots=True)
class Face:
    """A subset of a face, ready to be packed."""

    name: str
    """Of the file in `fonts/`."""
    family: str
    data: bytes
    licences: tuple[Path, ...]
    characters: frozenset[str]


def embed_faces(documents: Iterable[ParsedDocument], language: str) -> list[Face]:
    """Make the faces that a book needs, and mark its rare characters with `_RARE_CLASS` so that they are set in them.

    Tick boxes, which no text face has, are taken from the face of code.
    """
    roots = [document.root for document in documents]
    code = _code_characters(roots)
    rare = _rare_characters(roots, locale_for(language).tag)
    boxes = _held(_CODE_FACE, frozenset(rare)) - frozenset().union(
        *(_held(face, frozenset(rare)) for face in _RARE_FACES)
    )
    formulas = formula_characters(roots)
    made = (_face("code", _CODE_FACE, code | boxes), _face("formulas", _FORMULA_FACE, formulas))
    faces = [face for face in made if face and len(face.data) < MOST_BYTES // 2]
    faces += _rare_faces(rare, MOST_BYTES - sum(len(face.data) for face in faces))
    held = frozenset().union(boxes, *(face.characters for face in faces if face.name.startswith("rare-")))
    if held:
        for root in roots:
            _mark(root, held)
    return faces


def face_rules(faces: list[Face]) -> str:
    """Write the rules that load the faces, for a style sheet in `styles/`."""
    rules = [
        f'@font-face {{\n  font-family: "{face.family}";\n  src: url("../fonts/{face.name}");\n}}\n' for face in faces
    ]
    # The face of code comes last: of the rare characters it is to give those that no other has.
    families = dict.fromkeys(face.family for face in faces if face.family != _FORMULA_FAMILY)
    held = sorted(families, key=lambda family: family == _CODE_FAMILY)
    if held:
        listed = ", ".join(f'"{family}"' for family in held)
        rules.append(f".{_RARE_CLASS} {{\n  font-family: {listed}, serif;\n}}\n")
    return "\n".join(rules)


# --- Which characters -----------------------------------------------------------------------------------------


def _code_characters(roots: list[etree._Element]) -> frozenset[str]:
    return frozenset().union(*("".join(map(str, e.itertext())) for root in roots for e in root.iter(*_CODE)))


def _rare_characters(roots: list[etree._Element], tag: str) -> Counter[str]:
    """Count the characters that the language's common character set lacks."""
    count: Counter[str] = Counter()
    for root in roots:
        for _, text in _texts(root):
            count.update(text)
    common = _COMMON.get(tag, "gb2312")
    return Counter({char: number for char, number in count.items() if _is_rare(char, common)})


def _is_rare(char: str, common: str) -> bool:
    if char < _RARE_LEAST or char.isspace() or _NO_GLYPH.match(char):
        return False
    try:
        char.encode(common)
    except UnicodeEncodeError:
        return True
    return False


def _texts(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Yield the texts of a body, each with the element that it is the text or the tail of."""
    for body in root.iter(f"{{{XHTML}}}body"):
        for element in body.iter(f"{{{XHTML}}}*"):
            if element.text:
                yield element, element.text
        for element in body.iter():
            if element is not body and element.tail and is_xhtml(element.getparent()):
                yield element, element.tail


# --- Faces ----------------------------------------------------------------------------------------------------


def _rare_faces(rare: Counter[str], room: int) -> list[Face]:
    """Take each rare character from the first face that has it; the most frequent ones when not all find room."""
    by_use = sorted(rare, key=lambda char: (-rare[char], char))[: room // _LEAST_GLYPH]
    while by_use:
        faces: list[Face] = []
        left = frozenset(by_use)
        for source in _RARE_FACES:
            face = _face("rare-" + source[0].partition("-")[0], source, left)
            if face:
                faces.append(face)
                left -= face.characters
        length = sum(len(face.data) for face in faces)
        if length <= room:
            return faces
        by_use = by_use[: len(by_use) * room // length]
    return []


def _file(source: _Source) -> Path:
    return formula_face() if source is _FORMULA_FACE else resource_folder("fonts") / f"studypress-{source[0]}.ttf"


def _licences(source: _Source) -> Iterator[Path]:
    """Find the licences of a face: ours lie beside the faces; that of formulas is not one of the program's own."""
    folder = resource_folder("templates" if source is _FORMULA_FACE else "fonts")
    return (folder / name for name in source[1])


def _held(source: _Source, wanted: frozenset[str]) -> frozenset[str]:
    """Tell which characters a face of ours has."""
    covered = face_characters(_file(source))
    return frozenset(char for char in wanted if ord(char) in covered and not char.isspace())


def _face(name: str, source: _Source, wanted: frozenset[str]) -> Face | None:
    """Cut a face of ours down to what is wanted of it; None when it has nothing of that.

    Layout features go: those of ours are for print. Names and licence stay in the file, dates as they were, and the
    table MATH, by which brackets and sums grow.
    """
    held = _held(source, wanted)
    if not held:
        return None
    options = subset.Options()
    options.layout_features = []
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.bidi_closure = False  # signs that are not in the book, for text that runs from right to left
    options.drop_tables += ["GSUB", "GPOS", "GDEF"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=sorted({*map(ord, held), 0x20}))
    out = BytesIO()
    with TTFont(_file(source), lazy=True, recalcTimestamp=False) as font:
        # Names that are not in the file; to make ones that tell what a glyph is takes longer than cutting.
        font.setGlyphOrder([f"g{number}" for number in range(font["maxp"].numGlyphs)])
        cutter.subset(font)
        _mend_arrows(font)
        font.save(out)
        licences = tuple(_licences(source))
        return Face(f"{name}.ttf", str(font["name"].getDebugName(1)), out.getvalue(), licences, held)


def _mend_arrows(font: TTFont) -> None:
    """Let the tip of an arrow to the right join its shaft (OpenType, MATH, GlyphPart): both its ends were swapped.

    STIX Two Math 2.11 says that the point may be overlapped and the shaft's side not, so that no engine puts the parts
    together: below words, the arrow stayed as short as it is alone.
    """
    variants = font["MATH"].table.MathVariants if "MATH" in font else None
    for way in (variants and variants.HorizGlyphConstruction) or ():
        parts = way.GlyphAssembly.PartRecords if way.GlyphAssembly else []
        for shaft, tip in pairwise(parts):
            ends = (tip.StartConnectorLength, tip.EndConnectorLength)
            if tip is parts[-1] and shaft.EndConnectorLength > 0 == ends[0] < ends[1]:
                tip.StartConnectorLength, tip.EndConnectorLength = ends[::-1]


# --- Marking --------------------------------------------------------------------------------------------------


def _mark(root: etree._Element, characters: frozenset[str]) -> None:
    """Put a span around every run of characters that the faces hold."""
    runs = re.compile(f"([{re.escape(''.join(sorted(characters)))}]+)")
    for body in root.iter(f"{{{XHTML}}}body"):
        for element in list(body.iter(f"{{{XHTML}}}*")):
            if element.text and runs.search(element.text):
                element.text, spans = _spans(runs, element.text)
                element[:0] = spans
        for element in list(body.iter()):
            parent = element.getparent()
            if element is body or parent is None or not is_xhtml(parent) or not runs.search(element.tail or ""):
                continue
            element.tail, spans = _spans(runs, element.tail or "")
            index = parent.index(element) + 1
            parent[index:index] = spans


def _spans(runs: re.Pattern[str], text: str) -> tuple[str, list[etree._Element]]:
    """Cut a text into what precedes the first rare character, and spans, each followed by the plain text behind it."""
    first, *parts = runs.split(text)
    made = []
    for rare, plain in zip(parts[::2], parts[1::2], strict=True):
        span = H("span", rare, {"class": _RARE_CLASS})
        span.tail = plain
        made.append(span)
    return first, made
