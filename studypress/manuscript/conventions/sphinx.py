"""Sphinx and d2lbook: the first page names those below it in a tree of contents, and each of these in turn.

Sphinx has it as the directive `toctree`, in MyST (```` ```{toctree} ````) or in reStructuredText within Markdown
(```` ```{eval-rst} ````); d2lbook as a fence called `toc`. Its settings are `conf.py` or `config.ini`.
"""

import posixpath
import re
from collections.abc import Iterator
from configparser import ConfigParser
from configparser import Error as IniError
from dataclasses import dataclass
from fnmatch import fnmatchcase

from studypress.config import BookConfig
from studypress.manuscript.conventions.facts import about
from studypress.manuscript.conventions.folder import ENDINGS, Folder, Pages, is_page
from studypress.manuscript.front_matter import read_front_matter
from studypress.manuscript.listing import DEEPEST, Entry, Listing
from studypress.manuscript.order import natural_key
from studypress.problems import Problem

_SETTINGS = ("conf.py", "source/conf.py", "docs/conf.py", "docs/source/conf.py", "doc/conf.py", "config.ini")
_TREE = re.compile(
    r"^(?P<mark>`{3,}|~{3,}|:{3,})[ \t]*(?P<kind>\{toctree\}|toc|\{eval-rst\}|eval_rst)[^\n]*\n"
    r"(?P<body>(?:(?!(?P=mark)).*\n)*)(?P=mark)[`~:]*[ \t]*$",
    re.MULTILINE,
)
_AND = re.compile(r",\s*+(?:and\s++)?|(?<!\s)\s++and\s++")
_OPTION = re.compile(r":([a-z]+):[ \t]*(.*)")
_TITLED = re.compile(r"(.*\S)\s*<([^<>]+)>")
_SAID = re.compile(r"""^(project|author|language|root_doc|master_doc)\s*=\s*[uf]?["']([^"'\n]+)["']""", re.MULTILINE)


def sphinx(folder: Folder) -> Listing | None:
    """Follow the trees of contents from `index.md`."""
    source = folder.first(*_SETTINGS)
    if not source:
        return None
    facts, root = _facts(folder.text(source) or "", source)
    base = posixpath.dirname(source)
    first = folder.first(*(posixpath.join(base, root + ending) for ending in ENDINGS))
    if not first:
        return None
    reader = _Reader(folder, base, {first: 0}, [])
    entries = tuple(reader.below(first))
    if not entries:
        return None
    home = (Entry("", first, uncounted=True),) if _has_words(folder.text(first) or "") else ()
    name = "d2lbook" if source.endswith(".ini") else "Sphinx"
    return Listing(name, first, (*home, *entries), facts, tuple(reader.problems))


def _facts(text: str, source: str) -> tuple[BookConfig, str]:
    """What the settings say of a book, and the name of its first page."""
    base = posixpath.dirname(source)
    if not source.endswith(".ini"):
        said = dict(_SAID.findall(text))
        root = said.get("root_doc") or said.get("master_doc") or "index"
        files = re.search(r"^bibtex_bibfiles\s*=\s*\[([^\]]*)\]", text, re.MULTILINE)
        sources = (
            [posixpath.join(base, name) for name in re.findall(r"""["']([^"'\n]+)["']""", files[1])] if files else ()
        )
        return about(said.get("project"), said.get("author") or (), said.get("language"), "", sources), root
    settings = ConfigParser(interpolation=None, strict=False)
    try:
        settings.read_string(text)
    except IniError:
        return about(), "index"
    said = dict(settings["project"]) if settings.has_section("project") else {}
    authors = _AND.split(said.get("author", ""))
    sources = [name for each in settings.values() for name in each.get("bibfile", "").split()]
    return about(said.get("title") or said.get("name"), authors, said.get("lang"), "", sources), "index"


def _has_words(text: str) -> bool:
    """Whether a page says more than its title and its contents."""
    rest = "\n".join(text.split("\n")[read_front_matter(text).lines :])
    rest = re.sub(r"^#.*$|^.*\n[=-]{3,}[ \t]*$", "", _TREE.sub("", rest), flags=re.MULTILINE)
    return bool(rest.strip())


@dataclass(slots=True)
class _Reader:
    folder: Folder
    top: str
    """The folder that a path with `/` in front starts from."""
    seen: dict[str, int]
    problems: list[Problem]

    def below(self, page: str, depth: int = 0) -> Iterator[Entry]:
        """The entries of the trees in a page."""
        text = self.folder.text(page) or ""
        trees = [tree for tree in _TREE.finditer(text) if "rst" not in tree["kind"] or "toctree::" in tree["body"]]
        counts = any(":numbered:" in tree["body"] for tree in trees)
        pages = Pages(self.folder, page, posixpath.dirname(page), self.top, self.problems, self.seen)
        for tree in trees if depth < DEEPEST else ():
            uncounted = counts and ":numbered:" not in tree["body"]
            entries = tuple(self._entries(tree, text, pages, depth, uncounted=uncounted))
            caption = next((words for name, words in _OPTION.findall(tree["body"]) if name == "caption"), "")
            if caption and not depth and entries:
                yield Entry(caption, "", text.count("\n", 0, tree.start()) + 1, entries, part=True)
            else:
                yield from entries

    def _entries(self, tree: re.Match[str], text: str, pages: Pages, depth: int, *, uncounted: bool) -> Iterator[Entry]:
        first = text.count("\n", 0, tree.start("body")) + 1
        for number, line in enumerate(tree["body"].split("\n"), first):
            words = line.strip()
            if (
                not words
                or words == "self"
                or words.startswith(("..", ":", "---"))
                or re.match(r"[a-z]+:(?:\s|$)", words)
            ):
                continue
            titled = _TITLED.fullmatch(words)
            title, target = (titled[1], titled[2]) if titled else ("", words)
            for name in self._matching(target, pages.base) if "*" in target else (target,):
                if found := pages.entry(title, name, number, uncounted=uncounted):
                    below = tuple(self.below(found.path, depth + 1))
                    yield Entry(title, found.path, number, below, uncounted)

    def _matching(self, pattern: str, base: str) -> list[str]:
        """The pages that a pattern names, as `:glob:` has it."""
        folder, _, last = pattern.lstrip("/").rpartition("/")
        top = posixpath.normpath(posixpath.join(self.top if pattern.startswith("/") else base, folder))
        names = [name for name in self.folder.names("" if top == "." else top) if is_page(name)]
        stems = [name for name in names if fnmatchcase(posixpath.splitext(name)[0], last)]
        found = [posixpath.join(folder, name) for name in sorted(stems, key=natural_key)]
        return [name for name in found if posixpath.normpath(posixpath.join(base, name)) not in self.seen]
