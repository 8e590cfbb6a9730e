"""What the reference renderer does not know of the tools' own Markdown, brought to HTML by a small rule each.

Each rule works on lines outside of fenced code, with simple patterns, and knows nothing of how the program does it.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from benchmarks.fidelity.chunks import chunks
from benchmarks.fidelity.grids import grids
from benchmarks.fidelity.jsx import components_of_mdx
from benchmarks.fidelity.lines import CODE, FENCE, Line, Lines, around_code, fenced
from benchmarks.fidelity.myst import directives, labels
from benchmarks.fidelity.sources import Source
from benchmarks.fidelity.tex import DOLLARS, environments, formula_in_code, formulas, lone_dollars, narrow
from benchmarks.fidelity.vault import comments, wikilinks

Rule = Callable[[Lines], Lines]


def plain(page: Source, vault: bool, hides_lines: bool) -> Lines:
    """Rewrite a page. `vault`: wikilinks are meant; `hides_lines`: `# ` hides lines of Rust, as in mdBook."""
    rules: list[Rule] = [
        _drawings,
        _outside(partial(_without_citations, keys=page.sources)),
        directives,
        _outside(labels),
        chunks,
        environments,
        _outside(_shortcodes),
        lone_dollars,
        formulas,
        _outside(_containers),
        _admonitions,
        _empty_items,
        _whole_pre,
        grids,
        _tables,
        _players,
        _outside(_tags),
        _outside(_inlines),
    ]
    if sum(len(_ROUND.findall(line.text)) for line in page.lines) >= _FEW:
        rules.insert(-1, _outside(_brackets))
    if names := _components(page):
        rules += [_joined_tags, _outside(partial(_without_components, names=names))]
    if vault:
        rules += [comments, wikilinks]
    lines = _code_marks(_without_tildes(list(page.lines)), hides_lines)
    if page.mdx:
        rules[:0] = [_without_page_code, components_of_mdx]
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

_DELIMITERS = re.compile(r"[\s>]*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)+\|?\s*")


_BAR = re.compile(r"(?<!\\)\|")


def _tables(lines: Lines) -> Lines:
    """Set a table apart from the words right above it, which pandoc would have it belong to; mend bars of formulas."""
    made: Lines = []
    bars = 0
    for line, info in fenced(lines):
        follows = len(made) > 1 and made[-2].text.strip(" >\t") and "|" not in made[-2].text
        if info is None and made and "|" in made[-1].text and _DELIMITERS.fullmatch(line.text):
            bars = len(_BAR.findall(made[-1].text))
            if follows:
                made.insert(-1, replace(made[-1], text=""))
        bars = bars if info is None and "|" in line.text else 0
        made.append(_with_bars(line, bars) if bars and len(_BAR.findall(line.text)) > bars else line)
    return made


def _with_bars(line: Line, bars: int) -> Line:
    """Escape the bars in formulas of a row that has more of them than its table has columns, then those left over.

    GFM ignores cells beyond the last column ("Tables"); a book loses no text, and has them in that.
    """
    text = DOLLARS.sub(lambda found: _BAR.sub(r"\\|", found[0]), line.text)
    spots = [found.start() for found in _BAR.finditer(text)]
    last = -1 if text.rstrip().endswith("|") else len(spots)
    for spot in reversed(spots[bars - 1 : last] if len(spots) > bars else ()):
        text = f"{text[:spot]}\\{text[spot:]}"
    return replace(line, text=text)


def _title(line: Line, before: str, title: str) -> Lines:
    """Set a title, which may hold Markdown, apart; without one, an empty line."""
    lines = ["", f'<span class="title"></span>{title}', ""] if title else [""]
    return [replace(line, text=(before + text).rstrip()) for text in lines]


def _containers(line: Line) -> Lines:
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
    return _title(line, found["pre"], title)


_ADMONITION = re.compile(
    r"(?P<pre>\s*)(?:!!!|\?\?\?\+?|===[!+]*)\s+(?P<kind>[\w-]+(?: [\w-]+)*)?\s*(?:\"(?P<title>.*)\")?\s*"
)


def _admonitions(lines: Lines) -> Lines:
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
            made += _title(line, found["pre"], found["title"] or ("" if words.isascii() else words))
        else:
            made.append(replace(line, text=moved))
    return made


def _with_spaces(text: str) -> str:
    """A line that is indented by spaces alone; tabs within it may be code's."""
    words = text.lstrip()
    return text[: len(text) - len(words)].expandtabs(4) + words


