"""Code between fences: what the words after the backquotes say in each tool, and comments that mark lines.

Pandoc and Quarto write ```` ```{.python .numberLines startFrom=5} ````, MkDocs `linenums="1" hl_lines="2 3"`, VuePress
`js:line-numbers {1,3-5}`, VitePress `js [app.js]`, Docusaurus `title="x" showLineNumbers`, mdBook `rust,ignore`, Hugo
`{linenos=true,hl_lines=[1,"3-5"]}`, R Markdown `{r, echo=FALSE}`; they do not contradict one another.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from studypress.markdown.elements.context import FileContext
from studypress.markdown.elements.element import Element
from studypress.markdown.nodes.figures import DIAGRAMS
from studypress.markdown.nodes.formulas import equation
from studypress.model import CodeBlock, Diagram, Figure, FormulaBlock, LineMark, Text

_VALUE = r"""(?:"([^"]*)"|'([^']*)'|[“”]([^“”]*)[“”]|\[([^\[\]]*)\]|\{([^{}]*)\}|([^\s,{}"'“”]+))"""
_SETTING = re.compile(rf"([A-Za-z][\w.-]*)=\s?{_VALUE}")
_RANGES = re.compile(r"\{[ \t]*(\d[\d \t,\-]*)\}")
_BRACKETED = re.compile(r"[^\s\[\]]*[ \t]*\[([^\[\]]+)\]")
_LANGUAGE = re.compile(r"[^\s{}\[\],:\"'=]*")
_ARGUMENT = re.compile(r"\{[A-Za-z][\w:-]*\}[ \t]+([^{}\s][^{}]*)")
"""What stands behind a directive of MyST's that we do not know: `{csv-table} Title`."""
_OF_FILE = re.compile(r"[^\s:{}]+:([^\s{}:]*[./][^\s{}:]*)")
_RANGE = re.compile(r"(\d{1,7})(?:[ \t]*-[ \t]*(\d{1,7}))?")

_LABEL = re.compile(r"\{[^{}]*?#([\w:.-]{1,100})")

_TITLES = ("title", "lst-cap", "caption", "filename", "file", "name")
_HIGHLIGHTS = (
    "hl_lines",
    "hl-lines",
    "highlight",
    "highlightlines",
    "mark",
    "hl",
    "emphasize-lines",
    "code-line-numbers",
)
_STARTS = (
    "startfrom",
    "start",
    "startline",
    "linenostart",
    "linenums",
    "showlinenumbers",
    "line-numbers",
    "lineno-start",
)
_NUMBERS = re.compile(r"(?<![\w-])(?:number-?lines|linenums|linenos|show-?line-?numbers|line-numbers)(?![\w-])", re.I)
_NO_NUMBERS = re.compile(r"no-?line-?numbers|linenos=(?:false|none)|line-?numbers=\"?false", re.I)


@dataclass(frozen=True, slots=True)
class FenceInfo:
    """What the words after an opening fence say."""

    language: str = ""
    title: str = ""
    label: str = ""
    """The id that the author gave: `{#lst:main .rust}`."""
    alt: str = ""
    highlighted: str = ""
    """Lines and ranges, as written: `1,3-5`."""
    first_line: int | None = None
    """The number of the first line where lines are numbered, 0 where they must not be, None where nothing says."""


def fence_info(info: str) -> FenceInfo:
    """Read the information string of a fence (CommonMark §4.5), in the ways of every tool."""
    info = info[:2000]
    values = {match[1].lower(): next(filter(None, match.groups()[1:]), "") for match in _SETTING.finditer(info)}
    title = next((values[name] for name in _TITLES if values.get(name)), "")
    if not title and (match := _BRACKETED.match(info) or _OF_FILE.match(info) or _ARGUMENT.fullmatch(info)):
        title = match[1].strip()
    ranges = _RANGES.search(info)
    highlighted = ranges[1] if ranges else next((values[name] for name in _HIGHLIGHTS if values.get(name)), "")
    label = _LABEL.search(info)
    return FenceInfo(
        language_of(info),
        title,
        label[1] if label else "",
        values.get("alt", ""),
        highlighted,
        _first_line(info, values),
    )


