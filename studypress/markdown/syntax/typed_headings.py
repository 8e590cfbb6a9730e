"""Headings of a text that has none of Markdown's, pasted from Word for one: `第一章 电路`, `一、组成`, `（一）电源`.

They are told by their numbers, with which no line of the text may open that is a sentence or an item of a list; each
stands above something else. How they are nested is told by their order: what first follows `一、` is below it.
"""

import re
from collections.abc import Iterator, Sequence

from markdown_it.rules_block import StateBlock

from studypress.config.study_words import ANSWER_MARKS, EXERCISE_HEADINGS, SUMMARY_HEADINGS
from studypress.letters import CLAUSE_ENDS, SENTENCE_ENDS
from studypress.manuscript import lines_of
from studypress.markdown.syntax.lines import noted_of, text_of
from studypress.markdown.syntax.pushing import push_heading
from studypress.numerals import HAN_NUMERALS, number_value

_NUMERAL = f"[{HAN_NUMERALS}]{{1,3}}"
_CHAPTER = re.compile(rf"(第\s?(?:[0-9]{{1,2}}|{_NUMERAL})\s?(?:章|单元|單元))(?=[\s\u3000:：、]|\Z)")
_KINDS = (
    _CHAPTER,
    re.compile(rf"(第\s?(?:[0-9]{{1,2}}|{_NUMERAL})\s?[节節课課])(?=[\s\u3000:：、])"),
    re.compile(rf"({_NUMERAL})[、．.]"),
    re.compile(rf"[（(]({_NUMERAL})[）)]"),
    re.compile(r"(?:[0-9]{1,2}\.)([0-9]{1,2})(?![0-9.])[\s\u3000、]*"),
)
_NAMED = len(_KINDS)
"""The kind of those that have no number."""
_NAMES = frozenset((*SUMMARY_HEADINGS, *EXERCISE_HEADINGS, *ANSWER_MARKS))
_NUMBERED = re.compile(rf"^(?:[^\S\n]|\*)*第?[{HAN_NUMERALS}0-9]+\s?[、．章单單]", re.MULTILINE)
_STRONG = re.compile(r"\*\*(?=\S)([^*]+)\*\*")
_MARKDOWN = re.compile(r" {0,3}#{1,6}(?:[ \t]|[^#\s!])|\s*<h[1-6]\b", re.IGNORECASE)
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)\s*")
"""A heading as Markdown and HTML have it, and what makes one of the line above."""
_ANSWER = re.compile(r"\s*(?:[0-9A-H√×]|[（(]?[0-9]|略)")
"""What stands behind the number of a heading in a key: `一、1-5 ABCDA`."""
_LONGEST = 32
"""Characters of a heading."""
_FEWEST = 3
"""Headings of a text; one or two may be anything."""


def typed_heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Make a heading of such a line."""
    if state.level or state.blkIndent or state.parentType not in ("root", "paragraph"):
        return False
    noted = noted_of(state)
    if "typed headings" not in noted:
        noted["typed headings"] = _headings(state.src)
    level = noted["typed headings"].get(start)
    if level is None:
        return False
    if not silent:
        state.line = start + 1
        push_heading(state, "#" * level, text_of(state, start).strip(" \t\u3000"), start)
    return True


def _headings(text: str) -> dict[int, int]:
    """The levels of such headings by their lines; none where the text has headings of its own."""
    if not _NUMBERED.search(text):
        return {}
    lines = list(lines_of(text))
    words = [_words(line) if free else "" for line, free in lines]
    below = zip(words, lines[1:], strict=False)
    underlined = any(free and above and _UNDERLINE.fullmatch(line) for above, (line, free) in below)
    if underlined or any(free and _MARKDOWN.match(line) for line, free in lines):
        return {}
    found = {kind: list(_of_kind(pattern, words)) for kind, pattern in enumerate(_KINDS)}
    kinds = {line: kind for kind, at in found.items() if _heads(at, _KINDS[kind], words) for line in at}
    if len(kinds) < _FEWEST:
        return {}
    named = {line: _NAMED for line, name in enumerate(words) if _is_named(name, words[line - 1] if line else "")}
    return dict(_levels(sorted((named | kinds).items())))


def _is_named(name: str, above: str) -> bool:
    """Whether a line below an empty one is called as exercises, their answers or a summary are: `综合测试题答案：`."""
    name = name.rstrip("：:")
    return not above and (name in _NAMES or (name.endswith("题答案") and len(name) <= _LONGEST))


def _words(line: str) -> str:
    plain = line.strip(" \t\u3000")
    strong = _STRONG.fullmatch(plain)
    return strong[1].strip() if strong else plain


def _of_kind(pattern: re.Pattern[str], words: Sequence[str]) -> Iterator[int]:
    """The lines that open with a number of a kind, but for those of a key."""
    for line, text in enumerate(words):
        found = pattern.match(text)
        rest = text[found.end() :].strip() if found else ""
        if found and (pattern is _CHAPTER or (rest and not _ANSWER.match(rest))):
            yield line


def _heads(lines: Sequence[int], pattern: re.Pattern[str], words: Sequence[str]) -> bool:
    """Whether all lines of a kind are headings: short, no sentences, counted, and none right above the next."""
    before = 0
    for line in lines:
        found = pattern.match(words[line])
        number = number_value(found[1]) if found else 0
        counts = number == before + 1 or number == 1 or (not before and pattern is _CHAPTER)
        if not counts or len(words[line]) > _LONGEST or words[line].endswith((*SENTENCE_ENDS, *CLAUSE_ENDS)):
            return False
        below = next((at for at in range(line + 1, len(words)) if words[at]), -1)
        if below < 0 or pattern.match(words[below]):
            return False
        before = number
    return True


def _levels(kinds: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The level of each heading: 1 for chapters, below them what comes first is above what follows it."""
    path: list[int] = []
    for line, kind in kinds:
        if kind < _NAMED and _KINDS[kind] is _CHAPTER:
            path = []
            yield line, 1
            continue
        path = [] if kind == _NAMED else path
        path = [*path[: path.index(kind)], kind] if kind in path else [*path, kind]
        yield line, min(len(path) + 1, 6)
