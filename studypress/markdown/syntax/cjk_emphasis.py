"""Emphasis next to Chinese and Japanese text, where CommonMark's own rule fails.

CommonMark §6.2 lets `**` close only where punctuation before it is followed by a space or punctuation, so that in
`**重点。**后文` the marks stay marks: Chinese has no spaces. The change, for `*` and `~` only: Chinese and Japanese
punctuation counts as a letter, and a Han or kana character beside the marks does what a space would; but nothing begins
with a comma or ends with an opening bracket, and a star between factors multiplies them. Text without such characters
is scanned as CommonMark says, but for `*.*` and `*/*`, which are names of all files and tables, not emphasis of a dot.
"""

import re
from functools import lru_cache

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline.state_inline import Scanned

from studypress.manuscript.fences import CODE_SPAN

_SHARED_PUNCTUATION = frozenset("“”‘’…—·⸺⋯")
"""Punctuation that Chinese shares with the West; it is taken for Chinese where Han stands beside it."""

_CJK_BEGINS = "（《〈【〖〔［｛「『“‘"
_CJK_ENDS = "、，。．；：！？）》〉】〗〕］｝」』"
"""What no emphasis ends or begins with: the stars of `价格*，数量*，` call notes.

Alone it may be all of it, as in `用**、**分开`."""

_CLOSED = "）】》」』"
"""Behind these and ASCII marks strong words may go on with the mark that they begin with, as CommonMark has it."""
_BEGINS = "([{<"
_ENDS = ",:;!?)]}/%"
"""The same in ASCII, where Han beside the marks is no reason: `用*.md和*.txt`, `**/*.py`."""

_BLOCKS = (
    (0x1100, 0x11FF), (0x2E80, 0x303E), (0x3041, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA000, 0xA4CF),
    (0xA960, 0xA97F), (0xAC00, 0xD7FF), (0xF900, 0xFAFF), (0xFE30, 0xFE4F), (0xFF01, 0xFFEE), (0x1B000, 0x1B16F),
    (0x20000, 0x3FFFD),
)  # fmt: skip


def is_cjk(character: str) -> bool:
    """Whether a character belongs to Chinese, Japanese or Korean text, punctuation included."""
    code = ord(character)
    return code >= 0x1100 and any(first <= code <= last for first, last in _BLOCKS)


def scan_delimiters(source: str, start: int, end: int, can_split_word: bool) -> Scanned:
    """Tell how many marks stand at `start`, and whether they may open and close emphasis."""
    marker = source[start]
    after = start
    while after < end and source[after] == marker:
        after += 1
    if framed := _of_framed_line(source, start, after):
        return framed
    if after - start == 1 and (_is_sign(source, start) or _is_wildcard(source, start)):
        return Scanned(False, False, 1)
    before = _Side(source, _seen(source, start - 1, -1), -1, 0)
    behind = _Side(source, _seen(source, after, 1), 1, end)
    ends = _ENDS + "." if after - start == 1 else _ENDS
    left_flanking = not behind.space and (not behind.punctuation or before.lets_flank(behind, ends))
    ends_a_sign = after - start > 1 and before.character == "<" and isPunctChar(behind.character)  # `**<**。`
    ends_words = _ends_han(source, start) or _ends_label(source, start)
    ends_mark = ends_a_sign or (after - start > 1 and ends_words and behind.character.isalnum())
    right_flanking = not before.space and (not before.punctuation or ends_mark or behind.lets_flank(before, _BEGINS))
    can_open = left_flanking and (can_split_word or not right_flanking or before.punctuation)
    can_close = right_flanking and (can_split_word or not left_flanking or behind.punctuation)
    if marker == "*":
        begins_with_mark = behind.character in _CJK_ENDS and _at(source, after + 1, end) != marker
        # `**甲**（乙）**、丙**`, `$a$**，其中**$b$`
        goes_on = after - start > 1 and (before.punctuation or before.character in _CLOSED)
        # `**！！待补充**` at the beginning of a line or in brackets: nothing that could end stands before it
        begins = after - start > 1 and (before.character in _CJK_BEGINS or _begins_line(source, start))
        can_open = can_open and (goes_on or begins or not begins_with_mark)
        can_close = can_close and not (before.character in _CJK_BEGINS and _at(source, start - 2, 0) != marker)
    return Scanned(can_open, can_close, after - start)


