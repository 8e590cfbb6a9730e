"""How the functions of libraries that are changed or relied on are known: by their source.

In another version they may do something else. The library is left as it comes then, and its user is told so.
"""

import inspect
import linecache
import re
import sys
from dataclasses import dataclass
from hashlib import sha256
from textwrap import dedent
from types import CodeType, FunctionType
from typing import Any


@dataclass(frozen=True, slots=True)
class Seam:
    """A function or class of a library's."""

    owner: Any
    """The module or class that holds it."""
    name: str
    digest: str
    """How the SHA-256 of its source begins in the version that is locked."""

    def is_known(self) -> bool:
        """Whether it is as it was when this was written."""
        return self._source() is not None

    def _source(self) -> str | None:
        """The source of the version that is locked; None where it is another."""
        try:
            original = self.original()
            texts = (read(original) for read in (_indented_below, inspect.getsource))
            return next((text for text in texts if sha256(text.encode()).hexdigest().startswith(self.digest)), None)
        except (AttributeError, OSError, TypeError):
            return None

    def original(self) -> Any:
        """The library's own, whatever of ours stands in for it. Raises AttributeError when there is none."""
        return inspect.unwrap(getattr(self.owner, self.name))

    def change(self, lines: dict[str, str]) -> None:
        """Replace parts of the function, each of which is in its source once. It stays where it is in its file.

        What was replaced before by another room stays so.
        """
        function: FunctionType = self.original()
        changes = _changes[function] = _changes.get(function, {}) | lines
        source = dedent(self._source() or inspect.getsource(function))
        for fault, mended in changes.items():
            before, _, after = source.partition(fault)
            source = before + mended + after
        above = "\n" * (function.__code__.co_firstlineno - 1)
        module = compile(above + source, function.__code__.co_filename, "exec")
        codes = {code.co_name: code for code in module.co_consts if isinstance(code, CodeType)}  # its annotations' too
        function.__code__ = codes[function.__code__.co_name]


_changes: dict[FunctionType, dict[str, str]] = {}
"""What was replaced in each function in this process."""


def _indented_below(thing: Any) -> str:
    """The source of a function or class, found by its indentation; empty where it may be otherwise.

    `inspect` reads every word of it, which for all seams takes an eighth of a second.
    """
    if isinstance(thing, FunctionType):
        lines = linecache.getlines(thing.__code__.co_filename)
        first = thing.__code__.co_firstlineno - 1
    else:
        lines = linecache.getlines(inspect.getfile(thing))
        first = next((at for at, line in enumerate(lines) if re.match(rf"class {thing.__name__}\b", line)), len(lines))
    margin, begun, end = -1, False, first
    for at, line in enumerate(lines[first:], first):
        words = line.lstrip()
        if not words:
            continue
        depth = len(line) - len(words)
        margin = depth if margin < 0 else margin
        if begun and depth <= margin and not words.startswith(")"):
            break
        begun = begun or words.startswith(("def ", "class ", "async "))
        end = at + 1
    return "".join(lines[first:end])


def put_in_place(original: Any, ours: Any) -> None:
    """Have every module of WeasyPrint's and ours that is loaded know this function by another."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in ("weasyprint", "studypress"):
            for known in [known for known, value in vars(module).items() if value is original]:
                setattr(module, known, ours)
