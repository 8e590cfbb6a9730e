"""Marks that stay in a text: what looks like Markdown, or like a theme's or a site's own, and is read as neither."""

import re
from collections.abc import Sequence

from markdown_it.token import Token

from studypress.markdown.elements.context import FileContext
from studypress.markdown.elements.strong import has_stray_strong
from studypress.markdown.syntax.links import is_safe
from studypress.wording import counted, said, shortened

_UNDEFINED_CALL = re.compile(r"\[\^(?![^\]\s^]*(?:0-9|a-z|A-Z|\[:|\\))([^\]\s^]+)\]")
r"""None is `[^a-z]`, `[^[:alnum:]]` or `[^\s]`, in the words about patterns."""
_SHORTCODE = re.compile(
    r"\{\{[<%][ \t]?(?!include\b)/?[A-Za-z][^{}\n]{0,200}[>%]\}\}"
    r"|\{%-?[ \t]*include(?:_cached)?[ \t]+(?![^%\n]*\.(?:md|markdown)\b)[^{}%\n]{1,200}%\}"
    r"|\{%-?[ \t]*(?:capture[ \t]+[\w-]{1,80}|endcapture)[ \t]*-?%\}"
)
"""One of Hugo's, a part of a Jekyll theme, and what Liquid sets aside for one.

Of a page that is not there, `{{< include x >}}`, it is told already.
"""
_PLACEHOLDER = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]{1,31}:[^<>\s]*>")
_RUNS = re.compile(r"<(javascript|vbscript|data|file):", re.IGNORECASE)


def check_text(text: str, line: int, context: FileContext) -> None:
    """Tell of marks that stay: calls of footnotes that are not there, `<name:tag>`, `{{< x >}}`, `<!--`."""
    for match in _UNDEFINED_CALL.finditer(text):
        context.warn(
            "footnote-undefined",
            line,
            said("The footnote `{mark}` is called here and defined nowhere in this file.", mark=match[0]),
            said("Add a line `{mark}: …` to the file.", mark=match[0]),
        )
    for match in _PLACEHOLDER.finditer(text):
        if is_safe(match[0][1:-1]) or not _RUNS.match(match[0]):
            context.warn_unknown(line, match[0])
        else:
            message = said("`{source}` is not a link that a book can have; shown as typed.", source=match[0])
            context.warn("unsafe-link", line, message)
    for match in _SHORTCODE.finditer(text):
        message = said("`{source}` is a shortcode that only a theme knows; shown as typed.", source=match[0])
        hint = said("Write what it shows in Markdown; put it between backquotes if it is code.")
        context.warn("unknown-shortcode", line, message, hint)
    if has_stray_strong(text):
        message = said(
            "The asterisks in “{text}” make nothing bold; they are printed as they are.", text=shortened(text)
        )
        hint = said(
            r"Write **文字** without a space inside, both pairs in one paragraph; for plain asterisks write `\*`."
        )
        context.warn("stray-strong", line, message, hint)
    if "<!--" in text:
        context.warn(
            "unclosed-html",
            line,
            said("`<!--` is never closed in its paragraph; shown as typed."),
            said("Add `-->`."),
        )


_QUERIES = frozenset({"dataview", "dataviewjs", "query", "tasks", "datacore", "base"})
"""Fences of Obsidian and its plugins that a program answers."""


def check_fence(token: Token, line: int, context: FileContext) -> None:
    """Tell of code that no line closes, or none before another begins."""
    mark = token.markup
    query = next(iter(token.info.split()), "")
    if context.is_vault and query in _QUERIES:
        message = said(
            "“{name}” asks Obsidian for a list, which a book does not have; it is printed as code.", name=query
        )
        hint = said("Write what it shows in Markdown, or delete it.")
        context.warn("unknown-shortcode", line, message, hint)
    if "open lines" in token.meta:
        message = counted(
            token.meta["open lines"],
            "“{mark}” opens code here, and no line closes it: {number} line below is printed as code.",
            "“{mark}” opens code here, and no line closes it: {number} lines below are printed as code.",
            mark=mark,
        )
        hint = said("Write “{mark}” in a line of its own where the code ends.", mark=mark)
        context.warn("unclosed-fence", line, message, hint)
    elif "inner fence" in token.meta:
        source, where = token.meta["inner fence"]
        message = said(
            "“{mark}” opens code here, and no line closes it before “{source}” in line {line}.",
            mark=mark,
            source=shortened(source),
            line=context.place(where).row,
        )
        hint = said("Close it above that line. Code that itself holds such lines stands between four backquotes.")
        context.warn("unclosed-fence", line, message, hint)


_LINE_ENDS = (None, "softbreak", "hardbreak")


def check_dollars(children: Sequence[Token], line: int, context: FileContext) -> None:
    """Tell of a `$$` that has a line to itself and no other that closes it; within words it is Unix's, or money."""
    if not context.config.markdown.formulas:
        return
    kinds = [None, *(child.type for child in children), None]
    for child, before, behind in zip(children, kinds, kinds[2:], strict=False):
        if child.content.strip() == "$$" and child.type == "text" and {before, behind} <= {*_LINE_ENDS}:
            message = said("`$$` opens a formula that nothing closes; shown as typed.")
            hint = said("Write `$$` in a line of its own below the formula. Words of the text end the search for it.")
            context.warn("bad-formula", line + child.meta.get("line", 0), message, hint)
