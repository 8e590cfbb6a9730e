"""What the reference renderer does not know of the tools' own Markdown, brought to HTML by a small rule each.

Each rule works on lines outside of fenced code, with simple patterns, and knows nothing of how the program does it.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from benchmarks.fidelity.admonitions import admonitions, containers, title_lines
from benchmarks.fidelity.chunks import boxes, chunks
from benchmarks.fidelity.elements import (
    components_of,
    drawings,
    joined_tags,
    players,
    read_inside,
    whole_pre,
    without_components,
)
from benchmarks.fidelity.grids import grids
from benchmarks.fidelity.inlines import FEW, ROUND, brackets, inlines
from benchmarks.fidelity.jsx import between_tags, components_of_mdx, imported, without_indents
from benchmarks.fidelity.lines import CODE, FENCE, Line, Lines, around_code, fenced
from benchmarks.fidelity.myst import directives, labels
from benchmarks.fidelity.sources import Source
from benchmarks.fidelity.tables import tables
from benchmarks.fidelity.tex import (
    apart,
    ended_below,
    environments,
    formula_in_code,
    formulas,
    formulas_in_html,
    lone_dollars,
)
from benchmarks.fidelity.vault import comments, wikilinks

Rule = Callable[[Lines], Lines]


def plain(page: Source, vault: bool, hides_lines: bool) -> Lines:
    """Rewrite a page. `vault`: wikilinks are meant; `hides_lines`: `# ` hides lines of Rust, as in mdBook."""
    rules: list[Rule] = [
        drawings,
        directives,
        _outside(partial(_without_citations, keys=page.sources)),
        _outside(labels),
        boxes,
        chunks,
        _uncalled_notes,
        _whole_notes,
        _outside(apart),
        environments,
        _outside(_shortcodes),
        ended_below,
        lone_dollars,
        formulas,
        _outside(containers),
        admonitions,
        _empty_items,
        whole_pre,
        read_inside,
        grids,
        tables,
        players,
        _outside(_tags),
        _outside(inlines),
        formulas_in_html,
    ]
    if sum(len(ROUND.findall(line.text)) for line in page.lines) >= FEW:
        rules.insert(-2, _outside(brackets))
    if names := components_of(page):
        rules += [joined_tags, _outside(partial(without_components, names=names))]
    if vault:
        rules += [comments, wikilinks]
    lines = _code_marks(_without_tildes(list(page.lines)), hides_lines)
    if page.mdx:
        rules[:0] = [_without_page_code, without_indents, components_of_mdx, between_tags]
        rules.append(_outside(partial(without_components, names=imported(lines))))
    for rule in rules:
        lines = rule(lines)
    return lines


# --- Fences ---------------------------------------------------------------------------------------------------


def _outside(rule: Callable[[Line], Lines]) -> Rule:
    """Make a rule for single lines, each of which becomes any number of them, one that leaves code alone."""

    def apply(lines: Lines) -> Lines:
        return [made for line, info in fenced(lines) for made in ([line] if info is not None else rule(line))]

    return apply


def _without_tildes(lines: Lines) -> Lines:
    """Fence by backquotes what is fenced by tildes, which pandoc takes for marks of definitions."""
    fence = "`" * max([3, *(len(run) + 1 for line in lines for run in re.findall("`+", line.text))])
    made: Lines = []
    mark = ""
    for line in lines:
        found = FENCE.match(line.text)
        is_edge = found and (not mark or (found["mark"].startswith(mark) and not found["info"].strip()))
        if found and is_edge:
            made.append(
                replace(line, text=line.text.replace(found["mark"], fence, 1)) if found["mark"][0] == "~" else line
            )
            mark = "" if mark else found["mark"]
        else:
            made.append(line)
    return made


_LIT = re.compile(r"\s*(//|#|--|<!--|/\*|\{/\*)\s*highlight-(next-line|start|end)\s*(-->|\*/\}?)?\s*")
"""A mark of Docusaurus."""


def _code_marks(lines: Lines, hides_lines: bool) -> Lines:
    """Take away what marks lines of code and is never shown: `// [!code ++]`, lines that mdBook hides."""
    made = []
    for line, info in fenced(lines):
        if info is not None and hides_lines and re.match(r"rust\b", info):
            if re.match(r"[\s>]*#( |$)", line.text):
                continue
            line = replace(line, text=re.sub(r"^([\s>]*)##", r"\1#", line.text))
        if info is not None and not FENCE.match(line.text):
            if _LIT.fullmatch(line.text):
                continue
            line = replace(
                line, text=re.sub(r"\s*(//|#|--|<!--|/\*)\s*\[!code [^\]]*\]\s*(-->|\*/)?\s*$", "", line.text)
            )
        made.append(line)
    return made


# --- Blocks ---------------------------------------------------------------------------------------------------

_PAGE_CODE = re.compile(r"import .* from [\"'].*[\"'];?\s*|export const .*;\s*")


_HIDDEN = re.compile(r"\s*<(head(?=>\s*$)|style(?=[^<>]*>))")


def _without_page_code(lines: Lines) -> Lines:
    """Take away what a page of MDX brings in, its styles, and what it tells search engines in `<head>`."""
    made: Lines = []
    end = ""
    for line, info in fenced(lines):
        found = _HIDDEN.match(line.text) if info is None and not end else None
        end = f"</{found[1]}>" if found else end
        if not end and not (info is None and _PAGE_CODE.fullmatch(line.text)):
            made.append(line)
        end = "" if end and line.text.rstrip().endswith(end) else end
    return made


_EMPTY_ITEM = re.compile(r"(\s*)(?:[-*+]|\d+[.)])\s*")


def _empty_items(lines: Lines) -> Lines:
    """Let what is indented below an item without words, and a blank line, belong to it, as in Python-Markdown."""
    made: Lines = []
    told = list(fenced(lines))
    for number, (line, info) in enumerate(told):
        found = _EMPTY_ITEM.fullmatch(made[-1].text) if made and not line.text.strip() and info is None else None
        below = next((one.text for one, _ in told[number + 1 :] if one.text.strip()), "")
        if not (found and len(below) - len(below.lstrip()) >= len(found[1].expandtabs(4)) + 4):
            made.append(line)
    return made


_DEFINED = re.compile(r"\[\^([^\]\s]+)\]:[ \t]*")


_CALL = re.compile(r"(?:(?<=[^\n])\[\^(?P<within>[^\]\s]+)\]|\[\^(?P<first>[^\]\s]+)\](?!:))")


def _uncalled_notes(lines: Lines) -> Lines:
    """Let a note that nothing on its page calls be text where it stands: pandoc drops it, a book loses no text."""
    prose = "\n".join(CODE.sub("", line.text) for line, info in fenced(lines) if info is None)
    called = {(found["within"] or found["first"]).casefold() for found in _CALL.finditer(prose)}
    made: Lines = []
    for line, info in fenced(lines):
        found = _DEFINED.match(line.text) if info is None else None
        if found and found[1].casefold() not in called:
            edge = replace(line, text="")
            made += [edge, replace(line, text=line.text[found.end() :]), edge]
        else:
            made.append(line)
    return made


_OPENS_BLOCK = re.compile(r"[#>|:]|[-*+] |\d+[.)] |<(?!tex\b)|$")


def _whole_notes(lines: Lines) -> Lines:
    """Indent what goes on below the first line of a note, which pandoc loses where it is not."""
    made: Lines = []
    indent = -1
    for line, info in fenced(lines):
        words = line.text.lstrip(" ")
        is_first = info is None and _DEFINED.match(words) is not None
        goes_on = info is None and len(line.text) - len(words) >= indent and not _OPENS_BLOCK.match(words)
        indent = len(line.text) - len(words) if is_first else indent if goes_on else -1
        made.append(replace(line, text=f"    {line.text}") if indent >= 0 and not is_first else line)
    return made


_R_MARKUP = re.compile(r"`r if \([^'\"]*is_html_output\(\)\) (['\"])(.+)\1`\s*")
"""Markdown that R writes where a book is no LaTeX."""
_HEEDED_BY_TEX = re.compile(
    r"\\index\{(?:[^{}]|\{[^{}]*\})*\}|^\s*\\(?:(?:front|main|back)matter|appendix|(?:clear|cleardouble|new)page|let\\.*)\s*$"
)


_ASSET = re.compile(r"\{%\s*asset_img\s+(?:[\w-]+\s+)*?([^\s%]+\.(?:png|jpe?g|gif|svg|webp))\b[^%]*%\}")
"""A picture of Hexo's."""


