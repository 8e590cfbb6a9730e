"""Other files put in where a chapter says so: text to be read in place, code to be shown line for line.

It is done with lines, before Markdown is read, as the tools do that have these directives; each line keeps the file and
the number it comes from. What stands in a code block can't end it: its fence is made longer where need be.

`directives` knows how tools say so, `snippets`, `literal` and `imported_pages` ways of their own; `includable`
finds and reads the files, `excerpts` are parts of them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from studypress.manuscript.conventions import is_page
from studypress.manuscript.fences import fence_after, fence_mark
from studypress.manuscript.includes.directives import (
    ESCAPED,
    MDBOOK,
    Directive,
    may_hold_directive,
    read_directive,
    read_in_code,
    read_mdbook,
)
from studypress.manuscript.includes.excerpts import Excerpt, Line, below, level_of
from studypress.manuscript.includes.imported_pages import ImportedPage, ImportedPages, may_import
from studypress.manuscript.includes.includable import Includable
from studypress.manuscript.includes.literal import Literal, read_literal
from studypress.manuscript.includes.snippets import with_snippet_lines
from studypress.manuscript.source import Origin, SourceFile
from studypress.manuscript.vault import Vault
from studypress.problems import Place, Problem
from studypress.wording import NOTHING, Sentence, said

MAX_DEPTH = 10
"""Files that include files that include files: mdBook's limit."""

_PREFIX = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?")
"""What stands before a directive within a quotation or an item; it goes before every line that is put in."""


def with_includes(root: Path, files: Iterable[SourceFile]) -> tuple[tuple[SourceFile, ...], set[str], list[Problem]]:
    """Put the files in that a manuscript's files include: gives these, the paths of what was put in, and the problems.

    Notes that are embedded by name are not among the paths, since they are pages of their own as well.
    """
    files = tuple(files)
    includable = Includable(root, Vault(root, (file.path for file in files)))
    done = tuple(_expanded(source, includable) for source in files)
    return done, includable.included, includable.problems


def _expanded(source: SourceFile, includable: "Includable") -> SourceFile:
    if not (may_hold_directive(source.text) or may_import(source.text)):
        return source
    page = _Page(includable)
    page.read(_numbered(replace(source, text=with_snippet_lines(source.text))), source.path, ())
    return replace(source, text="\n".join(page.lines), origins=tuple(page.origins))


def _numbered(source: SourceFile) -> Iterator[Line]:
    return ((source.place(at).line, line) for at, line in enumerate(source.text.split("\n")))


