"""Files that are called copies of others beside them: `第1章 - 副本.md`, `1(1).md`, `1 copy.md`, `1-Copy1.ipynb`."""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

_COPY = re.compile(
    r"[ _-]*(?:的?副本|複製|複本|拷贝|コピー|copy"
    r"|[(（](?:\d{1,2}|[^()（）]{0,40}(?:冲突|conflict)[^()（）]{0,60})[)）])[ _-]*\(?\d{0,2}\)?",
    re.IGNORECASE,
)
"""What Windows, macOS, Jupyter, browsers and clouds put behind a name when they copy a file."""


def originals(paths: Iterable[str]) -> dict[str, str]:
    """Each file that is called a copy, and the one beside it of which it is one."""
    files = {(file.parent, file.stem): path for path in paths if (file := PurePosixPath(path))}
    found = {}
    for (folder, stem), path in files.items():
        at = next((start for start in range(1, len(stem)) if _COPY.fullmatch(stem, start)), 0)
        if at and (first := files.get((folder, stem[:at]))):
            found[path] = first
    return found
