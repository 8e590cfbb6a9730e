"""Lines that authors typed one below the other, whose editor shows every line end.

CommonMark joins the lines of a paragraph, which a program may have wrapped. But the choices `A.` `B.` of a question,
typed numbers `1、` `（2）` `③`, a label, verse, the source of a quotation, and lines that ideographic spaces indent
are lines to their author. `language_lines` knows those of a foreign language's exercises, `school_lines` those of a
school's, `dated_lines` chronologies, `ledger_lines` the entries of a journal, `set_lines` rhymes and equations.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache, reduce
from itertools import pairwise

from studypress.conclusions import concludes
from studypress.letters import HAN, SENTENCE_ENDS
from studypress.markdown.elements.element import Child, Element, Run, ends_line
from studypress.markdown.nodes.dated_lines import dated_lines
from studypress.markdown.nodes.language_lines import in_turn, language_lines
from studypress.markdown.nodes.ledger_lines import ledger_indents
from studypress.markdown.nodes.school_lines import school_lines, titles_of_poem
from studypress.markdown.nodes.set_lines import set_lines
from studypress.markdown.nodes.short_lines import short_lines
from studypress.markdown.nodes.verse import is_poem
from studypress.names import halved, has_han
from studypress.numerals import HAN_NUMERALS, number_value, roman_value


def _place_below(number: str) -> int:
    """The place of `1.2`, right behind that of `1.1`, and far from any below 2."""
    return reduce(lambda place, part: 100 * place + int(part), number.split("."), 0)


_BOX = r"[（(][\s\u3000A-H√×]*[)）]\s*"
"""Where the answer goes before the number of a question: `（√）1、`."""
_NUMERAL = f"[{HAN_NUMERALS}]"
_SERIES: tuple[tuple[re.Pattern[str], Callable[[str], int]], ...] = (
    (re.compile(rf"(?:{_BOX})?([0-9]{{1,3}})(?:、|[．.)）](?![0-9]))"), number_value),
    (re.compile(r"[（(]([0-9]{1,2})[）)]"), number_value),
    (re.compile(rf"([0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{1,3}})[、．.]?[ \t](?=[{HAN}])"), _place_below),
    (re.compile(rf"({_NUMERAL}{{1,3}})[、．.]"), number_value),
    (re.compile(rf"[（(]({_NUMERAL}{{1,3}})[）)]"), number_value),
    (re.compile(r"([\u2460-\u2473])"), number_value),
    (re.compile(r"\[([0-9]{1,3})\](?=\s)"), number_value),
    (re.compile(r"([0-9]{1,2})°(?![0-9CFKNSEW])"), number_value),
    (re.compile(r"([\u2160-\u216b])[、．.]?"), roman_value),
    (re.compile(r"([IVX]{1,4})[、．.](?=\s)"), roman_value),
    (re.compile(rf"([A-H])(?:[.．、)）]|[ \t](?=[{HAN}]))"), ord),
    (re.compile(r"[（(]([A-H])[)）]"), ord),
    (re.compile(r"[（(]?([a-h])(?:[)）、．]|[.](?=\s))"), ord),
    (re.compile(r"[（(]?([ivx]{1,4})(?:[)）]|[.](?=\s))"), roman_value),
    (re.compile(rf"(?:例|材料|步骤|步驟|[Ss]tep|STEP)\s*([0-9]{{1,2}}|{_NUMERAL}{{1,2}})"), number_value),
)
"""What opens the items of a series, and the place of each in it. Two that follow each other make one."""

_ARTICLE = re.compile(rf"第(?:[0-9]{{1,3}}|{_NUMERAL}{{1,5}})[条條步点點项項款天題题問问]")
"""What opens an article or a step. Those of a law may be quoted with gaps between."""

_ROW = re.compile(r"[（(]?A[.．、)）].*\s[（(]?B[.．、)）]")
"""What opens a line of choices."""

_CHOICE = re.compile(r"[（(]?[A-H][.．、)）]|[A-H][ \t]")
"""What opens a choice, below which a line may say that it is right."""

_BOXED = re.compile(rf"{_BOX}[0-9]{{1,3}}(?:、|[.．](?![0-9]))")
"""What opens a question whose answer goes before its number: `(  ) 1. He ____ home.`"""

_LABEL = re.compile(r"[^\s、，。；！？：:,.;!?（）()《》“”\"'|/\\]{1,8}[：:](?!//)|【[^【】]{1,8}】")
"""A word with a colon: `小野：`, `Q:`. Where two lines in turn open with one, both are lines."""

_OPENING = re.compile(
    r"(?:问|問|答|答案|解|明确|明確|参考(?:译文|范文|例文)|(?:习题|试题|题目)?解析|分析|证明|證明|译文|譯文|答え|正解|解答|解説|[Aa]ns|ANS)\s*[：:]"
    r"|(?P<box>【)?(?(box)|[\[［])(?:答|解|明确|明確|解答|解法|证明|證明|解析|答案|分析|详解|詳解|点评|點評|考点|知识点|思路)(?(box)】|[\]］])"
    r"|[又而]?[∵∴]"
)
"""What opens a line by itself: the answer below a question, a step of a proof."""

_SIGN = re.compile(
    r"[1-9]\ufe0f?\u20e3|[→⇒├└│┌√×※•·∙‣⁃]"
    r"|[\u25a0-\u27bf\U0001f300-\U0001faff]|[－Øo§ü\uf020-\uf0ff](?=[ \t])"  # the last are Wingdings'
)
"""A sign, a bullet of Word's or an emoji: `✅ …`, `→ …`. Where two lines in turn open with one, both are lines."""

