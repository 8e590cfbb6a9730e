"""The lines of a file, each with its place, and which of them are code."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file."""

    text: str
    place: str
    """`PATH:LINE`."""


Lines = list[Line]


def read_lines(file: Path, name: str) -> list[Line]:
    """The lines of a file that is called `name`, from 1."""
    text = file.read_bytes().decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    return [Line(line, f"{name}:{number}") for number, line in enumerate(text.split("\n"), 1)]


def without_front_matter(lines: list[Line], bare: bool = False) -> list[Line]:
    """All lines below the front matter, which is `bare` without lines around it in MkDocs."""
    mark = lines[0].text.rstrip()
    if bare and re.match(r"[a-z][\w-]*:(?!//)", mark):
        return lines[next((n for n, line in enumerate(lines) if not line.text.strip()), 0) :]
    if mark not in ("---", "+++"):
        return lines
    marks = (mark, "...") if mark == "---" else (mark,)
    ends = (number for number, line in enumerate(lines[1:], 1) if line.text.rstrip() in marks)
    end = next(ends, 0)
    keyed = end and all(re.match(r"\s|#|-|[\w-]+( [\w-]+)*\s*(::?|=)|[\]}]|$", line.text) for line in lines[1:end])
    return lines[end + 1 :] if keyed else lines


FENCE = re.compile(r"[\s>]*(?:(?:[-*+]|\d+[.)])\s+)*(?P<mark>`{3,}(?=[^`]*$)|~{3,})(?P<info>.*)")


def fenced(lines: Iterable[Line]) -> Iterator[tuple[Line, str | None]]:
    """Each line with the info string of the fence it is in; its marks count as inside, prose has None."""
    mark, info = "", ""
    for line in lines:
        found = FENCE.match(line.text)
        if mark:
            yield line, info
            if found and found["mark"].startswith(mark) and not found["info"].strip():
                mark = ""
        elif found:
            mark, info = found["mark"], found["info"].strip()
            yield line, info
        else:
            yield line, None


CODE = re.compile(r"(?<!`)(?P<fence>`+)(?!`)(?P<code>.+?)(?<!`)(?P=fence)(?!`)")


def around_code(text: str, change: Callable[[str], str]) -> str:
    """Change what of a line is no code."""
    codes: list[str] = []

    def hide(found: re.Match[str]) -> str:
        codes.append(found[0])
        return chr(_HIDDEN + len(codes) - 1)

    changed = change(CODE.sub(hide, text))
    return re.sub("[\U000f0000-\U000ffffd]", lambda found: codes[ord(found[0]) - _HIDDEN], changed)


_HIDDEN = 0xF0000
"""The first of the private characters that stand for code for a while."""
