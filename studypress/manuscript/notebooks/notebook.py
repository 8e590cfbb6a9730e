"""What a Jupyter notebook holds: its cells, their outputs, and the forms in which each output was kept.

Notebooks of nbformat 4 and of 3, which IPython wrote, are one here. They are read as the JSON they are: `nbformat`
would bring a dozen packages for a schema by which it refuses what Jupyter shows, and 3 differs from 4 in a few names.
"""

import base64
import json
import re
from binascii import Error as Base64Error
from dataclasses import dataclass, field
from json import JSONDecodeError
from typing import Any
from urllib.parse import unquote

from studypress.manuscript.decode import decode
from studypress.wording import Sentence, said

NOTEBOOK = ".ipynb"
"""How the names of notebooks end."""

_PICTURES = ("image/svg+xml", "image/png", "image/jpeg", "image/webp", "image/gif", "image/bmp")
"""The kinds of pictures, the one that print shows best first."""

_SOURCE = re.compile(r"(?:attachment:(?P<name>.+)|output:(?P<number>\d{1,6}))", re.DOTALL)
_NUMBER = re.compile(r"(?<![-_.\d])[-_.\d]++$")
"""Of the version of a kernel, as in `python3`."""
_FRAME = re.compile(r'frames\[\d+\] = "data:(image/(?:png|jpeg|svg\+xml));base64,([^"]*)"')
_OLD_KINDS = {
    "text": "text/plain", "html": "text/html", "latex": "text/latex", "svg": "image/svg+xml", "png": "image/png",
    "jpeg": "image/jpeg", "javascript": "application/javascript", "json": "application/json",
}  # fmt: skip
"""What nbformat 3 calls the kinds of nbformat 4."""
_OLD_OUTPUTS = {"pyout": "execute_result", "pyerr": "error"}


class NotebookError(ValueError):
    """A file that is no notebook."""

    def __init__(self, reason: Sentence, line: int = 0) -> None:
        super().__init__(str(reason))
        self.reason = reason
        self.line = line
        """In the file."""


@dataclass(frozen=True, slots=True)
class Output:
    """What a cell of code has put out at one time."""

    kind: str
    """`stream`, `display_data`, `execute_result`, `error`."""
    data: dict[str, str]
    """Media type → that form of it; empty for one that is no text."""
    stream: str = ""
    """`stdout` or `stderr`."""
    width: int = 0
    """Of its picture, in CSS px, where the notebook tells it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of a notebook."""

    kind: str
    """`markdown`, `code` or `raw`."""
    source: str
    language: str = ""
    """That of its code, as the kernel calls it."""
    tags: frozenset[str] = frozenset()
    """With `-` for `_`."""
    outputs: tuple[Output, ...] = ()
    attachments: dict[str, dict[str, str]] = field(default_factory=dict)
    """The pictures that were put into its text: name → media type → the picture."""
    shown: dict[str, str] = field(default_factory=dict)
    """What the settings of MyST say of its picture, as Quarto has it in its code: `fig-alt`, `fig-cap`, `label`."""


def read_notebook(data: bytes) -> tuple[Cell, ...]:
    """Read a notebook. Raises NotebookError, and UnicodeDecodeError when it is no text."""
    found = _loaded(data)
    language = _language(found)
    sheets = [found] if "cells" in found else map(_table, _list(found.get("worksheets")))
    return tuple(_cell(_table(one), language) for sheet in sheets for one in _list(sheet.get("cells")))


def names_picture(source: str) -> bool:
    """Whether a source is that of a picture within a cell: `attachment:a.png`, or `output:2`, its third output."""
    return _SOURCE.fullmatch(source.strip()) is not None


def is_attached(source: str) -> bool:
    """Whether it is one that was put into the cell's text."""
    return source.lstrip().startswith("attachment:")


def picture_of(cell: Cell, source: str) -> bytes | None:
    """The picture that a cell has by this name; None where it has none. Raises NotebookError for a damaged one."""
    found = _SOURCE.fullmatch(source.strip())
    if found is None:
        return None
    if found["name"]:
        bundle = cell.attachments.get(found["name"]) or cell.attachments.get(unquote(found["name"])) or {}
    else:
        number = int(found["number"])
        bundle = cell.outputs[number].data if number < len(cell.outputs) else {}
    kind = kind_of_picture(bundle)
    text = bundle.get(kind, "")
    if not text or text.lstrip().startswith("<"):
        return text.encode("utf-8", "replace") or None
    try:
        return base64.b64decode(text)
    except (Base64Error, ValueError) as error:
        raise NotebookError(said("is damaged")) from error


