"""What the reference renderer does not know of the tools' own Markdown, brought to HTML by a small rule each.

Each rule works on lines outside of fenced code, with simple patterns, and knows nothing of how the program does it.
"""

import html
import re
import string
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath

from benchmarks.fidelity.lines import FENCE, Line, fenced
from benchmarks.fidelity.sources import Source

Lines = list[Line]
Rule = Callable[[Lines], Lines]


def plain(page: Source, vault: bool, hides_lines: bool) -> Lines:
    """Rewrite a page. `vault`: wikilinks are meant; `hides_lines`: `# ` hides lines of Rust, as in mdBook."""
    rules: list[Rule] = [
        _chunks,
        _environments,
        _outside(_shortcodes),
        _formulas,
        _outside(_containers),
        _admonitions,
        _outside(_tags),
        _outside(_inlines),
    ]
    if names := _components(page):
        rules.append(_outside(partial(_without_components, names=names)))
    if vault:
        rules += [_comments, _wikilinks]
    lines = _code_marks(_without_tildes(list(page.lines)), hides_lines)
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


_R_FENCE = re.compile(r"(?P<pre>[\s>]*)`{3,}\{(?:r|R|python)\b(?P<head>[^{}]*(?:\{[^{}]*\}[^{}]*)*)\}\s*")
_PICTURE = re.compile(r"include_graphics\(\s*[\"']([^\"']+)[\"']\s*(,[^()]*)?\)")


def _chunks(lines: Lines) -> Lines:
    """A chunk of R Markdown without its options; the picture that it shows, and not what its author hides."""
    made: Lines = []
    chunk: Lines = []
    for line, info in fenced(lines):
        if chunk or ((info or "").startswith("{") and _R_FENCE.fullmatch(line.text)):
            chunk.append(line)
            if len(chunk) > 1 and re.fullmatch(r"\s*`{3,}\s*", line.text):
                made += _chunk(chunk)
                chunk = []
        else:
            made.append(line)
    return made + chunk


def _chunk(lines: Lines) -> Lines:
    options = [line.text for line in lines[1:-1] if re.match(r"\s*#\|", line.text)]
    code = [line for line in lines[1:-1] if not re.match(r"\s*#\|", line.text)]
    said = " ".join([lines[0].text, *options])
    body = "\n".join(line.text for line in code if not line.text.lstrip().startswith("#")).strip()
    hidden = re.search(r"\b(echo|include)\s*[=:]\s*(FALSE|false|F\b)", said)
    shown = re.search(
        r"fig.cap|fig.alt|tbl.cap|plot|hist\(|kable|table\(|gt\(|chart|graph|show\(|print\(|include_", said + body
    )
    picture = _PICTURE.search(body)
    alone = picture if picture and re.fullmatch(r"(knitr::)?" + re.escape(picture[0]), body) else None
    if re.search(r"\binclude\s*[=:]\s*(FALSE|false|F\b)", said):
        return []
    kept = [] if hidden and (alone or not shown) else [lines[0], *code, lines[-1]]
    caption = re.search(r"fig.cap\s*=\s*(?:'((?:[^'\\]|\\.)*)'|\"([^\"]*)\")", lines[0].text)
    words = (caption[1] or caption[2] or "").replace("\\'", "'") if caption else _option(options, "cap")
    before = re.match(r"[\s>]*", lines[0].text)
    shown_as = f"{before[0] if before else ''}![{words}](<{alone[1]}>)" if alone else ""
    return [*kept, *([replace(lines[0], text=shown_as)] if alone else [])]


def _option(options: list[str], name: str) -> str:
    """The value of `#| fig-cap:`, which may go on in the lines below it."""
    words: list[str] = []
    for line in options:
        text = re.sub(r"^\s*#\|", "", line)
        if found := re.fullmatch(rf"\s*fig.{name}\s*:\s*(.*)", text):
            words = [found[1].strip(" |>\"'-")]
        elif words and text.startswith("   "):
            words.append(text.strip())
        elif words:
            break
    return " ".join(words).strip(' "')


# --- Blocks ---------------------------------------------------------------------------------------------------

_WHOLE_FORMULA = re.compile(r"(?P<pre>[\s>]*(?:(?:[-*+]|\d+[.)])\s+)?)\$\$(?P<tex>.+?)\$\$\s*(?P<label>\{#[^}]*\})?\s*")


_OPENED = re.compile(r"([^`]*)\$\$(\s*)|([\s>]*(?:(?:[-*+]|\d+[.)])\s+)?)\$\$([^`$]*)")
"""A line whose `$$` begin a formula that ends below: they stand at its end, or at its beginning."""
_ENVIRONMENT = re.compile(r"\s*\\begin\{(equation|align|gather|multline|eqnarray|flalign|alignat)\*?\}.*")