_ROW_OF_CELLS = re.compile(r"[^\t]+\t")
"""What was pasted of a table: cells with tabs between. Two in turn are lines."""

_YEAR, _DAY = r"(?:[12][0-9]{3}|[一二三四五六七八九〇○零]{4})", r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_DATE = re.compile(
    rf"(?:[于於][{HAN}]{{2,8}}\s*)?{_YEAR}(?:\s*年(?:\s*{_DAY}\s*月(?:\s*{_DAY}\s*[日号])?)?|([-./]){_DAY}(?:\1{_DAY})?)"
    rf"\s*(?:[于於][{HAN}]{{2,8}})?"
)
_SIGNED = re.compile(r"[^、，。；！？：:,;!?]{2,20}")
"""Who signs a preface, a line above its date: `陈立群`, `城南中学物理组`."""

_LEADS_ON = re.compile(r"[^、，。；！？：:,.;!?]{1,12}[：:]")
"""A few words with a colon and nothing behind: `代表人物：`, above a list."""

SOURCE = re.compile(r"(?:—{1,2}|⸺|--)\s*[^\s—-][^。！？]{0,50}\Z")
"""A line that names the source of a quotation: `——《论语》`."""
_SENTENCE_END = re.compile(rf"[{SENTENCE_ENDS}.”’\"」』）)]$")
_NUMBERED = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2})*[.．、]?|[一二三四五六七八九十]{1,3}、|[（(][\d一二三四五六七八九十]{1,3}[）)])\s*\S"
)


def with_typed_lines(
    run: list[Child], line_ends: str, labels: tuple[str, ...] = (), source: Sequence[str] = ()
) -> list[Child]:
    """Make hard breaks of the line ends that are the author's: those that a mark follows, `all` of them or `none`.

    `labels` are further words that open a line by themselves, as `答案：` does. `source` are the lines of a file whose
    short lines are its author's too.
    """
    ends = [index for index, child in enumerate(run) if ends_line(child)]
    if line_ends == "none" or not ends:
        return run
    parts = list(zip([0, *(end + 1 for end in ends)], [*ends, len(run)], strict=True))
    typed = [words_of(run[start:end]) for start, end in parts]
    texts = [text.strip() for text in typed]
    indents = ledger_indents(texts)
    if line_ends == "all" or not any(_is_soft(run[index]) for index in ends):
        opened = set(range(1, len(texts)))
    else:
        strong = [_is_strong(run[start:end]) for start, end in parts]
        marked = {line for line, (start, end) in enumerate(parts) if _is_strong_label(run[start:end], labels)}
        opened = _opened(texts) | marked | _labelled(texts, labels) | _indented(typed) | _headed(texts, strong, labels)
        if source:
            opened |= short_lines(texts, [_typed(source, run[start:end]) for start, end in parts])
        opened |= indents.keys() | {line + 1 for line in indents}
    hard = {
        end
        for line, end in enumerate(ends, start=1)
        if line in opened and _is_soft(run[end]) and texts[line - 1] and texts[line]
    }
    shown = [_hard(child) if index in hard else child for index, child in enumerate(run)]
    bare = {line: ems for line, ems in indents.items() if line and not _is_indented(typed[line])}
    return _set_in(shown, {parts[line][0]: ems for line, ems in bare.items()})


def _typed(source: Sequence[str], children: Sequence[Child]) -> str:
    """The line of a file that children stand in."""
    line = children[0].line if children else len(source)
    return source[line] if line < len(source) else ""


