"""Directives of MyST, which Jupyter Book and Sphinx read: a fence whose name stands in braces.

    ```{note}          :::{figure} a.png       ```{code-block} python
    text               :name: fig-a            :caption: main.py
    ```                The caption.            x = 1
                       :::                     ```

Behind the name an argument, then options as `:key: value` or as YAML between `---`, then a body, which is Markdown,
code or TeX (myst-parser, "Directives"; docutils and sphinx-design say what each means). A name that is not known here
leaves the fence as it is. What a directive becomes is in `kinds`, and for some of them in `cards`, `figures`, `gates`
and `tables`.
"""

import re

from markdown_it.rules_block import StateBlock

from studypress.manuscript.yaml import YamlError, read_yaml
from studypress.markdown.syntax.directives.directive import Directive
from studypress.markdown.syntax.directives.kinds import is_directive, make
from studypress.markdown.syntax.emoji_names import is_emoji
from studypress.markdown.syntax.first_letters import begins_with
from studypress.markdown.syntax.lines import closing_line, text_of, whole_line

_OPENING = re.compile(r"(`{3,}|~{3,}|:{3,})[ \t]*(?:\{([A-Za-z][\w:-]*)\}|(?=toc[ \t]*$))(.*)")
_OPTION = re.compile(r":([A-Za-z][\w-]*):(?:[ \t]+(.*))?")
_KEYS = """
    align alt animate caption class color columns delim dropdown emphasize-lines enumerated figclass figwidth file
    filename force glob gutter header header-rows height hidden icon img-top key label lineno-start linenos link
    link-type margin maxdepth name nonumber nowrap number-lines numbered open padding reversed scale selected shadow
    sorted stub-columns sync tags target text-align title titlesonly url width widths
"""
_OPTIONS = frozenset(_KEYS.split())
"""Keys that are common, or that are the name of an emoji as well; any other word is an option unless it is one."""


@begins_with("`~:")
def directive(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The rule for directives."""
    match = whole_line(state, start, ("```", "~~~", ":::"), _OPENING)
    if match is None or not is_directive(match[2] or _CONTENTS) or ("`" in match[1] and "`" in match[3]):
        return False
    last = closing_line(state, start, end, match[1])
    if last is None:
        return False  # never closed: a fence is code then, and `:::` is told of
    if silent:
        return True
    options, first = _options(state, start + 1, last)
    while first < last and state.isEmpty(first):
        first += 1
    found = Directive((match[2] or _CONTENTS).lower(), match[3].strip(), options, start, first, last)
    made = make(state, found)
    state.line = last + 1 if made else state.line
    return made


_CONTENTS = "toctree"
"""What d2lbook writes as a fence called `toc`."""


def _options(state: StateBlock, first: int, last: int) -> tuple[dict[str, str], int]:
    """The options that a body opens with, and the line after them."""
    lines = [text_of(state, n).strip() for n in range(first, last)]
    if lines and lines[0] == "---" and "---" in lines[1:]:
        end = lines.index("---", 1)
        source = state.getLines(first + 1, first + end, state.sCount[first], False)
        return _yaml(source), first + end + 1
    options: dict[str, str] = {}
    for at, line in enumerate(lines):
        match = _OPTION.fullmatch(line)
        if match is None or (match[1] not in _OPTIONS and is_emoji(match[1])):
            return options, first + at
        options[match[1]] = match[2] or ""
    return options, last


def _yaml(source: str) -> dict[str, str]:
    try:
        table = read_yaml(source)
    except YamlError:
        return {}
    if not isinstance(table, dict):
        return {}
    return {
        str(key): " ".join(map(str, value)) if isinstance(value, list) else str(value) for key, value in table.items()
    }
