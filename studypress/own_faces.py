"""Faces of the author's own: the files that `@font-face` names in style sheets for print, looked at before use.

From then on the style sheet names each by what it holds (`studypress-font:own-0f3a….ttf`): pages that were set in
another are not taken for pages that are set in this one.
"""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from studypress.manuscript import Manuscript, SourceFile, file_inside
from studypress.problems import Place, Problem, problem
from studypress.typefaces import FONT_SCHEME, OwnFace, may_be_embedded, table_names
from studypress.wording import NOTHING, Sentence, reason_of, said

_RULE = re.compile(r"/\*.*?(?:\*/|\Z)|@font-face\s*\{[^}]*\}", re.DOTALL | re.IGNORECASE)
"""A rule; comments too, in which rules stand that are no longer meant."""
_ADDRESS = re.compile(r"""url\(\s*+(?:"([^"]*)"|'([^']*)'|([^"'()\s]*))\s*+\)""", re.IGNORECASE)
_NEEDED = frozenset({b"cmap", b"head", b"hhea", b"hmtx", b"maxp", b"name"})
_OUTLINES = frozenset({b"glyf", b"CFF "})
"""Of TrueType and of PostScript (OpenType 1.9): one of the two draws the glyphs."""
_LARGEST = 100_000_000
"""Bytes of a face; those with all Han have half of it."""


def with_own_faces(manuscript: Manuscript) -> tuple[Manuscript, list[Problem]]:
    """Find the faces that style sheets for print name, and what is wrong with them; a rule that has none is dropped."""
    finder = _Finder(manuscript.root)
    styles = tuple(map(finder.found_in, manuscript.print_styles))
    return replace(manuscript, print_styles=styles, faces=tuple(finder.faces.values())), finder.problems


def without_faces(sheets: Iterable[SourceFile]) -> tuple[tuple[SourceFile, ...], list[Problem]]:
    """Drop the rules for faces from style sheets of an e-book, and tell of each: it is read in its reader's own."""
    problems: list[Problem] = []

    def without(sheet: SourceFile) -> SourceFile:
        def dropped(rule: re.Match[str]) -> str:
            message = said("An e-book has no faces for its text: its reader chooses one.")
            hint = said("Leave the rule to [pdf] css; the e-book is made without it.")
            place = Place(sheet.path, sheet.text.count("\n", 0, rule.start()) + 1)
            problems.append(problem("own-face", place, message, hint))
            return "\n" * rule[0].count("\n")

        return _with_rules(sheet, dropped)

    return tuple(map(without, sheets)), problems


def _with_rules(sheet: SourceFile, change: Callable[[re.Match[str]], str]) -> SourceFile:
    """A style sheet with each rule for a face as `change` makes it; those in comments stay."""
    text = _RULE.sub(lambda rule: rule[0] if rule[0].startswith("/*") else change(rule), sheet.text)
    return replace(sheet, text=text)


@dataclass(slots=True)
class _Finder:
    root: Path
    faces: dict[str, OwnFace] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def found_in(self, sheet: SourceFile) -> SourceFile:
        """A style sheet, in which each rule names what its files hold."""

        def named(rule: re.Match[str]) -> str:
            line = sheet.text.count("\n", 0, rule.start()) + 1
            text = _ADDRESS.sub(lambda address: self._named(address, sheet.path, line), rule[0])
            return text if FONT_SCHEME in text else "\n" * text.count("\n")

        return _with_rules(sheet, named)

    def _named(self, address: re.Match[str], path: str, line: int) -> str:
        """What a rule that begins in a line has in place of an address; what is no face is nowhere."""
        written = next(filter(None, address.groups()), "")
        place = Place(path, line + address.string.count("\n", 0, address.start()))
        file = file_inside(self.root, path, written)
        data = self._read(file, written, place)
        if not data or not file:
            return 'local("")'
        if not may_be_embedded(file):
            message = said("The maker of the face {name} reserves the right to embed it in a document.", name=written)
            self._tell(place, message, said("Ask for permission, or use another face."))
        face = OwnFace(f"own-{hashlib.sha256(data).hexdigest()[:20]}.ttf", file)
        self.faces[face.name] = face
        return f'url("{FONT_SCHEME}{face.name}")'

    def _read(self, file: Path | None, written: str, place: Place) -> bytes:
        """What a face holds; nothing where it is none, which is told."""
        if not file:
            message = said("The face {name} is not read: nothing outside the manuscript's folder is.", name=written)
            self._tell(place, message, said("Put the file of the face into the folder."))
            return b""
        if not file.is_file():
            message = said("There is no face {name}.", name=written)
            self._tell(place, message, said("Correct the name, counted from the folder of the style sheet."))
            return b""
        try:
            data = file.read_bytes() if file.stat().st_size < _LARGEST else b""
        except OSError as error:
            self._tell(place, said("The face {name} cannot be read: {reason}.", name=written, reason=reason_of(error)))
            return b""
        tables = table_names(data)
        if tables >= _NEEDED and tables & _OUTLINES:
            return data
        message = said("{name} is not a TrueType or OpenType face.", name=written)
        hint = said("Name a file that ends in .ttf or .otf: a .ttc holds several, and .woff2 is for the web.")
        self._tell(place, message, hint)
        return b""

    def _tell(self, place: Place, message: Sentence, hint: Sentence = NOTHING) -> None:
        self.problems.append(problem("own-face", place, message, hint))
