"""Emoji by their names, `:smile:`: read where notes have them, and written where no face has the emoji.

The names are GitHub's, from the table of the package `emoji`, which is loaded only by the notes that need it.
"""

import re
from collections.abc import Container
from functools import cache
from typing import Any

from markdown_it.rules_inline import StateInline

from studypress.markdown.syntax.first_letters import begins_with

_STRETCH = re.compile(r"\w*\W{1,200}|\w+")
"""What is looked at as one: the package takes the square of the time for a text with emoji joined by the thousand."""
_SHORTCODE = re.compile(r":[a-z0-9_+\-]{1,60}:(?![A-Za-z0-9])(?!:(?![a-z0-9_+\-]{1,60}:))")


@begins_with(":")
def emoji(state: StateInline, silent: bool) -> bool:
    """Read `:smile:`; `12:30:45` and `::` are none."""
    match = _SHORTCODE.match(state.src, state.pos, state.posMax)
    character = _characters().get(match[0]) if match else None
    before = state.src[state.pos - 1] if state.pos else ""
    follows_another = not state.pending and bool(state.tokens) and state.tokens[-1].type == "text_special"
    if match is None or character is None or (before == ":" and not follows_another):
        return False
    if before.isascii() and before.isalnum():
        return False
    if not silent:
        state.push("text_special", "", 0).content = character
    state.pos = match.end()
    return True


def is_emoji(name: str) -> bool:
    """Whether a word between colons is an emoji."""
    return f":{name}:" in _characters()


@cache
def _characters() -> dict[str, str]:
    """Every shortcode, with its emoji, in the form that asks for one where there are several: `1️⃣`, not `1⃣`."""
    from emoji import EMOJI_DATA

    return {
        name: character
        for character, data in sorted(EMOJI_DATA.items(), key=lambda item: item[1]["status"], reverse=True)
        for name in (data["en"].lower(), *data.get("alias", ()))
    }


def with_names(text: str, printable: Container[int], form: str = "{}") -> str:
    """Write the names of those emoji in a text of which a part is not printable; a family of three has one name.

    `form` is what each name is written into.
    """
    from emoji import replace_emoji

    def written(characters: str, about: dict[str, Any]) -> str:
        if all(ord(character) in printable for character in characters):
            return characters
        return form.format(about.get("alias", (about["en"],))[0])

    return "".join(replace_emoji(stretch, written) for stretch in _STRETCH.findall(text))
