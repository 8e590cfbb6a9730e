"""What the site of a page runs and no reader sees: `<script>` and `<style>` in MkDocs and VitePress, imports of MDX.

They are left out where `[markdown] page_code` and `page_imports` say so, since a lesson may show them as typed
elsewhere, but for a `<style>` that opens a file, and what loads MathJax. So are the tags of what the site draws by
itself: Vue's own, and those that the page's script imports from a `.vue` file.
"""

import re

from markdown_it.rules_block import StateBlock

from studypress.markdown.syntax.first_letters import begins_with
from studypress.markdown.syntax.lines import line_at, noted_of, start_of

_BEGINNING = re.compile(r"<(script|style)(?=[\s>])[^<>]*>", re.IGNORECASE)
_LOADS = re.compile(r"MathJax|katex", re.IGNORECASE)
_ENDINGS = {name: re.compile(f"</{name}>", re.IGNORECASE) for name in ("script", "style")}
_IMPORTS = re.compile(
    r"""(?:(?:import[ \t]+(?:[\w$*{][\w$*{},\s]*?[ \t\n}]from[ \t]*)?(?:"[^"\n]+"|'[^'\n]+')"""
    r"""|export[ \t]+\{[\w$,\s]*\}(?:[ \t]*from[ \t]*(?:"[^"\n]+"|'[^'\n]+'))?);?[ \t]*(?:\n[ \t]*|$))+"""
)
_LONGEST = 50
"""Lines of imports that stand together, and of what a page tells search engines."""


@begins_with("ie")
def page_imports(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Leave out imports, which MDX has in paragraphs of their own (MDX, "ESM")."""
    position = start_of(state, start)
    if not state.src.startswith(("import", "export"), position) or state.is_code_block(start):
        return False
    line = start
    while line < min(end, start + _LONGEST) and not state.isEmpty(line):
        line += 1
    if not _IMPORTS.fullmatch(state.src, position, state.eMarks[line - 1]):
        return False
    if not silent:
        state.line = line
        state.env["parsed"].pictures.update(_PICTURE.findall(state.src, position, state.eMarks[line - 1]))
    return True


_COMPONENT = re.compile(
    r"""\b(?=[A-Z]|import\s)(?:import\s+)?([A-Z]\w*)(?:\s+from\s*["'][^"'\n]+\.vue["']|:\s*defineAsyncComponent\b)"""
)
_PICTURE = re.compile(
    r"""\bimport\s+(\w+)\s+from\s*["']([^"'\n?]+\.(?:svg|png|jpe?g|gif|webp|avif))(?:\?\w*)?["']""", re.IGNORECASE
)
"""A picture that the page's script gives to a component: `<SvgImage :svg="graph" />`."""
BUILT_IN = frozenset({"badge", "clientonly", "keepalive", "suspense", "teleport", "transition", "transitiongroup"})
"""Vue's own components and VitePress's, in lower case: they show what is in them, and a `<Badge>` its `text`."""


@begins_with("<")
def page_metadata(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Leave out `<head>…</head>`, what Docusaurus tells search engines of a page."""
    some = range(start, min(end, start + _LONGEST))
    lines = (state.src[start_of(state, line) : state.eMarks[line]].strip() for line in some)
    if state.level or next(lines) != "<head>":
        return False
    last = next((start + number for number, line in enumerate(lines, 1) if line == "</head>"), -1)
    if last < 0:
        return False
    if not silent:
        state.line = last + 1
    return True


@begins_with("<")
def page_head(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Leave out a `<style>` that opens a file or dresses it, and what loads MathJax: they are no lesson's."""
    position = start_of(state, start)
    last = _last_line(state, start, end) if state.src.startswith(("<s", "<S"), position) else -1
    if last < 0:
        return False
    is_style = state.level == 0 and state.src[position : position + 6].lower() == "<style"
    styles = is_style and (not state.tokens or _dresses(state, position, state.eMarks[last]))
    if not styles and not _LOADS.search(state.src, position, state.eMarks[last]):
        return False
    if not silent:
        state.line = last + 1
        state.env["parsed"].head_lines.append(start)
    return True


_CLASS = re.compile(r"\.([A-Za-z][\w-]{1,60})")
_CLASSES = re.compile(r"""<[a-z][\w-]{0,20}\s[^<>]{0,300}?\bclass=["']([^"'<>]{1,300})["']""", re.IGNORECASE)
_DOCUMENT = re.compile(r"<(?:html|head|body)[\s>]", re.IGNORECASE)


def _dresses(state: StateBlock, start: int, end: int) -> bool:
    """Whether a style sheet is for the page that it stands in, whose tags have its classes; a whole document is shown.

    What a lesson on CSS shows stands in code, most often, and where it does not nothing of the page bears its classes.
    """
    noted = noted_of(state)
    if "classes" not in noted:  # once for a text, which may have thousands of them
        found = () if _DOCUMENT.search(state.src) else _CLASSES.findall(state.src)
        noted["classes"] = {name for names in found for name in names.split()}
    return not noted["classes"].isdisjoint(_CLASS.findall(state.src, start, end))


@begins_with("<")
def page_code(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Leave out lines from one that begins with the tag to one that its closing tag ends; without that, none."""
    last = _last_line(state, start, end)
    if last < 0:
        return False
    if not silent:
        state.line = last + 1
        names = _COMPONENT.findall(state.src, state.bMarks[start], state.eMarks[last])
        state.env["parsed"].components.update(map(str.lower, names))
        state.env["parsed"].pictures.update(_PICTURE.findall(state.src, state.bMarks[start], state.eMarks[last]))
    return True


def is_left_out(state: StateBlock, line: int) -> bool:
    """Whether code of a page begins at a line that is left out here."""
    if not state.src.startswith(("<s", "<S"), start_of(state, line)):
        return False
    rule = page_code if "page_code" in state.md.block.ruler.get_active_rules() else page_head
    return rule(state, line, state.lineMax, True)


def _last_line(state: StateBlock, start: int, end: int) -> int:
    """The line that the closing tag ends, of what begins with a tag; -1 without that."""
    position = start_of(state, start)
    found = _BEGINNING.match(state.src, position)
    if not found or state.is_code_block(start):
        return -1
    closing = _ENDINGS[found[1].lower()].search(state.src, found.end())
    line = line_at(state, closing.start()) if closing else end
    if not closing or line >= end or state.src[closing.end() : state.eMarks[line]].strip():
        return -1
    return line
