"""Files of Feishu (Lark), whose tags stand for what Markdown has: boxes, columns, tables, quotations, formulas.

Its tools write these tags on lines of their own, with Markdown between them. Each line stays a line, so that every
message finds its place.
"""

import re

from studypress.manuscript.fences import lines_of

_FEISHU = re.compile(
    r"<(?:mention-(?:doc|user)|text[ \t]+(?:bg)?color="
    r"|(?<!\S<)(?:callout[ \t][^<>\n]*(?:emoji|color)=|grid[ \t]+cols=|lark-table\b|quote-container>|view[ \t]+type=))"
)
_ALONE = re.compile(
    r"[ \t]*<(/?)(callout|grid|column|view|quote-container|lark-table|lark-tr|lark-td)\b([^<>]*)>[ \t]*"
)
_TABLE = {"lark-table": "table", "lark-tr": "tr"}
_INLINE = (
    (re.compile(r"<text[ \t]+color=\"([^\"]*)\"[^<>]*>(.{0,1000}?)</text>"), r'<font color="\1">\2</font>'),
    (re.compile(r"<text[ \t]+(?:bgcolor|background-color)=\"[^\"]*\"[^<>]*>(.{0,1000}?)</text>"), r"<mark>\1</mark>"),
    (re.compile(r"<text\b[^<>]*>(.{0,1000}?)</text>"), r"\1"),
    (re.compile(r"<equation>(.{0,1000}?)</equation>"), r"$\1$"),
    (re.compile(r"<mention-(?:doc|user)\b[^<>]*[^/<>]>(.{0,1000}?)</mention-(?:doc|user)>"), r"\1"),
    (re.compile(r"<mention-user\b[^<>]*/>"), ""),
    (re.compile(r"<file\b[^<>]*\bname=\"([^\"]*)\"[^<>]*?/?>(?:</file>)?"), r"\1"),
    (re.compile(r"<image\b[^<>]*\btoken=\"([^\"]*)\"[^<>]*?/?>(?:</image>)?"), r"![](\1)"),
)
"""What stands within lines; a picture is where Feishu keeps it, and so is missing."""


def from_feishu(text: str) -> str:
    """Rewrite a file of Feishu's."""
    if not _FEISHU.search(text):
        return text
    lines: list[str] = []
    quoted = False
    for line, free in lines_of(text):
        alone = _ALONE.fullmatch(line) if free else None
        if alone and alone[2] == "quote-container":
            quoted = not alone[1]
            lines.append("")
        elif alone and alone[2] == "lark-td" and not alone[1] and lines:
            lines[-1] += "<td>"  # with an empty line below it, so that Markdown is read in the cell
            lines.append("")
        elif alone:
            lines.append(_tag(alone[1], alone[2]))
        else:
            shown = _shown(line) if free else line
            lines.append(f"> {shown}".rstrip() if quoted else shown)
    return "\n".join(lines)


def _tag(end: str, name: str) -> str:
    """A tag on a line of its own: the edge of a box, a part of a table, or nothing."""
    if name == "callout":
        return ":::" if end else "::: note"
    if name == "lark-td":
        return "</td>"
    return f"<{end}{_TABLE[name]}>" if name in _TABLE else ""


def _shown(line: str) -> str:
    for pattern, shown in _INLINE if "<" in line else ():
        line = pattern.sub(shown, line)
    return line
