"""What MDX adds to Markdown: components as tags, `<Card title="x">`, comments `{/* … */}`, and code of the page.

A book has no components: what stands in them is shown, with their title before it, and the tags are left out. Values in
braces are JavaScript, which nobody runs here; only those that are plain texts are read. Expressions show as typed, and
so does a component that draws what a list with words tells it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from html import escape

from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from studypress.markdown.syntax.first_letters import begins_with
from studypress.markdown.syntax.lines import line_at, noted_of, start_of

PREFIX = "mdx-"
"""Stands before the names of components, so that `<Table>` and `<Link>` are none of HTML's tags."""

_NAME = re.compile(r"</?([A-Z][\w.]*)(?=[\s/>])|</?([a-z][a-z0-9-]*)(?=\s[^<>]*\{)")
_ATTRIBUTE = re.compile(r"""\s+([A-Za-z_:][\w:.-]*)(?:=(?:"([^"]*)"|'([^']*)'|(?=\{)))?|\s+(?=\{)""")
_TEXT = re.compile(
    r"""\{\s*(?:(?:require|useBaseUrl)\(\s*)?(?:"([^"\n]*)"|'([^'\n]*)'|`([^`$]*)`)(?:\s*\)(?:\.default)?)?\s*\}"""
)
"""A text, or where a file is that a page asks for by it: `{require('./a.png').default}` (Docusaurus)."""
_IMPORTED = re.compile(r"\{\s*([A-Za-z_]\w*)\s*\}")
_MEANINGS = {"Details": "details", "Summary": "summary", "Image": "img", "Link": "a"}
"""Components that are tags of HTML with a capital."""
_NAMES = {"to": "href", "classname": "class", "img": "src"}
_CLOSING = re.compile(r"</([A-Za-z][\w.-]*)\s*>")
_ENDING = re.compile(r"\s*/?>")
_BRACE = re.compile("[{}]")
_LONGEST = 2_000
"""Characters of a tag, and of a value in braces."""


@begins_with("<")
def jsx_tag(state: StateInline, silent: bool) -> bool:
    """A tag of a component, or one of HTML with values in braces; it becomes a tag that HTML could have."""
    made = _plain_tag(state.src, state.pos, state.posMax)
    if not made or not (made[0].endswith("/>") or made[1] in _closed(state)):
        return False
    tag, name, end = made
    if not silent:
        state.env["parsed"].components.add(name)
        state.push("html_inline", "", 0).content = tag
    state.pos = end
    return True


_LIST_WITH_WORDS = re.compile(r"""=\{\s*\[(?:[^\]"'`=]|=(?!\{))*["'`]""")


