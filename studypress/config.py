"""`book.toml`: read and validated, all its faults at once.

The dataclasses are the form: a new field is a new key, read by its type, or by a rule in `_OWN_KINDS`.
"""

import difflib
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any, cast, get_type_hints

from studypress.problems import Place, Problem, UsageError, problem, shortened
from studypress.sheets import SHEETS

PAGE_SIZES = tuple(SHEETS)
"""What `[pdf] page` and `--page` may be."""

SUMMARY_HEADINGS = (
    "总结", "小结", "本章小结", "本章总结", "章节总结", "要点回顾", "總結", "小結", "本章小結",
    "まとめ", "この章のまとめ", "Summary", "Chapter Summary", "Recap",
)  # fmt: skip
"""Headings that open a chapter summary, compared without case, number and key marks."""

KEY_MARKS = {
    "重点与难点": ("key", "hard"),
    "重点和难点": ("key", "hard"),
    "重难点": ("key", "hard"),
    "重点难点": ("key", "hard"),
    "重点": ("key",),
    "难点": ("hard",),
    "重點與難點": ("key", "hard"),
    "重點": ("key",),
    "難點": ("hard",),
    "重要": ("key",),
    "key point": ("key",),
    "key": ("key",),
}
"""Words in brackets at a heading's end, and the badges they stand for."""


PUNCTUATION = ("quanjiao", "kaiming", "banjiao", "hanging", "plain")
"""What `[pdf] punctuation` may be, named as xeCJK names its punctuation styles."""

EMPHASIS = ("kai", "dots")
"""What `[pdf] emphasis` may be."""

SUMMARY_FALLBACKS = ("outline", "none")
"""What `[study] summary_fallback` may be."""


@dataclass(frozen=True, slots=True)
class CompositionConfig:
    """`[pdf.composition]`: the rules by which Chinese lines are set, each of which can be switched off."""

    justify: bool = True
    """Both edges are flush: lines are stretched between Han too, not at spaces alone (CLREQ, line adjustment)."""
    squeeze: bool = True
    """A line that is a little too long is made narrower at its marks and gaps before it is broken earlier."""
    push_in: bool = True
    """A mark that may not start a line is pushed into the line before it, where that can be squeezed to hold it."""
    adjacent_marks: bool = True
    """Two marks that meet share their blank halves: `：“` takes 1.5 em (CLREQ, adjacent punctuation)."""
    line_edges: bool = True
    """A mark at a line's end and an opening bracket at its start lose their blank halves (GB/T 15834-2011, 5.1.10)."""
    paragraph_start: bool = True
    """An opening bracket that begins a paragraph loses its blank half, so that its ink stands at the indent."""
    latin_gap: bool = True
    """Han and Latin are a quarter of an em apart, with or without a typed space (CLREQ, mixed text)."""
    quotes: bool = True
    """“ ” ‘ ’ … — are full-width between Han and Latin between Latin, whatever the face."""
    lone_han: bool = True
    """The last line of a paragraph is never one Han alone (孤字)."""
    units: bool = True
    """A number stays on one line with its sign, unit or counter: `100 %`, `No. 3`, `¥5`."""
    korean_words: bool = True
    """Korean is broken between words, not between syllables (KLREQ)."""
    strict_dashes: bool = False
    """—— and …… may not start a line either (CLREQ's strict level)."""
    solidus: bool = False
    """／, which never starts a line, may not end one either (the level of GB/T 15834)."""


@dataclass(frozen=True, slots=True)
class PdfConfig:
    """`[pdf]`."""

    page: str = "A4"
    """`A4`, `A5`, `B5` (176 x 250 mm), `16开` (185 x 260 mm) or `Letter`."""
    css: tuple[str, ...] = ()
    """Style sheets of the author's own, relative to the manuscript's folder, read after the theme's."""
    punctuation: str = "quanjiao"
    """How wide marks are: `quanjiao` a full cell, `kaiming` half a cell but at sentence ends, `banjiao` half a cell,
    `hanging` a full cell with 、，。 beyond the margin at a line's end, `plain` as the face has them."""
    emphasis: str = "kai"
    """How `*…*` is shown: in Kai (`kai`), or with dots below each Han (`dots`)."""
    composition: CompositionConfig = CompositionConfig()


@dataclass(frozen=True, slots=True)
class EpubConfig:
    """`[epub]`."""

    css: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StudyConfig:
    """`[study]`."""

    summary_headings: tuple[str, ...] = SUMMARY_HEADINGS
    key_marks: dict[str, tuple[str, ...]] = field(default_factory=lambda: dict(KEY_MARKS))
    summary_fallback: str = "outline"
    """What a chapter without a summary gets: `outline` or `none`."""


