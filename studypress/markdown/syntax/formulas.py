r"""Finding formulas in a text: between `$`, `$$`, `\(…\)`, `\[…\]` and GitLab's quotes, and telling them from money.

After pandoc's `tex_math_dollars`: the first `$` has no space after it, the last none before it and no digit behind it;
many have spaces there, which are allowed where what stands between is a formula all the same. Chinese has no spaces, so
that `花了$5，又花$10`, `$HOME和$PATH` and `$5到10$` would pass; what stands between must look like mathematics too. No
formula reaches over a blank line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from studypress.letters import CJK
from studypress.tex import DEFINITION

_WORDS = r"text|textrm|textbf|textit|textsf|texttt|textnormal|mbox|hbox"
# What is between the signs is taken as a whole or not at all: a group found by looking ahead is not gone back into.
# Python has possessive repetition for that, which up to 3.11.4 loses what a group around it holds.
_DOLLAR = re.compile(
    rf"\$(?![$`])(?=((?:[^$\\`]|\\(?:{_WORDS})\s*\{{[^{{}}$]*(?:\$[^{{}}$]*\$[^{{}}$]*)+\}}|\\.)+))\1\$", re.DOTALL
)
_DOLLARS = re.compile(r"\$\$(?!\$)(?=((?:[^$\\]|\\.|\$(?!\$))+))\1\$\$", re.DOTALL)
_QUOTED = re.compile(r"\$`([^`\n]+)`\$")
_ROUND = re.compile(r"(\\{1,2})\((?=((?:[^\\]|\\(?![()\\])|\\\\(?![()]))+))\2\1\)")
_ROUND_IN_ROUND = re.compile(r"(\\\\)\((?=((?:[^\\]|\\(?!\\)|\\\\(?![()]))+))\2\\\\\)")
r"""Brackets within such of two: of `\\(\(c\)^2\\)` Markdown makes `\((c)^2\)`."""
_SQUARE = re.compile(r"(\\{1,2})\[(?=((?:[^\\]|\\(?![\[\]\\])|\\\\(?![\[\]]))+))\2\1\]")

_ESCAPED = re.compile(r"\\([!-/:-@\[-`|~])")
"""A sign as Markdown's escapes have it; a brace with one is TeX's."""
_ESCAPED_COMMAND = re.compile(r"(?<!\\)(?:\\\\)+[A-Za-z]{2,}")
_UNESCAPED_COMMAND = re.compile(r"(?<!\\)\\(?:\\\\)*[A-Za-z]")

_TEX = re.compile(r"\\[A-Za-z]|\\_(?=\{)|(?<=[A-Za-z0-9)}\]|])[\^_](?=[A-Za-z0-9{(*+\-\\])")
r"""What only TeX has: a command, a superscript, a subscript, also one that is escaped for Markdown's sake, `a\_{1}`."""
_RELATION = re.compile(r"[=<>≤≥≠≈∈⇒→⇔↔]")
_IN_WORDS = re.compile(rf"\\(?:{_WORDS})\s*\{{[^{{}}]*\}}|\{{[^{{}}]*\}}")
"""Braces, where Han may stand in any formula: `\\text{若}`, `x_{左}`."""
_CJK = re.compile(f"[{CJK}]")
_SENTENCE = re.compile(r"[。！？；]")
_PROSE = re.compile(r"(?<![A-Za-z])[A-Za-z]{2,}[,.;:]?\s+[A-Za-z]{2,}")
_CURRENCY = re.compile(r"(?:US|HK|NT|AU?|CA?N?|S|R|NZ)\Z")
_LONE_COMMAND = re.compile(r"\\[A-Za-z]{2,}")
"""`64$\\times$64`: nobody takes a command of TeX for money, though a number follows."""
_LONE_SIGN = re.compile("[-+±]")
"""`$-$1`: nor a sign."""
_LONE_RELATION = re.compile(rf"{_RELATION.pattern}|[<>]=")
"""`$ < $ 30%`: nor one that compares."""
_NAME = re.compile(r"[A-Za-z_]\w+", re.ASCII)
_NO_NAME = re.compile(r"__|\.(?![A-Za-z_])")
"""A row of underscores, and the full stop of a sentence: a variable is `$_`, and one of jQuery's functions `$.ajax`."""
_SEPARATORS = frozenset("/:.,;-\"'=|([{<>&@，。、；：！？（“")
"""What stands between two variables of a shell, and ends no formula that a word follows."""
_TUPLE = re.compile(r"[(\[<]\s?\w+(?:\s?[+*/-]\s?\w+)?(?:,\s?\w+(?:\s?[+*/-]\s?\w+)?){1,9}\s?[)\]>]", re.ASCII)
"""Names between brackets and commas, `(row, col)`, are no words."""
_NAMES = re.compile(r"[A-Z]{1,4}'*(?:,\s?[A-Z]{1,4}'*){1,9}")
"""Nor are capitals between commas, `PK, SK`."""
_CALL = re.compile(r"[A-Za-z]\w{0,15}\((?:[^()$]|\([^()$]*\)){1,40}\)", re.ASCII)
"""Of a function: `P(女女)`, `Friend(张, Wife(李))`."""
_NAMED_BY_LETTER = re.compile(rf"[A-Za-z][{CJK}]{{1,3}}")
"""`p值`, `t检验`: a letter, and what it is the letter of."""
_COMMAND = re.compile(r"\\[A-Za-z]")
_WORD = re.compile(r"(?<![A-Za-z])[A-Za-z]{3,}")
_SHORT = re.compile(
    r"(?:(?!(?:or|to|is|if|in|of|at|by|vs|on|as)(?![A-Za-z]))[A-Za-z]{1,2}(?![A-Za-z])"
    r"|(?:(?:arg)?(?:max|min)|log|ln|exp|sin|cos|tan|lim)(?![A-Za-z])"
    r"|[\dα-ωΑ-Ω∞'′…]|[-+*/=<>≤≥≠≈×·∗∈∪∩±|!:;,.(){}\[\]^_]|(?<!\w)\s|\s(?!\w))*"
)
"""Letters, numbers, functions of them, and signs between."""
_ENDS = frozenset(")]}'′∞….!|")
"""What a formula ends with beside letters and digits; a mark would be that of a sentence between two prices."""
_ROW_END = re.compile(r"\\\\[ \t]*\n")
_MOST_LINES = 3
"""Line ends within a formula between single dollars, but for one with an environment."""

