"""Where names stand in a text: it takes no longer, and hardly more memory, however many they are.

An expression of all names would try each that begins as the text does, and Python takes 270 MB to compile 50,000. Here
the letters of the text are looked up, and of a name that they may be, its own expression decides.
"""

import re
from collections.abc import Iterator

from studypress.letters import HAN
from studypress.names import has_han

_WORD = "0-9A-Za-z_\u00c0-\u024f"
_BESIDE = "的是在把从從到对對和与與或及为為个個一、"
"""Han characters that may stand right beside a term of one character."""
_ANY_CASE = 4


class NameFinder:
    """Finds names. The longest wins; one of Latin letters may have its own spaces, capitals and plural."""

    def __init__(self, names: list[str]) -> None:
        self._by_letters: dict[str, list[str]] = {}
        self._lengths: dict[str, set[int]] = {}
        for name in names:
            letters = _letters("".join(name.split()))
            self._by_letters.setdefault(letters, []).append(name)
            for first in (name[0], name[0].lower(), name[0].upper()):
                self._lengths.setdefault(first, set()).add(len(letters))
        firsts = "".join(re.escape(first) for first in self._lengths if len(first) == 1)
        self._begins = re.compile(f"[{firsts}]")
        self._expressions: dict[str, re.Pattern[str]] = {}

    def each(self, text: str) -> Iterator[re.Match[str]]:
        """Find the names in a text, one after another."""
        end = 0
        for begin in self._begins.finditer(text):
            if begin.start() >= end and (found := self._at(text, begin.start())):
                end = found.end()
                yield found

    def _at(self, text: str, start: int) -> re.Match[str] | None:
        """The longest name that stands at a place."""
        lengths = self._lengths[text[start]]
        letters = _letters(text[start : start + 2 * max(lengths)])  # between any two of them may be a space
        names = [name for length in lengths for name in self._by_letters.get(letters[:length], ())]
        if len(names) > 1:
            names.sort(key=lambda name: (-len(name), name))
        return next((found for name in names if (found := self._expression(name).match(text, start))), None)

    def _expression(self, name: str) -> re.Pattern[str]:
        if name not in self._expressions:
            self._expressions[name] = re.compile(_pattern(name))
        return self._expressions[name]


def _letters(text: str) -> str:
    """The letters of a text, without what may stand between those of a name."""
    return text.replace(" ", "").replace("\u00a0", "").casefold()


def _pattern(name: str) -> str:
    parts = re.split(rf"\s+|(?<=[{HAN}])(?=[{_WORD}])|(?<=[{_WORD}])(?=[{HAN}])", name)
    body = "[ \u00a0]?".join(re.escape(part) for part in parts)
    letters = sum(char.isalpha() and not has_han(char) for char in name)
    if letters >= _ANY_CASE:
        plural = "s?" if re.match("[A-Za-z]", name[-1]) else ""
        body = f"(?i:{body}{plural})"
    if re.match(f"[{_WORD}]", name[0]):
        body = f"(?<![{_WORD}]){body}"
    if re.match(f"[{_WORD}]", name[-1]):
        body = f"{body}(?![{_WORD}])"
    if len(name) == 1 and has_han(name):
        body = f"(?:(?<![{HAN}])|(?<=[{_BESIDE}])){body}(?:(?![{HAN}])|(?=[{_BESIDE}]))"
    return body