_FACTOR_BEFORE = re.compile(r"(?:[0-9)]|(?<![A-Za-z0-9])[A-Za-z])\Z", re.ASCII)
_FACTOR_BEHIND = re.compile(r"[0-9(]|[A-Za-z](?![A-Za-z0-9])", re.ASCII)


def _is_sign(source: str, start: int) -> bool:
    """Whether a star multiplies numbers, single letters or brackets: `2*3*4`, `a*b*c`, `(a+b)*(c+d)*2`."""
    if source[start] != "*" or not _FACTOR_BEFORE.search(source[max(0, start - 2) : start]):
        return False
    return _FACTOR_BEHIND.match(source, start + 1) is not None and _has_cjk(source)


@lru_cache(maxsize=1)
def _has_cjk(source: str) -> bool:
    return any(map(is_cjk, source))


def _is_wildcard(source: str, start: int) -> bool:
    """Whether a star stands for any name, beside another that does: `grant all on *.*`, `Accept: */*`."""
    return source.startswith(("*.*", "*/*"), start) or source.startswith(("*.*", "*/*"), max(0, start - 2))


def _begins_line(source: str, start: int) -> bool:
    return not source[source.rfind("\n", 0, start) + 1 : start].strip()


def _ends_han(source: str, start: int) -> bool:
    """Whether a mark of ASCII stands before the stars and Han before that, as in `**特点:**1.快`."""
    return _at(source, start - 1, 0) in f"{_ENDS}." and is_cjk(_at(source, start - 2, 0))


_LABEL = re.compile(r"\*\*[^*\s][^*\n]*:")


def _ends_label(source: str, start: int) -> bool:
    """Whether strong words that begin a line end here with a colon: a label, whatever its letters, `**DNA:**the`."""
    at_line = source.rfind("\n", 0, start) + 1
    label = _LABEL.match(source, at_line, start)
    return label is not None and label.end() == start


_LINE_END = re.compile(r"[ \t]*(?:\n|\Z)")
_FRAMED = re.compile(rf"\*\* (?=[^*\S\n]*+[^*\s])[^*\n]*+(?<= )\*\*{_LINE_END.pattern}")


def _of_framed_line(source: str, start: int, after: int) -> Scanned | None:
    """What the stars may do that are the first or the last of a line, with a space inside each: `** 甲 **`.

    CommonMark has no strong words there (§6.2); but alone in their line they are nothing else.
    """
    opens, closes = start == 0 or source[start - 1] == "\n", _LINE_END.match(source, after) is not None
    if after - start != len("**") or not (opens or closes):
        return None
    first = source.rfind("\n", 0, start) + 1
    return Scanned(opens, closes, after - start) if _FRAMED.match(source, first) else None


VERBATIM = re.compile(rf"\\.|{CODE_SPAN}|\$[^$\s](?:[^$]*[^$\s])?\$|\]\([^()]*\)")
"""Where stars are none: code, escaped characters, formulas, and where links lead."""
_STARS = re.compile(r"\*{2,}")
_NAME = re.compile("[a-z_/.]")


def blank_pairs(source: str) -> dict[int, bool]:
    """Where stars stand around strong words with a blank inside, and whether they open: `有**128 位 **的`.

    CommonMark has none there (§6.2), and takes `**甲 **与** 乙**` for strong words within others; Python-Markdown has.
    They are meant beyond doubt where all stars of a line are pairs, and outside of a blank no other stands.
    """
    found: dict[int, bool] = {}
    start = 0
    for line in source.split("\n") if "** " in source or " **" in source else ():
        if ("** " in line or " **" in line) and len(line) < LONGEST:
            found |= {start + at: opens for at, opens in _pairs_in(line).items()}
        start += len(line) + 1
    return found