MARK = re.compile(r"[ \t]*([，。；：、,.;:！？])")
"""The mark that a formula which stands alone has behind it, as part of its sentence."""


@dataclass(frozen=True, slots=True)
class Found:
    """A formula in a text."""

    tex: str
    end: int
    """The position after its closing mark."""
    display: bool
    """Whether its marks say that it stands alone."""


def find_formula(source: str, position: int, end: int, *, brackets: bool = False) -> Found | None:
    """The formula that begins at a position, before `end`; None where there is none.

    `brackets`: the file has its formulas in escaped brackets (`writes_brackets`), so that a letter there is one too.
    """
    if source.startswith("$$", position):
        match = _DOLLARS.match(source, position, end)
        return _found(match, 1, True) if match and _is_display(match[1]) else None
    if source.startswith("$`", position):
        match = _QUOTED.match(source, position, end)
        return _found(match, 1, False) if match else None
    if source.startswith("$", position):
        match = _DOLLAR.match(source, position, end)
        return _found(match, 1, False) if match and _is_mathematics(match[1], *_around(source, match)) else None
    for pattern, display in ((_ROUND, False), (_ROUND_IN_ROUND, False), (_SQUARE, True)):
        match = pattern.match(source, position, end)
        if match and (_is_sure(*match.groups()[:2]) or (not display and _is_meant(match[1], match[2], brackets))):
            return Found(_unescaped(*match.groups()[:2]).strip(), match.end(), display)
    return None


def _around(source: str, match: re.Match[str]) -> tuple[str, str]:
    """The characters before a formula, and the one behind it where that may begin a name."""
    start, end = match.span()
    behind = "" if _NO_NAME.match(source, end) else source[end : end + 1]
    return source[max(start - 4, 0) : start], behind


def _unescaped(mark: str, tex: str) -> str:
    r"""What stands between `\\(` and `\\)`: escaped as they are, where each command in it is, as `\\frac a\_1`."""
    is_escaped = len(mark) > 1 and _ESCAPED_COMMAND.search(tex) and not _UNESCAPED_COMMAND.search(tex)
    if len(mark) > 1 and not is_escaped and tex.count(r"\\{") == tex.count(r"\\}"):
        tex = tex.replace(r"\\{", r"\{").replace(r"\\}", r"\}")  # of the rest Markdown makes what TeX reads
        tex = _SIGN_IN_ROUND.sub(r"\1", tex)
    return _ESCAPED.sub(r"\1", tex) if is_escaped else tex


