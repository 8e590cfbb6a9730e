"""Tables of Excel, by way of MarkItDown: what pandas writes where a sheet has nothing is left out.

A head without words is `Unnamed: 2`, a cell without anything `NaN`. Files that hold such heads, or nothing but tables
below the names of sheets, are known by that.
"""

import re

_HEAD = re.compile(r"^\|(?:.*\|)? Unnamed: \d+ \|.*\n\| ---", re.MULTILINE)
_NOTHING = re.compile(r"(?<=\| )(?:NaN|Unnamed: \d+)(?= \|)")


def from_workbooks(text: str) -> str:
    """Rewrite a file that is a workbook."""
    if "NaN" not in text and "Unnamed: " not in text:
        return text
    lines = text.split("\n")
    if not _HEAD.search(text) and not all(line.startswith(("| ", "## ")) for line in lines if line.strip()):
        return text
    return "\n".join(_NOTHING.sub("", line) if line[:1] == "|" else line for line in lines)
