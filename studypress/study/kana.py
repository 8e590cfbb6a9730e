"""Kana in the order of the fifty sounds (gojūon, JIS X 4061): あ か さ た な は ま や ら わ.

Unicode's names say how a kana sounds, `KATAKANA LETTER SMALL TU`; so no table is needed.
"""

import re
import unicodedata

_NAME = re.compile("(?:HIRAGANA|KATAKANA) LETTER (?:SMALL )?([A-Z]+)")
_LONG = "ー"
_AGAIN = frozenset("ゝヽ")


def spell_kana(word: str) -> tuple[list[str], list[str]]:
    """The sounds of a word, ガ as か, ッ as つ, ー as the vowel before it; and the same with their voicing marks."""
    sounds: list[str] = []
    voiced: list[str] = []
    for char in word:
        parts = unicodedata.normalize("NFD", char)
        sounds.append(_sound(parts[0], sounds[-1] if sounds else ""))
        voiced.append(sounds[-1] + parts[1:])
    return sounds, voiced


def row(sound: str) -> str:
    """The head that a sound stands under: か for き, わ for ん."""
    name = _romanised(sound)
    return "わ" if name == "N" else _hiragana(f"{name[:-1]}A")


def _sound(char: str, before: str) -> str:
    if char in _AGAIN:
        return before or char
    if char == _LONG:
        vowel = _romanised(before)[-1:]
        return _hiragana(vowel) if vowel and vowel in "AIUEO" else char
    return _hiragana(_romanised(char))


def _romanised(kana: str) -> str:
    found = _NAME.fullmatch(unicodedata.name(kana, "")) if kana else None
    return found[1] if found else ""


def _hiragana(name: str) -> str:
    return unicodedata.lookup(f"HIRAGANA LETTER {name}")
