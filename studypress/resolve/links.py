"""What the links of a book mean: a place in it, a place out of it, or nothing, which is a problem."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar
from urllib.parse import unquote

from studypress.letters import readable
from studypress.manuscript import OPENINGS, file_inside
from studypress.markdown.syntax.links import leads_out
from studypress.model import Anchor, Book, Heading, Link, Paragraph, Reference, ReferenceForm, Styled, Text
from studypress.names import fold, nearest, normal
from studypress.problems import Problem, problem
from studypress.resolve.references import Labels, closed_up, unknown
from studypress.resolve.targets import Targets
from studypress.tree import rewrite, walk
from studypress.wording import Sentence, joined, said, shortened

T = TypeVar("T")

_SHOWN = 4
"""Names of a file's headings that a hint shows where none is like the one that is sought."""
_SEARCHED = 300
"""For so many dead names the nearest is looked for; who has more has another trouble than slips of the pen."""


_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_SITE = re.compile(r"(?:www\.[\w.-]+|(?:[\w-]+\.)+(?:com|org|net|edu|gov|io|cn|dev|me|cc))(?:/.*)?", re.ASCII)
"""What lacks nothing but `mailto:` or `https://`."""

_LEADING = (Reference, Link)
_CHANGED = (*_LEADING, Paragraph, Heading, Styled)
"""What a reference or a link is, and what it may stand in."""


def resolve_links(book: Book, targets: Targets, labels: Labels, root: Path | None) -> tuple[Book, list[Problem]]:
    """Make every link into the book lead to an id of it; of one that leads nowhere the words stay.

    Anchors that no link leads to are taken out.
    """
    resolver = _Resolver(targets, labels, root)
    chapters = tuple(resolver.resolved(chapter, chapter.place.path) for chapter in book.chapters)
    of_chapters = len(resolver.problems)
    glossary = tuple(
        replace(entry, definitions=resolver.resolved(entry.definitions, entry.place.path)) for entry in book.glossary
    )
    # A definition that a chapter shares with the glossary has told its trouble already.
    before = set(resolver.problems[:of_chapters])
    problems = resolver.problems[:of_chapters] + [
        each for each in resolver.problems[of_chapters:] if each not in before
    ]
    return _without_idle_anchors(replace(book, chapters=chapters, glossary=glossary)), problems


def _without_idle_anchors(book: Book) -> Book:
    used = {node.target[1:] for node in walk((book.chapters, book.glossary), Link)}

    def change(node: Any) -> Any:
        match node:
            case Anchor(id=ident) if ident not in used:
                return ()
            case Paragraph(children=()):
                return ()
        return node

    chapters, glossary = rewrite((book.chapters, book.glossary), change, Anchor, Paragraph, around=(Anchor,))
    return replace(book, chapters=chapters, glossary=glossary)


_POINTS = re.compile(r"\d{1,3}\s*[分点點]?")


def _holds_points(link: Link) -> bool:
    """Whether what looks like an address is the points or the number of a question: `[2019·全国卷Ⅰ](2)`."""
    return _POINTS.fullmatch(unquote(link.target)) is not None and bool(link.children)


