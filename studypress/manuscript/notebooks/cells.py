"""A notebook as one page of Markdown: its cells one after the other, each line with the cell that it comes from."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from studypress.manuscript.decode import LARGEST, TooLargeError, read_text
from studypress.manuscript.notebooks.chunk_options import is_off, options_apart, quotable
from studypress.manuscript.notebooks.notebook import NOTEBOOK, Cell, read_notebook
from studypress.manuscript.notebooks.outputs import fence_for, markdown_lines, output_lines
from studypress.manuscript.source import Origin, SourceFile
from studypress.problems import CELL, OUTPUT, Place, Problem, problem
from studypress.wording import said

LARGEST_NOTEBOOK = 100_000_000
"""Bytes: with pictures in it, and with what a browser would run."""

_MAGIC = re.compile(r"%%(bash|cython|html|javascript|js|julia|latex|perl|R|ruby|sh|sql)\b")
"""The first line of a cell whose code is of another language than its notebook's (IPython, "Cell magics")."""
_NOT_IN_NAMES = re.compile(r"[^\w+#.-]")
_ITEM = re.compile(r"[ \t]+|[-*+][ \t]|\d{1,9}[.)][ \t]")


def read_page(file: Path, path: str) -> tuple[SourceFile, list[Problem]]:
    """Read a page, Markdown or a notebook; `path` is what problems call it.

    Raises OSError, for one that is too large too; NotebookError; UnicodeDecodeError when it is no text.
    """
    if not is_notebook(path):
        return SourceFile(path, read_text(file)), []
    size = file.stat().st_size
    if size > LARGEST_NOTEBOOK:
        raise TooLargeError(size, LARGEST_NOTEBOOK)
    page = _Page(path)
    for number, cell in enumerate(read_notebook(file.read_bytes()), 1):
        page.put(number, cell)
    return page.finish(), page.problems


def is_notebook(name: str) -> bool:
    """Tell whether a name is that of a notebook."""
    return name.lower().endswith(NOTEBOOK)


@dataclass(slots=True)
class _Page:
    """The text that grows cell by cell."""

    path: str
    lines: list[str] = field(default_factory=list)
    origins: list[Origin] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    after_text: bool = False
    """Whether the cell before is Markdown."""

    def put(self, number: int, cell: Cell) -> None:
        """Add what readers see of a cell."""
        if "remove-cell" in cell.tags or not (cell.source.strip() or cell.outputs):
            return
        first = number * CELL
        if cell.kind == "code":
            self._put_code(first, cell)
        elif cell.kind == "markdown":
            self._put_text(first, cell)
        elif number == 1 and cell.source.startswith("---"):  # front matter, as Quarto has it
            self._add(first + 1, [*cell.source.rstrip("\n").split("\n"), ""])
        else:
            hint = said("Make it a cell of Markdown, if readers should see it.")
            self.problems.append(
                problem("skipped-cell", Place(self.path, first), said("This raw cell is left out."), hint)
            )
        self.after_text = cell.kind == "markdown"

    def finish(self) -> SourceFile:
        """The whole page. Raises TooLargeError."""
        text = "\n".join(self.lines)
        if len(text) > LARGEST:
            raise TooLargeError(len(text))
        text = re.sub("[\ud800-\udfff]", "\ufffd", text)  # JSON can write half a character
        return SourceFile(self.path, text, origins=tuple(self.origins))

    def _put_text(self, first: int, cell: Cell) -> None:
        lines = markdown_lines(cell.source)
        if self.after_text and _ITEM.match(lines[0]):
            self._add(first, ["<!-- -->", ""])  # or a list of the cell before would go on
        self._add(first + 1, [*lines, ""])

    def _put_code(self, first: int, cell: Cell) -> None:
        options, code, taken = options_apart(cell.source.replace("\r\n", "\n"))
        if is_off(options.get("include", "")):
            return
        hidden = "remove-input" in cell.tags or is_off(options.get("echo", ""))
        if code.strip() and not hidden:
            fence, title = fence_for(code), quotable(options.get("lst-cap") or options.get("filename", ""))
            info = _language(cell.language, code) + (f' title="{title}"' if title else "")
            self._add(first + taken, [f"{fence}{info}", *code.rstrip("\n").split("\n"), fence, ""])
        self._add(first + OUTPUT, output_lines(cell, options))

    def _add(self, row: int, lines: list[str]) -> None:
        if lines:
            self.origins.append(Origin(len(self.lines), self.path, row))
            self.lines += lines


def _language(kernel: str, code: str) -> str:
    """The language of a cell, as a fence has it."""
    magic = _MAGIC.match(code)
    return _NOT_IN_NAMES.sub("", magic[1] if magic else kernel).lower()
