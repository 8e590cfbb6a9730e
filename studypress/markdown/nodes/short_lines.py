"""Short lines of notes that nothing wraps: each ends where its author ended it, though no mark says so.

Typora and its like show every line end, so authors type 优点 / 简单易学 / 开源免费 in three lines, or code without a
fence. What a program has wrapped has no line of prose as wide as theirs, and none so short within a paragraph. Lines
that end with a mark are left alone: whoever writes a sentence a line has long ones too.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from studypress.code_columns import columns_in
from studypress.letters import HAN, SENTENCE_ENDS

_WIDER_THAN_WRAPPED = 45
"""Han in a line: who wraps Chinese does so at 40 at most, which are 80 columns."""
_HAN = re.compile(f"[{HAN}]")

_SHORT = 40
"""Columns: a column of a journal, which is copied with its line ends, is wider."""
_DEEPER = 2
"""Columns that a line is moved in by hand."""

_WORDS_END = re.compile(r"[^\W_]$|[)\]}）】」』》”%]$")
_SAYS_ON = re.compile(rf"[{SENTENCE_ENDS}.：:；;]$")
_CODE = re.compile(r"[;{}]$")
_BEGINNING = re.compile(r"[ >]*(?:(?:[-*+]|[0-9]{1,3}[.)]) +)*")
_INDENT = re.compile(r"[ >]*")
_UNSEEN = str.maketrans("", "", "\u200b\u200c\ufeff")
"""What Typora puts before a tab."""


@lru_cache(maxsize=1)
def is_unwrapped(source: str) -> bool:
    """Whether a file has a line of prose that is wider than lines are wrapped at; rows of tables are so anywhere."""
    lines = (line for line in source.split("\n") if len(line) > _WIDER_THAN_WRAPPED and "|" not in line)
    return any(len(_HAN.findall(line)) > _WIDER_THAN_WRAPPED for line in lines)


def short_lines(texts: Sequence[str], sources: Sequence[str]) -> set[int]:
    """Which lines of a paragraph begin where their author began them; `sources` are the lines as they were typed."""
    short = [len(text) > 1 and _WORDS_END.search(text) is not None and columns_in(text) <= _SHORT for text in texts]
    code = [_CODE.search(text) is not None and not _HAN.search(text) for text in texts]
    opened = {line + 1 for line, _ in enumerate(texts) if short[line] or code[line]}
    opened |= {line for line in range(1, len(texts) - 1) if short[line] and _SAYS_ON.search(texts[line - 1])}
    return opened | _deeper(sources)


def _deeper(sources: Sequence[str]) -> set[int]:
    """The lines that stand further in than the first, as code and what belongs to a line above it do."""
    typed = [source.translate(_UNSEEN).expandtabs(4) for source in sources]
    least = len(_matched(_BEGINNING, typed[0])) + _DEEPER
    return {line for line, text in enumerate(typed) if line and len(_matched(_INDENT, text)) >= least}


def _matched(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.match(text)
    return found[0] if found else ""
