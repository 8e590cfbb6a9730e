"""What a manuscript is, once it has been found and read."""

from bisect import bisect_right
from dataclasses import dataclass, replace
from pathlib import Path

from studypress.config import BookConfig
from studypress.manuscript.listing import CHAPTER
from studypress.problems import Place
from studypress.typefaces import OwnFace


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a stretch of lines comes from."""

    start: int
    """Its first line in the text, counted from 0."""
    path: str
    """The file, relative to the manuscript's folder."""
    first_line: int
    """The number of that line in the file, from 1."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A Markdown file as it was read, with its place in the book."""

    path: str
    """Relative to the manuscript's folder, with forward slashes; problems and places use it."""
    text: str
    """Decoded, BOM dropped, line ends made `\\n`, front matter cut off."""
    first_line: int = 1
    """The number, in the file, of the first line of `text` (front matter stands before it)."""
    title: str = ""
    """The title that the front matter gives, or else the list of contents."""
    name: str = ""
    """The title that a file among others has of its name alone; it counts where several headings would be chapters."""
    origins: tuple["Origin", ...] = ()
    """Where the lines come from, in a notebook or if files are included: in the order of the text, from its start."""
    macros: tuple[tuple[str, str], ...] = ()
    """Commands of TeX that its front matter defines, each with what is read in its place."""
    listed: str = ""
    """What the list of contents calls it, with the number that is typed there; empty without such a list."""
    level: int = CHAPTER
    """0 for a part, 1 for a chapter, 2 for a section of the chapter before it, and so on."""
    part: int = 0
    """The part it belongs to, counted from 1; 0 outside of parts."""
    whole: bool = False
    """Whether it is one chapter however many `#` it has, which are its sections then."""
    uncounted: bool = False
    """Whether the list has it without a number among the chapters."""

    def place(self, line: int) -> Place:
        """The place of a line of the text, counted from 0, as the author's editor numbers it."""
        if not self.origins:
            return Place(self.path, line + self.first_line)
        origin = self.origins[max(bisect_right(self.origins, line, key=lambda each: each.start) - 1, 0)]
        return Place(origin.path, line - origin.start + origin.first_line)

    def without_first(self, lines: int) -> "SourceFile":
        """The file from a line on: what stands above is no text."""
        moved = [replace(origin, start=origin.start - lines) for origin in self.origins]
        first = max((at for at, origin in enumerate(moved) if origin.start <= 0), default=0)
        if moved:
            moved[first] = replace(moved[first], start=0, first_line=moved[first].first_line - moved[first].start)
        text = "\n".join(self.text.split("\n")[lines:])
        return replace(self, text=text, first_line=self.first_line + lines, origins=tuple(moved[first:]))


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A folder of notes, found, ordered and read."""

    root: Path
    """The folder; nothing outside it is read. For a single file: the folder it is in."""
    config: BookConfig
    chapters: tuple[SourceFile, ...]
    """In reading order; the pages that are sections of a chapter stand after it."""
    glossary: tuple[SourceFile, ...] = ()
    print_styles: tuple[SourceFile, ...] = ()
    """The style sheets that `[pdf] css` names."""
    faces: tuple[OwnFace, ...] = ()
    """Those of the author's own that they name."""
    epub_styles: tuple[SourceFile, ...] = ()
    """The style sheets that `[epub] css` names."""
    bibliography: tuple[SourceFile, ...] = ()
    """The .bib files that settings or front matter name."""
    default_title: str = ""
    """The name of the folder or file, used when nothing gives a title."""
    settings: str = "book.toml"
    """The file of its settings, which need not be there."""
    contents: str = ""
    """The file of another tool that the order of the chapters is taken from; empty without one."""
    one_file: bool = False
    """Whether it is a file by itself, not a folder."""