def language_of(info: str) -> str:
    """The language of a fence: `python`, `{.python}`, `{#id .python}`, `python{1,3}`, `python:main.py` say python."""
    words = info.lstrip("{ ").split() or [""]
    given = [word for word in words if not word.startswith("#") and not _NUMBERS.match(word.lstrip(".{"))]
    first = next(iter(given), "") if info.startswith("{") else words[0]
    match = _LANGUAGE.match(first.lstrip(".="))
    language = match[0].lower() if match else ""
    return "" if language.isdigit() else language


def _first_line(info: str, values: dict[str, str]) -> int | None:
    if _NO_NUMBERS.search(info):
        return 0
    start = next((values[name] for name in _STARTS if values.get(name, "").isdecimal()), "")
    if _NUMBERS.search(info):
        return int(start[:7]) if start and int(start[:7]) else 1
    return None


def fence(element: Element, context: FileContext) -> CodeBlock | Figure | FormulaBlock:
    """Make code of a fence, or a figure or formula where its language is one that is drawn."""
    found = fence_info(element.attributes["info"])
    text, place = element.attributes["text"], context.place(element.line)
    if found.language == "math" and text.strip() and context.config.markdown.formulas:  # GitLab and GitHub
        return equation(text, place, number=context.config.markdown.formula_numbers == "all")
    if found.language in DIAGRAMS and text.strip():
        drawing = Diagram(DIAGRAMS[found.language], text, found.alt or found.title, place=place)
        return Figure(drawing, (Text(found.title, place),) if found.title else (), label=found.label, place=place)
    kept = list(_lines(text, found, context.config.markdown.hidden_lines))
    numbered = context.config.code.line_numbers and len(kept) > 1 if found.first_line is None else found.first_line > 0
    return CodeBlock(
        "".join(line for line, _ in kept),
        found.language,
        found.title,
        tuple((number, mark) for number, (_, mark) in enumerate(kept, 1) if mark),
        (found.first_line or 1) if numbered else None,
        label=found.label,
        place=place,
    )


# --- Lines ----------------------------------------------------------------------------------------------------

_COMMENT = re.compile(r"(?://|#|--|;|%|<!--|/\*|\{/\*)\s{0,3}\[!code ([^\]\s]{1,40})\]\s{0,3}(?:-->|\*/\}?)?$")
_NEXT = re.compile(r"(?://|#|--|;|%|<!--|/\*|\{/\*)\s{0,3}highlight-(next-line|start|end)\s{0,3}(?:-->|\*/\}?)?$")
_DIFF = {"++": LineMark.ADDED, "--": LineMark.REMOVED}
_HIDDEN = re.compile(r"[ \t]{0,40}#(?:[ \t]|$)")


def _lines(text: str, found: FenceInfo, hidden_lines: bool) -> Iterator[tuple[str, LineMark | None]]:
    """The lines of code that are shown, each with its mark, without the comments that say so.

    `// [!code ++]` is VitePress's, `// highlight-next-line` Docusaurus's; rustdoc hides lines that begin with `# `.
    """
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    marked = set(_numbers(found.highlighted, len(lines)))
    ahead, mark_ahead, inside = 0, LineMark.MARKED, False
    for number, line in enumerate(lines, 1):
        bare = line.strip()
        if hidden_lines and found.language in ("rust", "rs") and "#" in bare[:2]:
            if _HIDDEN.match(line.rstrip("\n")):
                continue
            line = line.replace("##", "#", 1) if bare.startswith("##") else line
        if (order := _NEXT.match(bare)) and len(bare) < 80:
            inside = order[1] == "start"
            ahead, mark_ahead = (1 if order[1] == "next-line" else 0), LineMark.MARKED
            continue
        if "[!code " in line and (comment := _COMMENT.search(bare[-100:])):
            line = line[: line.rindex(comment[0])].rstrip() + "\n"
            name, _, count = comment[1].partition(":")
            ahead, mark_ahead = int(count) if count.isdecimal() else 1, _DIFF.get(name, LineMark.MARKED)
        yield line, mark_ahead if ahead > 0 else LineMark.MARKED if number in marked or inside else None
        ahead -= 1


def _numbers(ranges: str, most: int) -> Iterable[int]:
    for match in _RANGE.finditer(ranges):
        yield from range(int(match[1]), min(int(match[2] or match[1]), most) + 1)