@dataclass(frozen=True, slots=True)
class GlossaryConfig:
    """`[glossary]`."""

    files: tuple[str, ...] = ()
    """Files of entries; `glossary.md` is found by itself."""
    term_lists: tuple[str, ...] = ()
    """Headings below which bullets define terms."""
    aliases: dict[str, str] = field(default_factory=dict)
    """Another name, and the term it stands for."""


@dataclass(frozen=True, slots=True)
class BookConfig:
    """Everything `book.toml` may say; each key has a default."""

    title: str = ""
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    language: str = "zh-Hans"
    identifier: str = ""
    date: str = ""
    rights: str = ""
    publisher: str = ""
    description: str = ""
    cover: str = ""
    """A picture for the EPUB's and the PDF's cover; without it one is drawn from the title."""
    chapters: tuple[str, ...] = ()
    """The files of the chapters in order; empty: all Markdown files in natural order of their names."""
    pdf: PdfConfig = PdfConfig()
    epub: EpubConfig = EpubConfig()
    study: StudyConfig = StudyConfig()
    glossary: GlossaryConfig = GlossaryConfig()


def read_config(path: Path) -> BookConfig:
    """Read a `book.toml`.

    Raises UsageError with every fault of the file at once.
    """
    text = _read_text(path)
    table = _parse(path.name, text)
    reader = _Reader(path.name, text)
    values = reader.table(BookConfig, table, "")
    if reader.faults:
        raise UsageError(sorted(reader.faults, key=lambda fault: fault.place))
    return BookConfig(**values)


def page_size(words: str) -> str | None:
    """Find the page size that is meant, whatever the case and width of its letters; None for another."""
    plain = unicodedata.normalize("NFKC", words).strip().lower()
    return next((size for size in PAGE_SIZES if size.lower() == plain), None)


def line_of(text: str, key: str) -> int:
    """Find the line on which a key such as `pdf.page` is set, or the table it would be in; 0 when there is none."""
    table, found = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            name = table = _bare(header[1])
        elif setting := _SETTING.match(line):
            name = f"{table}.{_bare(setting[1])}".lstrip(".")
        else:
            continue
        if name == key:
            return number
        if key.startswith(f"{name}."):
            found = number
    return found


# --- Reading --------------------------------------------------------------------------------------------------

_HEADER = re.compile(r"\s*\[\[?\s*(.+?)\s*\]")
_SETTING = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")


def _bare(key: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in key.split("."))


def _read_text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        hint = "Save the file as UTF-8 in your editor."
        raise UsageError([problem("config-syntax", Place(path.name, line), "The file is not UTF-8.", hint)]) from None
    except OSError as error:
        message = f"The file cannot be read: {error.strerror}."
        raise UsageError([problem("config-syntax", Place(path.name), message)]) from None


def _parse(name: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        words = str(error) if isinstance(error, ValueError) else "too many brackets inside each other"
        found = re.search(r" \(at line (\d+), column \d+\)$| \(at end of document\)$", words)
        line = int(found[1]) if found and found[1] else len(text.splitlines())
        message = f"This is not TOML: {words[: found.start()] if found else words}."
        hint = 'Write key = "text" with straight quotes, and each key once.'
        raise UsageError([problem("config-syntax", Place(name, line), message, hint)]) from None


class _FitError(Exception):
    """A value that does not fit; says what would."""


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
            except _FitError as error:
                message = f"`{prefix}{key}` is {_shown(value)}; it must be {error}."
                self._fault("config-bad-value", prefix + key, message)
        return values

    def _value(self, kind: Any, value: object, key: str) -> Any:
        if is_dataclass(kind):
            if not isinstance(value, dict):
                raise _FitError(f"a table: a line [{key}], with its keys below")
            return cast(type, kind)(**self.table(cast(type, kind), value, f"{key}."))
        return (_OWN_KINDS.get(key) or _KINDS[kind])(value)

    def _unknown(self, key: str, prefix: str, known: list[str]) -> None:
        where = f"[{prefix[:-1]}]" if prefix else "book.toml"
        self._fault("config-unknown-key", prefix + key, f"{where} knows no key `{key}`.", _nearest(key, prefix, known))

    def _fault(self, code: str, key: str, message: str, hint: str = "") -> None:
        self.faults.append(problem(code, Place(self.name, line_of(self.text, key)), message, hint))


def _nearest(key: str, prefix: str, known: list[str]) -> str:
    """Say which key was meant: the same one in another table, or one that is spelt nearly so."""
    for name in _ALL_KEYS:
        table, _, last = name.rpartition(".")
        if last == key:
            return f"`{key}` belongs " + (f"under [{table}]." if table else "at the top, above the first [table].")
    near = difflib.get_close_matches(key.lower(), known, 1, 0.5)
    if near:
        return f"Did you mean `{prefix}{near[0]}`?"
    far = difflib.get_close_matches(key.lower(), [name.rpartition(".")[2] for name in _ALL_KEYS], 1, 0.7)
    if far:
        return _nearest(far[0], prefix, known)
    return f"Known here: {', '.join(known)}."


def _shown(value: object) -> str:
    words = f'"{value}"' if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)
    return shortened(words)


