"""What the values of `book.toml` may be, and what they become."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

from studypress.config.form import (
    EMPHASIS,
    EPUB_PROFILES,
    FORMULA_NUMBERS,
    HTML_MEANINGS,
    LINE_ENDS,
    LINK_ADDRESSES,
    LONGEST_HEADER,
    PAGE_SIZES,
    PUNCTUATION,
    SIDES,
    SPEAKER_NOTES,
    SUMMARY_FALLBACKS,
    WIDE_TABLES,
)
from studypress.config.study_words import ANSWER_MARKS, KEY_MARKS
from studypress.letters import rough_width
from studypress.model import Author, Badge
from studypress.names import nearest
from studypress.problems import SWITCHABLE
from studypress.sheets import LARGEST, SMALLEST
from studypress.wording import NOTHING, Sentence, joined, said


class FitError(Exception):
    """A value that does not fit."""

    def __init__(self, allowed: Sentence) -> None:
        super().__init__(allowed)
        self.allowed = allowed
        """What would fit."""


def page_size(words: str) -> str | None:
    """Find the page size that is meant, whatever the case and width of its letters; None for another."""
    plain = unicodedata.normalize("NFKC", words).strip().lower()
    return next((size for size in PAGE_SIZES if size.lower() == plain), None)


def language_tag(value: object) -> str | None:
    """Spell a language tag as we do, `zh-cn` as `zh-Hans`; None for what is none."""
    try:
        return _language(value)
    except FitError:
        return None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise FitError(said("a text in quotes"))
    if any((unicodedata.category(sign) == "Cc" and sign not in "\n\t") or sign in "\ufffe\uffff" for sign in value):
        raise FitError(said("a text without control characters"))
    return value


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (_text(value),)
    if not isinstance(value, list) or not all(isinstance(member, str) for member in value):
        raise FitError(said('a list of texts, as ["one", "two"]'))
    return tuple(_text(member) for member in value)


def _authors(value: object) -> tuple[Author, ...]:
    if isinstance(value, str):
        return (Author(_text(value)),)
    if not isinstance(value, list):
        raise FitError(_AUTHORS)
    return tuple(_author(member) for member in value)


_AUTHORS = said(
    'a list of names, as ["王小明"], or of tables, as [{{ name = "李华", file_as = "Li Hua", role = "trl" }}]'
)


def _author(value: object) -> Author:
    if isinstance(value, str):
        return Author(_text(value))
    if not isinstance(value, dict) or "name" not in value or value.keys() - {"name", "file_as", "role"}:
        raise FitError(_AUTHORS)
    role = value.get("role", "aut")
    if not isinstance(role, str) or not re.fullmatch("[a-z]{3}", role):
        raise FitError(
            said("one whose role is a MARC relator code: aut author, edt editor, trl translator, ill illustrator")
        )
    return Author(_text(value["name"]), _text(value.get("file_as", "")), role)


def _position(value: object) -> str:
    """Accept a number that readers sort by; EPUB 3.3 (D.4.5) allows whole ones with parts after points."""
    words = str(value)
    if isinstance(value, bool) or not re.fullmatch(r"\d+(\.\d+)*|", words, re.ASCII):
        raise FitError(said("a number, as 2 or 2.1"))
    return words


def _wcag(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch("(2\\.[012] (A|AA|AAA))?", value):
        raise FitError(said('a version and a level, as "2.1 AA"'))
    return value


def _names(value: object) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(member, str) for member in value.values()):
        raise FitError(said('a table of texts, as {{ "Dockerd" = "Docker Daemon" }}'))
    return {_text(name): _text(member) for name, member in value.items()}


def _page(value: object) -> str:
    size = page_size(value) if isinstance(value, str) else None
    if size is None:
        raise FitError(said("one of {names}", names=joined(PAGE_SIZES)))
    return size


_NO_LANGUAGES = {"jp": "ja", "jpn": "ja", "cn": "zh", "chi": "zh", "zho": "zh", "cmn": "zh", "eng": "en"}
"""Countries that authors take for the language spoken there, and longer codes of ISO 639, which BCP 47 does not use."""


def _language(value: object) -> str:
    """Spell a BCP 47 tag in its usual case; Chinese gets the script that its region writes."""
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*", value):
        raise FitError(said("a BCP 47 language tag, as zh-Hans, zh-Hant, ja or en"))
    first, *rest = value.replace("_", "-").lower().split("-")
    first = _NO_LANGUAGES.get(first, first)
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
    raise FitError(said("a date, as 2026, 2026-11 or 2026-11-24"))


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
            raise FitError(said("{others} or {last}", others=joined(others), last=last))
        return str(value)

    return read


def _switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise FitError(said("true or false, without quotes"))
    return value


_FEWEST = 4
"""Lines of an output: its beginning, and its end."""


def _lines(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not (value == 0 or value >= _FEWEST):
        raise FitError(said("0, or a number of lines from {least} on", least=_FEWEST))
    return value


def _font_size(value: object) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and (not value or SMALLEST <= value <= LARGEST):
        return float(value)
    raise FitError(said("0, or a size from {least} to {most} pt", least=SMALLEST, most=LARGEST))


def _header(value: object) -> str:
    words = _text(value).strip()
    if "\n" in words or rough_width(words) > LONGEST_HEADER:
        raise FitError(said("a line of at most {most} Han", most=LONGEST_HEADER))
    return words


def _key_marks(value: object) -> dict[str, tuple[str, ...]]:
    """Add the author's marks to ours; an empty list takes one of ours away."""
    if not isinstance(value, dict):
        raise FitError(said('a table, as {{ "必考" = ["key"] }}'))
    marks = {_text(mark): _texts(badges) for mark, badges in value.items()}
    if not all(badge in tuple(Badge) for badges in marks.values() for badge in badges):
        raise FitError(said("a table whose values hold nothing but {names}", names=joined(Badge)))
    return {mark: badges for mark, badges in (KEY_MARKS | marks).items() if badges}