@dataclass(slots=True)
class _Resolver:
    targets: Targets
    labels: Labels
    root: Path | None
    problems: list[Problem] = field(default_factory=list)
    _files: dict[tuple[str, str], str] = field(default_factory=dict)
    """What names mean in a file, once it was looked up."""
    _made: dict[int, Link | Text] = field(default_factory=dict)
    """The links made of references, by identity, until the line they stand in has closed up with them."""
    _openings: dict[str, str] = field(init=False)
    """Each folder that has a page of its own, with that page."""
    _near: dict[tuple[str, str], str] = field(default_factory=dict)
    """The nearest name to a dead one is looked for once: a book may have the same dead link ten thousand times."""

    def __post_init__(self) -> None:
        pages = map(PurePosixPath, self.targets.tops)
        self._openings = {str(page.parent): str(page) for page in pages if page.stem.lower() in OPENINGS}

    def resolved(self, node: T, path: str) -> T:
        """A chapter or a part of one, or of an entry, that stands in the file `path`."""
        return rewrite(node, self._change_in(path), *_CHANGED, around=_LEADING)

    def _change_in(self, path: str) -> Callable[[Any], Any]:
        """What is to be done to each node of a chapter or entry that stands in the file `path`."""

        def change(node: Any) -> Any:
            if isinstance(node, Reference):
                return self._refer(node)
            if self._made and isinstance(node, Paragraph | Heading | Styled):
                return replace(node, children=closed_up(node.children, self._made))
            if not isinstance(node, Link) or leads_out(node.target):
                return node
            found = self._look_up(node, node.place.path or path, path)
            words = node.children or (Text(self.labels.title(found) or node.target, node.place),)
            if not found and _holds_points(node):
                return (Text("[", node.place), *words, Text(f"]({readable(node.target)})", node.place))
            if not found:
                return (Text(node.typed, node.place),) if node.typed else words
            return replace(node, target=f"#{found}", children=words)

        return change

    def _refer(self, reference: Reference) -> Link | Text:
        found = self.labels.find(reference.label)
        if found is None:
            self.problems.append(unknown(reference, self.labels.is_drawn_by_code(reference.label)))
            return Text(reference.typed, reference.place)
        words = reference.words or found.words(reference.form)
        if reference.form is not ReferenceForm.TITLE:
            words = words.replace(" ", "\u00a0")  # `图` is not left alone at a line's end
        made = Link(f"#{found.id}", (Text(words, reference.place),), place=reference.place)
        self._made[id(made)] = made
        return made

    def _look_up(self, link: Link, base: str, chapter: str) -> str:
        """Find the id that a link means, read from the file `base`; nothing, and a problem, when there is none.

        A file that `chapter` includes may have been written to be read from there. A heading that is not there is
        looked for no further than the top of its file, as a browser does.
        """
        name, _, fragment = link.target.strip().partition("#")
        name, fragment = unquote(name.partition("?")[0]).replace("\\", "/"), unquote(fragment)
        name = name.removeprefix("@site") if name.startswith("@site/") else name  # the site's folder (Docusaurus)
        paths = [self._file(base, name) or self._file(chapter, name)] if name else [base, chapter]
        paths = [path for path in paths if path in self.targets.tops]
        if not paths and (named := self.labels.find_own(name) if link.children else self.labels.find(name)):
            return named.id  # `[](label)` and `[words](label)` of MyST
        if not paths:
            if not _holds_points(link):
                self.problems.append(self._no_file(link, name, base))
            return ""
        # Obsidian names a heading with those above it: `#甲#乙`.
        wanted = [(path, place) for place in (fragment, fragment.rpartition("#")[2]) for path in paths]
        return next((ident for each in wanted if (ident := self.targets.find(*each))), "") or self._elsewhere(
            link, paths[0], fragment, named=bool(name)
        )

    def _elsewhere(self, link: Link, path: str, fragment: str, *, named: bool) -> str:
        """What a link leads to whose heading is not in its file: another file that has it, else the page itself."""
        if not named and (found := self.labels.find_given(fragment)):
            return found.id
        other = self.targets.file_with(fragment)
        self.problems.append(self._no_heading(link, path, fragment, other, named=named))
        if named:
            return self.targets.tops[path]
        return self.targets.find(other, fragment) if other else ""

    def _file(self, base: str, name: str) -> str:
        key = (base, name)
        if key not in self._files:
            self._files[key] = self.targets.files.find(base, name) or self.targets.titles.get(fold(name) or "\0", "")
        return self._files[key]

    def _no_file(self, link: Link, name: str, base: str) -> Problem:
        shown = shortened(name)
        if file := self._beside(base, link.target):
            message = said(
                "The link to “{name}” leads to {thing} that is no part of this book; its text is kept.",
                name=shown,
                thing=said("a folder") if file.is_dir() else said("a file"),
            )
            hint = said("Name it in `chapters` of book.toml, if it belongs to the book.")
            return problem("link-to-file", link.place, message, hint)
        message = said("The link to “{name}” leads to no chapter of this book; only its text is kept.", name=shown)
        return problem("broken-link", link.place, message, self._meant(link, name))

    def _beside(self, base: str, target: str) -> Path | None:
        """What lies in the folder of the book where a link leads, counted from its file or from the top."""
        places = [(base, target)] + [("", target.lstrip("/"))] * target.startswith("/")
        found = (file_inside(self.root, *place) for place in places) if self.root else ()
        return next((file for file in found if file and file.exists()), None)

    def _meant(self, link: Link, name: str) -> Sentence:
        """The hint of a link that leads nowhere: what it lacks to be an address, or the page with the nearest name."""
        for address, scheme in ((_MAIL, "mailto:"), (_SITE, "https://")):
            if address.fullmatch(name):
                return said("Write `{address}`.", address=f"{scheme}{shortened(name)}")
        is_folder = name.endswith("/") or "." not in PurePosixPath(name).name
        near = self._nearest("/", name.strip("./"), self._openings, 0.6) if is_folder else ""
        near = self._openings.get(near) or self._nearest("", name, self.targets.tops, 0.6)
        if near and near != link.place.path:
            return said("Did you mean {near}?", near=near)
        return said("Link to a chapter of this book, or to a web address.")

    def _no_heading(self, link: Link, path: str, fragment: str, other: str, *, named: bool) -> Problem:
        kept = said("it leads to the beginning of the file") if named else said("only its text is kept")
        if other:
            kept = kept if named else said("it leads to {other}", other=other)
            hint = said("It is in {other}: write `{other}#{fragment}`.", other=other, fragment=fragment)
        else:
            hint = self._nearest_heading(path, fragment)
        message = said(
            "The link to “#{fragment}” leads to no heading of {path}; {kept}.",
            fragment=shortened(fragment),
            path=path,
            kept=kept,
        )
        return problem("broken-link", link.place, message, hint)

    def _nearest_heading(self, path: str, fragment: str) -> Sentence:
        known = self.targets.names_in(path)
        if near := self._nearest(path, normal(fragment), known, 0.4):
            return said("Did you mean `#{near}`?", near=near)
        some = joined([f"`#{name}`" for name in known[:_SHOWN]] + ["…"] * bool(known[_SHOWN:]))
        return said("There are {some} in it.", some=some) if some else said("There is no heading in it.")

    def _nearest(self, path: str, name: str, known: Iterable[str], likeness: float) -> str:
        """The name in a file that is most like `name`, of a file where `path` is empty, of a folder where it is `/`."""
        key = (path, name)
        if key not in self._near:
            self._near[key] = nearest(name, known, likeness) if len(self._near) < _SEARCHED else ""
        return self._near[key]
