r"""TeX typed for a Markdown that takes its backslashes for its own: `\\{`, `\\,`, and `\\\\` at the end of a row.

So mdBook, Jekyll and Hexo have it, whose pages hand formulas to MathJax after Markdown is read (CommonMark §2.4).
"""

import re

_ESCAPED = re.compile(r"\\([!-/:-@\[-`|~])")
"""A sign as Markdown's escapes have it; a brace with one is TeX's."""
_ESCAPED_COMMAND = re.compile(r"(?<!\\)(?:\\\\)+[A-Za-z]{2,}")
_UNESCAPED_COMMAND = re.compile(r"(?<!\\)\\(?:\\\\)*[A-Za-z]")
_SIGN = re.compile(r"(?<!\\)\\([()_*])")
_PAIRS = re.compile(r"(?<!\\)((?:\\\\)+)(?!\\)(?=(.?))", re.DOTALL)
"""Backslashes in pairs, and the sign behind them."""
_SIGNS = frozenset(",;:!%#|$_")
"""What a backslash stands before in TeX, and no row begins with: one that begins with `&` or a bracket does."""
_DELIMITER = re.compile(r"\\(?:left|middle|right|[bB]igg?[lmr]?)\s*\\\\[{}|]")
r"""`\left\\{`, which nothing else can mean."""
_MARKED_TWICE = re.compile(r"\A\s*(\$\$?)([^$]+)\1\s*\Z")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)


def in_brackets(mark: str, tex: str) -> str:
    r"""What stands between `\(` and `\)` as TeX reads it; behind a `mark` of two backslashes it is escaped.

    There even each command may be, as `\\frac a\_1`. Dollars within, `\( $x$ \)`, say the same again.
    """
    tex = _MARKED_TWICE.sub(r"\2", tex)
    if len(mark) < 2:
        return in_dollars(tex)
    if _ESCAPED_COMMAND.search(tex) and not _UNESCAPED_COMMAND.search(tex):
        return _ESCAPED.sub(r"\1", tex)
    return _in_pairs(_SIGN.sub(r"\1", tex))


def in_dollars(tex: str) -> str:
    """The same of a formula between other signs, which is escaped where one of its delimiters says so."""
    return _in_pairs(tex) if _DELIMITER.search(tex) else tex


def _in_pairs(tex: str) -> str:
    r"""Of two backslashes one, where the author cannot have meant the end of a row: `\\x` and `\\ ` may be one."""
    with_braces = _PAIRS.sub(lambda found: _halved(found, _SIGNS | {"{", "}"}), tex)
    if not _is_even(with_braces):
        return _PAIRS.sub(lambda found: _halved(found, _SIGNS), tex)
    return with_braces


def _halved(found: re.Match[str], signs: frozenset[str]) -> str:
    pairs, sign = found.groups()
    return pairs[: len(pairs) // 2] if len(pairs) > 2 or sign in signs else pairs


def _is_even(tex: str) -> bool:
    """Whether each brace that groups has its partner."""
    braces = [found[0] for found in _BRACE.finditer(tex) if len(found[0]) == 1]
    return braces.count("{") == braces.count("}")