def _answer_marks(value: object) -> tuple[str, ...]:
    """Add the author's words to ours; an empty list switches answers off."""
    marks = _texts(value)
    return tuple(dict.fromkeys((*ANSWER_MARKS, *marks))) if marks else ()


def _tags(value: object) -> dict[str, str]:
    """Read tags of the author's own with the tags they stand for."""
    tags = {name.lower(): tag.lower() for name, tag in _names(value).items()}
    if not all(re.fullmatch(r"[a-z][a-z0-9-]*", name) for name in tags) or not set(tags.values()) <= set(HTML_MEANINGS):
        raise FitError(
            said('a table of names of tags, as {{ "def" = "em" }}, each one of {names}', names=joined(HTML_MEANINGS))
        )
    return tags


def _macros(value: object) -> dict[str, str]:
    """Read commands of TeX with what they stand for; the backslash before a name may be left out."""
    macros = _names(value)
    if not all(re.fullmatch(r"\\?[A-Za-z]+", name) for name in macros):
        raise FitError(said(r"a table of commands of letters alone, as {{ R = '\mathbb{{R}}' }}"))
    return macros


def _codes(value: object) -> tuple[str, ...]:
    """Read the codes of problems that may be switched off."""
    codes = _texts(value)
    for code in codes:
        if code not in SWITCHABLE:
            near = nearest(code, SWITCHABLE)
            hint = said(", the nearest is “{near}”", near=near) if near else NOTHING
            raise FitError(
                said(
                    'a list of codes of warnings and notes, as ["missing-alt"]; “{code}” is none{nearest}',
                    code=code,
                    nearest=hint,
                )
            )
    return codes


KINDS: dict[Any, Callable[[object], Any]] = {
    str: _text,
    bool: _switch,
    tuple[str, ...]: _texts,
    tuple[Author, ...]: _authors,
    dict[str, str]: _names,
}
"""How each type of field is read."""

OWN_KINDS: dict[str, Callable[[object], Any]] = {
    "language": _language,
    "date": _date,
    "series.position": _position,
    "formulas.macros": _macros,
    "code.output_lines": _lines,
    "markdown.formula_numbers": _one_of(FORMULA_NUMBERS),
    "markdown.line_ends": _one_of(LINE_ENDS),
    "markdown.speaker_notes": _one_of(SPEAKER_NOTES),
    "epub.profile": _one_of(EPUB_PROFILES),
    "epub.wcag": _wcag,
    "pdf.page": _page,
    "pdf.font_size": _font_size,
    "pdf.sides": _one_of(SIDES),
    "pdf.header": _header,
    "pdf.punctuation": _one_of(PUNCTUATION),
    "pdf.emphasis": _one_of(EMPHASIS),
    "epub.wide_tables": _one_of(WIDE_TABLES),
    "pdf.link_addresses": _one_of(LINK_ADDRESSES),
    "study.summary_fallback": _one_of(SUMMARY_FALLBACKS),
    "study.key_marks": _key_marks,
    "study.answer_marks": _answer_marks,
    "html.tags": _tags,
    "check.off": _codes,
}
"""Keys whose values have rules of their own."""

COMPANIONS = {"epub.wcag": "epub.certified_by", "series.position": "series.name"}
"""Keys that mean nothing without another."""