LONGEST = 20_000
"""Characters of a line in which such words are looked for."""


def _pairs_in(line: str) -> dict[int, bool]:
    indent = len(line) - len(line.lstrip())
    line = VERBATIM.sub(lambda found: "x" * len(found[0]), line.rstrip())
    stars = list(_STARS.finditer(line))
    pairs = [(one.end(), other.start()) for one, other in zip(stars[::2], stars[1::2], strict=False)]
    if len(stars) % 2 or any(len(found[0]) > 2 for found in stars):
        return {}
    if not all(_is_pair(line, indent, *pair) for pair in pairs):
        return {}
    if not any(line[first].isspace() or line[last - 1].isspace() for first, last in pairs):
        return {}
    return {found.start(): not number % 2 for number, found in enumerate(stars)}


def _is_pair(line: str, indent: int, first: int, last: int) -> bool:
    """Whether the words between two pairs of stars can be strong: a blank at an end has Han, or no more, outside."""
    words, behind = line[first:last], line[last + 2 : last + 3]
    before = line[first - 3] if first - 2 > indent else ""
    if not words.strip() or (_NAME.match(words) and words[-1].isspace()):  # `**kwargs 收集 **参数`
        return False
    begins = not words[0].isspace() or not before or is_cjk(before)
    ends = not words[-1].isspace() or not behind or is_cjk(behind)
    return begins and ends and any(map(is_cjk, words + before + behind))


def blanks_stay(source: str, start: int, scanned: Scanned) -> Scanned:
    """What a run of `_` may do: three and more are a blank to fill in beside a mark, a space or Han: `____，____是`.

    Between marks CommonMark takes the first for the opening of strong words, and the rows are lost.
    """
    if scanned.length < 3:
        return scanned
    before, behind = _at(source, start - 1, 0), _at(source, start + scanned.length, len(source))
    opens, closes = behind.isascii() and behind.isalnum(), before.isascii() and before.isalnum()
    if scanned.length == 3:  # `___重点：___`
        opens, closes = behind not in _CJK_ENDS + _ENDS + ".", True
    return Scanned(scanned.can_open and opens, scanned.can_close and closes, scanned.length)


class _Side:
    """What stands on one side of the marks, and `step` beyond that. The edge of the text counts as a space."""

    def __init__(self, source: str, beside: int, step: int, end: int) -> None:
        self.character = character = _at(source, beside, end)
        shared = character in _SHARED_PUNCTUATION and is_cjk(_at(source, beside + step, end))
        self.cjk = shared or is_cjk(character)
        self.space = isWhiteSpace(ord(character)) or character == "\u3000"
        self.punctuation = not self.cjk and (isMdAsciiPunct(ord(character)) or isPunctChar(character))

    def lets_flank(self, other: "_Side", unlikely: str) -> bool:
        """Whether punctuation on the other side of the marks may take part in emphasis."""
        opens = self.character in _CJK_BEGINS
        return self.space or self.punctuation or opens or (self.cjk and other.character not in unlikely)


_UNSEEN = frozenset("\u200b\u200c\u2060\ufeff")
"""What has no width, and is beside marks for no reason: language models write it on both sides of `**甲(乙)**：`."""


def _seen(source: str, index: int, step: int) -> int:
    """The nearest place from `index` on where something is to be seen, or one beyond the text's edge."""
    while 0 <= index < len(source) and source[index] in _UNSEEN:
        index += step
    return index


def _at(source: str, index: int, end: int) -> str:
    """The character at `index`, or a space beyond the text's edge (`end` is 0 on the left)."""
    inside = 0 <= index < (end or len(source))
    return source[index] if inside else " "
