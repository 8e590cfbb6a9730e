"""The inline content of a line box of WeasyPrint's, read into columns of cells.

A cell is a character, or a picture or box set in the line.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, repeat
from typing import Any
from unicodedata import combining

from weasyprint.formatting_structure import boxes

from studypress.pdf.composition.glyphs import Glyphs
from studypress.pdf.composition.kinds import MARKS, Kind, kind_of, region_of


@dataclass(slots=True)
class Run:
    """A text box of the paragraph, or a box set in the line."""

    box: Any
    first: int
    """Its first cell."""
    end: int
    """The cell after its last."""
    text: str
    """For a box set in the line, the character that it is broken like."""
    kept: int | None
    """The identity of the outermost box around it whose lines are not to be broken."""
    dotted: bool
    """Whether its Han are emphasised by dots."""
    code: bool = False
    """Whether it is code, in which there is no gap that is not typed."""
    layout: Any = None
    """Its text, set by Pango on one line, of which only the words on decorations are left."""
    glyphs: list[Glyphs] = field(default_factory=list)
    """Those of its text, in order."""
    height: float = 0
    """px."""
    baseline: float = 0
    """px from the top."""


_LETTERS: dict[str, str] = {}
"""Each letter that was met, once: Python makes a string of 76 bytes of every Han that it takes out of another."""


@dataclass(slots=True)
class Cells:
    """Cells as columns: a chapter has too many for objects."""

    runs: list[Run] = field(default_factory=list)
    run_of: dict[int, Run] = field(default_factory=dict)
    """By the identity of the box."""
    begins: dict[int, int] = field(default_factory=dict)
    """The first cell in or after each box, by the box's identity."""
    inlines: list[tuple[Any, int, int]] = field(default_factory=list)
    """Each inline box with its first cell and the one after its last."""
    kinds: list[Kind] = field(default_factory=list)
    chars: list[str] = field(default_factory=list)
    """Empty for what is no character."""
    bytes: "array[int]" = field(default_factory=lambda: array("i"))
    """Where the character begins in the UTF-8 text of its box, which is how Pango counts."""
    hyphens: list[int] = field(default_factory=list)
    """The cells that follow a soft hyphen."""
    sizes: list[float] = field(default_factory=list)
    """The font size, px."""

    def add(self, run: Run, kinds: Sequence[Kind], chars: Sequence[str], places: Iterable[int]) -> None:
        """Add what a run holds."""
        self.kinds += kinds
        self.chars += map(_LETTERS.setdefault, chars, chars)
        self.bytes.extend(places if kinds else ())
        self.sizes += [run.box.style["font_size"]] * len(kinds)
        self.runs.append(run)
        self.run_of[id(run.box)] = run

    def at(self, box: Any, skip: Any) -> int:
        """The first cell of what WeasyPrint has still to set of a box; `skip` is its skip stack.

        0 for a box that was not read.
        """
        while skip:
            ((index, skip),) = skip.items()
            if isinstance(box, boxes.TextBox):
                run = self.run_of.get(id(box))
                return bisect_left(self.bytes, index, run.first, run.end) if run else 0
            if index >= len(box.children):
                return next((end for inner, _, end in self.inlines if inner is box), len(self.kinds))
            box = box.children[index]
        return self.begins.get(id(box), 0)


@dataclass(frozen=True, slots=True)
class _Around:
    """What the boxes around another one say of it."""

    kept: int | None = None
    raised: bool = False
    dotted: bool = False
    code: bool = False

    def within(self, box: Any) -> "_Around":
        kept = self.kept or (id(box) if box.style["white_space"] == "nowrap" else None)
        if not isinstance(box, boxes.InlineBox):
            return _Around(kept, self.raised, self.dotted, self.code)
        shift = box.style["vertical_align"]
        raised = self.raised or (isinstance(shift, (int, float)) and shift != 0)
        code = self.code or box.element_tag in ("code", "kbd", "samp")
        return _Around(kept, raised, self.dotted or _has_dots(box.element), code)