@dataclass(slots=True)
class _Page:
    """The text of a file while others are put into it."""

    includable: Includable
    lines: list[str] = field(default_factory=list)
    origins: list[Origin] = field(default_factory=list)
    fence: str = ""
    """The mark that opened the code block that the next line stands in."""
    fence_at: int = 0
    longest: int = 0
    """The longest run of that mark in the lines put into the code block."""
    literal: Literal | None = None
    """The code block, if it takes its lines from a file."""
    level: int = 0
    """Of the last heading, embedded ones apart."""
    imported: ImportedPages = field(default_factory=ImportedPages)

    def read(self, lines: Iterable[Line], path: str, stack: tuple[tuple[str, Excerpt], ...], prefix: str = "") -> None:
        """Add lines of a file, and what they include; `prefix` goes before each."""
        for number, line in lines:
            self._read_line(prefix + line if line.strip() or ">" in prefix else line, Place(path, number), stack)

    def _read_line(self, line: str, place: Place, stack: tuple[tuple[str, Excerpt], ...]) -> None:
        fence = fence_after(self.fence, line)
        if self.fence and not fence:
            self._put_literal(stack)
            line = self._closed(line)
        elif fence and not self.fence:
            self.fence, self.fence_at, self.longest = fence, len(self.lines), 0
            self.literal = read_literal(line, place)
        elif self.literal:
            self.literal.read(line)
        elif self._put(line, place, stack) or self._put_imported(line, place, stack):
            return
        elif not (fence or stack) and (level := level_of(line)):
            self.level = level
        self._add_with_insertions(line, place)

    def _closed(self, line: str) -> str:
        """End a code block; both of its fences are made longer than any in the lines put into it."""
        if self.longest >= len(self.fence):
            longer = self.fence[0] * (self.longest + 1)
            self.lines[self.fence_at] = self.lines[self.fence_at].replace(self.fence, longer, 1)
            line = line.replace(fence_mark(line), longer, 1)
        self.fence = ""
        return line

    def _put(self, line: str, place: Place, stack: tuple[tuple[str, Excerpt], ...]) -> bool:
        """Put in what a line asks for that holds a directive alone; whether it was one and could be done."""
        if not may_hold_directive(line):
            return False
        prefix = match[0] if (match := _PREFIX.match(line)) else ""
        source = line[len(prefix) :].rstrip()
        directive = read_in_code(source) if self.fence else read_directive(source)
        if directive is None or (not directive.target and not directive.embed):
            return directive is not None
        code = bool(self.fence) or directive.fence is not None
        path, found = self._look_up(directive, place, stack, code=code)
        if isinstance(found, Sentence):
            if found:
                self.includable.warn(place, source, found)
            if source.startswith("<!--"):
                self._add(f"{prefix}\\{source}", place)  # a comment would vanish
            return source.startswith("<!--")
        if not directive.embed:
            self.includable.included.add(path)
        if code:
            self._add_code(found, path, prefix, None if self.fence else directive.fence)
        else:
            self._add_text(found, path, prefix, (*stack, (path, directive.excerpt)), directive)
        return True

    def _put_imported(self, line: str, place: Place, stack: tuple[tuple[str, Excerpt], ...]) -> bool:
        """Put in the pages that MDX imports where their tags stand in a line; whether there was one."""
        pieces = [] if self.fence else self.imported.pieces(line, place.path)
        prefix = match[0] if pieces and (match := _PREFIX.match(line)) else ""
        for piece in pieces:
            if not isinstance(piece, str):
                self._put_page(piece, place, stack, prefix)
            elif piece.strip() and piece != prefix:
                self._add(piece, place)
            else:
                continue
            prefix = re.sub(r"[^\s>]", " ", prefix)
            self._add(prefix.rstrip(), place)
        return bool(pieces)

    def _put_page(self, page: ImportedPage, place: Place, stack: tuple[tuple[str, Excerpt], ...], prefix: str) -> None:
        path, found = self._look_up(page.directive, place, stack, code=False)
        if isinstance(found, Sentence):
            self.includable.warn(place, page.source, found)
            self._add(f"{prefix}\\{page.source}", place)  # a component would vanish
            return
        self.includable.included.add(path)
        self._add_text(page.filled_in(found), path, prefix, (*stack, (path, page.directive.excerpt)), page.directive)

    def _put_literal(self, stack: tuple[tuple[str, Excerpt], ...]) -> None:
        """Put the lines into the code block that it takes from a file, above its end."""
        literal, self.literal = self.literal, None
        if not literal:
            return
        path, found = self._look_up(literal.directive, literal.place, stack, code=True)
        chosen = [] if isinstance(found, Sentence) else literal.chosen(found)
        if not chosen:
            few = said("{path} {trouble}", path=path, trouble=said("has fewer lines than that"))
            source = f"{literal.mark}{{literalinclude}} {literal.target}"
            self.includable.warn(literal.place, source, found if isinstance(found, Sentence) else few)
            return
        self.lines[self.fence_at] = literal.opening
        self.includable.included.add(path)
        self._add_code(chosen, path, literal.prefix, None)

    def _look_up(
        self, directive: Directive, place: Place, stack: tuple[tuple[str, Excerpt], ...], *, code: bool
    ) -> tuple[str, list[Line] | Sentence]:
        """The file that is meant and its lines; or what is wrong, or nothing where Markdown will tell."""
        path = self.includable.find(directive, place.path)
        if directive.embed and not is_page(path):
            return path, NOTHING  # a picture, or a note that is not there
        if not path:
            return path, said("there is no such file")
        if (path, directive.excerpt) in stack or (not directive.excerpt.heading and path == place.path and not code):
            return path, said("the file includes itself")
        if len(stack) >= MAX_DEPTH:
            return path, said("files include one another more than {most} levels deep", most=MAX_DEPTH)
        found = self.includable.cut_from(path, directive.excerpt, code=code)
        return path, said("{path} {trouble}", path=path, trouble=found) if isinstance(found, Sentence) else found

    def _add_text(
        self, found: list[Line], path: str, prefix: str, stack: tuple[tuple[str, Excerpt], ...], directive: Directive
    ) -> None:
        further = re.sub(r"[^\s>]", " ", prefix)
        if directive.embed:
            found = below(found, self.level)
            self._add(further.rstrip(), Place(path, found[0][0] if found else 0))
        for first, line in enumerate(found):
            self.read([line], path, stack, further if first else prefix)
        if directive.embed:
            self._add(further.rstrip(), Place(path, found[-1][0] if found else 0))

    def _add_code(self, found: list[Line], path: str, prefix: str, info: str | None) -> None:
        """Add the lines of a file to the code block that is open, or as one of their own."""
        further = re.sub(r"[^\s>]", " ", prefix)
        marks = [fence_mark(line) for _, line in found]
        if self.fence:
            self.longest = max([self.longest, *(len(mark) for mark in marks if mark[:1] == self.fence[0])])
            for number, line in found:
                self._add(further + line, Place(path, number))
            return
        fence = "`" * max([3, *(len(mark) + 1 for mark in marks)])
        first = found[0][0] if found else 1
        self._add(f"{prefix}{fence}{info}", Place(path, max(first - 1, 1)))
        for number, line in found:
            self._add(further + line, Place(path, number))
        self._add(further + fence, Place(path, found[-1][0] if found else 1))

    def _add_with_insertions(self, line: str, place: Place) -> None:
        """Add a line, and in it what mdBook's directives put into the middle of it."""
        if "{{" not in line:
            self._add(line, place)
            return
        end = 0
        parts: list[str] = []
        for match in MDBOOK.finditer(line):
            if not self.fence and line.count("`", 0, match.start()) % 2:
                continue
            directive = read_mdbook(match)
            _, found = self._look_up(directive, place, (), code=True) if directive.target else ("", [])
            if isinstance(found, Sentence):
                self.includable.warn(place, match[0], found)
                continue
            parts += [line[end : match.start()], "\n".join(text for _, text in found)]
            end = match.end()
        for text in ESCAPED.sub(r"\1", "".join([*parts, line[end:]])).split("\n"):
            self._add(text, place)

    def _add(self, line: str, place: Place) -> None:
        last = self.origins[-1] if self.origins else None
        if last is None or last.path != place.path or place.line - last.first_line != len(self.lines) - last.start:
            self.origins.append(Origin(len(self.lines), place.path, place.line))
        self.lines.append(line)
