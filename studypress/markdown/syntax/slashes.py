"""Boxes between lines of slashes, as Python-Markdown's extension Blocks has them: `/// note | Title` … `///`.

Options stand indented right below the first line: `    type: warning`. A box may hold others, which have fewer slashes.
"""

import re

from markdown_it.rules_block import StateBlock

from studypress.markdown.syntax.callout_kinds import is_known
from studypress.markdown.syntax.fenced import Fence, push_fence
from studypress.markdown.syntax.first_letters import begins_with
from studypress.markdown.syntax.lines import noted_of, text_of, whole_line

_OPENING = re.compile(r"(/{3,})[ \t]*([A-Za-z][\w-]*)[ \t]*(?:\|[ \t]*(.*))?")
_CLOSING = re.compile(r"(/{3,})[ \t]*")
_ENDS = re.compile(r"^[ \t>]*(/{3,})[ \t]*$", re.MULTILINE)
_TYPE = re.compile(r"type:[ \t]*['\"]?([\w-]+)")
_OPTION = re.compile(r"[a-z_]+:(?:[ \t].*)?")
_PLAIN = frozenset({"caption", "figure-caption", "table-caption", "html", "definition"})


@begins_with("/")
def slash_box(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line that opens a box which ends below, or that ends one."""
    opened: list[str] = state.env.setdefault("slash boxes", [])
    if closing := whole_line(state, start, "///", _CLOSING):
        if closing[1] not in opened:
            return False
        if not silent:
            opened.remove(closing[1])
        return silent or push_fence(state, start, closing[1], None)
    match = whole_line(state, start, "///", _OPENING)
    if not match or not _is_box(match[2]) or not _ends_below(state, match[1], start):
        return False
    if silent:
        return True
    options, last = _options(state, start, end)
    opened.append(match[1])
    return push_fence(state, start, match[1], _fence(match[2], (match[3] or "").strip(), options), last)


def _is_box(name: str) -> bool:
    return is_known(name) or name in _PLAIN or name in ("admonition", "details", "tab")


def _fence(name: str, title: str, options: str) -> Fence:
    kind = found[1] if (found := _TYPE.search(options)) else "note"
    match name:
        case "details":
            return Fence("fold", "", title)
        case "tab":
            return Fence("tab", "", title)
        case "admonition":
            return Fence("callout", kind, title)
        case _ if name in _PLAIN:
            return Fence("container")
    return Fence("callout", name, title)


def _options(state: StateBlock, start: int, end: int) -> tuple[str, int]:
    """The options of a box, and their last line."""
    last = start
    while last + 1 < end and state.is_code_block(last + 1) and _OPTION.fullmatch(text_of(state, last + 1).strip()):
        last += 1
    return "\n".join(text_of(state, line) for line in range(start + 1, last + 1)), last


def _ends_below(state: StateBlock, mark: str, line: int) -> bool:
    """Whether as many slashes stand alone in a line below; a text may have many that do not."""
    noted = noted_of(state)
    if "ends of slash boxes" not in noted:
        noted["ends of slash boxes"] = {found[1]: found.start(1) for found in _ENDS.finditer(state.src)}
    return bool(noted["ends of slash boxes"].get(mark, -1) > state.eMarks[line])
