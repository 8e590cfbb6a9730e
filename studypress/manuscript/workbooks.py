"""Tables of Excel, by way of MarkItDown: what pandas writes where a sheet has nothing is left out.

A head without words is `Unnamed: 2`, a cell without anything `NaN`. Files that hold such heads, or nothing but tables
below the names of sheets, are known by that.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from studypress.manuscript.source import SourceFile

_HEAD = re.compile(r"^\|(?:.*\|)? Unnamed: \d+ \|.*\n\| ---", re.MULTILINE)
_NOTHING = re.compile(r"(?<=\| )(?:NaN|Unnamed: \d+)(?= \|)")


def from_workbooks(files: Iterable[SourceFile]) -> tuple[SourceFile, ...]:
    """Rewrite the files that are workbooks."""
    return tuple(_rewritten(file) if "NaN" in file.text or "Unnamed: " in file.text else file for file in files)


def _rewritten(file: SourceFile) -> SourceFile:
    lines = file.text.split("\n")
    if not _HEAD.search(file.text) and not all(line.startswith(("| ", "## ")) for line in lines if line.strip()):
        return file
    return replace(file, text="\n".join(_NOTHING.sub("", line) if line[:1] == "|" else line for line in lines))
