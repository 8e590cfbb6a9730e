"""Hugo: the folders below `content` are the list, with the weights that front matter gives (Hugo, "Sections")."""

import posixpath
from typing import Any

from studypress.config import BookConfig
from studypress.manuscript.conventions.facts import about
from studypress.manuscript.conventions.folder import Folder, is_page
from studypress.manuscript.conventions.trees import Habits, Tree
from studypress.manuscript.listing import Listing

_ENDINGS = ("toml", "yaml", "yml", "json")
_SETTINGS = tuple(
    f"{folder}{name}.{ending}"
    for folder in ("", "config/_default/")
    for name in ("hugo", "config")
    for ending in _ENDINGS
)
_HIDDEN = ("bookhidden", "headless", "_build")


def hugo(folder: Folder) -> Listing | None:
    """Make a list of the sections and pages of a site, or of a folder that an `_index.md` opens."""
    source = folder.first(*_SETTINGS)
    table = _lowered(folder.table(source))  # keys count in any case
    language, languages = str(table.get("defaultcontentlanguage") or ""), _tables(table.get("languages"))
    content = _content(folder, table, languages, language)
    if content is None:
        return None
    docs = posixpath.join(content, "docs")  # where themes for documentation have all that they list
    content = docs if folder.has_folder(docs) else content
    foreign = frozenset(name for name in languages if name != (language or "en"))
    tree = Tree(folder, Habits(("_index",), "weight", leaves=("index",), hidden=_HIDDEN, foreign=foreign))
    entries = tree.entries(content)
    facts = _facts(table, languages.get(language, {}), language)
    where = source or next(name for name in folder.names() if _opens(name))
    return Listing("Hugo", where, entries, facts, tuple(tree.problems)) if entries else None


def _content(folder: Folder, table: dict[str, Any], languages: dict[str, dict[str, Any]], language: str) -> str | None:
    """The folder of the pages; None where this is no site of Hugo."""
    if not table.keys() & {"baseurl", "theme", "module", "languagecode", "contentdir", "title"}:
        table = {}
    elsewhere = languages.get(language, {}).get("contentdir") or table.get("contentdir")
    content = posixpath.normpath(str(elsewhere or "content"))
    if table and folder.has_folder(content):
        below = posixpath.join(content, language)
        return below if language and not elsewhere and folder.has_folder(below) else content
    return "" if any(map(_opens, folder.names())) else None


def _opens(name: str) -> bool:
    return is_page(name) and name.lower().partition(".")[0] == "_index"


def _facts(table: dict[str, Any], own: dict[str, Any], language: str) -> BookConfig:
    params = _lowered({**_lowered(table.get("params")), **_lowered(own.get("params"))})
    title = own.get("title") or table.get("title")
    code = own.get("languagecode") or own.get("locale") or language or table.get("languagecode")
    return about(title, params.get("author") or (), code, params.get("description"))


def _tables(value: object) -> dict[str, dict[str, Any]]:
    return {name: _lowered(table) for name, table in _lowered(value).items()}


def _lowered(value: object) -> dict[str, Any]:
    return {str(key).lower(): each for key, each in value.items()} if isinstance(value, dict) else {}