def _found(match: re.Match[str], group: int, display: bool) -> Found:
    return Found(match[group].strip(), match.end(), display)


_SIGN_IN_ROUND = re.compile(r"(?<!\\)\\([()_*])")


def _is_meant(backslash: str, text: str, brackets: bool) -> bool:
    """Whether what may be words is a formula: letters, or Han with what TeX has, where the file has its formulas so."""
    is_mixed = brackets and (_TEX.search(text) or _RELATION.search(text)) and _CJK.search(text)
    return bool(is_mixed and not _SENTENCE.search(text)) or _is_letters(backslash, text, brackets)


def _is_letters(backslash: str, text: str, brackets: bool) -> bool:
    r"""Whether spaces stand within round brackets, `\( m \)`, as language models write; no words do.

    With `brackets` the spaces may lack, and a word may be letters: `\\(ZnSO4\\)`, `\(I=neSv\)`.
    """
    plain = text.strip() if brackets else text[1:-1]
    spaced = text.startswith(" ") and text.endswith(" ") and plain == plain.strip()
    sure = brackets and (len(backslash) > 1 or _RELATION.search(plain))
    has_words = _CJK.search(plain) or _PROSE.search(plain) or (not sure and _LONG_WORD.search(plain))
    return bool((spaced or brackets) and plain and not has_words)


_LONG_WORD = re.compile(r"[A-Za-z]{4,}")
_FEW = 3
"""Formulas that are no slips."""


def writes_brackets(text: str) -> bool:
    r"""Whether a file has its formulas between `\(` and `\)`, by some that are TeX beyond doubt."""
    if "\\(" not in text:
        return False
    return sum(is_tex(match[2]) for match in islice(_ROUND.finditer(text), _ENOUGH)) >= _FEW


_ENOUGH = 1000
"""Brackets that tell how a file writes its formulas."""


def is_tex(text: str) -> bool:
    r"""Whether a text is TeX beyond doubt: `\(a\)` and `\[1\]` are brackets that an author escaped."""
    return _TEX.search(text) is not None and not _CJK.search(_IN_WORDS.sub("", text))


_ESCAPED_LETTER = re.compile(r"(?<!\\)(?:\\\\)+[A-Za-z](?![A-Za-z])")


def _is_sure(backslash: str, text: str) -> bool:
    r"""Whether it is TeX beyond doubt between two brackets; of `\[^\\w\]` Markdown makes `[^\w]`, part of a pattern."""
    return is_tex(_ESCAPED_LETTER.sub("", text) if backslash == "\\" else text)


def is_formula_block(text: str, backslash: str) -> bool:
    r"""Whether what stands alone between `\[` and `\]`, or two backslashes each, is a formula; `\[提示\]` is not."""
    return _is_sure(backslash, text) or bool(_RELATION.search(text) and not _CJK.search(_IN_WORDS.sub("", text)))


def is_prose(line: str) -> bool:
    """Whether a line is the author's words rather than a line of a formula."""
    return len(_CJK.findall(_IN_WORDS.sub("", line))) > 3 or line.lstrip().startswith(("# ", "## ", "### ", "```"))


def _is_display(tex: str) -> bool:
    if not tex.strip():
        return False
    return bool(_TEX.search(tex)) or not _CJK.search(_IN_WORDS.sub("", tex))


def _is_mathematics(tex: str, before: str, after: str) -> bool:
    """Judge what stands between two dollar signs, and the characters around them."""
    sure = _TEX.search(tex) is not None
    if tex.startswith("\n") and not before.rpartition("\n")[2].strip():
        return is_between_lines(tex)
    if after.isdigit() and not _LONE_COMMAND.fullmatch(tex) and not DEFINITION.match(tex):
        return _LONE_SIGN.fullmatch(tex) is not None
    if (tex.count("\n") > _MOST_LINES and not _has_rows(tex)) or not _well_spaced(tex, sure, after):
        return False
    if tex[0].isdigit() and _CURRENCY.search(before):
        return False
    han = _CJK.search(_IN_WORDS.sub("", tex)) is not None
    if _begins_name(after) and not (sure and after == ".") and _ends_like_words(tex, sure):
        return False
    if han:
        is_meant = sure or _RELATION.search(tex) or _CALL.fullmatch(tex) or _NAMED_BY_LETTER.fullmatch(tex)
        return bool(is_meant) and not _SENTENCE.search(_IN_WORDS.sub("", tex))
    return sure or not _PROSE.search(_TUPLE.sub("", tex)) or _NAMES.fullmatch(tex) is not None


