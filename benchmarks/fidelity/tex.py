"""Formulas brought to what pandoc takes for one, with nothing in them that is Markdown to it."""

import re
import string
from dataclasses import replace
from html import unescape

from benchmarks.fidelity.lines import Line, Lines, fenced
from benchmarks.fidelity.reading import TEX_NUMBER

_LABEL = r"\s*(?:\{#[^}]*\}|\([\w-]+:[\w:-]+\)\s*$)"
"""Of pandoc-crossref, of MyST."""
_WHOLE_FORMULA = re.compile(rf"(?P<pre>[\s>]*(?:(?:[-*+]|\d+[.)])\s+)?)\$\$(?P<tex>.+?)\$\$(?:{_LABEL})?\s*")


_OPENED = re.compile(
    r"([^`]*)\$\$(\s*|[A-Za-z]\w?\s?[:=]\s*|[^`$]*\\[A-Za-z][^`$]*)|([\s>]*(?:(?:[-*+]|\d+[.)])\s+)?)\$\$([^`$]*)"
)
"""A line whose `$$` begin a formula that ends below: they stand at its end, or at its beginning."""
_ENVIRONMENT = re.compile(r"\s*\\begin\{(equation|align|gather|multline|eqnarray|flalign|alignat)\*?\}.*")
_INNER = re.compile(r"\s*\\begin\{(array|cases|aligned|gathered|[pbvBV]?matrix)\*?\}.*")
"""One that stands within a formula, most often; alone below an empty line MathJax finds it as the others."""


_DEFINITIONS = re.compile(r"(?:\s*\\(?:def|(?:re)?newcommand|DeclareMathOperator)\b[^=$]*\})+\s*")
"""Commands of the author's own, which print nothing."""


def environments(lines: Lines) -> Lines:
    """Put an environment of TeX that opens a line between `$$`."""
    made: Lines = []
    name = ""
    is_open = False
    for line, info in fenced(lines):
        text = line.text
        is_open = is_open != bool(info is None and text.count("$$") % 2)
        begins = not made or not made[-1].text.strip()
        found = _ENVIRONMENT.fullmatch(text) or (_INNER.fullmatch(text) if begins else None)
        if info is None and not name and not is_open and found and "$" not in text:
            name, text = found[1], "$$" + text
        if name and re.search(rf"\\end\{{{name}\*?\}}", text):
            name, text = "", text + "$$"
        made.append(replace(line, text=text))
    return made


_OPEN_TEX = re.compile(
    r"(?P<before>(?:[^$`]*\$[^$`]+\$)*[^$`]*(?<![\\$]))\$(?!\$)[ \t]*(?P<tex>[^$`]*\\[A-Za-z][^$`]*)"
)
_MOST_BELOW = 8


def ended_below(lines: Lines) -> Lines:
    """Put a `$` that has a line to itself at the end of the formula above it, if that has a command of TeX."""
    made: Lines = []
    for line, info in fenced(lines):
        at = _opening(made) if info is None and line.text.strip() == "$" else -1
        if at < 0:
            made.append(line)
            continue
        found = _OPEN_TEX.fullmatch(made[at].text)
        made[at] = replace(made[at], text=f"{found['before']}${found['tex']}" if found else made[at].text)
        made[-1] = replace(made[-1], text=f"{made[-1].text.rstrip()}$")
    return made


def _opening(lines: Lines) -> int:
    """The line, of the last few, in which a formula begins that has not ended; -1 without one."""
    for at in range(len(lines) - 1, max(len(lines) - 1 - _MOST_BELOW, -1), -1):
        if "$" in lines[at].text:
            return at if _OPEN_TEX.fullmatch(lines[at].text) else -1
        if not lines[at].text.strip():
            return -1
    return -1


def lone_dollars(lines: Lines) -> Lines:
    """Write `$$` for a `$` that has a line to itself, and for its end: to pandoc no space stands behind a lone one."""
    made: Lines = []
    is_open = False
    for line, info in fenced(lines):
        opens = not is_open and re.fullmatch(r"[\s>]*\$\s*", line.text)
        if info is None and (opens or (is_open and "$" in line.text)):
            is_open = not is_open
            line = replace(line, text=line.text.replace("$", "$$", 1))
        made.append(line)
    return lines if is_open else made