def _whole_pre(lines: Lines) -> Lines:
    """Keep the empty lines of a `<pre>` that stands in another tag, at which CommonMark ends that."""
    made: Lines = []
    inside = False
    for line, info in fenced(lines):
        opened = info is None and re.match(r"\s*<(?!pre\b)\w.*<pre\b", line.text)
        inside = (inside or bool(opened)) and "</pre>" not in line.text
        made.append(replace(line, text="<!-- -->") if inside and not line.text.strip() else line)
    return made


_PAGE_CODE = re.compile(r"import .* from [\"'].*[\"'];?\s*|export const .*;\s*")


def _without_page_code(lines: Lines) -> Lines:
    """Take away what a page of MDX brings in, and what it tells search engines between `<head>` and `</head>`."""
    made: Lines = []
    in_head = False
    for line, info in fenced(lines):
        in_head = in_head or (info is None and line.text.strip() == "<head>")
        if not in_head and not (info is None and _PAGE_CODE.fullmatch(line.text)):
            made.append(line)
        in_head = in_head and line.text.strip() != "</head>"
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


_PLAYER = re.compile(r"<(?P<close>/)?(?:video|audio)\b[^<>]*>")


def _players(lines: Lines) -> Lines:
    """Take away what a player holds for browsers that have none, up to an empty line."""
    made: Lines = []
    inside = False
    for line, info in fenced(lines):
        inside = inside and bool(line.text.strip())
        if info is not None or not (inside or _PLAYER.search(line.text)) or "`<" in line.text:
            made.append(line)
            continue
        parts: list[str] = []
        for part in re.split(r"(<[^<>]*>)", line.text):
            found = _PLAYER.fullmatch(part)
            inside = not found["close"] if found else inside
            parts += [] if inside and not part.startswith("<") else [part]
        made.append(replace(line, text="".join(parts)))
    return made


_DRAWING = re.compile(r"(?<!`)<svg[\s>]")
_SHAPE = re.compile(r"<(path|rect|circle|ellipse|line|polyline|polygon|text|image|use href=\"#)[\s>]")


def _drawings(lines: Lines) -> Lines:
    """Let `<svg>…</svg>` be a picture, however many lines it has, if it shows anything."""
    made: Lines = []
    told = list(fenced(lines))
    at = 0
    while at < len(told):
        line, info = told[at]
        found = _DRAWING.search(line.text) if info is None else None
        last = next((n for n in range(at, len(told)) if "</svg>" in told[n][0].text), None) if found else None
        at += 1
        if found is None or last is None:
            made.append(line)
            continue
        drawn, _, rest = "\n".join(one.text for one, _ in told[at - 1 : last + 1])[found.start() :].partition("</svg>")
        picture = '<img src="drawing.svg">' if _SHAPE.search(drawn) else ""
        told[last] = replace(line, text=f"{line.text[: found.start()]}{picture}{rest}"), None
        at = last
    return made


_R_MARKUP = re.compile(r"`r if \([^'\"]*is_html_output\(\)\) (['\"])(.+)\1`\s*")
"""Markdown that R writes where a book is no LaTeX."""
_HEEDED_BY_TEX = re.compile(
    r"\\index\{(?:[^{}]|\{[^{}]*\})*\}|^\s*\\(?:(?:front|main|back)matter|appendix|(?:clear|cleardouble|new)page|let\\.*)\s*$"
)


def _shortcodes(line: Line) -> Lines:
    """Hugo's: an address, a formula, what a box or a picture shows."""
    text = re.sub(r"\]\(\{\{<\s*(?:rel)?ref\s+\"([^\"]*)\"\s*>\}\}\)", r"](\1)", line.text)
    text = re.sub(r"\{\{<\s*katex[^<>]*>\}\}(.+?)\{\{<\s*/katex\s*>\}\}", r"$`\1`$", text)
    text = re.sub(rf"\$?{CODE.pattern}\$?", formula_in_code, text)
    text = re.sub(r"\{\{<\s*/?\s*(rawhtml|unsafe|html)\s*>\}\}", "", text)
    text = re.sub(r"\{\{<\s*(video|audio)\s+src=\"([^\"]*)\"\s*/?>\}\}", r'<video src="\2"></video>', text)
    if re.fullmatch(r"\s*(\{\{[<%]\s*/?(columns|hint|tabs?|katex)\b.*[>%]\}\}|<--->)\s*", text):
        return [replace(line, text="$$" if "katex" in text else "")]
    return [replace(line, text=text)]


def _tags(line: Line) -> Lines:
    """Marks that stand alone on a line and are never shown."""
    if re.fullmatch(r"\s*(\[\[?toc\]?\]|\{%.*%\}|\{:.*\}|\{\{<.*>\}\})\s*", line.text, re.IGNORECASE):
        return [replace(line, text="")]
    if found := re.fullmatch(r"\s*<(?:/?Tabs|/TabItem|TabItem)\b(.*)>\s*", line.text):  # Docusaurus
        label = re.search(r"label=\"([^\"]*)\"", found[1])
        return _title(line, "", label[1] if label else "")
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
        return _title(line, found["pre"], label[1] if label else found["title"])
    found = re.fullmatch(r"[!?]> ?(.*)", line.text)
    return [replace(line, text=f"> {found[1]}") if found else line]


