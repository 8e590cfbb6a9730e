"""MkDocs, Quarto, bookdown, Jupyter Book, MyST and loppo: a file of YAML names the chapters; Zensical's is TOML."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from studypress.config import BookConfig
from studypress.manuscript.bibliography import files_named
from studypress.manuscript.conventions.facts import about
from studypress.manuscript.conventions.folder import Folder, Pages, is_page
from studypress.manuscript.front_matter import read_front_matter
from studypress.manuscript.listing import Entry, Listing
from studypress.manuscript.yaml import lines_of


def mkdocs(folder: Folder) -> Listing | None:
    """Read `nav` of `mkdocs.yml` (MkDocs, "Configuration"): addresses are relative to `docs_dir`."""
    source = folder.first("mkdocs.yml", "mkdocs.yaml")
    found = _site("MkDocs", folder, source, folder.table(source))
    return replace(found, bare_front_matter=True) if found else None


def zensical(folder: Folder) -> Listing | None:
    """Read `nav` of `[project]` in `zensical.toml` (Zensical, "Navigation"): MkDocs' names in TOML."""
    source = folder.first("zensical.toml")
    project = folder.table(source).get("project")
    return _site("Zensical", folder, source, project) if isinstance(project, dict) else None


def _site(convention: str, folder: Folder, source: str, table: dict[str, Any]) -> Listing | None:
    theme = table.get("theme")
    language = theme.get("language") if isinstance(theme, dict) else ""
    facts = about(table.get("site_name"), table.get("site_author"), language, table.get("site_description"))
    docs = _docs_dir(folder, table)
    if table and not table.get("nav"):
        return Listing(convention, source, (), facts, folder=docs if folder.has_folder(docs) else "")
    return _Named(folder, source, docs).listing(convention, table.get("nav"), facts)


def _docs_dir(folder: Folder, table: dict[str, Any]) -> str:
    """`docs`, or what `docs_dir` says, unless that is made only when the site is built."""
    said = table.get("docs_dir")
    name = posixpath.normpath(said) if isinstance(said, str) and said else "docs"
    return name if name == "docs" or folder.has_folder(name) else "docs"


def quarto(folder: Folder) -> Listing | None:
    """Read `book` of `_quarto.yml` (Quarto, "Book Structure"): chapters, parts and appendices."""
    source = folder.first("_quarto.yml", "_quarto.yaml")
    table = folder.table(source)
    book = table.get("book")
    if not isinstance(book, dict):
        return None
    sources = table.get("bibliography") or book.get("bibliography")
    facts = about(book.get("title"), book.get("author"), table.get("lang"), book.get("description"), sources)
    return _Named(folder, source, "").listing("Quarto", book.get("chapters"), facts, book.get("appendices"))


def bookdown(folder: Folder) -> Listing | None:
    """Read `rmd_files` of `_bookdown.yml`, or take all R Markdown of the folder in its order (bookdown, "Usage")."""
    source = folder.first("_bookdown.yml")
    if not source:
        return None
    table = folder.table(source)
    named = table.get("rmd_files")
    if isinstance(named, dict):
        named = named.get("html") or next(iter(named.values()), None)
    names = named or sorted(
        (name for name in folder.names() if name.lower().endswith(".rmd") and name[0] != "_"),
        key=lambda name: (name.lower() != "index.rmd", name),
    )
    first = read_front_matter(folder.text("index.Rmd") or "").values
    sources = table.get("bibliography")  # where it is not in a page's front matter
    facts = about(first.get("title"), first.get("author"), first.get("lang"), first.get("description"), sources)
    return _Named(folder, source, "").listing("bookdown", names, facts)


def jupyter_book(folder: Folder) -> Listing | None:
    """Read `_toc.yml` (Jupyter Book, "Structure and organize content"): a root, then chapters or parts."""
    return _jupyter_book_in(folder, "")


def jupyter_book_below(folder: Folder) -> Listing | None:
    """Read the only Jupyter Book in a folder of this one, as `lectures`, where all other pages are READMEs."""
    base = folder.only_book("_toc.yml", "_config.yml")
    return _jupyter_book_in(folder, base) if base else None


def _jupyter_book_in(folder: Folder, base: str) -> Listing | None:
    source = posixpath.join(base, "_toc.yml")
    table = folder.table(source)
    config = folder.table(posixpath.join(base, "_config.yml"))
    sphinx = config.get("sphinx")
    settings = sphinx.get("config") if isinstance(sphinx, dict) else None
    sources = config.get("bibtex_bibfiles") or (settings.get("bibtex_bibfiles") if isinstance(settings, dict) else ())
    below = [posixpath.join(base, name) for name in files_named(sources)]
    facts = about(config.get("title"), config.get("author"), bibliography=below)
    root = [table["root"]] if isinstance(table.get("root"), str) else []
    members = _list(next((table[key] for key in ("parts", "chapters", "sections") if key in table), []))
    return _Named(folder, source, base).listing("Jupyter Book", root + members, facts)


