"""Commands of TeX that an author defines, put in their places from there to the end of the book."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from benchmarks.fidelity.lines import Line, fenced

_GROUP = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
_DEFINITION = re.compile(
    rf"\\(?:def\s*\\(?P<def>[A-Za-z]+)(?:#\d)*"
    rf"|(?:re)?newcommand\*?\s*\{{?\\(?P<new>[A-Za-z]+)\}}?(?:\[\d\])?)\s*(?P<body>{_GROUP})"
)
_ARGUMENT = rf"\s*({_GROUP}|\\[A-Za-z]+|[^\s$])"
_DIRECTIVE = re.compile(r"\{(?!code)[a-z:-]{2,}\}")
"""Of MyST, in which Markdown stands."""
_NESTED = 3


def expanded(pages: Iterable[Iterable[Line]]) -> list[tuple[Line, ...]]:
    """All pages of a book, each without its definitions, and with what they stand for."""
    known: dict[str, str] = {}
    return [tuple(_page(page, known)) for page in pages]


def _page(page: Iterable[Line], known: dict[str, str]) -> Iterable[Line]:
    for line, info in fenced(page):
        is_code = info is not None and not _DIRECTIVE.match(info)
        if is_code or "\\" not in line.text:
            yield line
            continue
        defined = {found["def"] or found["new"]: found["body"][1:-1] for found in _DEFINITION.finditer(line.text)}
        known |= defined
        text = _DEFINITION.sub("", line.text) if defined else line.text
        text = re.sub(r"(?<!\$)\$\s*\$(?!\$)|\$\$\s*\$\$", "", text) if defined else text
        yield replace(line, text=_expanded(text, known))


def _expanded(text: str, known: dict[str, str]) -> str:
    for _ in range(_NESTED):
        before = text
        for name, body in known.items():
            if f"\\{name}" in text:
                wanted = max(map(int, re.findall(r"#(\d)", body)), default=0)
                use = re.compile(rf"\\{name}(?![A-Za-z]){_ARGUMENT * wanted}")
                text = use.sub(partial(_filled, body), text)
        if text == before:
            break
    return text


def _filled(body: str, use: re.Match[str]) -> str:
    bare = [one[1:-1] if one.startswith("{") else one for one in use.groups()]
    return re.sub(r"#(\d)", lambda found: bare[int(found[1]) - 1], body) + ("" if bare else " ")
