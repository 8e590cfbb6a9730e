"""What GitBook and HonKit make of a page before it is Markdown: their variables, and what is for one output alone.

`{{ book.version }}` is a variable of `book.json`, and `{% if output.name == "website" %}…{% endif %}` stands on a site
alone (HonKit, "Templating" and "Conditional blocks"). Ours is an e-book to them. All else of a template stays as typed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from studypress.manuscript.conventions.books import GITBOOK_SETTINGS
from studypress.manuscript.conventions.folder import Folder
from studypress.manuscript.source import SourceFile

_MARK = re.compile(
    r"\{%-?[ \t]*(?P<tag>raw|endraw|if|elif|elseif|else|endif)\b(?P<words>[^%\n]{0,200}?)-?%\}"
    r"|\{\{-?[ \t]*book\.(?P<name>\w{1,100})[ \t]*-?\}\}"
)
_OUTPUT = re.compile(r"""output\.name[ \t]*(?P<sign>===?|!==?)[ \t]*(['"])(?P<name>\w+)\2""")
_VARIABLE = re.compile(r"book\.(\w+)")
_EBOOKS = frozenset({"ebook", "pdf", "epub", "mobi"})

_OF_BOOK = ("title", "description", "author", "language", "isbn")
"""What `{{ book.x }}` is besides the variables (HonKit, "Templating"): the settings of the book itself."""

_Edit = tuple[int, int, str]
"""Two places of a text, and what comes there besides the ends of lines between them."""


def from_honkit(chapters: Iterable[SourceFile], folder: Folder) -> tuple[SourceFile, ...]:
    """Read the pages of GitBook or HonKit as they make them for an e-book; lines keep their numbers."""
    settings = folder.table(GITBOOK_SETTINGS)
    variables = settings.get("variables")
    known = {name: settings[name] for name in _OF_BOOK if name in settings}
    known |= variables if isinstance(variables, dict) else {}
    return tuple(replace(one, text=_filled(one.text, known)) if "{" in one.text else one for one in chapters)


def _filled(text: str, variables: Mapping[str, Any]) -> str:
    made, at = [], 0
    for start, end, words in sorted(_edits(text, variables), key=lambda edit: (edit[0], -edit[1])):
        if start >= at:  # not within what is left out
            made += [text[at:start], words, "\n" * text.count("\n", start, end)]
            at = end
    return "".join(made) + text[at:]


def _edits(text: str, variables: Mapping[str, Any]) -> Iterator[_Edit]:
    """What changes: variables that are known, and conditions that end; nothing between `raw` and `endraw`."""
    opened: list[list[re.Match[str]]] = []
    raw = False
    for mark in _MARK.finditer(text):
        if raw or mark["tag"] == "raw":
            raw = mark["tag"] != "endraw"
        elif mark["name"]:
            value = variables.get(mark["name"])
            if isinstance(value, str | int | float) and "\n" not in str(value):
                yield mark.start(), mark.end(), str(value)
        elif mark["tag"] == "if":
            opened.append([mark])
        elif opened and mark["tag"] == "endif":
            yield from _condition([*opened.pop(), mark], variables)
        elif opened:
            opened[-1].append(mark)


def _condition(marks: list[re.Match[str]], variables: Mapping[str, Any]) -> Iterator[_Edit]:
    """Take the marks of a condition away, and what it leaves out, but for the ends of its lines."""
    first, *others, last = marks
    holds = _holds(first["words"].strip(), variables)
    if holds is None or len(others) > 1 or any(mark["tag"] != "else" for mark in others):
        return
    middle = others[0] if others else last
    yield first.start(), first.end() if holds else middle.end(), ""
    yield middle.start() if holds else last.start(), last.end(), ""


def _holds(words: str, variables: Mapping[str, Any]) -> bool | None:
    """Whether a condition holds for an e-book; None for one that is not known."""
    if output := _OUTPUT.fullmatch(words):
        return (output["name"] in _EBOOKS) == (output["sign"][0] == "=")
    if words in ("true", "false"):
        return words == "true"
    variable = _VARIABLE.fullmatch(words)
    return bool(variables[variable[1]]) if variable and variable[1] in variables else None
