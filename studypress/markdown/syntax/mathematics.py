r"""Whether what stands between the marks of formulas is mathematics, and no money, no variable of a shell, no words.

Chinese has no spaces, so that `花了$5，又花$10`, `$HOME和$PATH` and `$5到10$` would be formulas by their dollars alone.
"""

import re

from studypress.letters import CJK
from studypress.tex import DEFINITION

WORDS = r"text|textrm|textbf|textit|textsf|texttt|textnormal|mbox|hbox"
"""Commands of TeX that hold words."""
_TEX = re.compile(r"\\[A-Za-z]|\\_(?=\{)|(?<=[A-Za-z0-9)}\]|])[\^_](?=[A-Za-z0-9{(*+\-\\])")
r"""What only TeX has: a command, a superscript, a subscript, also one that is escaped for Markdown's sake, `a\_{1}`."""
_RELATION = re.compile(r"[=<>≤≥≠≈∈⇒→⇔↔]")
_IN_WORDS = re.compile(rf"\\(?:{WORDS})\s*\{{[^{{}}]*\}}|\{{[^{{}}]*\}}")
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
_OF_WORDS = re.compile(r"(?P<open>[(（])?\w{1,8}(?:\s[-+×÷*/]\s\w{1,8}){1,5}(?(open)[)）])")
"""`(差值 - 2)`, `路程 ÷ 时间`: names that are reckoned with, spaces around the signs."""
_COMMAND = re.compile(r"\\[A-Za-z]")
_WORD = re.compile(r"(?<![A-Za-z])[A-Za-z]{3,}")
_LONG_WORD = re.compile(r"[A-Za-z]{4,}")
_ESCAPED_LETTER = re.compile(r"(?<!\\)(?:\\\\)+[A-Za-z](?![A-Za-z])")
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


# --- Between dollars ------------------------------------------------------------------------------------------


def is_display(tex: str) -> bool:
    """Whether it is a formula between two dollar signs each, which are no money, but may be words in Han."""
    return bool(tex.strip()) and (_TEX.search(tex) is not None or not _has_han(tex))


def is_mathematics(tex: str, before: str, after: str) -> bool:
    """Whether it is a formula between two dollar signs, by itself and by the characters around these."""
    sure = _TEX.search(tex) is not None
    if tex.startswith("\n") and not before.rpartition("\n")[2].strip():
        return is_between_lines(tex)
    if after.isdigit() and not _LONE_COMMAND.fullmatch(tex) and not DEFINITION.match(tex):
        return _LONE_SIGN.fullmatch(tex) is not None
    if (tex.count("\n") > _MOST_LINES and not _has_rows(tex)) or not _well_spaced(tex, sure, after):
        return False
    if tex[0].isdigit() and _CURRENCY.search(before):
        return False
    if _begins_name(after) and not (sure and after == ".") and _ends_like_words(tex, sure):
        return False
    if _has_han(tex):
        forms = (_CALL, _NAMED_BY_LETTER, _OF_WORDS)
        named = sure or _RELATION.search(tex) or any(form.fullmatch(tex) for form in forms)
        return bool(named) and not _SENTENCE.search(_IN_WORDS.sub("", tex))
    return sure or not _PROSE.search(_TUPLE.sub("", tex)) or _NAMES.fullmatch(tex) is not None


def is_between_lines(tex: str) -> bool:
    """Whether it is a formula between two `$` that begin lines, the first of them alone in its, as in notebooks."""
    meant = _TEX.search(tex) or _RELATION.search(tex)
    return tex.rstrip(" \t").endswith("\n") and bool(meant) and not _has_han(tex)


def _has_rows(tex: str) -> bool:
    r"""Whether authors set it over as many lines as it has rows: environments, whole, or lines that end in `\\`."""
    rows = len(_ROW_END.findall(tex))
    return 0 < tex.count(r"\begin{") == tex.count(r"\end{") or (rows > 0 and 2 * rows >= tex.count("\n"))


def _ends_like_words(tex: str, sure: bool) -> bool:
    """Whether a name that follows makes shell variables of both: `$HOME/$USER`, `$HOME和$PATH`, `$A_B$C_D`."""
    named = _NAME.fullmatch(tex) is not None and (not sure or tex.isupper())
    return named or tex[-1] in _SEPARATORS or _CJK.match(tex[-1]) is not None


_BETWEEN = re.compile(r"[\s，。、；：！？,.;:]*")
"""What stands between two formulas, and is none: a comma, or spaces of any width, as in a blank to be filled in."""


def _well_spaced(tex: str, sure: bool, after: str) -> bool:
    r"""No spaces inside the dollar signs; or, as many write `$x_1 $` and `$ i-1 $`, what nobody takes for money.

    That is TeX beyond doubt, if none of it is a word, or letters and numbers with signs between them. The last `$` of
    such TeX may stand alone in a line.
    """
    if _BETWEEN.fullmatch(tex):
        return False
    first, last = tex[0].isspace(), tex[-1].isspace()
    if not (first or last):
        return True
    if (last and _begins_name(after)) or ("\n" in tex and not (sure and _ends_below(tex, after))):
        return False
    if sure and first and last:
        return True
    has_words = _has_han(tex) or not (_COMMAND.search(tex) or not _WORD.search(tex))
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


# --- Between brackets, and in lines -----------------------------------------------------------------------------


def is_meant(backslash: str, text: str, brackets: bool) -> bool:
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


def is_tex(text: str) -> bool:
    r"""Whether a text is TeX beyond doubt: `\(a\)` and `\[1\]` are brackets that an author escaped."""
    return _TEX.search(text) is not None and not _has_han(text)


_CLASS = r"\\[dDwWsSbntrfv](?![A-Za-z])"
_PATTERN = re.compile(rf"\^[^\\{{}}]{{0,40}}{_CLASS}(?:{_CLASS}|[^\\{{}}]){{0,40}}")
"""Letters that a pattern leaves out, `^\\s` and `^_\\w-`: no formula begins with a superscript of these."""


def is_beyond_doubt(backslash: str, text: str) -> bool:
    r"""Whether it is TeX beyond doubt between two brackets; of `\[^\\w\]` Markdown makes `[^\w]`, part of a pattern."""
    if _PATTERN.fullmatch(text):
        return False
    return is_tex(_ESCAPED_LETTER.sub("", text) if backslash == "\\" else text)


def is_formula_block(text: str, backslash: str) -> bool:
    r"""Whether what stands alone between `\[` and `\]`, or two backslashes each, is a formula; `\[提示\]` is not."""
    return is_beyond_doubt(backslash, text) or bool(_RELATION.search(text) and not _has_han(text))


def is_prose(line: str) -> bool:
    """Whether a line is the author's words rather than a line of a formula."""
    return len(_CJK.findall(_IN_WORDS.sub("", line))) > 3 or line.lstrip().startswith(("# ", "## ", "### ", "```"))


def _has_han(tex: str) -> bool:
    """Whether Han stands where a formula has none: outside of words and braces."""
    return _CJK.search(_IN_WORDS.sub("", tex)) is not None
