"""A `book.toml` is read and fitted to the form, and all its faults are told at once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, is_dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, cast, get_type_hints

from studypress.config.form import BookConfig
from studypress.config.toml import read_toml
from studypress.config.values import COMPANIONS, KINDS, OWN_KINDS, FitError
from studypress.names import has_han, nearest
from studypress.problems import Place, Problem, UsageError, problem
from studypress.wording import NOTHING, Sentence, foreign, joined, reason_of, said, shortened


def read_config(path: Path, defaults: BookConfig | None = None) -> BookConfig:
    """Read a `book.toml`; `defaults` has what counts where it says nothing.

    Raises UsageError with every fault of the file at once.
    """
    text = _read_text(path)
    table = _parse(path.name, text)
    reader = _Reader(path.name, text)
    values = reader.table(BookConfig, table, "")
    reader.miss_companions(table)
    if reader.faults:
        raise UsageError(sorted(reader.faults, key=lambda fault: fault.place))
    return replace(defaults or BookConfig(), **values)


def line_of(text: str, key: str) -> int:
    """Find the line on which a key such as `pdf.page` is set, or the table it would be in; 0 when there is none."""
    lines = _lines_of(text)
    parts = key.split(".")
    above = (lines.get(".".join(parts[:length]), [0])[-1] for length in range(1, len(parts)))
    return lines[key][0] if key in lines else max(above, default=0)


@lru_cache(maxsize=1)
def _lines_of(text: str) -> dict[str, list[int]]:
    """The lines on which each key and each table stands."""
    lines: dict[str, list[int]] = {}
    table = ""
    plain = _VALUE.sub(_without_lines, text)
    for number, line in enumerate(plain.split("\n"), 1):  # as TOML has them
        if header := _HEADER.match(line):
            name = table = _bare(header[1])
        elif setting := _SETTING.match(line):
            name = f"{table}.{_bare(setting[1])}".lstrip(".")
        else:
            continue
        lines.setdefault(name, []).append(number)
    return lines


_LARGEST = 1_000_000
"""Bytes of a file of settings: none that a person wrote is as long."""
_MOST_HINTS = 100
"""Unknown keys that the nearest known one is looked for; who has more has another trouble than slips of the pen."""

_VALUE = re.compile(
    r'''#[^\n]*|"""(?:[^"\\]|\\.|"{1,2}(?!"))*"{0,5}|"(?:[^"\\\n]|\\.)*"?'''
    r"""|'{3}(?:[^']|'{1,2}(?!'))*'{0,5}|'[^'\n]*+'?""",
    re.DOTALL,
)
"""A comment, and the four kinds of text, two of which may take several lines. One that does not end is none in TOML."""


def _without_lines(found: re.Match[str]) -> str:
    """A text of several lines as the ends of its lines alone: what it says is no setting."""
    ends = found[0].count("\n")
    return "\n" * ends if ends else found[0]


_HEADER = re.compile(r"\s*\[\[?([^\]]+)\]")
_SETTING = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")


def _bare(key: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in key.split("."))


def _read_text(path: Path) -> str:
    if path.exists() and not (path.is_file() or path.is_dir()):
        message, hint = said("This is not an ordinary file."), said("Put a copy of its text there.")
        raise UsageError([problem("config-syntax", Place(path.name), message, hint)])
    try:
        if path.stat().st_size > _LARGEST:
            message = said("The file is larger than a megabyte.")
            hint = said("Keep the text of the book in its chapters.")
            raise UsageError([problem("config-syntax", Place(path.name), message, hint)])
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        message, hint = said("The file is not UTF-8."), said("Save the file as UTF-8 in your editor.")
        raise UsageError([problem("config-syntax", Place(path.name, line), message, hint)]) from None
    except OSError as error:
        message = said("The file cannot be read: {reason}.", reason=reason_of(error))
        raise UsageError([problem("config-syntax", Place(path.name), message)]) from None


def _parse(name: str, text: str) -> dict[str, Any]:
    try:
        return read_toml(text)
    except (ValueError, RecursionError) as error:
        words = str(error) if isinstance(error, ValueError) else ""
        found = re.search(r" \(at line (\d+), column \d+\)$| \(at end of document\)$", words)
        line = int(found[1]) if found and found[1] else len(text.removesuffix("\n").split("\n"))
        nested = said("brackets are nested too deep")
        fault = foreign(words[: found.start()] if found else words) if words else nested
        message = said("This is not TOML: {fault}.", fault=fault)
        hint = said('Write key = "text" with straight quotes, and each key once.')
        if has_han(text.split("\n")[line - 1].partition("=")[0]):
            hint = said('Keys are in English, as title = "text", authors = ["text"].')
        raise UsageError([problem("config-syntax", Place(name, line), message, hint)]) from None


