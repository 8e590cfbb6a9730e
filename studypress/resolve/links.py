"""What the links of a book mean: a place in it, a place out of it, or nothing, which is a problem."""

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from studypress.manuscript import file_inside
from studypress.model import Anchor, Book, Link, Paragraph
from studypress.problems import Problem, problem, shortened
from studypress.resolve.targets import Targets
from studypress.study.names import fold, normal
from studypress.tree import rewrite, walk

_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:|//")
"""A web or mail address; `markdown` let none through that is unsafe."""

_COMPARED = 1000
"""So many names are compared to find the nearest to a dead one."""


def resolve_links(book: Book, targets: Targets, root: Path | None) -> tuple[Book, list[Problem]]:
    """Make every link into the book lead to an id of it; of one that leads nowhere the words stay.

    Anchors that no link leads to are taken out.
    """
    resolver = _Resolver(targets, root)
    chapters = tuple(rewrite(chapter, resolver.change_in(chapter.place.path)) for chapter in book.chapters)
    told = len(resolver.problems)
    glossary = tuple(
        replace(entry, definitions=rewrite(entry.definitions, resolver.change_in(entry.place.path)))
        for entry in book.glossary
    )
    # A definition that a chapter shares with the glossary has told its trouble already.
    before = set(resolver.problems[:told])
    problems = resolver.problems[:told] + [each for each in resolver.problems[told:] if each not in before]
    return _without_idle_anchors(replace(book, chapters=chapters, glossary=glossary)), problems


def _without_idle_anchors(book: Book) -> Book:
    used = {node.target[1:] for node in walk((book.chapters, book.glossary)) if isinstance(node, Link)}

    def change(node: Any) -> Any:
        match node:
            case Anchor(id=ident) if ident not in used:
                return ()
            case Paragraph(children=()):
                return ()
        return node

    return replace(book, chapters=rewrite(book.chapters, change), glossary=rewrite(book.glossary, change))


@dataclass(slots=True)
class _Resolver:
    targets: Targets
    root: Path | None
    problems: list[Problem] = field(default_factory=list)
    _hints: dict[tuple[str, str], str] = field(default_factory=dict)
    """What was said of a dead link is said again: a book may have the same one ten thousand times."""

    def change_in(self, path: str) -> Callable[[Any], Any]:
        """What is to be done to each node of a chapter or entry that stands in the file `path`."""

        def change(node: Any) -> Any:
            if not isinstance(node, Link) or _ELSEWHERE.match(node.target):
                return node
            found = self._look_up(node, node.place.path or path, path)
            return replace(node, target=f"#{found}") if found else node.children

        return change

    def _look_up(self, link: Link, base: str, chapter: str) -> str:
        """Find the id that a link means, read from the file `base`; nothing, and a problem, when there is none.

        A file that `chapter` includes may have been written to be read from there. A heading that is not there is
        looked for no further than the top of its file, as a browser does.
        """
        name, _, fragment = link.target.strip().partition("#")
        name, fragment = unquote(name.partition("?")[0]).replace("\\", "/"), unquote(fragment)
        path = base if not name else self._file(base, name) or self._file(chapter, name)
        if not path and not name:
            path = chapter
        if not path or path not in self.targets.tops:
            self.problems.append(self._no_file(link, name, base))
            return ""
        if ident := self.targets.find(path, fragment) or self.targets.find(path, fragment.rpartition("#")[2]):
            return ident
        self.problems.append(self._no_heading(link, path, fragment, to_top=bool(name)))
        return self.targets.tops[path] if name else ""

    def _file(self, base: str, name: str) -> str:
        return self.targets.files.find(base, name) or self.targets.titles.get(fold(name) or "\0", "")

    def _no_file(self, link: Link, name: str, base: str) -> Problem:
        if self.root and (file := file_inside(self.root, base, link.target)) and file.exists():
            what = "folder" if file.is_dir() else "file"
            message = (
                f"The link to “{shortened(name)}” leads to a {what} that is no part of this book; its text is kept."
            )
            hint = "Name it in `chapters` of book.toml, if it belongs to the book."
            return problem("link-to-file", link.place, message, hint)
        near = self._nearest(name, list(self.targets.tops), 0.6)
        hint = f"Do you mean {near}?" if near else "Link to a chapter of this book, or to a web address."
        message = f"The link to “{shortened(name)}” leads to no chapter of this book; only its text is kept."
        return problem("broken-link", link.place, message, hint)

    def _no_heading(self, link: Link, path: str, fragment: str, *, to_top: bool) -> Problem:
        key = (path, fragment)
        if key not in self._hints:
            self._hints[key] = self._heading_hint(path, fragment)
        kept = "it leads to the beginning of the file" if to_top else "only its text is kept"
        message = f"The link to “#{shortened(fragment)}” leads to no heading of {path}; {kept}."
        return problem("broken-link", link.place, message, self._hints[key])

    def _heading_hint(self, path: str, fragment: str) -> str:
        elsewhere = next((other for other in self.targets.tops if self.targets.find(other, fragment)), "")
        if elsewhere:
            return f"It is in {elsewhere}: write `{elsewhere}#{fragment}`."
        near = self._nearest(normal(fragment), self.targets.names_in(path), 0.4)
        return f"Do you mean `#{near}`?" if near else f"No heading of {path} has this id."

    def _nearest(self, name: str, known: list[str], likeness: float) -> str:
        return next(iter(difflib.get_close_matches(name[:200], known[:_COMPARED], 1, likeness)), "")