_CITED = re.compile(r"\[(-?@[^\s;\[\]]+(?:\s*;\s*-?@[^\s;\[\]]+)*)\]")
_CITE = re.compile(r"(?<![\w`])(?::cite[pt]?:|\{cite(?::\w+)?\})`([^`]+)`")


def _without_citations(line: Line, keys: frozenset[str]) -> Lines:
    """Take away calls of works that a .bib file has: the number that stands for them is no text of the author's."""

    def without(found: re.Match[str]) -> str:
        called = re.split(r"[;,]", found[1])
        return "" if all(one.strip().lstrip("-@") in keys for one in called) else found[0]

    text = _CITE.sub(without, line.text) if keys else line.text
    return [replace(line, text=around_code(text, partial(_CITED.sub, without)) if keys else text)]


# --- Inlines --------------------------------------------------------------------------------------------------

_MARK = re.compile(r"(?<!=)==(?=[^\s=])([^=`]+?)(?<=\S)==(?!=)")
_VARIABLE = re.compile(r"(?<![\\$])\$(?=(?:_|[A-Z]{2})[A-Z_]{2,}\b|[A-Z]{3}\b)(?![^$\s]{3,20}\$(?![A-Za-z0-9_]))")
"""A shell's, which is no formula."""
_DOLLAR = re.compile(
    rf"(?P<tex>(?<![\\$])\$(?=[^$\n]*(?:\\[A-Za-z]|[_^][{{a-z\d]))[^$\n]+(?<![\\$ ])\$(?![\d$]))|{_VARIABLE.pattern}"
)
"""The same, or a formula that may begin with capital letters too."""
_CARET = re.compile(rf"{DOLLARS.pattern}|\\.|[\[#]\^|\^[^\s^，。；、：]+\^|\^[\w-]+\s*$|\^")
"""A `^` that raises nothing, among those that do; pandoc would raise whole sentences between two of them."""
_NOTE = re.compile(r"\^\[((?:[^\[\]]|\[[^\[\]]*\])+)\]")
"""A footnote where it is called."""
_RUBY = re.compile(r"\{([^{}|`]*[^\x00-\x7f][^{}|`]*)\|([^{}`]+)\}")


_WORDLESS = re.compile(r"(?:(?<!!)\[\]\(<?|<a\s[^<>]*href=\")(https?://[^()<>\s\"]+)(?:>?\)|\"[^<>]*></a>)")
"""A link of the web that has no words: paper shows its address, or it would be lost."""
_SPACED = re.compile(r"\]\(([^()<>\"']* [^()<>\"']*\.(?:md|png|jpe?g|gif|svg)(?:#[^()<>]*)?|[^()<>\s]+\.md#[^()<>]+)\)")
"""An address with spaces, as many tools read it."""


_ROOM = re.compile(r"_{4,}")
"""Room to write in, which pandoc would take for marks of strong words: `____是____`."""


def _inlines(line: Line) -> Lines:
    """Notes in their places, `==mark==`, ruby, sizes of pictures, ids behind a heading, the mark of a caption."""
    text = re.sub(r"(!\[[^\]]*\]\([^()\s]+) +=\d*%?x\d*%?\)", r"\1)", line.text)
    text = around_code(text, partial(_SPACED.sub, r"](<\1>)"))
    text = around_code(text, partial(_WORDLESS.sub, r"<\1>"))
    if not re.fullmatch(r"[\s>]*_+\s*", text):  # a rule
        text = around_code(text, partial(_ROOM.sub, lambda found: r"\_" * len(found[0])))
    text = re.sub(r"(!\[[^\]]*\]\([^()]*)\.pdf\)", r"\1.png)", text)  # pandoc would drop the words of others
    text = re.sub(r"^(\s*)Table: ", r"\1", text)
    text = re.sub(r"^(\s*#{1,6}\s.*?)\s*(\{([#.][^{}]+|-|docsify-ignore(-all)?)\}|:id=[\w-]+)\s*$", r"\1", text)
    return [replace(line, text=around_code(text, _marks))]