def myst(folder: Folder) -> Listing | None:
    """Read `project` of `myst.yml` (MyST, "Table of Contents"), which Jupyter Book 2 has too."""
    source = folder.first("myst.yml")
    project = folder.table(source).get("project")
    if not isinstance(project, dict):
        return None
    sources = project.get("bibliography") or [name for name in folder.names() if name.lower().endswith(".bib")]
    facts = about(project.get("title"), project.get("authors"), "", project.get("description"), sources)
    return _Named(folder, source, "").listing("MyST", project.get("toc"), facts)


def loppo(folder: Folder) -> Listing | None:
    """Read `chapters.yml` of loppo, which lists `page.md: title`, below the folder that `loppo.yml` names."""
    source = folder.first("chapters.yml") if folder.has("loppo.yml") else ""
    config = folder.table("loppo.yml") if source else {}
    listed = _list(folder.data(source))
    nav = [{str(title): name} for member in listed if isinstance(member, dict) for name, title in member.items()]
    facts = about(config.get("site"))
    return _Named(folder, source, str(config.get("dir") or "docs")).listing("loppo", nav, facts)


def _lines(folder: Folder, source: str) -> dict[str, int]:
    """The line on which each word of a file of YAML or TOML stands first."""
    text = (folder.text(source) or "") if source else ""
    if not source.endswith(".toml"):
        return lines_of(text)
    lines: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        for found in _TOML_WORD.finditer(line):
            lines.setdefault(found[1] or found[2], number)
    return lines


_TOML_WORD = re.compile(r"[\"']([^\"'\n]+)[\"']|(?<![\w-])([\w-]++)[ \t]*+=")


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


_FILE_KEYS = ("file", "href", "url")
_TITLE_KEYS = ("text", "title", "caption")
_BELOW_KEYS = ("chapters", "sections", "contents", "children")


class _Named:
    """Makes entries of the lists that these tools share in essence: names, `title: name`, and tables with keys."""

    def __init__(self, folder: Folder, source: str, base: str) -> None:
        self.pages = Pages(folder, source, base, base)
        self.lines = _lines(folder, source)

    def listing(self, convention: str, value: object, facts: BookConfig, appendices: object = ()) -> Listing | None:
        """Make the listing; None without an entry. Appendices have no number among the chapters."""
        behind = (replace(entry, uncounted=True) for entry in self._entries(appendices))
        entries = (*self._entries(value), *behind)
        source = self.pages.source
        return Listing(convention, source, entries, facts, tuple(self.pages.problems)) if entries else None

    def _entries(self, value: object) -> Iterator[Entry]:
        for member in _list(value):
            match member:
                case str():
                    yield from self._page("", member)
                case dict() if "part" in member:
                    yield from self._part(str(member["part"]), member.get("chapters"))
                case dict() if any(key in member for key in (*_FILE_KEYS, *_BELOW_KEYS, "glob")):
                    yield from self._of_keys(member)
                case dict():
                    yield from self._named(member)

    def _named(self, member: dict[Any, Any]) -> Iterator[Entry]:
        """MkDocs: `- Title: page.md`, `- Title: [pages]`."""
        for title, value in member.items():
            if isinstance(value, str):
                yield from self._page(_words(title), value)
            elif below := tuple(self._entries(value)):
                yield Entry(_words(title), "", self._line(str(title)), below)

    def _of_keys(self, member: dict[Any, Any]) -> Iterator[Entry]:
        """Quarto: `href`, `text`; Jupyter Book: `file`, `title`, `sections`, and parts with a `caption` alone."""
        title = _words(next((member[key] for key in _TITLE_KEYS if member.get(key)), ""))
        name = next((str(member[key]) for key in _FILE_KEYS if member.get(key)), "")
        own = list(self._page(title, name)) if name else []
        below = tuple(self._entries(next((member[key] for key in _BELOW_KEYS if key in member), [])))
        if own:
            yield Entry(title, own[0].path, own[0].line, below)
        elif below:
            yield Entry(title, "", self._line(title), below, part=not name)

    def _part(self, name: str, chapters: object) -> Iterator[Entry]:
        """Quarto: a part is named by a title, or by the page that opens it."""
        page = next(self._page("", name), None) if is_page(name) else None
        below = tuple(self._entries(chapters))
        if page or below:
            yield Entry("" if page else _words(name), page.path if page else "", self._line(name), below, part=True)

    def _page(self, title: str, name: str) -> Iterator[Entry]:
        if entry := self.pages.entry(title, name, self._line(name)):
            yield entry

    def _line(self, words: str) -> int:
        return self.lines.get(words, 0)


def _words(title: object) -> str:
    return " ".join(str(title).replace("&nbsp;", " ").split())
