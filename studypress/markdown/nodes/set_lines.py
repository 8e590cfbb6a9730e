"""Lines that are set one below the other as they are typed, though no number opens them.

They are a rhyme to be learned, equations, what is named in brackets, rows with gaps, and where a text is from.
"""

import re
from collections.abc import Sequence

from studypress.letters import HAN
from studypress.markdown.nodes.language_lines import in_turn

_RHYME = re.compile(r".{0,12}(?:口诀|口訣|歌诀|歌訣|顺口溜|順口溜|儿歌|童谣|谚语)[：:]")
"""What heads a rhyme, whose lines need not be of one length: `口诀：`."""

_EQUATION = re.compile(
    rf"(?![^=＝≈→⇌]*[a-z]{{3,}}\s+[a-z]{{2,}})[^{HAN}，。；：=＝≈→⇌]{{0,60}}(?:={{1,2}}|＝|≈|→|⇌)[^，。；：]{{1,80}}"
)
"""A step of a calculation: `V = 0.1 × 22.4`, `= 2.24 L`; no words of English, such as a program may have wrapped."""

_NAMED = re.compile(r"【[^【】]{1,8}】")
"""What is named: `【实验步骤】`."""

_GAPS = re.compile(r".*[^\u3000（(]\u3000+[^\u3000）)]")
"""A row whose columns ideographic spaces part; those within brackets are room."""

_SOURCE = re.compile(r"[（(](?:选自|選自|节选|節選|摘自|摘编自|改编自|选编自|有删改)[^（）()]{0,60}[)）]")
"""Where a text is from, below it: `（选自《师说》，有删改）`."""


def set_lines(texts: Sequence[str]) -> set[int]:
    """Which lines of a paragraph are set so."""
    opened = set(range(1, len(texts))) if _RHYME.fullmatch(texts[0]) else set()
    named = {line for line, text in enumerate(texts) if _NAMED.match(text)}
    opened |= named if len(named) > 1 else set()
    opened |= in_turn(_GAPS, texts) | _equations(texts)
    return opened | {line for line, text in enumerate(texts) if _SOURCE.fullmatch(text)}


def _equations(texts: Sequence[str]) -> set[int]:
    """The equations below another, or below a line that ends in one: `解：x = 3`."""
    alone = [_EQUATION.fullmatch(text) is not None for text in texts]
    ended = [_EQUATION.fullmatch(re.split("[：，。]", text)[-1].strip()) is not None for text in texts]
    return {line for line in range(1, len(texts)) if alone[line] and ended[line - 1]}
