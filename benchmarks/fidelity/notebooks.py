"""Notebooks of Jupyter as Markdown: what their cells say, and of each output the form that a page shows best.

Of nbformat 4 alone. Nothing of how the program does it is used.
"""

import json
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from benchmarks.fidelity.lines import Line

_COLOURS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_UNSEEN = re.compile(r"<(style|script)\b.*?</\1>|<!--.*?-->", re.DOTALL)
_DRAWN = re.compile(r"\[?<(matplotlib|seaborn|Figure)")
"""The result of a call that draws, which Quarto leaves out beside the drawing."""
_OBJECT = re.compile(r"<[\w.]+( object)?( at 0x[0-9a-f]+)?>")
_ANIMATION = re.compile(r"""frames\[\d+\] = .data:image/""")
"""Of matplotlib: on a page it is a picture."""
_PICTURES = ("image/png", "image/svg+xml", "image/jpeg", "image/gif")


def notebook_lines(file: Path, name: str) -> list[Line]:
    """The lines of a notebook's cells, each with the cell that it comes from."""
    cells = json.loads(file.read_text("utf8"))["cells"]
    return [line for number, cell in enumerate(cells, 1) for line in _cell(cell, f"{name}:cell {number}")]


def _cell(cell: dict[str, Any], place: str) -> Iterator[Line]:
    tags, text = cell.get("metadata", {}).get("tags", []), "".join(cell["source"])
    if cell["cell_type"] == "raw" or "remove-cell" in tags:
        return
    texts = [text] if cell["cell_type"] == "markdown" else []
    if cell["cell_type"] == "code":
        texts += [_fenced(text, "python")] if text.strip() and "remove-input" not in tags else []
        texts += [] if "remove-output" in tags else _outputs(cell["outputs"])
    for part in texts:
        yield from (Line(line, f"{place}:{number}") for number, line in enumerate([*part.split("\n"), ""], 1))


def _outputs(outputs: list[dict[str, Any]]) -> Iterator[str]:
    draws = any(kind in one.get("data", {}) for one in outputs for kind in _PICTURES)
    for stream, run in groupby(outputs, key=lambda one: one.get("name", "")):
        if stream:
            yield _shown_text("".join("".join(one["text"]) for one in run))
        else:
            yield from (_output(one, draws) for one in run)


def _output(output: dict[str, Any], draws: bool) -> str:
    if output["output_type"] == "error":
        return _shown_text("\n".join(output["traceback"]))
    data = {kind: "".join(text) for kind, text in output["data"].items() if isinstance(text, str | list)}
    plain, html = data.get("text/plain", ""), _UNSEEN.sub("", data.get("text/html", ""))
    if _ANIMATION.search(data.get("text/html", "")):
        return "![](output.png)"
    if "<table" in html:
        return _on_a_line(html)
    for kind in ("text/latex", "text/markdown"):
        if data.get(kind):
            return data[kind]
    if any(kind in data for kind in _PICTURES):
        return "![](output.png)"
    if html.strip() and _OBJECT.fullmatch(plain.strip()):
        return _on_a_line(html)
    return "" if draws and _DRAWN.match(plain) else _shown_text(plain)


def _shown_text(text: str) -> str:
    """What a terminal shows in the end: without colours, each line as it was written last."""
    lines = _COLOURS.sub("", text.replace("\r\n", "\n")).rstrip("\n").split("\n")
    text = "\n".join(_overwritten(line) for line in lines)
    return _fenced(text, "text") if text.strip() else ""


def _overwritten(line: str) -> str:
    shown = ""
    for run in line.split("\r"):
        shown = run + shown[len(run) :]
    return shown


def _fenced(text: str, language: str) -> str:
    mark = "`" * max([3, *(len(run) + 1 for run in re.findall("`+", text))])
    code = text.rstrip("\n")
    return f"{mark}{language}\n{code}\n{mark}"


def _on_a_line(html: str) -> str:
    """HTML that no empty line can end."""
    return f"<div>{' '.join(html.split())}</div>"
