"""What Material for MkDocs draws of a name: keys, `++ctrl+c++` (pymdownx.keys), and icons, `:material-github:`.

A key is one by its name, or follows one that is held down: `i++和j++` and `++i++` are code. An icon has no words, and
is left out, with the attributes behind it.
"""

import re

from markdown_it.rules_inline import StateInline

from studypress.markdown.syntax.attributes import ATTRIBUTES
from studypress.markdown.syntax.first_letters import begins_with

_HELD = r"ctrl|control|alt|option|shift|cmd|command|meta|win|windows|super|fn"
_ALONE = (
    rf"{_HELD}|enter|return|tab|backspace|delete|del|insert|ins|esc|escape|space|home|end|page-(?:up|down)|pause"
    r"|(?:arrow-)?(?:up|down|left|right)|caps-lock|num-lock|print-screen|f(?:1[0-2]|[1-9])"
)
_KEY = r"(?:[A-Za-z0-9-]{1,20}|\"[^\"\n]{1,20}\")"
_KEYS = re.compile(rf"\+\+((?:(?:{_HELD})(?:\+{_KEY}){{1,4}})|{_ALONE})\+\+(?![+A-Za-z0-9_])", re.IGNORECASE)
_ICON = re.compile(rf":(?:material|fontawesome|octicons|simple)-[a-z0-9-]{{1,60}}:(?:{ATTRIBUTES})?")
_BLANKS = re.compile(r"[ \t]+")
_SHOWN = {
    "ctrl": "Ctrl", "control": "Ctrl", "cmd": "⌘", "command": "⌘", "win": "Win", "windows": "Win", "del": "Delete",
    "ins": "Insert", "esc": "Esc", "escape": "Esc", "up": "↑", "down": "↓", "left": "←", "right": "→",
}  # fmt: skip


@begins_with("+")
def keys(state: StateInline, silent: bool) -> bool:
    """`++ctrl+alt+del++`, each key apart, with a plus between them."""
    before = state.src[state.pos - 1] if state.pos else ""
    match = None if before.isascii() and (before.isalnum() or before == "+") else _KEYS.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        for number, name in enumerate(re.findall(_KEY, match[1])):
            if number:
                state.push("text", "", 0).content = "+"
            state.push("html_inline", "", 0).content = "<kbd>"
            state.push("text", "", 0).content = _shown(name)
            state.push("html_inline", "", 0).content = "</kbd>"
    state.pos = match.end()
    return True


def _shown(name: str) -> str:
    if name.startswith('"'):
        return name.strip('"')
    plain = name.lower().removeprefix("arrow-")
    return _SHOWN.get(plain) or " ".join(part.capitalize() for part in plain.split("-"))


@begins_with(":")
def icon(state: StateInline, silent: bool) -> bool:
    """`:material-github:{ .lg }`, with the blanks behind it, which would stand beside those before it."""
    match = _ICON.match(state.src, state.pos, state.posMax)
    if match:
        before, behind = state.src[state.pos - 1 : state.pos], _BLANKS.match(state.src, match.end(), state.posMax)
        joins = before.isascii() and before.isalnum()
        state.pos = behind.end() if behind and not joins else match.end()
    return match is not None