def kind_of_picture(bundle: dict[str, str]) -> str:
    """The kind of picture that print shows best among the forms of an output; empty where none is one."""
    return next((kind for kind in _PICTURES if bundle.get(kind)), "")


def _loaded(data: bytes) -> dict[str, Any]:
    if not data.strip():
        return {"cells": []}
    try:
        found = json.loads(decode(data))
    except JSONDecodeError as error:
        raise NotebookError(said("from this line on, it is not JSON"), error.lineno) from error
    except (RecursionError, ValueError) as error:
        if isinstance(error, UnicodeDecodeError):
            raise
        raise NotebookError(said("it holds something that no notebook has")) from error
    if not isinstance(found, dict) or not isinstance(found.get("cells", found.get("worksheets")), list):
        raise NotebookError(said("it has no cells"))
    return found


def _cell(found: dict[str, Any], language: str) -> Cell:
    meta = _table(found.get("metadata"))
    kind = found.get("cell_type")
    source = _text(found.get("source", found.get("input")))
    if kind == "heading":  # of nbformat 3
        source = f"{'#' * min(int(_number(found.get('level')) or 1), 6)} {' '.join(source.split())}"
    if kind == "raw" and _text(meta.get("format") or meta.get("raw_mimetype")).lower() in ("text/markdown", "markdown"):
        kind = "markdown"
    own = _table(meta.get("vscode")).get("languageId") or found.get("language")  # of .NET's notebooks; of nbformat 3
    return Cell(
        kind if kind in ("code", "raw") else "markdown",
        source,
        _text(own) or language,
        frozenset(tag.replace("_", "-") for tag in _list(meta.get("tags")) if isinstance(tag, str)),
        tuple(_output(_table(one)) for one in _list(found.get("outputs"))),
        {name: _data(bundle) for name, bundle in _table(found.get("attachments")).items()},
        _shown(_table(meta.get("mystnb") or meta.get("render"))),
    )


def _shown(settings: dict[str, Any]) -> dict[str, str]:
    image, figure = _table(settings.get("image")), _table(settings.get("figure"))
    found = {"fig-alt": image.get("alt"), "fig-cap": figure.get("caption"), "label": figure.get("name")}
    return {name: text for name, value in found.items() if (text := _text(value))}


def _output(table: dict[str, Any]) -> Output:
    kind = str(table.get("output_type"))
    kind = _OLD_OUTPUTS.get(kind, kind)
    if kind == "stream":
        return Output(kind, {"text/plain": _text(table.get("text"))}, str(table.get("name") or table.get("stream")))
    if kind == "error":
        trace = "\n".join(one for one in _list(table.get("traceback")) if isinstance(one, str))
        return Output(kind, {"text/plain": trace or f"{_text(table.get('ename'))}: {_text(table.get('evalue'))}"})
    data = table.get("data") or {_OLD_KINDS[name]: value for name, value in table.items() if name in _OLD_KINDS}
    kept = _data(data)
    if not kind_of_picture(kept):
        kept |= _last_frame(kept.get("text/html", ""))
    meta = _table(table.get("metadata"))
    return Output(kind, kept, width=int(_number(_table(meta.get(kind_of_picture(kept))).get("width"))))


def _last_frame(html: str) -> dict[str, str]:
    """The picture with which an animation of matplotlib's ends, which holds all of them (`HTMLWriter`)."""
    last = html.rfind("frames[", 0, max(html.rfind('] = "data:image/'), 0))
    found = _FRAME.match(html, last) if last >= 0 else None
    return {found[1]: found[2]} if found else {}


def _language(found: dict[str, Any]) -> str:
    """The language of a notebook's code; Python where nothing tells it, as Jupyter has it."""
    meta = _table(found.get("metadata"))
    kernel, about = _table(meta.get("kernelspec")), _table(meta.get("language_info"))
    named = _text(about.get("name")) or _text(kernel.get("language"))
    kernel_name = _NUMBER.sub("", _text(kernel.get("name")))
    return named or {"ir": "r", "": "python"}.get(kernel_name, kernel_name)


# --- JSON that may hold anything --------------------------------------------------------------------------------


def _data(value: object) -> dict[str, str]:
    return {kind: _text(one) for kind, one in _table(value).items()}


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _number(value: object) -> float:
    return value if isinstance(value, int | float) and 0 < value < 10_000 else 0


def _text(value: object) -> str:
    """A text, which Jupyter writes as a list of its lines."""
    if isinstance(value, list):
        return "".join(one for one in value if isinstance(one, str))
    return value if isinstance(value, str) else ""
