"""What the README beside the chapters calls the book, which no chapter tells."""

import re
from collections.abc import Iterable

from studypress.manuscript.conventions.contents import first_title
from studypress.manuscript.conventions.folder import Folder
from studypress.manuscript.source import SourceFile
from studypress.manuscript.words import on_one_line
from studypress.matter import matter_of

_README = re.compile(r"readme\.(?:md|markdown)", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"\W*(?:read ?me|关于.*|简介|介绍|说明|目录|about.*|introduction|overview|contents)\W*", re.IGNORECASE
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