def _has_dots(element: Any) -> bool:
    return element is not None and element.tag == "em" and "dots" in element.get("class", "").split()


def read(box: Any, into: Cells, around: _Around = _Around()) -> bool:
    """Read what a line box or inline box holds.

    False for what cannot be composed: floats, leaders, kept spaces, cloned edges, and text from right to left.
    """
    for child in box.children:
        into.begins[id(child)] = first = len(into.kinds)
        if not child.is_in_normal_flow():
            if child.is_floated():
                return False
            continue
        within = around.within(child)
        if isinstance(child, boxes.TextBox):
            if child.style["white_space"] in ("pre", "pre-wrap") or not _read_text(child, within, into):
                return False
        elif isinstance(child, boxes.InlineBox):
            if child.is_leader or child.style["box_decoration_break"] == "clone" or not read(child, into, within):
                return False
            into.inlines.append((child, first, len(into.kinds)))
        elif isinstance(child, boxes.AtomicInlineLevelBox):
            kind = _object_kind(child)
            into.add(Run(child, first, first + 1, _BROKEN_LIKE[kind], within.kept, False), [kind], [""], [0])
        else:
            return False
    return bool(box.style["direction"] == "ltr")


_BROKEN_LIKE = {Kind.OBJECT: "一", Kind.LATIN: "x"}


def _object_kind(box: Any) -> Kind:
    """What a picture or box set in the line is to its neighbours: a formula is a Latin word, all else a Han."""
    classes = "" if box.element is None else box.element.get("class", "")
    return Kind.LATIN if "formula" in classes.split() else Kind.OBJECT


_IN_CODE = {
    Kind.POINT: Kind.LATIN,  # whatever it begins with, Han stands apart from it
    **dict.fromkeys(MARKS, Kind.FIXED),  # its columns are counted, and `，` is to be told from `,`
}
_NEVER_RAISED = (Kind.INVISIBLE, Kind.NEWLINE, Kind.SPACE)


def _read_text(box: Any, around: _Around, into: Cells) -> bool:
    text = box.text if box.style["font_size"] else ""
    region = region_of(box.style["lang"])
    kinds = list(map(kind_of, text, repeat(region)))
    if Kind.REVERSED in kinds:
        return False
    if kinds and kinds[0] is Kind.INVISIBLE and not into.kinds and combining(text[0]):
        kinds[0] = Kind.LATIN  # an accent with nothing below it stands on a circle
    if around.code:
        kinds = [_IN_CODE.get(kind, kind) for kind in kinds]
    if around.raised:
        kinds = [kind if kind in _NEVER_RAISED else Kind.RAISED for kind in kinds]
    places, chars = byte_places(text), text
    if Kind.INVISIBLE in kinds:
        into.hyphens += _soft_hyphens(kinds, text, len(into.kinds))
        seen = [cell for cell in zip(kinds, text, places, strict=True) if cell[0] is not Kind.INVISIBLE]
        kinds, chars, places = [cell[0] for cell in seen], "".join(cell[1] for cell in seen), [cell[2] for cell in seen]
    first = len(into.kinds)
    run = Run(box, first, first + len(kinds), text, around.kept, around.dotted, around.code)
    into.add(run, kinds, chars, places)
    return True


def _soft_hyphens(kinds: Sequence[Kind], text: str, first: int) -> Iterator[int]:
    cell = first
    for kind, char in zip(kinds, text, strict=True):
        if char == "\u00ad":
            yield cell
        cell += kind is not Kind.INVISIBLE


def styles_of(runs: Iterable[Run]) -> list[Any]:
    """The style of each cell."""
    return [run.box.style for run in runs for _ in range(run.first, run.end)]


encoded = lru_cache(maxsize=8)(str.encode)
"""A text in UTF-8. A long one is asked for with each of its lines."""


def byte_places(text: str) -> Iterable[int]:
    """Where each character begins in UTF-8."""
    if text.isascii():
        return range(len(text))
    return accumulate(map(len, map(str.encode, text[:-1])), initial=0)