def _environments(lines: Lines) -> Lines:
    """Put an environment of TeX that opens a line between `$$`."""
    made: Lines = []
    name = ""
    for line, info in fenced(lines):
        text = line.text
        if info is None and not name and (found := _ENVIRONMENT.fullmatch(text)) and "$" not in text:
            name, text = found[1], "$$" + text
        if name and re.search(rf"\\end\{{{name}\*?\}}", text):
            name, text = "", text + "$$"
        made.append(replace(line, text=text))
    return made


def _formulas(lines: Lines) -> Lines:
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
                made.append(_formula(start, " ".join(tex), re.sub(r"^\s*\{#[^}]*\}", "", after)))
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
    inert = "".join(f"&#{ord(char)};" if char in string.punctuation else char for char in tex)
    return replace(before, text=f'{before.text}<tex class="block">{inert}</tex>{after}')


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
        text = line.text.expandtabs(4) if depths else line.text
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
            made += _title(line, found["pre"], found["title"] or "")
        else:
            made.append(replace(line, text=moved))
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
    text = re.sub(rf"\$?{_CODE.pattern}\$?", _formula_in_code, text)
    if re.fullmatch(r"\s*(\{\{[<%]\s*/?(columns|hint|tabs?|katex)\b.*[>%]\}\}|<--->)\s*", text):
        return [replace(line, text="$$" if "katex" in text else "")]
    return [replace(line, text=text)]


def _formula_in_code(found: re.Match[str]) -> str:
    if not (found[0].startswith("$`") and found[0].endswith("`$")):
        return found[0]
    return _formula(Line("", ""), found["code"].strip()).text.replace(' class="block"', "")


def _tags(line: Line) -> Lines:
    """Marks that stand alone on a line and are never shown."""
    if re.fullmatch(r"\s*(\[\[?toc\]?\]|\{%.*%\}|\{:.*\}|\{\{<.*>\}\})\s*", line.text, re.IGNORECASE):
        return [replace(line, text="")]
    if found := re.fullmatch(r"\s*<(?:/?Tabs|/TabItem|TabItem)\b(.*)>\s*", line.text):  # Docusaurus
        label = re.search(r"label=\"([^\"]*)\"", found[1])
        return _title(line, "", label[1] if label else "")
    if re.fullmatch(r"import .* from [\"'].*[\"'];?\s*", line.text) and ".mdx:" in line.place:
        return [replace(line, text="")]
    if re.search(r"\.[rq]md:\d+$", line.place, re.IGNORECASE):  # what only LaTeX heeds
        markup = _R_MARKUP.fullmatch(line.text)
        text = _around_code(markup[2] if markup else line.text, partial(_HEEDED_BY_TEX.sub, ""))
        line = replace(line, text=re.sub(r"^(#+\s+)\((?:APPENDIX|PART\\?\*?)\)\s*", r"\1", text))
    if re.match(r"\*\[[^\]]+\]:", line.text):
        return []  # an abbreviation stands in the glossary
    found = re.fullmatch(r"(?P<pre>\s*(?:>\s*)+)\[!(?P<kind>[\w-]+)(?:\|[^\]]*)?\][-+]?\s*(?P<title>.*)", line.text)
    if found:
        return _title(line, found["pre"], found["title"])
    found = re.fullmatch(r"[!?]> ?(.*)", line.text)
    return [replace(line, text=f"> {found[1]}") if found else line]


# --- Inlines --------------------------------------------------------------------------------------------------

_MARK = re.compile(r"==(?=\S)([^=`]+?)(?<=\S)==")
_VARIABLE = re.compile(r"(?<![\\$])\$(?=[A-Z_]{3,}\b)")
"""A shell's, which is no formula."""
_NOTE = re.compile(r"\^\[((?:[^\[\]]|\[[^\[\]]*\])+)\]")
"""A footnote where it is called."""
_RUBY = re.compile(r"\{([^{}|`]*[^\x00-\x7f][^{}|`]*)\|([^{}`]+)\}")


def _inlines(line: Line) -> Lines:
    """Notes in their places, `==mark==`, ruby, sizes behind a picture's address, ids behind a heading."""
    text = re.sub(r"(!\[[^\]]*\]\([^()\s]+) +=\d*%?x\d*%?\)", r"\1)", line.text)
    text = re.sub(r"^(\s*#{1,6}\s.*?)\s*(\{([#.][^{}]+|-|docsify-ignore(-all)?)\}|:id=[\w-]+)\s*$", r"\1", text)
    return [replace(line, text=_around_code(text, _marks))]


