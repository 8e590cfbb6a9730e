"""The files of a manuscript's folder, found by name as Obsidian finds them: wherever they are, shortest path first."""

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from studypress.manuscript.conventions.folder import Folder
from studypress.manuscript.conventions.logseq import is_graph
from studypress.manuscript.paths import below, files_below

_REGISTERED = re.compile(r"""^[^/\n]*\.component\(\s*["']([A-Za-z][\w-]*)["']""", re.MULTILINE)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_BY_ENDING = re.compile(r"""\bformat["']?\s*:\s*["']detect["']""")
_THIRD = re.compile(r"""["']@docusaurus/core["']\s*:\s*["'][^\d"']*(?:[3-9]|\d\d)""")
_SETTINGS = 100_000
"""Bytes of a file of settings that are looked at."""

_OF_SITES = ("mkdocs.yml", "mkdocs.yaml", "zensical.toml", "book.json", "_config.yml")
"""Settings of MkDocs and Zensical, of GitBook and HonKit, of Hexo and Jekyll."""


class Vault:
    """The files below one folder. They are listed once, when the first is asked for."""

    def __init__(self, root: Path, pages: Iterable[str] = ()) -> None:
        self.root = root
        self._pages = frozenset(pages)
        """The files of the book; of files of one name they count first."""
        self._paths: dict[str, list[str]] | None = None

    @property
    def is_obsidian(self) -> bool:
        """Whether Obsidian keeps its settings here."""
        return (self.root / ".obsidian").is_dir()

    @property
    def is_logseq(self) -> bool:
        """Whether Logseq keeps its settings here."""
        return is_graph(self.root)

    @property
    def is_site(self) -> bool:
        """Whether a tool that makes sites keeps its settings here, whose pages run what they hold."""
        folders = (self.root / base / name for base in ("", "docs") for name in (".vitepress", ".vuepress"))
        return any(map(Path.is_dir, folders)) or any((self.root / name).is_file() for name in _OF_SITES)

    @cached_property
    def is_mdx(self) -> bool:
        """Whether Docusaurus keeps its settings here, for which `.md` is MDX too, unless they leave it to endings."""
        return any(not _BY_ENDING.search(text) for text in self._settings("docusaurus.config.*"))

    @cached_property
    def is_new_mdx(self) -> bool:
        """Whether that is Docusaurus 3 or later, whose MDX has no indented code, and Markdown between any two tags."""
        return self.is_mdx and any(_THIRD.search(text) for text in self._settings("package.json"))

    def _settings(self, name: str) -> Iterator[str]:
        """The texts of the files of this name that Docusaurus would read."""
        for file in (file for top in ("", "website") for file in (self.root / top).glob(name)):
            if file.is_file():
                yield file.read_bytes()[:_SETTINGS].decode("utf8", "replace")

    @cached_property
    def components(self) -> frozenset[str]:
        """The components that a site of VitePress or VuePress has on every page, as tags in lower case, in both forms.

        `app.component('SvgImage', …)` in its settings, and VuePress's folder of them.
        """
        found: set[str] = set()
        for base in (self.root, self.root / "docs"):
            for pattern in (".vitepress/theme/index.*", ".vuepress/client.*", ".vuepress/enhanceApp.*"):
                for file in filter(Path.is_file, sorted(base.glob(pattern))):
                    found |= set(_REGISTERED.findall(file.read_bytes()[:_SETTINGS].decode("utf8", "replace")))
            found |= {file.stem for file in (base / ".vuepress" / "components").glob("*.vue")}
        return frozenset(form for name in found for form in (name.lower(), _HUMP.sub("-", name).lower()))

    def find(self, name: str, base: str) -> str:
        """The path of the ordinary file that `name` means in the file `base`, below the root; empty when there is none.

        A note may be named without its ending, and any file by the end of its path. A file beside `base` counts before
        the others, then a page of the book, then the one with the shortest path.
        """
        key = _key(name.strip().strip("/").removeprefix("./"))
        if not key or "../" in key:
            return ""
        named = self._index().get(posixpath.basename(key), [])
        fitting = [path for path in named if f"/{_key(path)}".endswith((f"/{key}", f"/{key}.md", f"/{key}.markdown"))]
        folder = posixpath.dirname(base)
        fitting.sort(
            key=lambda path: (posixpath.dirname(path) != folder, path not in self._pages, path.count("/"), path)
        )
        return next((path for path in fitting if (file := below(self.root, path)) and file.is_file()), "")

    def names(self) -> tuple[list[str], list[str]]:
        """All that decides which file a name means: the pages of the book, and every file below the root."""
        return sorted(self._pages), [path for paths in self._index().values() for path in paths]

    def _index(self) -> dict[str, list[str]]:
        """Paths by the names that may stand for them: a note's with its ending and without."""
        if self._paths is None:
            self._paths = {}
            for path in dict.fromkeys((*files_below(self.root), *sorted(self._pages))):
                name = _key(posixpath.basename(path))
                self._paths.setdefault(name, []).append(path)
                stem, ending = posixpath.splitext(name)
                if ending in (".md", ".markdown"):
                    self._paths.setdefault(stem, []).append(path)
        return self._paths


_TEMPLATES = (
    (".obsidian/templates.json", "folder"),
    (".obsidian/plugins/templater-obsidian/data.json", "templates_folder"),
)
"""Where Obsidian's plugins for templates, its own and Templater, keep the name of the folder that these are in."""


def template_folders(root: Path) -> tuple[str, ...]:
    """The folders of a vault whose notes are forms to be filled in."""
    given = (Folder(root).table(name).get(key) for name, key in _TEMPLATES)
    return tuple(folder for name in given if isinstance(name, str) and (folder := name.strip("/ ")))


def _key(path: str) -> str:
    return unicodedata.normalize("NFC", path.replace("\\", "/")).casefold()