def formulas(lines: Lines) -> Lines:
    """Put each `$$` formula on a line of its own, since what stands in it is no Markdown."""
    made: Lines = []
    tex: list[str] | None = None
    start = Line("", "")
    for line, info in fenced(lines):
        if info is not None:
            made.append(line)
        elif tex is not None:
            before, mark, after = line.text.partition("$$")
            tex.append(re.sub(r"^\s*>+", "", before))
            if mark:
                made.append(_formula(start, " ".join(tex), re.sub(f"^{_LABEL}", "", after)))
                tex = None
        elif (found := _WHOLE_FORMULA.fullmatch(line.text)) and "$$" not in found["tex"]:
            made.append(_formula(replace(line, text=found["pre"]), found["tex"]))
        elif (opened := _OPENED.fullmatch(line.text)) and line.text.count("$$") % 2:
            before, rest = opened[1] or opened[3] or "", opened[2] or opened[4] or ""
            start, tex = replace(line, text=before), [rest]
        else:
            made.append(line)
    return made if tex is None else [*made, replace(start, text=f"{start.text}$${tex[0]}")]


def _formula(before: Line, tex: str, after: str = "") -> Line:
    """Write a formula so that nothing in it is Markdown: each of its marks is a character reference."""
    tex = TEX_NUMBER.sub("", tex)
    if not tex.strip() or _DEFINITIONS.fullmatch(tex):
        return replace(before, text=before.text + after)
    inert = "".join(f"&#{ord(char)};" if char in string.punctuation else char for char in tex)
    return replace(before, text=f'{before.text}<tex class="block">{inert}</tex>{after}')


_BLOCK_TAG = re.compile(r"\s*</?(?:table|thead|tbody|tr|td|th|div|p|center|details|ul|ol|li|dl|dt|dd)\b")


def formulas_in_html(lines: Lines) -> Lines:
    """Make formulas of what stands between dollars in a block of HTML, of which pandoc reads nothing."""
    made: Lines = []
    inside = False
    for line, info in fenced(lines):
        inside = info is None and bool(line.text.strip()) and (inside or _BLOCK_TAG.match(line.text) is not None)
        made.append(replace(line, text=DOLLARS.sub(_inert, line.text)) if inside else line)
    return made


def _inert(found: re.Match[str]) -> str:
    made = narrow(found)
    is_formula = made != found[0] or not re.search(r"^\s|\s$|[<>]", found[1])
    return _formula(Line("", ""), unescape(found[1].strip())).text.replace(' class="block"', "") if is_formula else made


_SIDE_BY_SIDE = re.compile(r"(?<![\\$])(\$[^$\s\u3400-\u9fff]+\$)(?=\$\\begin\{)")


def apart(line: Line) -> Lines:
    r"""Part a formula from one of several lines behind it: `$a$$\begin{cases}` opens no formula of its own."""
    return [replace(line, text=_SIDE_BY_SIDE.sub(r"\1 ", line.text))]


def formula_in_code(found: re.Match[str]) -> str:
    """Make a formula of GitLab's, between dollars and backquotes; other code stays."""
    if not (found[0].startswith("$`") and found[0].endswith("`$")):
        return found[0]
    return _formula(Line("", ""), found["code"].strip()).text.replace(' class="block"', "")


DOLLARS = re.compile(r"(?<![\\$])\$(?!\$)([^$\n]+)(?<![\\$])\$(?![\d$])")


def narrow(found: re.Match[str]) -> str:
    """Take away the spaces inside `$ x $`, which pandoc would not have, where no word stands between."""
    tex = found[1].strip()
    is_tex = re.search(r"\\[A-Za-z]|\w[_^]", tex) or not re.search(r"[^\W\d_]{3}", tex)
    has_han = re.search("[\u3400-\u9fff]", re.sub(r"\{[^{}]*\}", "", tex))
    return f"${tex}$" if tex and is_tex and not has_han else found[0]