@dataclass(slots=True)
class _Reader:
    """Fits a TOML table to a dataclass, field by field, and gathers the faults."""

    name: str
    text: str
    faults: list[Problem] = field(default_factory=list)

    def table(self, form: type, table: dict[str, Any], prefix: str) -> dict[str, Any]:
        """Read the values for a dataclass; keys that it lacks are faults."""
        kinds = get_type_hints(form)
        values = {}
        for key, value in table.items():
            if key not in kinds:
                self._unknown(key, prefix, list(kinds))
                continue
            try:
                values[key] = self._value(kinds[key], value, prefix + key)
            except FitError as error:
                message = said(
                    "`{key}` is {value}; it must be {allowed}.",
                    key=prefix + key,
                    value=_shown(value),
                    allowed=error.allowed,
                )
                self._fault("config-bad-value", prefix + key, message)
        return values

    def miss_companions(self, table: dict[str, Any]) -> None:
        """Find keys that stand without the one they need."""
        for key, needed in COMPANIONS.items():
            name, other = key.rpartition(".")[2], needed.rpartition(".")[2]
            group = table.get(key.rpartition(".")[0])
            if isinstance(group, dict) and group.get(name) and not group.get(other):
                message = said(
                    "`{key}` is set without `{other}`; it must be set together with it.", key=key, other=needed
                )
                self._fault("config-bad-value", key, message)

    def _value(self, kind: Any, value: object, key: str) -> Any:
        if is_dataclass(kind):
            if not isinstance(value, dict):
                raise FitError(said("a table: a line [{key}], with its keys below", key=key))
            return cast(type, kind)(**self.table(cast(type, kind), value, f"{key}."))
        return (OWN_KINDS.get(key) or KINDS[kind])(value)

    def _unknown(self, key: str, prefix: str, known: list[str]) -> None:
        where = f"[{prefix[:-1]}]" if prefix else self.name
        hint = _nearest(key, prefix, known) if len(self.faults) < _MOST_HINTS else NOTHING
        message = said("{where} knows no key `{key}`.", where=where, key=shortened(key))
        self._fault("config-unknown-key", prefix + key, message, hint)

    def _fault(self, code: str, key: str, message: Sentence, hint: Sentence = NOTHING) -> None:
        self.faults.append(problem(code, Place(self.name, line_of(self.text, key)), message, hint))


def _nearest(key: str, prefix: str, known: list[str]) -> Sentence:
    """Say which key was meant: the same one in another table, or one that is spelt nearly so."""
    for name in ALL_KEYS:
        table, _, last = name.rpartition(".")
        if last == key:
            if table:
                return said("`{key}` belongs under [{table}].", key=key, table=table)
            return said("`{key}` belongs at the top, above the first [table].", key=key)
    if meant := _IN_CHINESE.get(key):
        return said("Did you mean `{near}`?", near=meant)
    if key.lower() in _OF_STYLES:
        return said('A style sheet says how pages look: [pdf] css = ["mine.css"], as the guide shows.')
    if near := nearest(key.lower(), known):
        return said("Did you mean `{near}`?", near=prefix + near)
    if far := nearest(key.lower(), [name.rpartition(".")[2] for name in ALL_KEYS], 0.7):
        return _nearest(far, prefix, known)
    return said("Known here: {names}.", names=joined(known))


_IN_CHINESE = {
    **dict.fromkeys(("标题", "標題", "书名", "書名"), "title"),
    **dict.fromkeys(("副标题", "副標題"), "subtitle"),
    **dict.fromkeys(("章节", "章節", "目录", "目錄"), "chapters"),
    **dict.fromkeys(("语言", "語言"), "language"),
    **dict.fromkeys(("开本", "開本", "纸张", "紙張"), "[pdf] page"),
    **dict.fromkeys(("字号", "字號"), "[pdf] font_size"),
    **dict.fromkeys(("页眉", "頁眉"), "[pdf] header"),
    "作者": "authors", "日期": "date", "封面": "cover", "出版社": "publisher",
}  # fmt: skip
"""What an author may call our keys."""
_OF_STYLES = frozenset(("footer", "margin", "margins", "font", "fonts", "color", "colour", "style"))
"""What other programs have keys for."""


def _shown(value: object) -> str:
    words = f'"{value}"' if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)
    return shortened(words)


def _all_keys(form: type, prefix: str = "") -> Iterator[str]:
    for key, kind in get_type_hints(form).items():
        yield prefix + key
        if is_dataclass(kind):
            yield from _all_keys(cast(type, kind), f"{prefix}{key}.")


ALL_KEYS = tuple(_all_keys(BookConfig))
"""Of `book.toml`, with their tables: `title`, `pdf.page`."""
