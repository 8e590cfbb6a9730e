"""`{漢字|hàn zì}`: the short way to write readings above characters.

It takes nothing from notes that mean their braces: the base has to hold a Han or kana character, and the reading has to
be one (letters, tones, kana, bopomofo, but no Han), so that `{开始|停止}`, `{容量|10 GB}` and `{a|b}` stay as they are.
"""

import re
import unicodedata

from markdown_it.rules_inline import StateInline

from studypress.letters import HAN, KANA
from studypress.markdown.syntax.first_letters import begins_with
from studypress.names import has_han

_SHORT = re.compile(r"\{([^{}|\\\n`<>&*_~$\[\]]{1,40})\|([^{}\\\n`<>&*_~$\[\]]{1,120})\}")
_HAN_OR_KANA = re.compile(f"[{HAN}{KANA}]")
_CHARACTER = re.compile(r".[\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef]*")
"""A character with the marks and variation selectors that belong to it."""
_SIGNS = "'’-·・˙ˊˇˋ"
"""What readings hold besides letters: `xī'ān`, bopomofo's tones."""

_BEFORE = frozenset("{$#%@^_")
"""`{` after one of these belongs to a template, a shell or a formula: `${…}`, `{{…}}`, `x_{…}`."""
_COMMAND = re.compile(r"\\[A-Za-z]+\Z")

SHIELD = "\uffff"
"""Stands for the `|` of a reading while a table is cut into cells; no text holds it, since `parse` takes it out."""


@begins_with("{")
def ruby(state: StateInline, silent: bool) -> bool:
    """Read the short form; its token holds the pairs of base and reading."""
    match = _SHORT.match(state.src, state.pos, state.posMax)
    if not match or not _is_ruby(match) or _is_argument(state.src, state.pos):
        return False
    if not silent:
        token = state.push("ruby", "ruby", 0)
        token.meta["pairs"] = _pairs(match[1].strip(), _words(match[2]))
    state.pos = match.end()
    return True


def shield_readings(source: str) -> str:
    """The source with the `|` of readings replaced: in a table they divide no cells."""
    return _SHORT.sub(lambda match: match[0].replace("|", SHIELD) if _is_ruby(match) else match[0], source)


def _pairs(base: str, readings: list[str]) -> list[tuple[str, str]]:
    """One reading for each character when there are as many, else one over the whole."""
    characters = _CHARACTER.findall(base)
    if len(characters) == len(readings):
        return list(zip(characters, readings, strict=True))
    return [(base, " ".join(readings))]


def _words(reading: str) -> list[str]:
    """The parts of a reading, between spaces or, as in Japan, `|`."""
    return re.split(r"[\s|]+", reading.strip())


def _is_ruby(match: re.Match[str]) -> bool:
    return bool(_HAN_OR_KANA.search(match[1])) and all(map(_is_reading, _words(match[2])))


def _is_reading(word: str) -> bool:
    """Letters of any script but Han, with tones as accents, signs or digits (`han4`)."""
    return (
        any(unicodedata.category(char)[0] == "L" for char in word)
        and all(char in _SIGNS or unicodedata.category(char)[0] in "LMN" for char in word)
        and not has_han(word)
        and not word[0].isdigit()
    )


def _is_argument(source: str, position: int) -> bool:
    before = source[max(position - 20, 0) : position]
    return before[-1:] in _BEFORE or bool(_COMMAND.search(before))