def _marks(text: str) -> str:
    text = _NOTE.sub(r" \1 ", text)
    text = _MARK.sub(r"<mark>\1</mark>", text)
    text = _RUBY.sub(r"<ruby>\1<rt>\2</rt></ruby>", text)
    return _VARIABLE.sub(r"\\$", text)


_CODE = re.compile(r"(?<!`)(?P<fence>`+)(?!`)(?P<code>.+?)(?<!`)(?P=fence)(?!`)")


def _around_code(text: str, change: Callable[[str], str]) -> str:
    """Change what of a line is no code."""
    codes: list[str] = []

    def hide(found: re.Match[str]) -> str:
        codes.append(found[0])
        return chr(_HIDDEN + len(codes) - 1)

    changed = change(_CODE.sub(hide, text))
    return re.sub("[\U000f0000-\U000ffffd]", lambda found: codes[ord(found[0]) - _HIDDEN], changed)


_HIDDEN = 0xF0000
"""The first of the private characters that stand for code for a while."""

_LINK_TAG = re.compile(r'<[A-Z]\w*\s[^<>]*href="')
_BUILT_IN = ("ClientOnly", "KeepAlive", "Suspense", "Teleport", "Transition", "TransitionGroup")


def _components(page: Source) -> list[str]:
    """The tags that the script of a page of VitePress brings in, and Vue's own: the site draws something there."""
    text = "\n".join(line.text for line in page.lines)
    if not re.search(r"^<script", text, re.MULTILINE) and not _LINK_TAG.search(text):
        return []
    brought = re.findall(r"^import (\w+) from .*\.vue['\"];?$|^ *(\w+): defineAsyncComponent", text, re.MULTILINE)
    return [*map("".join, brought), *_BUILT_IN]


def _without_components(line: Line, names: list[str]) -> Lines:
    """Take their tags away, and lines with nothing else; a component with an address is a link."""

    def without(text: str) -> str:
        text = re.sub(r'<[A-Z]\w*\s[^<>]*href="[^<>]*?title="([^"]*)"[^<>]*/>', r"\1", text)
        text = re.sub(rf"{_LINK_TAG.pattern}[^<>]*>|</[A-Z]\w*Link>", "", text)
        return re.sub(rf"</?({'|'.join(names)})\b[^<>]*>", "", text)

    text = _around_code(line.text, without)
    return [replace(line, text=text)] if text.strip() or not line.text.strip() else []


_BLOCK_ID = re.compile(r"(^|\s)\^[\w-]+\s*$")


def _comments(lines: Lines) -> Lines:
    """Take away what stands between `%%`, and the ids of blocks."""
    made: Lines = []
    hidden = False
    for line, info in fenced(lines):
        if info is not None and not hidden:
            made.append(line)
            continue
        shown: list[str] = []
        for part in re.split(r"(`+[^`]*`+|%%)", line.text):
            hidden = hidden != (part == "%%")
            shown += [] if hidden or part == "%%" else [part]
        made.append(replace(line, text=_BLOCK_ID.sub("", "".join(shown))))
    return made


def _wikilinks(lines: Lines) -> Lines:
    """What links show and pictures that are embedded, outside of code, indented code as well."""
    made: Lines = []
    offset, follows = 0, True
    for line, info in fenced(lines):
        text = line.text.expandtabs(4)
        indent = len(text) - len(text.lstrip())
        if info is not None or not text.strip() or (follows and indent >= offset + 4):
            made.append(line)
            follows = info is None
            continue
        item = re.match(r"\s*(?:[-*+]|\d+[.)])\s+", text)
        offset = len(item[0]) if item else offset if indent >= offset or not follows else 0
        follows = False
        made.append(replace(line, text=_around_code(line.text, partial(_WIKILINK.sub, _link))))
    return made


_WIKILINK = re.compile(r"(!?)\[\[(?=[^\s\]])([^\]|]*)(?:\\?\|([^\]]*))?\]\](?!\()")


def _link(found: re.Match[str]) -> str:
    target, shown = found[2].strip().removesuffix("\\"), (found[3] or "").strip()
    if found[1] and re.search(r"\.(png|jpe?g|gif|svg|webp|avif|bmp)(#.*)?$", target, re.IGNORECASE):
        return f"![](<{target}>)"
    words = shown or " › ".join(part for part in target.split("#") if part and not part.startswith("^"))
    return f'<span class="link">{html.escape(words, quote=False)}</span>'


def is_vault(page: Source) -> bool:
    """Whether a page is written with wikilinks."""
    return (
        any(_WIKILINK.search(re.sub(r"`+[^`]*`+", "", line.text)) for line in page.lines)
        and PurePosixPath(page.path).suffix == ".md"
    )
