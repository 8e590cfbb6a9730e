"""Directives, roles and labels of MyST and d2lbook, as a reader sees them.

By lines; nothing of how the program does it is used.
"""

import re
from dataclasses import replace

from benchmarks.fidelity.lines import Line, Lines

_FENCE = re.compile(r"(?P<pre>[\s>]*)(?P<mark>`{3,}|~{3,}|:{3,})\s*(?P<info>.*)")
_NAMED = re.compile(r"\{(?P<name>[A-Za-z][\w:-]*)\}\s*(?P<more>.*)")
_OPTION = re.compile(r"[\s>]*:(?P<key>[a-z][\w-]*):(?P<value>.*)")
_TITLED = "admonition|topic|sidebar|margin|dropdown|toggle|tab-item|tab|tabbed|card|grid-item-card|exercise"
_BOX = re.compile(
    rf"(?:{_TITLED}|note|tip|hint|important|warning|caution|attention|danger|error|seealso|todo|prf:\w+|solution|table|"
    r"tab-set|grid|grid-item|panels|div|container|epigraph|pull-quote|glossary|list-table|only)"
)
_CODE = re.compile(r"code|code-block|code-cell|sourcecode")
_GATE = re.compile(r"(?:exercise|solution)-(?:start|end)")
"""A box that another directive closes, since code stands in it."""
_CELL = re.compile(r"\+\+\+ *\{.*\}\s*")
"""What parts the cells of a notebook."""
_CONTENTS = re.compile(r"toctree|tableofcontents|contents|bibliography|index|meta")


def directives(lines: Lines) -> Lines:
    """What stands in a directive that is shown as Markdown, code that stays code, and what is left out."""
    made: Lines = []
    open_marks: list[tuple[str, str]] = []
    options = block = False
    for line in lines:
        found = _FENCE.fullmatch(line.text)
        inner = open_marks[-1] if open_marks else ("", "")
        if found and inner[0] and found["mark"].startswith(inner[0]) and not found["info"].strip():
            open_marks.pop()
            options = block = False
            made += _closed(line, inner[1])
            continue
        if options and (block or not line.text.strip(" >") or _OPTION.fullmatch(line.text) or _is_edge(line)):
            block = block != _is_edge(line)
            continue
        options = block = False
        if not inner[0] and _CELL.fullmatch(line.text):
            continue
        if inner[1] in ("code", "typed") or (inner[1] == "math" and not found):
            made.append(line)
        elif found:
            kind, shown = _opened(line, found)
            open_marks.append((found["mark"], kind))
            options = kind not in ("typed", "left out")
            made += shown
        elif inner[1] != "left out":
            made.append(line)
    return made


def _is_edge(line: Line) -> bool:
    """Whether options in YAML begin or end."""
    return line.text.strip(" >") == "---"


def _opened(line: Line, found: re.Match[str]) -> tuple[str, Lines]:
    """What an opening line begins, and what it shows itself."""
    named = _NAMED.fullmatch(found["info"].strip())
    name, more = (named["name"], named["more"]) if named else ("", "")
    pre = found["pre"]
    if not named and found["info"].strip() == "toc":
        return "left out", []
    if _BOX.fullmatch(name):
        return "box", [replace(line, text=text) for text in (pre, pre + more, pre)]
    if name in ("figure", "image") and more:
        return "box", [replace(line, text=text) for text in (f"{pre}![](<{more}>)", pre)]
    if name == "math":
        return "math", [replace(line, text=f"{pre}$$")]
    if _CODE.fullmatch(name):
        return "code", [replace(line, text=f"{pre}```{more.split()[0] if more.split() else ''}")]
    if _CONTENTS.fullmatch(name) or (name == "raw" and more.strip().lower() != "html"):
        return "left out", []
    if _GATE.fullmatch(name):
        return "left out", [replace(line, text=text) for text in (pre, pre + more * (name == "exercise-start"), pre)]
    if name == "raw":  # HTML
        return "box", [replace(line, text=pre)]
    return "typed", [line]


def _closed(line: Line, kind: str) -> Lines:
    match kind:
        case "math":
            return [replace(line, text=re.sub(r"[`:~]+", "$$", line.text))]
        case "code":
            return [replace(line, text=re.sub(r"[`:~]+", "```", line.text))]
        case "typed":
            return [line]
        case "left out":
            return []
        case _:
            return [replace(line, text=re.sub(r"[`:~]+", "", line.text))]


_LABEL = re.compile(r"\s*:(?:label|eqlabel|width|height|bibliography):`[^`]*`\s*|\s*\([A-Za-z][\w .:/+-]*\)=\s*")
_TAB = re.compile(r":begin_tab:`([^`]*)`\s*|:end_tab:\s*")
_NUMBER = re.compile(
    r"(?<!`):(?:numref|ref|eqref):`[^`]+`|(?<![`A-Za-z0-9_])\{(?:numref|ref|eq|doc|prf:ref)\}`[^`<>]+`"
)
_WORDS = re.compile(
    r"(?<![`A-Za-z0-9_])\{(?:ref|prf:ref|doc|term|guilabel|index|any|download)\}`([^`<>]+?)(?:\s*<[^`]*>)?`"
)
_CITED = re.compile(r"(?<!`):cite[pt]?:`([^`]+)`|(?<![`A-Za-z0-9_])\{cite(?::\w+)?\}`([^`]+)`")
_PROGRAM = re.compile(r"(?<![`A-Za-z0-9_])\{(?:kbd|file|command|py:\w+|func|class|mod|code)\}(?=`)")


def labels(line: Line) -> Lines:
    """Lines that name what stands above or below; tabs; roles in a line, whose numbers are typed as LaTeX has them."""
    if _LABEL.fullmatch(line.text):
        return [replace(line, text="")]
    if tab := _TAB.fullmatch(line.text):
        return [replace(line, text=text) for text in ("", tab[1] or "", "")]
    text = _NUMBER.sub(r"\\\\ref{x}", line.text)
    text = _CITED.sub(lambda found: f"\\[{(found[1] or found[2]).replace(',', ';')}\\]", text)
    return [replace(line, text=_PROGRAM.sub("", _WORDS.sub(r"\1", text)))]
