"""Boxes between an opening and a closing line: `:::` containers, `{{< hint >}}`, and tabs as elements.

VuePress, VitePress and Docusaurus write `::: tip Title`, Quarto and Pandoc `::: {.callout-tip}`, Docusaurus `<Tabs>`,
Luogu `:::align{center}`, Notion `<aside>`. Their lines are read one by one, as raw HTML is: what is never closed is
told of, and takes no chapter with it, and nothing is searched for far below. `{% hint %}` and its like are in
`block_tags`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from studypress.markdown.syntax.attributes import ATTRIBUTES, Attributes, attributes
from studypress.markdown.syntax.callout_kinds import is_known
from studypress.markdown.syntax.first_letters import begins_with
from studypress.markdown.syntax.jsx import long_tag
from studypress.markdown.syntax.lines import start_of, text_of, whole_line
from studypress.markdown.syntax.pushing import push_paragraph, push_title

_COLONS = re.compile(r"(:{3,})(.*)")
_WHOLE = re.compile(r"[^{}]*=\"[^{}]*:::[ \t]*")
"""An element of DocFX's that its line closes, as `:::code source="x.cs":::`: one that could not be put in is typed."""
_NAME = re.compile(rf"([^\s{{}}\[\]]*)(?:\[((?:[^\[\]]|\[[^\[\]]*\])*)\])?[ \t]*({ATTRIBUTES})?[ \t]*(.*)")
_SHORTCODE = re.compile(
    r"\{\{([<%])[ \t]*(/)?[ \t]*"
    r"(hint|notice|alert|callout|admonition|details|expand|collapse|spoiler|tabs|tabpane|tab|columns)\b"
    r"([^<>{}\n]*)[>%]\}\}[ \t]*"
)
_TAB = "@tab"
_TAB_LINE = re.compile(r"@tab(?::active)?[ \t]+(.*?\S)(?:#[\w-]+)?[ \t]*")
_LONGEST_TAB = 2_000
"""Tokens of one."""
_STATE = re.compile(r"(?<!\s)\s*+\{(?:open|closed)\}$")
_SETTING = re.compile(r"(?<![\w-])[\w-]++=(\"[^\"]*\"|\S+)")
_WORDS = re.compile(r"\"([^\"]*)\"|(?<![^\s\"=])([^\s\"=]++)(?!=)")
_COLUMN = re.compile(r"<--->[ \t]*")
_ELEMENT = re.compile(r"<(/)?(Tabs|TabItem|Tab|CodeGroup|CodeGroupItem|code-group|code-block)((?:\s[^<>]*)?)>[ \t]*")
_WHOLE_TAB = re.compile(r"<TabItem((?:\s[^<>]*)?)>((?:(?!</?TabItem).)*\S)</TabItem>[ \t]*")
_OPENED = re.compile(r"<(Tabs|TabItem)(?=\s|$)", re.MULTILINE)
_VALUES = re.compile(r"\{[^{}]*\}")
_JSX = re.compile(r"""(?<![A-Za-z])([A-Za-z]++)\s*+([=:])\s*+(?:"([^"]*)"|'([^']*)'|\{["'`]([^"'`]*)["'`]\})""")
_ASIDE = re.compile(r"<(/)?aside>[ \t]*")

_SIDE = re.compile(r"\{(left|center|right)\}")

_GROUPS = frozenset({"code-group", "tabs", "code-tabs", "codetabs", "codegroup", "panel-tabset", "tabset"})
_PASSED = frozenset({"v-pre", "raw", "no-line-numbers", ""})
_CLASSES = {"center": "align-center", "right": "align-right"}


@dataclass(frozen=True, slots=True)
class Fence:
    """An opening line, understood."""

    kind: str
    """`callout`, `fold`, `tabs`, `tab` or `container`."""
    name: str = ""
    """The callout's, as written."""
    title: str = ""
    classes: tuple[str, ...] = ()
    id: str = ""


