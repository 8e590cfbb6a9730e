"""The ways in which tools say that another file belongs here: `{{#include x.md}}`, `--8<-- "x.md"`, `![[x]]`, ….

Only the grammar: `includes` finds the files and puts them in.
"""

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from studypress.manuscript.includes.excerpts import WHOLE, Excerpt


@dataclass(frozen=True, slots=True)
class Directive:
    """What is to be put in a directive's place."""

    target: str
    """The file, as written; empty for a directive that prints nothing, such as mdBook's `{{#title}}`."""
    excerpt: Excerpt = WHOLE
    fence: str | None = None
    """The information string of the code block that the file becomes; None puts it in as it is."""
    from_root: bool = False
    """Whether the path is read from the root of the manuscript, or of the site that it holds."""
    embed: bool = False
    """Whether the file is a note, found by its name; its headings go below the heading that it stands under."""


_LANGUAGES = {
    "rs": "rust", "py": "python", "js": "javascript", "ts": "typescript", "rb": "ruby", "cs": "csharp", "kt": "kotlin",
    "yml": "yaml", "sh": "bash", "h": "c", "hpp": "cpp", "cc": "cpp", "md": "markdown", "mjs": "javascript",
}  # fmt: skip
"""The ending of a file → the language of its code, where they differ."""

_WORDS = (
    "{{", "{%", "<<<", "8<", "@include", "@[code", "![[", ":include", "[import", "[include",
    '@import "', "{literalinclude}", "[!INCLUDE", "[!include", "[!code-", ":::code", "::: code",
)  # fmt: skip
"""One of these stands in every directive."""

_NAMES = "include|rustdoc_include|playground|playpen|title"
MDBOOK = re.compile(rf"(?<!\\)\{{\{{[ \t]*#({_NAMES})[ \t]+([^{{}}\n]{{1,500}}?)[ \t]*\}}\}}")
"""mdBook's own, which may stand anywhere, in code too."""
ESCAPED = re.compile(rf"\\(\{{\{{[ \t]*#(?:{_NAMES})\b)")
"""mdBook's, shown as they are written."""

_SHORTCODE = re.compile(r"""\{\{[<%][ \t]*include[ \t]+["']?([^"'{}<>%\n]{1,500}?)["']?[ \t]*[>%]\}\}""")
_SNIPPET = re.compile(r"""-{1,}8<-{1,}[ \t]+["']([^"'\n]{0,500})["']""")
_LIQUID = re.compile(
    r"""\{%-?[ \t]*include(_relative)?[ \t]+["']?([^"'{}%\s]{1,490}\.(?:md|markdown))["']?[ \t]*-?%\}"""
)
_COMMENT = re.compile(
    r"<!--[ \t]*@include:[ \t]*([^{}#<>\n]{1,500}?)(?:\#([\w-]+))?(?:\{(\d*)[,-]?(\d*)\})?(?:\#([\w-]+))?[ \t]*-->"
)
_ARROWS = re.compile(
    r"<<<[ \t]+([^{}\[\]#\n]{1,500}?)(?:\#([\w-]+))?[ \t]*(?:\{([^{}\n]{0,200})\})?[ \t]*(?:\[([^\[\]\n]*)\])?"
)
_AT_CODE = re.compile(r"@\[code(?:\{(\d*)-?(\d*)\}|\#([\w-]+))?(?:[ \t]+([^\[\]\n]{0,200}))?\]\(([^()\s]{1,500})\)")
_DOCSIFY = re.compile(r"""\[[^\[\]\n]*\]\(([^()\s]{1,500})[ \t]+["']:include([^"'\n]{0,200})["']\)""")
_IMPORT = re.compile(
    r"\[(?:import|include)(?::[ \t]*\"?(\d*)-(\d*)\"?)?(?:[ \t]*,[^\[\]\n]{0,200})?\]\(([^()\s]{1,500})\)"
)
_AT_IMPORT = re.compile(
    r"(?:<!--[ \t]*)?@import[ \t]+\"([^\"\n]{1,490}\.(?!(?:css|less|s[ac]ss|html?|pdf)\")\w{1,10})\""
    r"(?:[ \t]*\{([^{}\n]{0,300})\})?(?:[ \t]*-->)?"
)
"""What is for a screen, and what a text about style sheets may name, is none."""
_DOCFX = re.compile(r"\[!INCLUDE[ \t]*\[[^\[\]\n]{0,300}\][ \t]*\(([^()\n]{1,500})\)[ \t]*\]", re.IGNORECASE)
_DOCFX_CODE = re.compile(
    r"\[!code-([\w+#-]{1,30})[ \t]*\[[^\[\]\n]{0,300}\][ \t]*\(([^()?#\n]{1,500})(?:[?#]([^()\n]{0,300}))?\)[ \t]*\]",
    re.IGNORECASE,
)
_DOCFX_COLONS = re.compile(r":::[ \t]*code((?:[ \t]+[\w-]+=\"[^\"\n]{0,500}\"){1,12})[ \t]*:::")
_GIVEN = re.compile(r"([\w-]+)=\"?([^\"&\n]*)\"?")
_LINES = re.compile(r"L\d+(?:-L?\d+)?")
_RANGE = re.compile(r"(\d+)-?(\d*)")
_NUMBER = re.compile(r"\b(line_begin|line_end)[ \t]*=[ \t]*\"?(\d{1,9})\b")
_AS = re.compile(r"\bas[ \t]*=[ \t]*\"?([\w-]+)")
_EMBED = re.compile(r"!\[\[([^\[\]|#^\n]{0,500})(?:\#([^\[\]|\n]{1,500}))?(?:\|[^\[\]\n]{0,500})?\]\]")