def _set_in(run: list[Child], indents: dict[int, int]) -> list[Child]:
    """Put so many ideographic spaces before some children."""
    for start, ems in sorted(indents.items(), reverse=True):
        first = run[start]
        if isinstance(first, Run):
            run[start] = replace(first, text="\u3000" * ems + first.text.lstrip(" \t"))
        else:
            run.insert(start, Run("\u3000" * ems, first.line))
    return run


def with_hard_ends(children: Iterable[Child]) -> list[Child]:
    """Break the line wherever its author ended one."""
    return [_hard(child) if _is_soft(child) else child for child in children]


def _is_soft(child: Child) -> bool:
    return isinstance(child, Element) and child.name == "softbreak"


def _hard(child: Child) -> Child:
    return replace(child, name="br") if isinstance(child, Element) else child


def words_of(children: Iterable[Child]) -> str:
    """The words of children; what has none, such as a picture, is one letter."""
    parts: list[str] = []
    for child in children:
        if isinstance(child, Run):
            parts.append(child.text)
        elif child.name == "softbreak":
            parts.append(" ")
        elif child.name in ("rt", "rp"):
            pass
        else:
            parts.append(words_of(child.children) or child.attributes.get("text", "x"))
    return "".join(parts)


def _opened(texts: Sequence[str]) -> set[int]:
    """Which lines of a paragraph begin with a mark of their own, or are verse."""
    poem = texts[:-1] if len(texts) > 2 and SOURCE.match(texts[-1]) else texts
    if any(is_poem(poem[titles:], titled=titles > 0) for titles in range(titles_of_poem(poem) + 1)):
        return set(range(1, len(texts)))
    plain = list(map(halved, texts))
    opened = {line for line, text in enumerate(plain) if any(one.match(text) for one in (_OPENING, _ROW, _BOXED))}
    opened |= {line for line in range(1, len(plain)) if _concludes(plain[:line], plain[line])}
    opened |= (
        dated_lines(texts)
        | language_lines(texts)
        | set_lines(texts)
        | school_lines(texts).union(*(in_turn(one, texts) for one in (_LABEL, _ROW_OF_CELLS)), _signed(texts))
    )
    if _DATE.fullmatch(texts[-1]) and all(map(_SIGNED.fullmatch, texts[:-1])):
        opened |= set(range(1, len(texts)))
    articles = {line for line, text in enumerate(texts) if _ARTICLE.match(text)}
    opened |= articles if len(articles) > 1 else set()
    if _SENTENCE_END.search(texts[-2]) and (SOURCE.match(texts[-1]) or _LEADS_ON.fullmatch(texts[-1])):
        opened.add(len(texts) - 1)
    if texts[0].endswith(("：", ":")) and all(text.endswith(("；", ";")) for text in texts[1:-1]):
        opened |= set(range(1, len(texts))) if len(texts) > 2 else set()
    for numbered, value in _SERIES:
        counted = _in_series(plain, numbered, value)
        opened |= counted | {line + 1 for line in counted if texts[line].endswith(("？", "?"))}
    return opened


def _signed(texts: Sequence[str]) -> set[int]:
    """The lines that open with signs, two or more in turn; the first too, which may stand below words."""
    signed = in_turn(_SIGN, texts)
    return signed | {line - 1 for line in signed}


def _concludes(above: Sequence[str], text: str) -> bool:
    """Whether a line says which of the choices above it is right: `故选 B`."""
    return concludes(text) and any(map(_CHOICE.match, above))


def _indented(texts: Sequence[str]) -> set[int]:
    """The lines that begin with an ideographic space or its like, which no program put there: paragraphs, columns."""
    return {line for line, text in enumerate(texts) if _is_indented(text)}


def _is_indented(text: str) -> bool:
    return text.startswith(("\u3000", "\u2003", "\u2002"))


def _headed(texts: Sequence[str], strong: Sequence[bool], labels: tuple[str, ...]) -> set[int]:
    """The lines that are strong as a whole, behind what ends a sentence, and those below one; `**参考答案**` alone.

    So is the first line where it has a number or an ornament: `**1. 标题**`, `📌 **标题**`.
    """
    heads: set[int] = set()
    for line, text in enumerate(texts):
        ends = line > 0 and (line - 1 in heads or _SENTENCE_END.search(texts[line - 1]))
        opens = line == 0 and len(texts) > 1 and (_NUMBERED.match(text) or _SIGN.match(text))
        if strong[line] and (ends or opens or text in labels):
            heads.add(line)
    return heads | {line + 1 for line in heads}