@begins_with(":")
def container(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`::: name Title` or `::: {.name}`, and `:::` which closes it."""
    match = whole_line(state, start, ":", _COLONS)
    if not match or _WHOLE.fullmatch(match[2]):
        return False
    said = match[2].strip().rstrip(":").rstrip()
    is_text = not said and state.tokens and state.tokens[-1].type == "list_item_open"  # `- :::`, which closes nothing
    if silent or is_text:
        return silent
    if not said:
        _end_tab(state, start)
    return push_fence(state, start, match[1], _colon_fence(said) if said else None)


@begins_with("@")
def tab_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`@tab Title` in `::: tabs` of VuePress's themes: a tab, up to the next one or the end of all."""
    match = whole_line(state, start, "@tab", _TAB_LINE)
    around = _open_fence(state) if match else None
    if not match or around is None or (around.markup != _TAB and around.meta["kind"] != "tabs"):
        return False
    if not silent:
        _end_tab(state, start)
        state.env["tab lines"] = True
    return silent or push_fence(state, start, _TAB, Fence("tab", "", match[1]))


def _end_tab(state: StateBlock, line: int) -> None:
    """Close the tab that a line of its own opened, if it is what is open."""
    around = _open_fence(state) if "tab lines" in state.env else None
    if around and around.markup == _TAB:
        push_fence(state, line, _TAB, None)


def _open_fence(state: StateBlock) -> Token | None:
    """The innermost box that is open, looked for as far back as one is long."""
    closed = 0
    for token in reversed(state.tokens[-_LONGEST_TAB:]):
        if token.type == "fence_close":
            closed += 1
        elif token.type == "fence_open":
            if not closed:
                return token
            closed -= 1
    return None


@begins_with("<{")
def shortcode_box(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`{{< hint info >}}` … `{{< /hint >}}` of Hugo's themes, tabs and columns; `<--->` parts these."""
    if whole_line(state, start, "<", _COLUMN):
        state.line = state.line if silent else start + 1
        return True
    match = whole_line(state, start, "{", _SHORTCODE)
    if not match:
        return False
    fence = None if match[2] else _shortcode(match[3], match[4].strip())
    return silent or push_fence(state, start, f"{{{{< {match[3]} >}}}}", fence)


@begins_with("<")
def tab_element(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`<Tabs>` and `<TabItem label="x">`; VuePress's `<code-group>` and `<code-block title="x">`."""
    labels: dict[str, str] = state.env.setdefault("tab labels", {})
    if whole := whole_line(state, start, "<TabItem", _WHOLE_TAB):
        return silent or push_box(state, start, "<TabItem>", _element_fence("TabItem", whole[1], labels), whole[2])
    match = whole_line(state, start, "<", _ELEMENT)
    name, given, last = (match[2], match[3], start) if match else _long_element(state, start, end)
    if not name:
        return False
    fence = None if match and match[1] else _element_fence(name, given, labels)
    return silent or push_fence(state, start, f"<{name}>", fence, last)


def _long_element(state: StateBlock, start: int, end: int) -> tuple[str, str, int]:
    """`<Tabs values={[…]}>` of Docusaurus, over lines: its name, what stands in it, and its last line."""
    position = start_of(state, start)
    found = _OPENED.match(state.src, position)
    read = long_tag(state.src, found.end(), state.eMarks[end - 1]) if found else None
    if not found or not read or state.is_code_block(start):
        return "", "", start
    last = start + state.src.count("\n", position, read[1])
    inner = state.src[found.end() : read[1] - 1]
    return ("", "", start) if state.src[read[1] : state.eMarks[last]].strip() else (found[1], inner, last)


@begins_with("<")
def aside(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`<aside>` and `</aside>`, each alone on its line: a callout as Notion exports it, in which Markdown goes on."""
    match = whole_line(state, start, "<", _ASIDE)
    if not match:
        return False
    return silent or push_fence(state, start, "<aside>", None if match[1] else Fence("callout", "note"))


def push_fence(state: StateBlock, line: int, mark: str, fence: Fence | None, last: int = 0) -> bool:
    """Push a token for an opening line, or lines up to `last`, or for a closing one: the tree pairs them."""
    token = state.push("fence_open" if fence else "fence_close", "", 0)
    token.map = [line, max(line, last) + 1]
    token.markup = mark
    token.content = text_of(state, line).strip()
    if fence:
        token.meta = {"kind": fence.kind, "callout": fence.name, "class": " ".join(fence.classes), "id": fence.id}
        if fence.title.strip():
            push_title(state, fence.title, line)
    state.line = max(line, last) + 1
    return True


def push_box(state: StateBlock, line: int, mark: str, fence: Fence, text: str) -> bool:
    """Push a box that begins and ends on its line, with a paragraph of this text in it."""
    push_fence(state, line, mark, fence)
    push_paragraph(state, text.strip(), line)
    return push_fence(state, line, mark, None)


def _colon_fence(rest: str) -> Fence:
    match = _NAME.fullmatch(rest)
    if match is None:
        return Fence("callout", "note", rest)
    if match[1] == "align" and (side := _SIDE.fullmatch(match[4])):
        return Fence("container", "", "", (f"align-{side[1]}",))
    given = attributes(match[3] or "")
    title = match[2] or given.values.get("title") or given.values.get("name") or match[4].strip(' \t"“”')
    names = ((match[1],) if match[1] else ()) + given.classes
    return _meant(names or ("",), _STATE.sub("", title), given)


def _meant(names: tuple[str, ...], title: str, given: Attributes) -> Fence:
    """What a container is by its names: the first one that means something decides."""
    if names == ("epigraph",):
        return Fence("callout", "quote", title)
    for name in names:
        plain = name.lower().removeprefix("callout-").removeprefix("alert-").removeprefix("rmd")
        others = tuple(other for other in names if other != name and not other.startswith("callout"))
        if is_known(plain):
            return Fence("callout", name.removeprefix("callout-").removeprefix("rmd"), title, others, given.id)
        if plain in ("details", "collapse", "spoiler"):
            return Fence("fold", "", title, others, given.id)
        if plain.partition("#")[0] in _GROUPS:  # `code-tabs#shell`: those of a name change together
            return Fence("tabs")
        if plain in ("tab", "code-group-item"):
            return Fence("tab", "", title)
    if title or not names[0].isascii():
        return Fence("callout", names[0] if not title else "note", title, names, given.id)
    kept = tuple(_CLASSES.get(name, name) for name in names if name not in _PASSED)
    return Fence("container", "", "", kept, given.id)


def _shortcode(name: str, rest: str) -> Fence:
    """What a shortcode means: its words are `info`, `"Title"`, or `type="info" title="Title"`."""
    given = attributes(rest).values
    words = _WORDS.findall(_SETTING.sub("", rest))
    plain = [quoted or word for quoted, word in words]
    title = given.get("title") or given.get("name") or given.get("header") or ""
    match name:
        case "details" | "expand" | "collapse" | "spoiler":
            return Fence("fold", "", title or " ".join(plain[:1]))
        case "tabs" | "tabpane":
            return Fence("tabs")
        case "tab":
            return Fence("tab", "", title or " ".join(plain[:1]))
        case "columns":
            return Fence("container")
        case _:
            kind = given.get("type") or given.get("style") or given.get("color") or (plain[0] if plain else "note")
            return Fence("callout", kind if is_known(kind) else "note", title or " ".join(plain[1:2]))


def _element_fence(name: str, rest: str, labels: dict[str, str]) -> Fence:
    """What a tag means. `labels` are those that `values={[{ label: "x", value: "y" }]}` gave before."""
    if name in ("Tabs", "CodeGroup", "code-group"):
        tabs = [dict(_pairs(values[0], ":")) for values in _VALUES.finditer(rest)]
        labels |= {one["value"]: one["label"] for one in tabs if {"value", "label"} <= one.keys()}
        return Fence("tabs")
    given = dict(_pairs(rest, "="))
    value = given.get("value", "")
    return Fence("tab", "", given.get("label") or given.get("title") or labels.get(value) or value)


def _pairs(text: str, sign: str) -> Iterator[tuple[str, str]]:
    """Names and the texts that they are given: `label="x"`, `label={"x"}`, `label: 'x'`."""
    for found in _JSX.finditer(text):
        if found[2] == sign:
            yield found[1], found[3] or found[4] or found[5] or ""