def may_hold_directive(text: str) -> bool:
    """Whether there is any sense in looking closer at a text or a line."""
    return any(word in text for word in _WORDS)


def read_directive(source: str) -> Directive | None:
    """Read a directive that stands alone in its line."""
    for pattern, read in _ALONE:
        if match := pattern.fullmatch(source):
            return read(match)
    return None


def read_in_code(source: str) -> Directive | None:
    """Read a directive that stands alone in a line of code; what the file holds is part of that code."""
    for pattern, read in _IN_CODE:
        if match := pattern.fullmatch(source):
            return replace(read(match), fence=None)
    return None


def read_mdbook(match: re.Match[str]) -> Directive:
    """Read mdBook's directive; a playground is a code block of its own, unless it stands in one."""
    kind, words = match[1], match[2].split()
    if kind == "title":
        return Directive("")
    target, excerpt = _with_excerpt(words[0])
    return Directive(target, excerpt, "rust" if kind in ("playground", "playpen") else None)


def _with_excerpt(words: str) -> tuple[str, Excerpt]:
    """`file.rs:2:10`, `file.rs:2`, `file.rs::10`, `file.rs:anchor`."""
    target, *rest = words.split(":")
    if not rest or not any(rest):
        return target, WHOLE
    if rest[0] and not rest[0].isdecimal():
        return target, Excerpt(mark=rest[0])
    numbers = [int(word) if word.isdecimal() and len(word) < 10 else None for word in rest]
    first = numbers[0] or 1
    return target, Excerpt(first, numbers[1] if len(rest) > 1 else first)


def _lines(first: str, last: str, mark: str = "") -> Excerpt:
    """`{2-5}`, `{2-}`, `{-5}`, `#region`."""
    return Excerpt(int(first[:9] or 1) or 1, int(last[:9]) if last else None, mark)


def _shortcode(match: re.Match[str]) -> Directive:
    return Directive(match[1].strip())


def _snippet(match: re.Match[str]) -> Directive:
    """A name behind a semicolon is passed over, and so is none."""
    words = match[1].strip()
    target, excerpt = _with_excerpt("" if words.startswith(";") else words)
    return Directive(target, excerpt, from_root=True)


def _liquid(match: re.Match[str]) -> Directive:
    name = match[2]
    return Directive(name if match[1] or name.startswith(".") else f"/_includes/{name}", from_root=not match[1])


def _comment(match: re.Match[str]) -> Directive:
    target = match[1].strip()
    excerpt = _lines(match[3] or "", match[4] or "", match[2] or match[5] or "")
    return Directive(target.removeprefix("@"), excerpt, from_root=target.startswith("@"))


def _arrows(match: re.Match[str]) -> Directive:
    target = match[1].strip()
    marks = (match[3] or "").split()
    language = next((word for word in marks if word[0].isalpha()), language_of(target))
    lines = next((f"{{{word}}}" for word in marks if word[0].isdecimal()), "")
    title = f' title="{match[4]}"' if match[4] else ""
    return Directive(
        target.removeprefix("@"), Excerpt(mark=match[2] or ""), f"{language}{lines}{title}", target.startswith("@")
    )


