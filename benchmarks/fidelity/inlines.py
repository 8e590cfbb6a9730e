"""What stands within a line: notes, marks, ruby, icons, addresses and formulas, as pandoc would read them."""

import re
from dataclasses import replace
from functools import partial

from benchmarks.fidelity.lines import Line, Lines, around_code
from benchmarks.fidelity.tex import DOLLARS, narrow

_BETWEEN_MARKS = re.compile(r"(?<![=\s])====(?=[^\s=])(?=.*(?<!=)==(?!=))")
"""Where one mark ends and the next begins: `==甲====**乙**==`."""
_MARK = re.compile(r"(?<!=)==(?=[^\s=])([^=`]+?)(?<=\S)==(?!=)")
_VARIABLE = re.compile(r"(?<![\\$])\$(?=(?:_|[A-Z]{2})[A-Z_]{2,}\b|[A-Z]{3}\b)(?![^$\s]{3,20}\$(?![A-Za-z0-9_]))")
"""A shell's, which is no formula."""
_DOLLAR = re.compile(
    rf"(?P<tex>(?<![\\$])\$(?=[^$\n]*(?:\\[A-Za-z]|[_^][{{a-z\d]))[^$\n]+(?<![\\$ ])\$(?![\d$]))|{_VARIABLE.pattern}"
)
"""The same, or a formula that may begin with capital letters too."""
_CARET = re.compile(rf"{DOLLARS.pattern}|\\.|[\[#]\^|\^[^\s^，。；、：]+\^|\^[\w-]+\s*$|\^")
"""A `^` that raises nothing, among those that do; pandoc would raise whole sentences between two of them."""
_COMMAND = re.compile(r"\\[A-Za-z]{2,}|[\^_]\{")
"""What stands in a formula alone, be it one that began some lines above."""
_NOTE = re.compile(r"\^\[((?:[^\[\]]|\[[^\[\]]*\])+)\]")
"""A footnote where it is called."""
_RUBY = re.compile(r"\{([^{}|`]*[^\x00-\x7f][^{}|`]*)\|([^{}`]+)\}")


_WORDLESS = re.compile(r"(?:(?<!!)\[\]\(<?|<a\s[^<>]*href=\")(https?://[^()<>\s\"]+)(?:>?\)|\"[^<>]*></a>)")
"""A link of the web that has no words: paper shows its address, or it would be lost."""
_NAME = r"(?:[^()<>\"']|\([^()<>\"']*\))*"
_SPACED = re.compile(
    rf"\]\(({_NAME} {_NAME}\.(?:md|png|jpe?g|gif|svg|pdf|docx?|pptx?)(?:#[^()<>]*)?|[^()<>\s]+\.md#[^()<>]+)\)"
)
"""An address with spaces, as many tools read it."""


_ROOM = re.compile(r"_{4,}")
"""Room to write in, which pandoc would take for marks of strong words: `____是____`."""


_POINTS = re.compile(r"(?<![!\\])\[(?=[^\[\]]+\]\(\d{1,3}\s*[分点點]?\))")
"""What a question is worth, or its number, behind its source in brackets: no file is called so."""


def inlines(line: Line) -> Lines:
    """Notes in their places, `==mark==`, ruby, sizes of pictures, ids behind a heading, the mark of a caption."""
    text = re.sub(r"(!\[[^\]]*\]\([^()\s]+) +=\d*%?x\d*%?\)", r"\1)", line.text)
    text = around_code(text, partial(_SPACED.sub, r"](<\1>)"))
    text = around_code(text, partial(_POINTS.sub, r"\["))
    text = around_code(text, partial(_WORDLESS.sub, r"<\1>"))
    if not re.fullmatch(r"[\s>]*_+\s*", text):  # a rule
        text = around_code(text, partial(_ROOM.sub, lambda found: r"\_" * len(found[0])))
    text = re.sub(r"(!\[[^\]]*\]\([^()]*)\.pdf(>?\))", r"\1.png\2", text)  # pandoc would drop the words of others
    text = re.sub(r"^(\s*)Table: ", r"\1", text)
    text = re.sub(r"^(\s*#{1,6}\s.*?)\s*(\{([#.][^{}]+|-|docsify-ignore(-all)?)\}|:id=[\w-]+)\s*$", r"\1", text)
    return [replace(line, text=around_code(text, _marks))]


_ICON = re.compile(r":(?:fontawesome|material|octicons|simple)-[a-z][\w-]*:|(?<=[)`*:])\{:[^{}]*\}")
"""An icon of Material for MkDocs, which draws it, and what Python-Markdown's attr_list says of what stands before."""
_RANGE = re.compile(r"(?<=\d)~(?=\d)")
"""`1~3周，4~6周`: pandoc would lower what stands between two of them."""
ROUND = re.compile(r"(\\{1,2})\((?=[^()]*(?:\([^()]*\)[^()]*)*(?:\\[A-Za-z]|[_^]))((?:(?!\1\)).)+?)\1\)")
"""TeX between round brackets that are escaped."""


_SQUARE = re.compile(r"(\\{1,2})\[(?=[^\[\]]*(?:(?<!\\)\\[A-Za-z]{2}|\w[_^]))((?:(?!\1\]).)+?)\1\]")
"""The same between square ones; `\\[a\\\\w\\]` is a part of a pattern."""

_ANY_ROUND = re.compile(r"(\\{1,2})\((?=\S)((?:(?!\1\)).)+?)\1\)")
FEW = 3
"""Formulas by which a file shows that it has all of them between such brackets."""


def brackets(line: Line) -> Lines:
    """Take for a formula whatever stands between them in such a file, be it a letter."""
    narrowed = partial(_ANY_ROUND.sub, lambda found: f"${found[2].strip()}$")
    return [replace(line, text=around_code(line.text, narrowed))]


_STAR = re.compile(r"(?<![\\*\w])\*(?=[^\s*])([^*\n]*[，。？！：；）”])\*(?=[\u3400-\u9fff])")
"""`*甲？*乙`: CommonMark has it end where a blank follows, of which Chinese has none."""


def _marks(text: str) -> str:
    text = _STAR.sub(r"<em>\1</em>", text)
    text = ROUND.sub(lambda found: f"${found[2].strip()}$", text)
    text = _SQUARE.sub(lambda found: f"${found[2].strip()}$", text)
    text = DOLLARS.sub(narrow, text)
    text = _NOTE.sub(r" \1 ", text)
    text = _MARK.sub(r"<mark>\1</mark>", _BETWEEN_MARKS.sub("", text)) if "====" in text else text
    text = _MARK.sub(r"<mark>\1</mark>", text)
    text = _RANGE.sub(r"\\~", _ICON.sub("", text))
    text = _RUBY.sub(r"<ruby>\1<rt>\2</rt></ruby>", text)
    if "$" not in DOLLARS.sub("", text) and ("$" in text or not _COMMAND.search(text)):  # no formula over lines
        text = _CARET.sub(lambda found: r"\^" if found[0] == "^" else found[0], text)
    return _DOLLAR.sub(lambda found: found["tex"] or r"\$", text)
