"""What notes of a vault have besides Markdown: comments, ids of blocks, links by the names of notes."""

import html
import re
from collections.abc import Container
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath

from benchmarks.fidelity.lines import Lines, around_code, fenced
from benchmarks.fidelity.sources import Source

_BLOCK_ID = re.compile(r"(^|\s)\^[\w-]+\s*$")


def comments(lines: Lines) -> Lines:
    """Take away what stands between `%%`, and the ids of blocks."""
    made: Lines = []
    hidden = False
    for line, info in fenced(lines):
        if info is not None and not hidden:
            made.append(line)
            continue
        shown: list[str] = []
        for part in re.split(r"(`+[^`]*`+|%%)", line.text):
            hidden = hidden != (part == "%%")
            shown += [] if hidden or part == "%%" else [part]
        made.append(replace(line, text=_BLOCK_ID.sub("", "".join(shown))))
    return made


def wikilinks(lines: Lines) -> Lines:
    """What links show and pictures that are embedded, outside of code, indented code as well."""
    made: Lines = []
    offset, follows = 0, True
    for line, info in fenced(lines):
        text = line.text.expandtabs(4)
        indent = len(text) - len(text.lstrip())
        if info is not None or not text.strip() or (follows and indent >= offset + 4):
            made.append(line)
            follows = info is None
            continue
        item = re.match(r"\s*(?:[-*+]|\d+[.)])\s+", text)
        offset = len(item[0]) if item else offset if indent >= offset or not follows else 0
        follows = False
        made.append(replace(line, text=around_code(line.text, partial(_WIKILINK.sub, _link))))
    return made


_WIKILINK = re.compile(r"(!?)\[\[(?=[^\s\]])([^\]|]*)(?:\\?\|([^\]]*))?\]\](?!\()")


def _link(found: re.Match[str]) -> str:
    target, shown = found[2].strip().removesuffix("\\"), (found[3] or "").strip()
    if found[1] and re.search(r"\.(png|jpe?g|gif|svg|webp|avif|bmp)(#.*)?$", target, re.IGNORECASE):
        return f"![](<{target}>)"
    words = shown or " › ".join(part for part in target.split("#") if part and not part.startswith("^"))
    return f'<span class="link">{html.escape(words, quote=False)}</span>'


def is_vault(page: Source, names: Container[str]) -> bool:
    """Whether a page links others, by their names, as notes of a vault do; `[[1, 2]]` is no link."""
    links = (found for line in page.lines for found in _WIKILINK.finditer(re.sub(r"`+[^`]*`+", "", line.text)))
    targets = (PurePosixPath(found[2].partition("#")[0].strip()) for found in links)
    return PurePosixPath(page.path).suffix == ".md" and any(
        target.name in names or target.stem in names or target.suffix in _PICTURES for target in targets
    )


_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp")
