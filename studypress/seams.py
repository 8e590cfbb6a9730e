"""How the functions of libraries that are changed or relied on are known: by their source.

In another version they may do something else. The library is left as it comes then, and its user is told so.
"""

import inspect
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
        try:
            source = inspect.getsource(self.original())
        except (AttributeError, OSError, TypeError):
            return False
        return sha256(source.encode()).hexdigest().startswith(self.digest)

    def original(self) -> Any:
        """The library's own, whatever of ours stands in for it. Raises AttributeError when there is none."""
        return inspect.unwrap(getattr(self.owner, self.name))

    def change(self, lines: dict[str, str]) -> None:
        """Replace parts of the function, each of which is in its source once. It stays where it is in its file."""
        function: FunctionType = self.original()
        source = dedent(inspect.getsource(function))
        for fault, mended in lines.items():
            before, _, after = source.partition(fault)
            source = before + mended + after
        above = "\n" * (function.__code__.co_firstlineno - 1)
        module = compile(above + source, function.__code__.co_filename, "exec")
        function.__code__ = next(constant for constant in module.co_consts if isinstance(constant, CodeType))


def put_in_place(original: Any, ours: Any) -> None:
    """Have every module of WeasyPrint's and ours that is loaded know this function by another."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in ("weasyprint", "studypress"):
            for known in [known for known, value in vars(module).items() if value is original]:
                setattr(module, known, ours)