def is_between_lines(tex: str) -> bool:
    """Whether it is a formula between two `$` that begin lines, the first of them alone in its, as in notebooks."""
    meant = _TEX.search(tex) or _RELATION.search(tex)
    return tex.rstrip(" \t").endswith("\n") and bool(meant) and not _CJK.search(_IN_WORDS.sub("", tex))


def _has_rows(tex: str) -> bool:
    r"""Whether authors set it over as many lines as it has rows: environments, whole, or lines that end in `\\`."""
    rows = len(_ROW_END.findall(tex))
    return 0 < tex.count(r"\begin{") == tex.count(r"\end{") or (rows > 0 and 2 * rows >= tex.count("\n"))


def _ends_like_words(tex: str, sure: bool) -> bool:
    """Whether a name that follows makes shell variables of both: `$HOME/$USER`, `$HOME和$PATH`, `$A_B$C_D`."""
    named = _NAME.fullmatch(tex) is not None and (not sure or tex.isupper())
    return named or tex[-1] in _SEPARATORS or _CJK.match(tex[-1]) is not None


def _well_spaced(tex: str, sure: bool, after: str) -> bool:
    r"""No spaces inside the dollar signs; or, as many write `$x_1 $` and `$ i-1 $`, what nobody takes for money.

    That is TeX beyond doubt, if none of it is a word, or letters and numbers with signs between them. The last `$` of
    such TeX may stand alone in a line.
    """
    if not tex.strip("，。、；：！？,.;: \n"):  # what stands between two formulas
        return False
    first, last = tex[0].isspace(), tex[-1].isspace()
    if not (first or last):
        return True
    if (last and _begins_name(after)) or ("\n" in tex and not (sure and _ends_below(tex, after))):
        return False
    if sure and first and last:
        return True
    has_words = _CJK.search(_IN_WORDS.sub("", tex)) or not (_COMMAND.search(tex) or not _WORD.search(tex))
    return not has_words if sure else _is_short(tex.strip())


def _ends_below(tex: str, after: str) -> bool:
    """Whether nothing but its last mark stands in its last line; a space at its beginning is let pass before rows."""
    is_below = tex.rstrip(" \t").endswith("\n") and after in ("", "\n")
    return is_below and (not tex[0].isspace() or _has_rows(tex))


def _is_short(tex: str) -> bool:
    """Whether it is no word, but letters and numbers with signs between, whose brackets are closed."""
    is_closed = sum(map(tex.count, "([{")) == sum(map(tex.count, ")]}"))
    ends = tex[-1].isalnum() or tex[-1] in _ENDS
    if _LONE_RELATION.fullmatch(tex):
        return True
    return is_closed and ends and tex[0] not in ",.;:)]}" and _SHORT.fullmatch(tex) is not None


def _begins_name(after: str) -> bool:
    return after.isascii() and (after.isalnum() or after in ("_", "{", "(", "[", "."))


def bars_in_formulas(line: str) -> list[int]:
    """Where `|` stands inside the formulas of a line: in a table it divides no cells there.

    `$甲$ | $5$` has none: the dollars beside that bar are of two cells.
    """
    spans = [(start, end) for start, end in formula_spans(line) if not _parts_cells(line, start, end)]
    return [at for start, end in spans for at in range(start, end) if line[at] == "|"]


def _parts_cells(line: str, start: int, end: int) -> bool:
    """Whether it is a bar between two dollars of which the first ends what another began."""
    return line[start + 1 : end - 1].strip() == "|" and line.count("$", 0, start) % 2 == 1


def formula_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the formulas between dollar signs in a text begin and end."""
    return ((start, found.end) for start, found in formulas_in(text))


def formulas_in(text: str, *, brackets: bool | None = None) -> Iterator[tuple[int, Found]]:
    """The formulas between dollar signs in a text, each with its first position.

    Those in escaped brackets too where `brackets` is given, which tells what `find_formula` asks.
    """
    opening = _OPENS if brackets is None else _OPENS_TOO
    position = 0
    while match := opening.search(text, position):
        start = match.start()
        is_escaped = text[max(start - 1, 0) : start] == "\\"
        found = None if is_escaped else find_formula(text, start, len(text), brackets=bool(brackets))
        if found:
            yield start, found
        position = found.end if found else start + (2 if text.startswith("$$", start) else 1)


_OPENS = re.compile(r"\$")
_OPENS_TOO = re.compile(r"\$|\\{1,2}[(\[]")