def _is_strong(children: Iterable[Child]) -> bool:
    """Whether all words are strong, but for an ornament before them."""
    shown = [child for child in children if not (isinstance(child, Run) and not child.text.strip())]
    if len(shown) > 1 and isinstance(shown[0], Run) and _SIGN.match(shown[0].text) and len(shown[0].text.strip()) < 3:
        shown = shown[1:]
    return bool(shown) and all(
        isinstance(child, Element)
        and (child.name in ("strong", "b") or (child.name == "em" and _is_strong(child.children)))
        for child in shown
    )


_STRONG_LABELS = frozenset(("解", "答", "证明", "證明", "解析", "解答", "分析", "点评", "點評", "思路"))


def _is_strong_label(children: Sequence[Child], labels: tuple[str, ...]) -> bool:
    """Whether a line opens with a strong label, which needs no colon: `**解** 由题意`."""
    first = next((child for child in children if not (isinstance(child, Run) and not child.text.strip())), None)
    if not (isinstance(first, Element) and first.name in ("strong", "b")):
        return False
    word = words_of([first]).strip().rstrip("：:")
    return word in _STRONG_LABELS or word in labels


def _labelled(texts: Sequence[str], labels: tuple[str, ...]) -> set[int]:
    """The lines that open with such words, and Chinese below one that is such a word alone: `参考答案`."""
    label = _any_of(labels)
    alone = {line for line, text in enumerate(texts) if text in labels and not text.isascii()}
    below = {line + 1 for line in alone if line + 1 < len(texts) and has_han(texts[line + 1][:1])}
    return {line for line, text in enumerate(texts) if label.match(text)} | alone | below


@lru_cache(maxsize=2)
def _any_of(labels: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(map(re.escape, labels)) or "(?!)"
    return re.compile(
        rf"(?:{words})(?:\s*[：:]|(?<=[{HAN}])\s+(?=[{HAN}]))|【(?:{words})】|\[(?:{words})\]", re.IGNORECASE
    )


def _in_series(texts: Sequence[str], pattern: re.Pattern[str], value: Callable[[str], int]) -> set[int]:
    """The lines that open with numbers of one kind, where one follows the other, or the last in the line before.

    So is a line that has three of them and more from 1 on: `①甲　②乙　③丙`.
    """
    found = []
    behind: set[int] = set()
    for line, text in enumerate(texts):
        if first := _place_in(pattern, value, text, 0):
            found.append((line, first, _last_in(pattern, value, text, first)))
        elif first := _first_behind_words(pattern, value, text):
            behind.add(line)
            found.append((line, first, _last_in(pattern, value, text, first)))
    step = 2 if value is ord else 1  # of the choices two may stand in one line: `A. 甲  B. 乙`, then `C. 丙`
    in_turn = (pair for pair in pairwise(found) if 0 < pair[0][1] < pair[1][1] <= pair[0][2] + step)
    whole = {line for line, first, last in found if first == 1 and last >= _WHOLE_SERIES}
    return whole.union(line for pair in in_turn for line, *_ in pair) - behind


def _first_behind_words(pattern: re.Pattern[str], value: Callable[[str], int], text: str) -> int:
    """The place of what opens a series behind words and a colon, as in `解析：（1）…`, or a head; 0 for none."""
    if (head := _HEAD.match(text)) and (place := _place_in(pattern, value, text, head.end())):
        return place
    places = (_place_in(pattern, value, text, colon.end()) for colon in _COLON.finditer(text))
    return next((place for place in places if place in (1, ord("A"), ord("a"))), 0)


def _last_in(pattern: re.Pattern[str], value: Callable[[str], int], text: str, first: int) -> int:
    """The last number of those that stand side by side in a line: 3 in `（1）甲　（2）乙　（3）丙`."""
    last = first
    for gap in _GAP.finditer(text):
        last += _place_in(pattern, value, text, gap.end()) == last + 1
    return last


def _place_in(pattern: re.Pattern[str], value: Callable[[str], int], text: str, at: int) -> int:
    """The number that stands at a place of a text; 0 for none."""
    found = pattern.match(text, at)
    return value(unicodedata.normalize("NFKC", found[1])) if found else 0


_WHOLE_SERIES = 3
_GAP = re.compile(r"\s+")
_COLON = re.compile(r"：\s*")
_HEAD = re.compile(rf"{_NUMERAL}{{1,2}}[、．.]\s*(?=[0-9])")
"""What heads the answers to the questions below another heading: `三、9. 略`."""
