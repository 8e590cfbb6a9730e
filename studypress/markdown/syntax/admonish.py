"""Fences that are boxes: those of Obsidian's plugin Admonition, and of mdbook-admonish.

    ```ad-note           ```admonish tip title="Title"
    title: Title         text
    text                 ```
    ```

What stands in them is Markdown. Whether a box folds, its icon and its colour are for a screen.
"""

import re

from markdown_it.rules_block import StateBlock

from studypress.markdown.syntax.attributes import attributes
from studypress.markdown.syntax.first_letters import begins_with
from studypress.markdown.syntax.lines import closed_fence, text_of
from studypress.markdown.syntax.pushing import push_body, push_title

_OPENING = re.compile(r"(`{3,}|~{3,})[ \t]*(?:ad-([\w-]+)|admonish\b,?([^`]*))[ \t]*")
_LAYOUT = re.compile(r"blank|flex|grid|rows?|col(?:umn)?s?-?\d?|multi-column")
"""Names that authors give to boxes which only lay out what is in them, side by side."""
_OPTION = re.compile(r"(title|collapse|icon|color|metadata):(?:[ \t]+(.*))?")
_WORDS = re.compile(r"[\w-]+=(?:\"[^\"]*\"|'[^']*'|\S+)|\"([^\"]*)\"|([\w-]+)")


@begins_with("`~")
def admonish(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The rule for both."""
    found = closed_fence(state, start, end, _OPENING)
    if found is None or silent:
        return found is not None
    match, last = found
    kind, title, first = _of_plugin(state, match[2], start, last) if match[2] else _of_mdbook(match[3], start)
    lays_out = not title and _LAYOUT.fullmatch(kind.lower()) is not None
    element = "div" if lays_out else "callout"
    opening = state.push(f"{element}_open", "", 1)
    opening.map = [start, last + 1]
    opening.meta |= {"class": "", "fence": "yes"} if lays_out else {"callout": kind}
    if title:
        push_title(state, title, start)
    elif title == "" and not lays_out:
        opening.meta["untitled"] = "yes"
    push_body(state, first, last)
    state.push(f"{element}_close", "", -1)
    state.line = last + 1
    return True


def _of_plugin(state: StateBlock, kind: str, start: int, last: int) -> tuple[str, str | None, int]:
    """Kind, title and first line of a box with its options below its first line."""
    title, first = None, start + 1
    while first < last and (option := _OPTION.fullmatch(text_of(state, first).strip())):
        title = option[2] or "" if option[1] == "title" else title
        first += 1
    return kind, title, first


def _of_mdbook(given: str, start: int) -> tuple[str, str | None, int]:
    """Kind, title and first line of a box with all that behind its mark."""
    words = list(_WORDS.finditer(given))
    kind = next((word[2] for word in words if word[2]), "note")
    quoted = next((word[1] for word in words if word[1] is not None), None)
    return kind, attributes(given).values.get("title", quoted), start + 1
