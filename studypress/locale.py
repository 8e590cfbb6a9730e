"""The printed words of each language, and the way it counts chapters."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from studypress.resources import resource_folder

_HAN_DIGITS = "零一二三四五六七八九"
_HAN_UNITS = ("", "十", "百", "千")
_DATE = re.compile("([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?")
"""A date as `book.toml` has it, with its month at least."""


@dataclass(frozen=True, slots=True)
class Locale:
    """The words of one language, from `templates/locale/TAG.toml`."""

    tag: str
    """The BCP 47 tag of the file that was found."""
    words: dict[str, str]
    """Printed words by name; some hold `{}` for a number, a page or a name."""
    fonts: dict[str, str]
    """CSS font families by use: text, heading, emphasis, code."""
    numerals: str
    """`han` (第十二章) or `arabic` (Chapter 12)."""
    indent: str
    """First-line indent of paragraphs, a CSS length."""
    quotes: tuple[str, str]
    """Quotation marks, opening and closing, of `<q>`."""

    def chapter_label(self, number: int) -> str:
        """Name the chapter: `第一章`, `Chapter 1`; empty for a chapter without number (0)."""
        if not number:
            return ""
        return self._counted("chapter", number)

    def part_label(self, number: int) -> str:
        """Name the part: `第一部分`, `Part 1`."""
        return self._counted("part", number)

    def credits(self, makers: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
        """The names of those who made a book by what they did; a role without a word here is among the authors."""
        found: dict[str, list[str]] = {}
        for name, role in makers:
            found.setdefault(role if f"by_{role}" in self.words else "aut", []).append(name)
        return found

    def credit(self, role: str, names: Iterable[str]) -> str:
        """Say what some have done, as a title page does: authors their names alone, others `李华 译`."""
        return self.words.get(f"by_{role}", "{}").format(self.words["list_comma"].join(names))

    def role(self, role: str) -> str:
        """Name those who did it, before their names: `作者`, `译者`."""
        return self.words.get(f"role_{role}", self.words["authors"])

    def date(self, written: str) -> str:
        """Write a date as books do: `2026-11` is 2026 年 11 月. A year, or what is no date, stays as it is."""
        if not (found := _DATE.fullmatch(written)):
            return written
        year, month, day = found.groups(default="0")
        return self.words["day" if found[3] else "month"].format(year=year, month=int(month), day=int(day))

    def _counted(self, word: str, number: int) -> str:
        return self.words[word].format(han_number(number) if self.numerals == "han" else number)


@cache
def locale_for(language: str) -> Locale:
    """Find the words for a BCP 47 tag: `zh-Hant-TW` takes zh-Hant, then zh-Hans; any other language takes en."""
    folder = resource_folder("templates") / "locale"
    for tag in _candidates(language):
        file = folder / f"{tag}.toml"
        if file.is_file():
            table = tomllib.loads(file.read_text(encoding="utf8"))
            opening, closing = table["quotes"]
            return Locale(tag, table["words"], table["fonts"], table["numerals"], table["indent"], (opening, closing))
    raise FileNotFoundError(f"templates/locale/en.toml is missing from {folder}")


def han_number(number: int) -> str:
    """Write 0 to 9999 in Chinese: 12 is 十二, 105 is 一百零五; larger numbers stay in digits."""
    if not 0 <= number <= 9999:
        return str(number)
    if number == 0:
        return _HAN_DIGITS[0]
    words = ""
    for digit, unit in zip(str(number), reversed(_HAN_UNITS[: len(str(number))]), strict=True):
        words += _HAN_DIGITS[int(digit)] + unit if digit != "0" else _HAN_DIGITS[0]
    words = words.rstrip("零")
    while "零零" in words:
        words = words.replace("零零", "零")
    return words.removeprefix("一") if words.startswith("一十") else words


def roman_number(number: int) -> str:
    """Write a number from 1 on in small roman numerals, for the folios of the front matter."""
    signs = (
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
        (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    )  # fmt: skip
    words = ""
    for value, sign in signs:
        count, number = divmod(number, value)
        words += sign * count
    return words


def note_mark(number: int) -> str:
    """Write a footnote's mark: ① to ⑳, then digits."""
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


def _candidates(language: str) -> list[str]:
    parts = language.split("-")
    tags = ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]
    if parts[0].lower() == "zh":
        tags.append("zh-Hans")
    return [*tags, "en"]
