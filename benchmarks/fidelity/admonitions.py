"""Containers and admonitions, of which the title alone is text, and the body their author's."""

import re
from dataclasses import replace

from benchmarks.fidelity.lines import FENCE, Line, Lines


def title_lines(line: Line, before: str, title: str) -> Lines:
    """Set a title, which may hold Markdown, apart; without one, an empty line."""
    lines = ["", f'<span class="title"></span>{title}', ""] if title else [""]
    return [replace(line, text=(before + text).rstrip()) for text in lines]


def containers(line: Line) -> Lines:
    """`::: tip Title`: its title alone is text. A closing line is an empty one."""
    if re.fullmatch(r"[\s>]*:{3,}\s*", line.text):
        return [replace(line, text=line.text.replace(":", "").rstrip())]
    found = re.fullmatch(r"(?P<pre>[\s>]*):{3,}\s*(?P<name>[\w-]+)?\s*(?P<more>.*)", line.text)
    if not found:
        return [line]
    braces = re.search(r"\{(.*)\}", found["more"])
    quoted = re.search(r"\b(?:title|name)=\"([^\"]*)\"", braces[1]) if braces else None
    title = (
        quoted[1] if quoted else re.sub(r"\{.*\}|:{3,}$", "", found["more"]).strip().removeprefix("[").removesuffix("]")
    )
    return title_lines(line, found["pre"], title)


_ADMONITION = re.compile(
    r"(?P<pre>\s*)(?:!!!|\?\?\?[+-]?|===[!+]*)\s+(?P<kind>[\w-]+(?: [\w-]+)*)?\s*(?:\"(?P<title>.*)\")?\s*"
)


def admonitions(lines: Lines) -> Lines:
    """`!!! note "Title"`: its body moves left by its four spaces, fences and all."""
    made: Lines = []
    depths: list[int] = []
    inside = ""
    for line in lines:
        text = _with_spaces(line.text) if depths else line.text
        while depths and text.strip() and len(text) - len(text.lstrip()) < depths[-1] + 4:
            depths.pop()
        moved = text[4 * len(depths) :] if depths else line.text
        mark = FENCE.match(moved)
        found = None if inside or mark else _ADMONITION.fullmatch(moved)
        if mark and not inside:
            inside = mark["mark"]
        elif mark and mark["mark"].startswith(inside) and not mark["info"].strip():
            inside = ""
        if found and (found["kind"] or found["title"]):
            depths.append(len(found["pre"]) + 4 * len(depths))
            words = found["kind"] or ""  # `??? 常见的级数` names no kind
            made += title_lines(line, found["pre"], found["title"] or ("" if words.isascii() else words))
        else:
            made.append(replace(line, text=moved))
    return made


def _with_spaces(text: str) -> str:
    """A line that is indented by spaces alone; tabs within it may be code's."""
    words = text.lstrip()
    return text[: len(text) - len(words)].expandtabs(4) + words