# --- Kinds of value -------------------------------------------------------------------------------------------


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _FitError("a text in quotes")
    if any(unicodedata.category(sign) == "Cc" and sign not in "\n\t" for sign in value):
        raise _FitError("a text without control characters")
    return value


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (_text(value),)
    if not isinstance(value, list) or not all(isinstance(member, str) for member in value):
        raise _FitError('a list of texts, as ["one", "two"]')
    return tuple(_text(member) for member in value)


def _names(value: object) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(member, str) for member in value.values()):
        raise _FitError('a table of texts, as { "Dockerd" = "Docker Daemon" }')
    return {_text(name): _text(member) for name, member in value.items()}


def _page(value: object) -> str:
    size = page_size(value) if isinstance(value, str) else None
    if size is None:
        raise _FitError(f"one of {', '.join(PAGE_SIZES)}")
    return size


def _language(value: object) -> str:
    """Spell a BCP 47 tag in its usual case; Chinese gets the script that its region writes."""
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*", value):
        raise _FitError("a BCP 47 language tag, as zh-Hans, zh-Hant, ja or en")
    first, *rest = value.replace("_", "-").lower().split("-")
    rest = [part.title() if len(part) == 4 and part.isalpha() else part.upper() if len(part) == 2 else part
            for part in rest]  # fmt: skip
    if first != "zh" or "Hans" in rest or "Hant" in rest:
        return "-".join([first, *rest])
    return "zh-Hant" if {"TW", "HK", "MO"} & set(rest) else "zh-Hans"


def _date(value: object) -> str:
    """Accept what EPUB's dc:date accepts: a year, a year and month, or a day (W3C date and time formats)."""
    if isinstance(value, date):
        return value.isoformat()[:10]
    words = str(value)
    if not words or (re.fullmatch(r"\d{4}(-\d\d){0,2}", words, re.ASCII) and _in_calendar(words)):
        return words
    raise _FitError("a date, as 2026, 2026-11 or 2026-11-24")


def _in_calendar(words: str) -> bool:
    year, month, day, *_ = [int(part) for part in words.split("-")] + [1, 1]
    try:
        date(year, month, day)
    except ValueError:  # a thirteenth month, a thirtieth of February
        return False
    return True


def _one_of(choices: tuple[str, ...]) -> Callable[[object], str]:
    """Read one of a few words."""

    def read(value: object) -> str:
        if value not in choices:
            *others, last = (f'"{choice}"' for choice in choices)
            raise _FitError(f"{', '.join(others)} or {last}")
        return str(value)

    return read


def _switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise _FitError("true or false, without quotes")
    return value


def _key_marks(value: object) -> dict[str, tuple[str, ...]]:
    """Add the author's marks to ours; an empty list takes one of ours away."""
    if not isinstance(value, dict):
        raise _FitError('a table, as { "必考" = ["key"] }')
    marks = {_text(mark): _texts(badges) for mark, badges in value.items()}
    if not all(badge in ("key", "hard") for badges in marks.values() for badge in badges):
        raise _FitError('a table whose values hold "key" and "hard" only')
    return {mark: badges for mark, badges in (KEY_MARKS | marks).items() if badges}


_KINDS: dict[Any, Callable[[object], Any]] = {
    str: _text,
    bool: _switch,
    tuple[str, ...]: _texts,
    dict[str, str]: _names,
}
"""How each type of field is read."""

_OWN_KINDS: dict[str, Callable[[object], Any]] = {
    "language": _language,
    "date": _date,
    "pdf.page": _page,
    "pdf.punctuation": _one_of(PUNCTUATION),
    "pdf.emphasis": _one_of(EMPHASIS),
    "study.summary_fallback": _one_of(SUMMARY_FALLBACKS),
    "study.key_marks": _key_marks,
}
"""Keys whose values have rules of their own."""


def _all_keys(form: type, prefix: str = "") -> Iterator[str]:
    for key, kind in get_type_hints(form).items():
        yield prefix + key
        if is_dataclass(kind):
            yield from _all_keys(cast(type, kind), f"{prefix}{key}.")


_ALL_KEYS = tuple(_all_keys(BookConfig))