_ICON = re.compile(r":(?:fontawesome|material|octicons|simple)-[a-z][\w-]*:|(?<=[)`*:])\{:[^{}]*\}")
"""An icon of Material for MkDocs, which draws it, and what Python-Markdown's attr_list says of what stands before."""
_RANGE = re.compile(r"(?<=\d)~(?=\d)")
"""`1~3周，4~6周`: pandoc would lower what stands between two of them."""
_ROUND = re.compile(r"(\\{1,2})\((?=[^()]*(?:\([^()]*\)[^()]*)*(?:\\[A-Za-z]|[_^]))((?:(?!\1\)).)+?)\1\)")
"""TeX between round brackets that are escaped."""


_ANY_ROUND = re.compile(r"(\\{1,2})\((?=\S)((?:(?!\1\)).)+?)\1\)")
_FEW = 3
"""Formulas by which a file shows that it has all of them between such brackets."""


def _brackets(line: Line) -> Lines:
    """Take for a formula whatever stands between them in such a file, be it a letter."""
    narrowed = partial(_ANY_ROUND.sub, lambda found: f"${found[2].strip()}$")
    return [replace(line, text=around_code(line.text, narrowed))]


_STAR = re.compile(r"(?<![\\*\w])\*(?=[^\s*])([^*\n]*[，。？！：；）”])\*(?=[\u3400-\u9fff])")
"""`*甲？*乙`: CommonMark has it end where a blank follows, of which Chinese has none."""


def _marks(text: str) -> str:
    text = _STAR.sub(r"<em>\1</em>", text)
    text = _ROUND.sub(lambda found: f"${found[2].strip()}$", text)
    text = DOLLARS.sub(narrow, text)
    text = _NOTE.sub(r" \1 ", text)
    text = _MARK.sub(r"<mark>\1</mark>", text)
    text = _RANGE.sub(r"\\~", _ICON.sub("", text))
    text = _RUBY.sub(r"<ruby>\1<rt>\2</rt></ruby>", text)
    if "$" not in DOLLARS.sub("", text):  # no formula over lines
        text = _CARET.sub(lambda found: r"\^" if found[0] == "^" else found[0], text)
    return _DOLLAR.sub(lambda found: found["tex"] or r"\$", text)


_LINK_TAG = re.compile(r'<[A-Z]\w*\s[^<>]*href="')
_BUILT_IN = ("ClientOnly", "KeepAlive", "Suspense", "Teleport", "Transition", "TransitionGroup")


_SAYS = ("title", "description", "desc", "details")
"""What a component that closes itself shows."""
_OPEN_TAG = re.compile(r"\s*<[A-Z]\w*(?:\s[^<>]*)?")


def _joined_tags(lines: Lines) -> Lines:
    """Set the tag of a component that goes over several lines on one."""
    made: Lines = []
    open_tag: Lines = []
    for line, info in fenced(lines):
        is_more = bool(open_tag) and "<" not in line.text
        if open_tag and not is_more:
            made += open_tag
            open_tag = []
        if info is None and (is_more or _OPEN_TAG.fullmatch(line.text)):
            open_tag.append(line)
            if ">" in line.text:
                made.append(replace(open_tag[0], text=" ".join(one.text.strip() for one in open_tag)))
                open_tag = []
        else:
            made.append(line)
    return made + open_tag


def _components(page: Source) -> list[str]:
    """The tags that the script of a page of VitePress brings in, and Vue's own: the site draws something there."""
    text = "\n".join(line.text for line in page.lines)
    has_script = re.search(r"^<script", text, re.MULTILINE) is not None
    if not (page.site or has_script or "<Badge " in text or _LINK_TAG.search(text)):
        return []
    brought = re.findall(r"^import (\w+) from .*\.vue['\"];?$|^ *(\w+): defineAsyncComponent", text, re.MULTILINE)
    return [*map("".join, brought), *_BUILT_IN, *page.site]


def _without_components(line: Line, names: list[str]) -> Lines:
    """Take their tags away, and lines with nothing else; a component with an address is a link."""

    def said(tag: re.Match[str]) -> str:
        known = tag[1] in names or " href=" in tag[0]
        words = [found[1] for name in _SAYS if (found := re.search(rf'\s{name}="([^"]*)"', tag[0]))]
        return "<br>".join(words) if known and words else tag[0]

    def without(text: str) -> str:
        text = re.sub(r"<([A-Z]\w*)\s[^<>]*/>", said, text)
        text = re.sub(r'<Badge\s[^<>]*?text="([^"]*)"[^<>]*/>', r"\1", text)
        text = re.sub(r'<[A-Za-z][\w-]*\s+:svg="\w+"\s*/>', '<img src="a.svg">', text)
        text = re.sub(rf"{_LINK_TAG.pattern}[^<>]*>|</[A-Z]\w*Link>", "", text)
        return re.sub(rf"</?({'|'.join(names)})\b[^<>]*>", "", text)

    text = around_code(line.text, without)
    return [replace(line, text=text)] if text.strip() or not line.text.strip() else []
