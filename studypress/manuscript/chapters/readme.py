"""What the README or index beside the chapters tells of the book that nothing else does: its title, and the order."""

import posixpath
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import PurePosixPath
from urllib.parse import unquote

from studypress.known_titles import matter_of
from studypress.manuscript.conventions.contents import first_title
from studypress.manuscript.conventions.folder import Folder, is_page
from studypress.manuscript.listing import OPENINGS
from studypress.manuscript.source import SourceFile
from studypress.manuscript.words import on_one_line

_README = re.compile(r"readme\.(?:md|markdown)", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"[\W_]*|\W*(?:read ?me|关于.*|简介|介绍|说明|目录|about.*|introduction|overview|contents)\W*", re.IGNORECASE
)
_LONGEST = 60
"""Characters; a longer heading says what the book is for."""


def title_of_readme(folder: Folder, chapters: Iterable[SourceFile]) -> str:
    """The first `#` of the README, if that is no chapter itself; empty where it says what is in the folder, no name."""
    name = next(filter(_README.fullmatch, folder.names()), "")
    if not name or name in {chapter.path for chapter in chapters}:
        return ""
    title = on_one_line(first_title(folder.text(name) or ""))
    named = len(title) <= _LONGEST and not _NO_TITLE.fullmatch(title) and matter_of(title) is None
    return title if named else ""


_NO_WORDS = re.compile(
    r"!?\[[^\[\]\n]*\]\([^()\n]*\)|<[^<>]*>|https?://\S+|^ *(```|~~~).*?^ *\1", re.DOTALL | re.MULTILINE
)
"""What a README tells a reader to follow or to type, and its tags."""
_SECTION = re.compile(r"^#{1,6} +\S", re.MULTILINE)
_FEW = 3


def length_of_notes(folder: Folder, name: str) -> int:
    """How many bytes of running text a README has in sections, without links, code and tags; 0 without sections."""
    words = _NO_WORDS.sub("", folder.text(name) or "")
    return len(" ".join(words.split()).encode()) if len(_SECTION.findall(words)) >= _FEW else 0


_LINK = re.compile(r"(?<!!)\]\(\s*<?([^()\s<>]+)")


def order_of_links(folder: Folder, names: Sequence[str]) -> tuple[list[str], str]:
    """Put files in the order in which a README or index links most of them, and tell which; empty without one.

    A file that has no link comes after the one that it follows by name. A page that links them backwards, as one that
    tells the newest lesson first does, has no order for a book.
    """
    top = posixpath.commonpath([posixpath.dirname(name) for name in names]) if names else ""
    for page in folder.names(top):
        path = posixpath.join(top, page)
        if is_page(page) and PurePosixPath(page).stem.lower() in OPENINGS:
            places = _places(folder.text(path) or "", top, names)
            others = [name for name in names if name != path]
            if len(places) >= max(_FEW, 0.6 * len(others)) and not _is_backwards(others, places):
                return _sorted(others, places, [path] * (path in names)), path
    return [], ""


def _is_backwards(names: Iterable[str], places: dict[str, int]) -> bool:
    """Whether most files are linked before the one that stands before them by its number."""
    linked = [name for name in names if name in places]
    counted = all(re.search("[0-9]", PurePosixPath(name).name) for name in linked)
    descents = sum(places[one] > places[other] for one, other in pairwise(linked))
    return counted and descents > 0.8 * (len(linked) - 1)


def _places(text: str, base: str, names: Iterable[str]) -> dict[str, int]:
    """Where each file is linked first. `a`, `a.html` and `a.md` are one page."""
    pages = {posixpath.splitext(name)[0]: name for name in names}
    found: dict[str, int] = {}
    for number, link in enumerate(_LINK.finditer(text)):
        target = posixpath.normpath(posixpath.join(base, unquote(link[1].partition("#")[0])))
        name = pages.get(re.sub(r"\.\w+$", "", target)) or pages.get(target)
        if name:
            found.setdefault(name, number)
    return found


def _sorted(names: Iterable[str], places: dict[str, int], first: list[str]) -> list[str]:
    last, keys = -1, {}
    for number, name in enumerate(names):
        last = places.get(name, last)
        keys[name] = last, name not in places, number
    return [*first, *sorted(keys, key=lambda name: keys[name])]