@begins_with("<")
def jsx_data(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`<Chat messages={[{ text: "…" }]} />`, over lines: words that nothing else holds, so they show as typed."""
    position, limit = start_of(state, start), state.eMarks[end - 1]
    made = _plain_tag(state.src, position, limit)
    if not made or not made[0].endswith("/>") or not _LIST_WITH_WORDS.search(state.src, position, made[2]):
        return False
    last = start + state.src.count("\n", position, made[2])
    if state.src[made[2] : state.eMarks[last]].strip():
        return False
    if not silent:
        token = state.push("fence", "code", 0)
        token.info, token.map = "jsx", [start, last + 1]
        token.meta = {"component": f"<{_name_at(state.src, position)}>"}
        token.content = state.getLines(start, last + 1, state.sCount[start], True)
        state.line = last + 1
    return True


_ANSWER_LINE = re.compile(r"<(/?)(?:[A-Z][\w.]*)?(?:Answer|Solution)s?(?:\s[^<>]*)?(?<!/)>[ \t]*")


@begins_with("<")
def jsx_answer(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`<Answer>` or `</Answer>` in a line of its own is a block, and what stands between the two is Markdown.

    The end ends the paragraph or the list above it too, as tags of HTML's blocks do.
    """
    found = _ANSWER_LINE.fullmatch(state.src, start_of(state, start), state.eMarks[start])
    if not found or (silent and not found[1]):
        return False
    if not silent:
        token = state.push("html_block", "", 0)
        token.map = [start, start + 1]
        token.content = state.getLines(start, start + 1, state.blkIndent, True)
        state.line = start + 1
    return True


def _name_at(source: str, position: int) -> str:
    found = _NAME.match(source, position)
    return (found[1] or found[2]) if found else ""


def long_tag(source: str, position: int, limit: int) -> tuple[dict[str, str], int] | None:
    """The attributes of an opening tag, from behind its name over any lines, and where it ends."""
    read = _attributes(source, position, min(limit, position + _LONGEST))
    return read if read and source[read[1] - 2] != "/" else None


def _closed(state: StateInline) -> frozenset[str]:
    """The names of all tags that are closed in the file: `List<T>` opens nothing, and shows as typed."""
    closed: frozenset[str] | None = state.env.get("closed tags")
    if closed is None:
        names = _CLOSING.findall(state.env["parsed"].source)
        closed = state.env["closed tags"] = frozenset(_html_name(name) for name in names)
    return closed


def _html_name(name: str) -> str:
    if name[0].islower():
        return name
    return _MEANINGS.get(name, f"{PREFIX}{name.replace('.', '-').lower()}")


def jsx_blocks(state: StateCore) -> None:
    """Do the same to the tags in blocks of HTML."""
    for token in state.tokens:
        if token.type == "html_block":
            token.content = "".join(_with_plain_tags(token.content, state.env["parsed"].components))


def _with_plain_tags(text: str, components: set[str]) -> Iterator[str]:
    start = 0
    for found in _NAME.finditer(text):
        if found.start() >= start and (made := _plain_tag(text, found.start(), len(text))):
            tag, name, end = made
            components.add(name)
            yield text[start : found.start()] + tag
            start = end
    yield text[start:]


def _plain_tag(source: str, position: int, limit: int) -> tuple[str, str, int] | None:
    """A tag as HTML could have it, its name, and where it ends."""
    found = _NAME.match(source, position, limit)
    limit = min(limit, position + _LONGEST)
    read = _attributes(source, found.end(), limit) if found and source.find(">", position, limit) > 0 else None
    if not found or not read:
        return None
    given, end = read
    name = _html_name(found[1] or found[2])
    attributes = "".join(f' {key}="{escape(value)}"' for key, value in given.items())
    lines = "\n" * (source.count("\n", position, end) - attributes.count("\n"))
    if source[position + 1] == "/":
        return f"</{name}{lines}>", name, end
    return f"<{name}{attributes}{lines}{' /' if source[end - 2] == '/' else ''}>", name, end


def _attributes(source: str, position: int, limit: int) -> tuple[dict[str, str], int] | None:
    """The attributes of a tag whose values are texts, and where it ends; None where it does not."""
    given: dict[str, str] = {}
    while found := _ATTRIBUTE.match(source, position, limit):
        position = found.end()
        value = found[2] or found[3] or ""
        if source.startswith("{", position):
            text = _TEXT.match(source, position, limit)
            end = _closing_brace(source, position, limit)
            if end is None:
                return None
            imported = _IMPORTED.match(source, position, limit) if (found[1] or "").lower() in ("src", "img") else None
            value = next(filter(None, text.groups()), "") if text else imported[1] if imported else ""
            position = end
        if found[1] and value:
            key = found[1].lower()
            given.setdefault(_NAMES.get(key, key), value)
    ending = _ENDING.match(source, position, limit)
    return (given, ending.end()) if ending else None


def _closing_brace(source: str, position: int, limit: int) -> int | None:
    """Where a value ends that begins with a brace."""
    depth = 0
    for brace in _BRACE.finditer(source, position, limit):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return brace.end()
    return None


_PLAIN = re.compile(
    r"""(?<!\{)\{\s*(?:"([^"\\\n]*)"|'([^'\\\n]*)'|`([^`$\\\n]*)`|(\d{1,15}(?:\.\d{1,15})?))\s*\}(?!\})"""
)


@begins_with("{")
def jsx_text(state: StateInline, silent: bool) -> bool:
    """An expression that is a text or a number written out, `{'文字'}`, `{42}`: it shows what it says."""
    found = _PLAIN.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        state.push("text_special", "", 0).content = next(filter(None, found.groups()), "")
    state.pos = found.end()
    return True


@begins_with("{")
def jsx_comment(state: StateInline, silent: bool) -> bool:
    """`{/* hidden */}` within a line."""
    if not state.src.startswith("{/*", state.pos):
        return False
    end = state.src.find("*/}", state.pos + 3, state.posMax)
    if end < 0:
        return False
    state.pos = end + 3
    return True


@begins_with("{")
def jsx_comment_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`{/*` that opens a line, up to the first `*/}`, which ends one, over blank lines too."""
    position = start_of(state, start)
    if not state.src.startswith("{/*", position):
        return False
    noted = noted_of(state)
    if "ends of comments" not in noted:  # once: a text may have thousands of comments that never end
        noted["ends of comments"] = [found.end() for found in re.finditer(r"\*/\}", state.src)]
    ends: list[int] = noted["ends of comments"]
    at = bisect_left(ends, position + len("{/**/}"))
    line = line_at(state, ends[at] - 1) if at < len(ends) else end
    if line >= end or state.src[ends[at] : state.eMarks[line]].strip():
        return False
    if not silent:
        state.line = line + 1
    return True


_EXPORT = re.compile(r"export\s+(?:default\b|async\b|const\b|let\b|var\b|function\b|class\b)")
_MOST_LINES = 200


@begins_with("e")
def page_exports(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`export const x = …`: code of the page, up to the line where its brackets are closed (MDX, "ESM")."""
    position = start_of(state, start)
    if state.sCount[start] != state.blkIndent or not _EXPORT.match(state.src, position):
        return False
    depth = 0
    for line in range(start, min(end, start + _MOST_LINES)):
        text = state.src[state.bMarks[line] : state.eMarks[line]]
        depth += sum(text.count(sign) for sign in "([{") - sum(text.count(sign) for sign in ")]}")
        if depth <= 0 and (line + 1 == end or state.isEmpty(line + 1)):
            if not silent:
                state.line = line + 1
            return True
    return False
