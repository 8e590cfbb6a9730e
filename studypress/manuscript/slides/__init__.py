"""Slides as a chapter: what divides and adorns them on a screen is left out, what they say is read as notes are.

Decks of Marp, Slidev, reveal.js (reveal-md, HackMD, Quarto) and what MarkItDown makes of PowerPoint. Each line stays a
line, so that every message finds its place. A title that several slides share stands once; where slides have a `#`
each, all but the first are sections. Speaker's notes that are text become a box.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import PurePosixPath

from studypress.manuscript.fences import fence_after
from studypress.manuscript.front_matter import FrontMatter
from studypress.manuscript.notebooks.cells import is_notebook
from studypress.manuscript.slides.marks import (
    marp_lines,
    notes_in_comments,
    plain_lines,
    put_in_box,
    reveal_lines,
    slidev_lines,
    without_page_code,
)
from studypress.manuscript.slides.tools import Tool, tool_of
from studypress.manuscript.source import SourceFile
from studypress.manuscript.words import on_one_line

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t](.*))?")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})")
_DASHES = re.compile(r"-{3,}[ \t]*")
_BETWEEN = re.compile(r"-{2,}[ \t]*|<!--[ \t]*slide\b.*-->[ \t]*")
_NUMBER = re.compile(r"<!-- Slide number: \d+ -->[ \t]*")
_KEY = re.compile(r"<!--@include:.*-->|[A-Za-z][\w.-]*:(?:[ \t].*)?")
_CONTINUED = re.compile(
    r"(?:(?<![ \t])[ \t]*+[（(\[【][ \t]*+|(?<![ \t·:：—-])[ \t·:：—-]+)"
    r"(?:续|續|接上页|接上頁|cont(?:inued|['’]?d)?\.?)[ \t]*+[\d一二三四五]{0,2}[ \t]*+[）)\]】]?$",
    re.IGNORECASE,
)
_REVEAL_NOTE = re.compile(r"[ \t]*notes?:[ \t]*(.*)", re.IGNORECASE)
_OFFICE_NOTE = re.compile(r"### Notes:[ \t]*()")
_COMMENT = re.compile(r"<!--.{0,2000}?-->")
_PAUSE = re.compile(r"\. \. \.[ \t]*")
_MOST_KEYS = 40
"""Lines of front matter that a slide may have."""


def from_slides(
    files: Iterable[SourceFile], fronts: Mapping[str, FrontMatter], speaker_notes: str
) -> tuple[SourceFile, ...]:
    """Rewrite the files that are slides; `speaker_notes` is what `[markdown] speaker_notes` says."""
    return tuple(_rewritten(file, fronts.get(file.path, FrontMatter()), speaker_notes) for file in files)


_OTHER_FILE = re.compile(r"^src:[ \t]*(\S+\.md)(?:#\S*)?[ \t]*$", re.MULTILINE)


def with_other_files(files: Iterable[SourceFile], fronts: Mapping[str, FrontMatter]) -> tuple[SourceFile, ...]:
    """Have the slides that Slidev takes from another file (`src: ./more.md`) included, as VitePress writes it."""
    return tuple(
        replace(file, text=_OTHER_FILE.sub(r"<!--@include: \1-->", file.text))
        if "src:" in file.text and tool_of(file.text, fronts.get(file.path, FrontMatter()).values) is Tool.SLIDEV
        else file
        for file in files
    )


def _rewritten(file: SourceFile, front: FrontMatter, speaker_notes: str) -> SourceFile:
    tool = None if is_notebook(file.path) else tool_of(file.text, front.values)
    if tool is None:
        return file
    deck = _Deck(tool, file.text.split("\n"), speaker_notes)
    deck.read()
    title = file.title or ("" if deck.covered else file.name or on_one_line(PurePosixPath(file.path).stem))
    return replace(file, text="\n".join(deck.lines), title=title)


@dataclass(slots=True)
class _Line:
    """A heading of a slide."""

    at: int
    level: int
    title: str


class _Deck:
    """The slides of a file, whose lines are being rewritten."""

    def __init__(self, tool: Tool, lines: list[str], speaker_notes: str) -> None:
        self.tool = tool
        self.lines = lines
        self.speaker_notes = speaker_notes
        self.covered = False
        """Whether the first slide has the title of all."""

    def read(self) -> None:
        """Take the steps in their order."""
        if self.tool is not Tool.OFFICE:
            self.lines = without_page_code(self.lines)
        slides = self._parted()
        if self.speaker_notes == "all":
            self.lines = notes_in_comments(self.lines, slides, self.tool)
        self._set_notes_apart(slides)
        match self.tool:
            case Tool.MARP:
                self.lines = marp_lines(self.lines, slides, self._free())
            case Tool.SLIDEV:
                self.lines = slidev_lines(self.lines, self._free())
            case Tool.OFFICE:
                self._put_titles_first(slides)
                self.lines = plain_lines(self.lines, self._free())
            case Tool.REVEAL:
                self.lines = reveal_lines(self.lines, self.speaker_notes)
        self._join_titled_alike(slides)
        self._place_headings(slides)

    def _free(self) -> list[bool]:
        """Whether each line stands neither in code nor in a comment."""
        free: list[bool] = []
        fence, commented = "", False
        for line in self.lines:
            was = fence or commented
            if not commented:
                fence = fence_after(fence, line)
            if not fence:
                opened, closed = line.rfind("<!--"), line.rfind("-->")
                commented = opened > closed or (commented and closed < 0)
            free.append(not (was or fence))
        return free

    def _parted(self) -> list[range]:
        """Take out what divides slides, and tell the lines of each."""
        free, starts = self._free(), [0]
        at = 0
        while at < len(self.lines):
            if not free[at] or not self._divides(at):
                if free[at] and _PAUSE.fullmatch(self.lines[at]):
                    self.lines[at] = ""
                at += 1
                continue
            starts.append(at)
            end = self._end_of_keys(at) if self.tool is Tool.SLIDEV else at
            self.lines[at : end + 1] = [""] * (end + 1 - at)
            at = end + 1
        return [range(start, end) for start, end in pairwise([*starts, len(self.lines)]) if start < end]

    def _divides(self, at: int) -> bool:
        line, above = self.lines[at], self.lines[at - 1].strip() if at else ""
        match self.tool:
            case Tool.MARP:  # below words it makes them a heading
                return _RULE.fullmatch(line) is not None and (not above or line.strip()[0] != "-" or above[0] in "#<!|")
            case Tool.SLIDEV:
                return _DASHES.fullmatch(line) is not None
            case Tool.REVEAL:
                return _BETWEEN.fullmatch(line) is not None and (not above or line.startswith(("---", "<!--")))
            case Tool.OFFICE:
                return _NUMBER.fullmatch(line) is not None

    def _end_of_keys(self, at: int) -> int:
        """The last line of the front matter of a slide, whose first dashes stand at a line; that line without any."""
        for end in range(at + 1, min(at + _MOST_KEYS, len(self.lines))):
            line = self.lines[end]
            if _DASHES.fullmatch(line):
                return end if end > at + 1 else at
            if not (_KEY.fullmatch(line) or (end > at + 1 and line.startswith((" ", "- ", "#")))):
                return at
        return at

    def _set_notes_apart(self, slides: Sequence[range]) -> None:
        """Make a box of what is said beside a slide, from where it begins to the slide's end."""
        pattern = {Tool.REVEAL: _REVEAL_NOTE, Tool.OFFICE: _OFFICE_NOTE}.get(self.tool)
        if pattern is None:
            return
        free = self._free()
        for slide in slides:
            notes = ((at, found[1]) for at in slide if free[at] and (found := pattern.fullmatch(self.lines[at])))
            if first := next(notes, None):
                put_in_box(self.lines, first[0], slide.stop, first[1], self.speaker_notes)

    def _headings(self, slide: range, free: Sequence[bool]) -> Iterator[_Line]:
        for at in slide:
            if free[at] and (found := _HEADING.fullmatch(self.lines[at])):
                yield _Line(at, len(found[1]), _COMMENT.sub("", found[2] or "").strip())

    def _put_titles_first(self, slides: Sequence[range]) -> None:
        """Let a slide's title stand before its words: PowerPoint keeps boxes in the order in which they were drawn."""
        free = self._free()
        for slide in slides:
            title = next(self._headings(slide, free), None)
            if title and title.at > slide.start and any(line.strip() for line in self.lines[slide.start : title.at]):
                self.lines[slide.start], self.lines[title.at] = self.lines[title.at], ""

    def _join_titled_alike(self, slides: Sequence[range]) -> None:
        """Leave out the headings with which a slide goes on with what the one before it began."""
        titles: dict[int, str] = {}
        free = self._free()
        for slide in slides:
            opens = True
            end = slide.start - 1
            for heading in self._headings(slide, free):
                opens = opens and not any(line.strip() for line in self._shown(end + 1, heading.at))
                key = _wording(heading.title)
                if opens and key and titles.get(heading.level) == key:
                    self.lines[heading.at] = ""
                else:
                    titles = {level: name for level, name in titles.items() if level < heading.level}
                    titles[heading.level] = key
                end = heading.at

    def _shown(self, start: int, end: int) -> Iterator[str]:
        return (_COMMENT.sub("", line) for line in self.lines[start:end])

    def _place_headings(self, slides: Sequence[range]) -> None:
        """Let the deck have one title, where each slide has a `#`."""
        free = self._free()
        found = [list(self._headings(slide, free)) for slide in slides]
        cover = found[0] if found else []
        self.covered = bool(cover) and self._open_deck(slides[0], cover) == 1
        first = Counter(headings[0].level for headings in found[1:] if headings)
        if self.tool is Tool.OFFICE or (first[1] > 1 and 2 * first[1] > first.total()):
            for headings in found[1:]:
                for heading in headings:
                    self.lines[heading.at] = f"#{self.lines[heading.at].lstrip()}"

    def _open_deck(self, slide: range, headings: list[_Line]) -> int:
        """Make lines of the headings beside the title on the first slide, which are only large; gives its level."""
        title = min(headings, key=lambda heading: heading.level)
        for heading, after in pairwise([*headings, _Line(slide.stop, 0, "")]):
            bare = not any(line.strip() for line in self._shown(heading.at + 1, after.at))
            if heading is not title and heading.title and (bare or heading.at < title.at):
                self.lines[heading.at] = heading.title
        return title.level


def _wording(title: str) -> str:
    """What two titles have in common that are one."""
    words = re.sub(r"\{[^{}]*\}[ \t]*$|[*_`]", "", title).strip()
    return re.sub(r"\s", "", _CONTINUED.sub("", words)).casefold()
