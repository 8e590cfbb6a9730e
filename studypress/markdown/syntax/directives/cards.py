"""Cards of sphinx-design, and the panels that sphinx-panels made of them: a head, a body and a foot, by lines of marks.

```{card} Title      ```{panels}
Head                 :card: shadow
^^^                  Head
The body.            ^^^
+++                  The body.
Foot                 ---
```                  The next panel.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from markdown_it.rules_block import StateBlock

from studypress.markdown.syntax.directives.directive import Directive, opened
from studypress.markdown.syntax.lines import text_of
from studypress.markdown.syntax.pushing import push_body, push_title

_BETWEEN = re.compile("-{3,}")
_BELOW_HEAD = re.compile(r"\^{3,}")
_ABOVE_FOOT = re.compile(r"\+{3,}")
_OPTION = re.compile(r":[A-Za-z][\w-]*:(?: .*)?")


def card(state: StateBlock, found: Directive) -> bool:
    """A frame. A head of one line is the title, where the card has none."""
    mark = next(_lines(state, found, _BELOW_HEAD), None)
    head, first = (found.first, found.first) if mark is None else (mark, mark + 1)
    foot = next(_lines(state, replace(found, first=first), _ABOVE_FOOT), found.last)
    title = "" if found.argument else _only_line(state, found.first, head)
    opened(state, "tab", found)
    if words := found.argument or title:
        push_title(state, words, found.start if found.argument else found.first)
    if not title:
        push_body(state, found.first, head)
    push_body(state, first, foot)
    push_body(state, foot + 1, found.last)
    state.push("tab_close", "tab", -1)
    return True


def panels(state: StateBlock, found: Directive) -> bool:
    """Cards side by side, each with options of its own."""
    first = found.first
    opened(state, "div", found).meta |= {"class": "panels", "fence": "yes"}
    for last in (*_lines(state, found, _BETWEEN), found.last):
        while first < last and (state.isEmpty(first) or _OPTION.fullmatch(_text(state, first))):
            first += 1
        card(state, replace(found, argument="", options={}, start=first, first=first, last=last))
        first = last + 1
    state.push("div_close", "div", -1)
    return True


def _lines(state: StateBlock, found: Directive, marks: re.Pattern[str]) -> Iterator[int]:
    """The lines of a body that hold nothing but marks, outside of the fences in it."""
    fence = ""
    for line in range(found.first, found.last):
        text = _text(state, line)
        run = re.match("`{3,}|~{3,}|:{3,}", text)
        if run and not fence:
            fence = run[0]
        elif run and run[0].startswith(fence) and not text.strip(fence[0]):
            fence = ""
        elif not fence and marks.fullmatch(text):
            yield line


def _only_line(state: StateBlock, first: int, last: int) -> str:
    lines = [text for line in range(first, last) if (text := _text(state, line))]
    return lines[0] if len(lines) == 1 else ""


def _text(state: StateBlock, line: int) -> str:
    return text_of(state, line).strip()