def _shortcodes(line: Line) -> Lines:
    """Hugo's: an address, a formula, what a box or a picture shows."""
    text = re.sub(r"\]\(\{\{<\s*(?:rel)?ref\s+\"([^\"]*)\"\s*>\}\}\)", r"](\1)", line.text)
    text = re.sub(r"\{\{<\s*katex[^<>]*>\}\}(.+?)\{\{<\s*/katex\s*>\}\}", r"$`\1`$", text)
    text = re.sub(rf"\$?{CODE.pattern}\$?", formula_in_code, text)
    text = re.sub(r"\{\{<\s*/?\s*(rawhtml|unsafe|html)\s*>\}\}", "", text)
    text = re.sub(r"\{\{<\s*(video|audio)\s+src=\"([^\"]*)\"\s*/?>\}\}", r'<video src="\2"></video>', text)
    if re.fullmatch(r"\s*(\{\{[<%]\s*/?(columns|hint|tabs?|katex)\b.*[>%]\}\}|<--->)\s*", text):
        return [replace(line, text="$$" if "katex" in text else "")]
    text = _ASSET.sub(r'<img src="\1">', text)  # which may stand in HTML
    return [replace(line, text=text)]


_TITLED = re.compile(
    r"\s*(?:\{%\s*note\s+(?:(?:default|primary|success|info|warning|danger|no-icon)\s+)*(?!(?:[a-z-]+\s*)?%\})(.+?)%\}"
    r"|<!--\s*tab\s+(?!-)(.+?)\s*-->)\s*"
)
"""A box of Hexo's that has a title, and a tab."""


