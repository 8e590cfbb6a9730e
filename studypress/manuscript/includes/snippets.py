"""The block form of MkDocs' snippets, `--8<--` above and below the names of files, as one directive for each of them.

A name behind a semicolon is passed over (PyMdown Extensions, "Snippets Notation").
"""

import re
from collections.abc import Iterator

_MARK = re.compile(r"([ \t>]*)-+8<-+[ \t]*")
_FILE = re.compile(r"[ \t>]*((?:;[ \t]*)?[^\"'<>\n]{1,490}\.\w{1,10}(?::[\w:-]{1,100})?)[ \t]*")
_MOST = 50
"""Lines of a block."""
_NOTHING = '--8<-- ""'
"""Puts in nothing, and leaves no line."""


def with_snippet_lines(text: str) -> str:
    """Rewrite the blocks of a text; each line stays a line."""
    return "\n".join(_rewritten(text.split("\n"))) if "8<" in text else text


def _rewritten(lines: list[str]) -> Iterator[str]:
    at = 0
    while at < len(lines):
        mark = _MARK.fullmatch(lines[at]) if "8<" in lines[at] else None
        files = _files_below(lines, at + 1) if mark else None
        if mark is None or files is None:
            yield lines[at]
            at += 1
            continue
        for name in ("", *files, ""):
            yield f'{mark[1]}--8<-- "{name}"' if name else f"{mark[1]}{_NOTHING}"
        at += len(files) + 2


def _files_below(lines: list[str], start: int) -> list[str] | None:
    """The names in the lines down to the mark that ends a block, empty where there is none; None where it is none."""
    files: list[str] = []
    for line in lines[start : start + _MOST]:
        if "8<" in line and _MARK.fullmatch(line):
            return files
        found = _FILE.fullmatch(line)
        if not found and line.strip(" \t>"):
            return None
        files.append(found[1] if found else "")
    return None