def _at_code(match: re.Match[str]) -> Directive:
    excerpt = _lines(match[1] or "", match[2] or "", match[3] or "")
    target = match[5]
    return Directive(target.removeprefix("@"), excerpt, match[4] or language_of(target), target.startswith("@"))


def _docsify(match: re.Match[str]) -> Directive:
    target, options = match[1], match[2]
    fragment = re.search(r":fragment=([\w-]+)", options)
    typed = re.search(r":type=(\w+)", options)
    code = re.search(r":type=code[ \t]+(\w+)", options)
    is_page = target.lower().endswith((".md", ".markdown")) if typed is None else typed[1] == "markdown"
    language = code[1] if code else language_of(target)
    return Directive(target, Excerpt(mark=fragment[1] if fragment else ""), None if is_page else language)


def _import(match: re.Match[str]) -> Directive:
    return Directive(match[3], _lines(match[1] or "", match[2] or ""), language_of(match[3]))


def _at_import(match: re.Match[str]) -> Directive:
    """`{line_begin=2 line_end=5 as="js"}`: lines are counted from 0, and the last is not meant."""
    target, given = match[1], match[2] or ""
    numbers = {name: int(number) for name, number in _NUMBER.findall(given)}
    excerpt = Excerpt(numbers.get("line_begin", 0) + 1, numbers.get("line_end"))
    language = named[1] if (named := _AS.search(given)) else language_of(target)
    if language == "markdown" and not named:
        return Directive(target, excerpt)
    return Directive(target, excerpt, "{csv-table}" if language == "csv" else language)


def _docfx(match: re.Match[str]) -> Directive:
    target = match[1].strip()
    return Directive(target.removeprefix("~/"), from_root=target.startswith("~/"))


def _docfx_code(match: re.Match[str]) -> Directive:
    return _docfx_lines(match[2].strip(), match[1], match[3] or "")


def _docfx_colons(match: re.Match[str]) -> Directive:
    given = dict(_GIVEN.findall(match[1]))
    return _docfx_lines(given.get("source", ""), given.get("language", ""), match[1])


def _docfx_lines(target: str, language: str, words: str) -> Directive:
    """`range=2-4&highlight=3`, `id="snippet"`, and behind `#` a name or `L2-L4`: of several ranges first to last."""
    given = dict(_GIVEN.findall(words)) or _behind_hash(words)
    numbers = [int(number[:9]) for pair in _RANGE.findall(given.get("range", "")) for number in pair if number]
    excerpt = (
        Excerpt(numbers[0] or 1, numbers[-1]) if numbers else Excerpt(mark=given.get("id") or given.get("name") or "")
    )
    return Directive(
        target.removeprefix("~/"), excerpt, language.lower() or language_of(target), from_root=target.startswith("~/")
    )


def _behind_hash(words: str) -> dict[str, str]:
    return {"range": words.replace("L", "")} if _LINES.fullmatch(words) else {"id": words}


def _embed(match: re.Match[str]) -> Directive:
    place = (match[2] or "").rpartition("#")[2]
    excerpt = Excerpt(block=place[1:]) if place.startswith("^") else Excerpt(heading=place)
    return Directive(match[1].strip(), excerpt, embed=True)


def language_of(target: str) -> str:
    """The language of the code in a file, by the ending of its name."""
    ending = posixpath.splitext(target)[1][1:].lower()
    return _LANGUAGES.get(ending, ending)


_IN_CODE: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Directive]], ...] = (
    (MDBOOK, read_mdbook),
    (_SHORTCODE, _shortcode),
    (_SNIPPET, _snippet),
)
_ALONE = (
    *_IN_CODE,
    (_LIQUID, _liquid),
    (_COMMENT, _comment),
    (_ARROWS, _arrows),
    (_AT_CODE, _at_code),
    (_DOCSIFY, _docsify),
    (_IMPORT, _import),
    (_AT_IMPORT, _at_import),
    (_DOCFX, _docfx),
    (_DOCFX_CODE, _docfx_code),
    (_DOCFX_COLONS, _docfx_colons),
    (_EMBED, _embed),
)