_TAB = re.compile(r"\s*<(?:/?Tabs|/TabItem|TabItem)\b([^<]*)>(?:(.*\S)</TabItem>)?\s*")
"""A tag of Docusaurus's tabs, or a whole tab."""


def _tags(line: Line) -> Lines:
    """Marks that stand alone on a line and are never shown."""
    if found := _TITLED.fullmatch(line.text):
        return title_lines(line, "", (found[1] or found[2] or "").strip())
    if re.fullmatch(r"\s*(\[\[?toc\]?\]|\{%.*%\}|\{:.*\}|\{\{<.*>\}\})\s*", line.text, re.IGNORECASE):
        return [replace(line, text="")]
    if found := _TAB.fullmatch(line.text):
        label = re.search(r"label=\"([^\"]*)\"", found[1])
        shown = title_lines(line, "", label[1] if label else "")
        return [*shown, replace(line, text=found[2]), replace(line, text="")] if found[2] else shown
    if re.search(r"\.[rq]md:\d+$", line.place, re.IGNORECASE):  # what only LaTeX heeds
        markup = _R_MARKUP.fullmatch(line.text)
        text = around_code(markup[2] if markup else line.text, partial(_HEEDED_BY_TEX.sub, ""))
        line = replace(line, text=re.sub(r"^(#+\s+)\((?:APPENDIX|PART\\?\*?)\)\s*", r"\1", text))
    if re.match(r"\*\[[^\]]+\]:", line.text):
        return []  # an abbreviation stands in the glossary
    found = re.fullmatch(
        r"(?P<pre>\s*(?:>\s*)+)\[!(?P<kind>[\w-]+)(?P<more>\|[^\]]*)?\][-+]?\s*(?P<title>.*)", line.text
    )
    if found:
        label = re.search(r"\|label:([^|]*)", found["more"] or "")  # of docsify's flexible alerts
        return title_lines(line, found["pre"], label[1] if label else found["title"])
    found = re.fullmatch(r"[!?]> ?(.*)", line.text)
    return [replace(line, text=f"> {found[1]}") if found else line]


_CITED = re.compile(r"\[(-?@[^\s;\[\]]+(?:\s*;\s*-?@[^\s;\[\]]+)*)\]")
_CITE = re.compile(r"(?<![A-Za-z0-9_`])(?::cite[pt]?:|\{cite(?::\w+)?\})`([^`]+)`")


def _without_citations(line: Line, keys: frozenset[str]) -> Lines:
    """Take away calls of works that a .bib file has: the number that stands for them is no text of the author's."""

    def without(found: re.Match[str]) -> str:
        called = re.split(r"[;,]", found[1])
        return "" if all(one.strip().lstrip("-@") in keys for one in called) else found[0]

    text = _CITE.sub(without, line.text) if keys else line.text
    return [replace(line, text=around_code(text, partial(_CITED.sub, without)) if keys else text)]
